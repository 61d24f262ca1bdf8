"""A Spark session for one run (Spark 会话): quiet, in memory of its own, with a folder of its own; nothing of it is left afterwards.

pyspark is an extra (requirements/spark.txt) and needs Java 17; both are looked for here and nowhere else. A session whose master is on
this machine listens on loopback alone. With a master elsewhere, Spark's own settings hold (spark-defaults.conf, SPARK_LOCAL_IP), and
the files must lie under the same path on every machine.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from datong.kernel.bilingual import Text

__all__ = ["JAVA", "LOCAL", "SparkRefused", "gathered", "read", "session", "spread"]

LOCAL = "local[*]"
"""The master unless another is named: this machine, every core."""
JAVA = 17
"""The least version of Java that Spark 4 runs on."""
LOOPBACK = "127.0.0.1"
PATIENCE = 10
"""Seconds to wait for a master that does not answer, and for a Java that is to end."""
BYTES_A_TASK = 16 << 20
"""Of Parquet files: some ten times as much in memory, which a task of a small worker still holds."""

NO_PYSPARK = Text(
    "使用 Spark 需要先安装 pyspark：pip install --require-hashes -r requirements/spark.txt",
    "Spark needs pyspark; install it with: pip install --require-hashes -r requirements/spark.txt",
)
NO_JAVA = Text(
    "使用 Spark 需要 Java {least} 或更高版本，没有找到 java；请安装（openjdk-{least}-jre-headless）或设置 JAVA_HOME",
    "Spark needs Java {least} or newer, and no java was found; install it (openjdk-{least}-jre-headless) or set JAVA_HOME",
)
OLD_JAVA = Text(
    "使用 Spark 需要 Java {least} 或更高版本；{java} 是 {found}；请安装新版本或设置 JAVA_HOME",
    "Spark needs Java {least} or newer; {java} is {found}; install a newer one or set JAVA_HOME",
)
NO_MASTER = Text(
    "连不上 Spark 主节点 {master}：{why}；请核对 --spark-master，并确认集群已启动",
    "the Spark master {master} does not answer: {why}; check --spark-master and that the cluster is running",
)
STOPPED = Text(
    "Spark 中断，没有写出结果：{why}；内存不够时可在 spark-defaults.conf 中加大 spark.driver.memory 和 spark.executor.memory",
    "Spark stopped and wrote nothing: {why}; where memory was short give more spark.driver.memory and spark.executor.memory in spark-defaults.conf",
)

QUIET = """\
status = error
appenders = log
appender.log.type = Console
appender.log.name = log
appender.log.target = SYSTEM_ERR
appender.log.layout.type = PatternLayout
appender.log.layout.pattern = %p %c{1}: %m%n%ex{2}
rootLogger.level = error
rootLogger.appenderRef.log.ref = log
"""
"""What Java writes, and only into the folder of the run."""

SETTINGS = {
    "spark.app.name": "datong",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    # Files are small beside the rows they hold: a nation's would be sent to every worker whole. What a step has written tells.
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "10MB",
    # Where each expression was written in Python: asked of Java for every one of ten thousand.
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    "spark.sql.dataFrameQueryContext.enabled": "false",
}


class SparkRefused(ValueError):
    """Spark is not there, does not answer or stopped; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@contextmanager
def session(master: str | None, folder: Path) -> Iterator[Any]:
    """A SparkSession that ends with the block; what it spills lies in `folder`. Raises SparkRefused, also for what fails inside."""
    sql, context = _pyspark()
    _java()
    where = master or LOCAL
    _answers(where)
    failures = _failures()
    log = folder / "spark.log"
    spark = None
    with log.open("wb") as told:
        conf = context.SparkConf(loadDefaults=False)
        conf.setMaster(where).setAll(list(_settings(where, folder).items()))
        gateway = _gateway(conf, told, failures)
        try:
            spark = sql.SparkSession(context.SparkContext(conf=conf, gateway=gateway))
            yield spark
        except failures as error:
            raise SparkRefused(STOPPED.format(why=_first_line(error, log))) from error
        finally:
            _end(spark, gateway, context.SparkContext)


def spread(spark: Any, files: Iterable[Path]) -> None:
    """Divide the work into as many parts as the cores and the size of the files ask for."""
    parts = sum(path.stat().st_size for path in files) // BYTES_A_TASK
    spark.conf.set("spark.sql.shuffle.partitions", str(max(parts, 2 * spark.sparkContext.defaultParallelism)))


def read(spark: Any, path: Path, schema: str = "") -> Any:
    """A Parquet file, or a folder of them, as a table, or only the columns of `schema`; signs in its name mean themselves."""
    reader = spark.read.schema(schema) if schema else spark.read
    return reader.parquet(re.sub(r"([\\*?\[\]{}])", r"\\\1", str(path.absolute())))


def gathered(folder: Path, output: Path, types: Mapping[str, pa.DataType] | None = None) -> int:
    """The parts Spark wrote, in their order, as one file; columns in `types` are cast. Returns the number of rows."""
    rows, writer = 0, None
    try:
        for part in sorted(folder.glob("part-*.parquet")):
            for batch in pq.ParquetFile(part).iter_batches(batch_size=1 << 17):
                table = _cast(pa.Table.from_batches([batch]), types or {})
                writer = writer or pq.ParquetWriter(output, table.schema, compression="zstd")
                writer.write_table(table)
                rows += len(table)
            if writer is None:
                table = _cast(pq.read_table(part), types or {})
                writer = pq.ParquetWriter(output, table.schema, compression="zstd")
    finally:
        if writer is not None:
            writer.close()
    return rows


def _cast(table: pa.Table, types: Mapping[str, pa.DataType]) -> pa.Table:
    return table.cast(pa.schema([(field.name, types.get(field.name, field.type)) for field in table.schema]))


def _pyspark() -> tuple[Any, Any]:
    """pyspark's sql and core parts. Raises SparkRefused without it."""
    try:
        import pyspark  # noqa: PLC0415 - an extra
        import pyspark.sql  # noqa: PLC0415
    except ImportError as error:
        raise SparkRefused(NO_PYSPARK) from error
    return pyspark.sql, pyspark


def _failures() -> tuple[type[BaseException], ...]:
    """What pyspark and its bridge to Java raise."""
    errors, bridge = importlib.import_module("pyspark.errors"), importlib.import_module("py4j.protocol")
    return (errors.PySparkException, bridge.Py4JError)


def _java() -> None:
    """Raises SparkRefused unless the java that Spark would start is new enough."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        raise SparkRefused(NO_JAVA.format(least=JAVA))
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)[^"]*"', said)
    if version is None or int(version[1]) < JAVA:
        found = version[0].split('"')[1] if version else said.strip().splitlines()[:1]
        raise SparkRefused(OLD_JAVA.format(least=JAVA, java=java, found=found))


def _answers(master: str) -> None:
    """Raises SparkRefused for a standalone master none of whose addresses takes a connection; Spark would wait a minute."""
    if not master.startswith("spark://"):
        return
    why = ""
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), PATIENCE):
                return
        except (OSError, ValueError, OverflowError) as error:
            why = str(error)
    raise SparkRefused(NO_MASTER.format(master=master, why=why))


def _settings(master: str, folder: Path) -> dict[str, str]:
    quiet = folder / "log4j2.properties"
    quiet.write_text(QUIET, encoding="utf-8")
    settings = SETTINGS | {
        "spark.local.dir": str(folder / "spill"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f'"-Dlog4j2.configurationFile={quiet.absolute().as_uri()}"',
    }
    if re.match(rf"local\b|spark://({re.escape(LOOPBACK)}|localhost):", master):
        settings |= {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    return settings


def _gateway(conf: Any, told: Any, failures: tuple[type[BaseException], ...]) -> Any:
    """A Java of our own, whose words go into the log. Raises SparkRefused when it does not start."""
    start = importlib.import_module("pyspark.java_gateway").launch_gateway
    logging.getLogger("SQLQueryContextLogger").disabled = True
    logging.getLogger("DataFrameQueryContextLogger").disabled = True
    try:
        return start(conf, {"stdout": told, "stderr": subprocess.STDOUT})
    except failures as error:
        raise SparkRefused(STOPPED.format(why=_first_line(error, Path(told.name)))) from error


def _end(spark: Any, gateway: Any, context: Any) -> None:
    """Stop the session and its Java, even where the session never came to be."""
    try:
        if spark is not None:
            spark.stop()
        gateway.shutdown()
    finally:
        context._gateway = context._jvm = None
        if gateway.proc is not None:
            gateway.proc.stdin.close()
            try:
                gateway.proc.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                gateway.proc.kill()
                gateway.proc.wait()


def _first_line(error: BaseException, log: Path) -> str:
    """What Java said last of what went wrong; else what Python says."""
    caused = re.findall(r"^Caused by: (?:[\w.$]+: )?(.+)$", str(error), re.M)
    spoken = [line for line in str(error).splitlines() if line.strip()]
    logged = re.findall(r"^ERROR (.+)$", log.read_text(errors="replace") if log.exists() else "", re.M)
    return next(iter([*caused[-1:], *logged[-1:], *spoken[:1]]), type(error).__name__)
