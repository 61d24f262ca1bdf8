"""What Spark is tried on. Nothing here is collected unless it is asked for: pytest -m spark tests/spark (make test-spark)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """pyspark and Java 17 are extras."""
    return None if config.option.markexpr == "spark" else True


@pytest.fixture(scope="session", autouse=True)
def hurried() -> Iterator[None]:
    """Java compiles lightly: it lives for seconds."""
    before = os.environ.get("JDK_JAVA_OPTIONS")
    os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    yield
    if before is None:
        del os.environ["JDK_JAVA_OPTIONS"]
    else:
        os.environ["JDK_JAVA_OPTIONS"] = before


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of one master and two workers."""
    from tools.spark_cluster import cluster, left_behind

    folder = tmp_path_factory.mktemp("cluster")
    with cluster(folder) as address:
        yield address
    assert left_behind(folder) == []


@pytest.fixture(scope="module")
def spark(master: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One session on the cluster for a module (it takes every worker there is); expressions are interpreted, since compiling them takes longer than a thousand rows."""
    from datong.engine.spark import session

    with session(master, tmp_path_factory.mktemp("session")) as found:
        found.conf.set("spark.sql.codegen.wholeStage", "false")
        found.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        yield found
