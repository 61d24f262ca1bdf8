"""datong evidence verify, datong evidence destroy-due."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from datong.foundation.access.models import User
from datong.foundation.access.service import Role
from datong.foundation.evidence import registry
from datong.foundation.evidence import service as evidence
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry
from tests.config.commandline import datong
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, make_user

pytestmark = pytest.mark.django_db
DIGESTS = [hashlib.sha256(content).hexdigest() for content in (b"one", b"two", b"three")]


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Path:
    settings.DATONG_HOME = tmp_path
    return tmp_path / "evidence"


@pytest.fixture
def clerk(store: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """Who keeps three papers of cases 1, 2 and 3, of a class that is destroyed after five years."""
    own: Registry[str, evidence.Retention] = Registry("retention class")
    monkeypatch.setattr(registry, "_retentions", own)
    evidence.register_retention(evidence.Retention("short", Text("短期", "short"), 5, "destroy"))
    clerk = make_user("wang", Role.TOWN_CLERK, TIAOYUAN)
    for number, content in enumerate((b"one", b"two", b"three"), 1):
        evidence.keep(
            clerk, target=f"casework.Case:{number}", kind="consent", name="授权书.txt", content=content,
            programme="dibao", place_code=BAIHUA, retention="short",
        )  # fmt: skip
    return clerk


def at(store: Path, digest: str) -> Path:
    return store / digest[:2] / digest


def test_a_whole_store(clerk: User) -> None:
    done = datong("evidence", "verify")
    assert (done.returncode, done.stdout) == (0, "3 sound, 0 missing, 0 altered, 0 stray\n")


def test_what_is_missing_or_altered_is_named(clerk: User, store: Path) -> None:
    at(store, DIGESTS[0]).unlink()
    at(store, DIGESTS[1]).chmod(0o600)
    at(store, DIGESTS[1]).write_bytes(b"other")
    done = datong("evidence", "verify")
    assert (done.returncode, done.stdout) == (
        1,
        f"missing {DIGESTS[0]}\naltered {DIGESTS[1]}\n1 sound, 1 missing, 1 altered, 0 stray\n",
    )


def test_a_stray_file_is_told_and_no_fault(clerk: User, store: Path) -> None:
    digest = hashlib.sha256(b"four").hexdigest()
    at(store, digest).parent.mkdir(exist_ok=True)
    at(store, digest).write_bytes(b"four")
    done = datong("evidence", "verify")
    assert (done.returncode, done.stdout) == (0, f"stray {digest}\n3 sound, 0 missing, 0 altered, 1 stray\n")


def test_papers_are_destroyed_when_their_time_is_over(clerk: User, store: Path) -> None:
    """Five years: closed on 1 March 2015 they are over on 1 March 2020, closed a day later not yet."""
    evidence.close_matter(clerk, "casework.Case:1", dt.date(2015, 3, 1))
    evidence.close_matter(clerk, "casework.Case:2", dt.date(2015, 3, 2))
    first = evidence.items_of("casework.Case:1").get()
    with clock.override(dt.datetime(2020, 3, 1, 4, tzinfo=dt.UTC)):
        done = datong("evidence", "destroy-due")
        assert (done.returncode, done.stdout) == (0, f"destroyed {first.pk}\n1 destroyed\n")
        assert datong("evidence", "destroy-due").stdout == "0 destroyed\n"
    assert [at(store, digest).exists() for digest in DIGESTS] == [False, True, True]
    assert datong("evidence", "verify").stdout == "2 sound, 0 missing, 0 altered, 0 stray\n"
