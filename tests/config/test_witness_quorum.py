"""Two of three witnesses, each its own process: one dead, the log goes on; two dead, it waits and says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from datong.config.witness.keys import verify
from datong.foundation.publiclog import service as publiclog
from datong.kernel.tlog.policies import Policy
from tests.config.witnesses import Running, start

NAMES = ("audit", "university", "neighbour")

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(tmp_path: Path, settings: Any) -> Iterator[dict[str, Running]]:
    """Three witnesses of a fresh log, and a policy that asks for two of them."""
    settings.DATONG_HOME, settings.DATONG_LOG = tmp_path, str(tmp_path / "log")
    settings.DATONG_LOG_ORIGIN = "county.example/log"
    (vkey,) = publiclog.vkeys()
    running = {}
    for name in NAMES:
        (tmp_path / name).mkdir()
        running[name] = start(tmp_path / name, vkey, name=f"{name}.example/w")
    policy = tmp_path / "policy"
    lines = [f"witness {name} {each.vkey} {each.url}" for name, each in running.items()]
    policy.write_text(
        "\n".join([f"log {vkey}", *lines, f"group three 2 {' '.join(NAMES)}", "quorum three", ""])
    )
    settings.DATONG_WITNESS_POLICY = str(policy)
    yield running
    for each in running.values():
        each.kill()


def publish(number: int) -> int:
    """Log one publication and let the tree grow; the size that is published then."""
    entry = publiclog.NewEntry("publication", f"GK-{number}", 1, "V510626106209", "publish", b"{}")
    publiclog.append([entry])
    grown = publiclog.integrate()
    return grown.size if grown else 0


def witnesses(path: Path) -> tuple[str, ...]:
    """Who signed the published checkpoint, as anybody with the policy finds out."""
    policy = Policy.parse((path / "policy").read_text())
    return policy.accept((path / "log" / "checkpoint").read_bytes(), verify).witnesses


def test_two_of_three(three: dict[str, Running], tmp_path: Path) -> None:
    assert publish(1) == 1
    assert witnesses(tmp_path) == NAMES

    three["audit"].kill()
    assert publish(2) == 2
    assert witnesses(tmp_path) == ("university", "neighbour")
    assert publiclog.status().held is None

    three["neighbour"].kill()
    assert publish(3) == 2
    assert publiclog.proof(1) is not None
    assert publiclog.proof(2) is None
    held = publiclog.status().held
    assert held is not None
    assert held.zh == "3 条日志在等见证人签名：已有 university，规则要求 three。会自动再试。"

    three["audit"] = start(
        tmp_path / "audit", publiclog.vkeys()[0], name="audit.example/w", port=three["audit"].port
    )
    assert publish(4) == 4
    assert witnesses(tmp_path) == ("audit", "university")
    assert publiclog.proof(3) is not None
    assert publiclog.status().held is None
