"""The witness's protocol, answer by answer (C2SP tlog-witness)."""

import datetime as dt
from pathlib import Path

import pytest

from datong.config.witness import keys
from datong.config.witness.server import Witness
from datong.config.witness.store import Damaged, name
from datong.kernel import clock
from datong.kernel.tlog import checkpoints, notes
from tests.config.witnesses import ORIGIN, Log, Reply, called, numbered, witness
from tests.kernel.tlog.vectors import log_key

LOG = numbered(20)
FORK = Log([*LOG.entries[:8], "altered", *LOG.entries[9:]])
PLAIN = "text/plain; charset=utf-8"
PATH = f"/{name(ORIGIN)}/checkpoint"


@pytest.fixture
def audit(tmp_path: Path) -> Witness:
    return witness(tmp_path / "state", LOG.key)


def add(app: Witness, body: bytes) -> Reply:
    return called(app, "POST", "/add-checkpoint", body)


def held(app: Witness) -> int | None:
    """The size signed last."""
    latest = app.store.latest(ORIGIN)
    return None if latest is None else latest.size


def test_the_first_checkpoint_is_taken_on_trust_and_cosigned(audit: Witness) -> None:
    with clock.override(dt.datetime(2014, 9, 26, 4, 0, tzinfo=dt.UTC)):
        reply = add(audit, LOG.request(0, 5))
    assert (reply.status, reply.type) == (200, PLAIN)
    (signature,) = notes.parse_signatures(reply.body)
    note = notes.parse(LOG.checkpoint(5))
    signed = notes.Note(note.text, (*note.signatures, signature))
    assert notes.opened(signed, [audit.signer.key], keys.verify) == [audit.signer.key]
    assert checkpoints.cosigned_at(signature) == 1411704000
    assert called(audit, "GET", PATH) == Reply(200, PLAIN, signed.format())


def test_it_follows_a_log_that_grows_and_signs_the_same_again(audit: Witness) -> None:
    steps = ((0, 0), (0, 1), (1, 8), (8, 8), (8, 13), (13, 20), (20, 20))
    assert [add(audit, LOG.request(old, new)).status for old, new in steps] == [200] * 7
    assert held(audit) == 20


@pytest.mark.parametrize(("old", "new"), [(0, 13), (7, 13), (9, 13), (0, 8), (7, 8), (3, 5)])
def test_another_old_size_is_answered_with_its_own(audit: Witness, old: int, new: int) -> None:
    add(audit, LOG.request(0, 8))
    assert add(audit, LOG.request(old, new)) == Reply(409, "text/x.tlog.size", "8\n")
    assert (held(audit), audit.store.accusations(ORIGIN)) == (8, 0)


def test_before_the_first_one_its_size_is_0(audit: Witness) -> None:
    assert add(audit, LOG.request(3, 5)) == Reply(409, "text/x.tlog.size", "0\n")


@pytest.mark.parametrize(("old", "new"), [(10, 10), (10, 20)])
def test_a_fork_with_the_real_key_is_refused_and_kept_as_evidence(audit: Witness, old: int, new: int) -> None:
    add(audit, LOG.request(0, 10))
    body = FORK.request(old, new)
    assert add(audit, body).status == 422
    assert held(audit) == 10
    (file,) = (audit.store.folder / name(ORIGIN) / "evidence").iterdir()
    assert file.read_bytes().startswith(body)
    assert file.read_text().split("==== held by the witness ====\n")[1] == called(audit, "GET", PATH).body
    assert add(audit, body).status == 422
    assert audit.store.accusations(ORIGIN) == 1


def test_another_tree_of_its_size_is_evidence_even_under_a_wrong_old_size(audit: Witness) -> None:
    add(audit, LOG.request(0, 10))
    assert add(audit, FORK.request(0, 10)) == Reply(409, "text/x.tlog.size", "10\n")
    assert audit.store.accusations(ORIGIN) == 1


def spoiled(old: int, new: int, lines: list[str]) -> bytes:
    """A request whose proof lines are these."""
    return ("\n".join([f"old {old}", *lines, ""]) + "\n" + LOG.checkpoint(new)).encode()


def test_a_proof_that_does_not_hold_is_422(audit: Witness) -> None:
    add(audit, LOG.request(0, 7))
    zero = notes.base64_of(bytes(32))
    honest = LOG.request(7, 13).decode().split("\n\n")[0].split("\n")[1:]
    wrong = ([], [*honest, zero], honest[:-1], [zero, *honest[1:]], honest[::-1])
    assert [add(audit, spoiled(7, 13, lines)).status for lines in wrong] == [422] * 5
    assert add(audit, spoiled(7, 7, [zero])).status == 422
    assert held(audit) == 7
    assert add(audit, spoiled(7, 13, honest)).status == 200


def test_the_first_checkpoint_needs_no_proof_and_may_have_none(audit: Witness) -> None:
    assert add(audit, spoiled(0, 8, [notes.base64_of(bytes(32))])).status == 422
    assert (held(audit), audit.store.accusations(ORIGIN)) == (None, 0)


def test_unknown_logs_are_404_and_unknown_signatures_403(audit: Witness) -> None:
    assert add(audit, Log(LOG.entries, origin="other.example/log").request(0, 5)).status == 404
    assert add(audit, Log(LOG.entries, seed=66).request(0, 5)).status == 403
    broken = LOG.request(0, 5).replace(
        notes.parse(LOG.checkpoint(5)).signatures[0].line().encode()[-12:], b"AAAAAAAAAA=\n"
    )
    assert add(audit, broken).status in (400, 403)
    text, _, line = LOG.checkpoint(5).rpartition("\n\n")
    other = LOG.checkpoint(6).rpartition("\n\n")[2]
    assert add(audit, f"old 0\n\n{text}\n\n{other}".encode()).status == 403
    assert line != other
    assert held(audit) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0\n",
        LOG.request(0, 5).replace(b"old 0", b"old 00"),
        LOG.request(0, 5).replace(b"old 0", b"old -1"),
        LOG.request(0, 5).replace(b"old 0", b"0"),
        LOG.request(0, 5).replace(b"old 0\n", b"old 0\n????\n"),
        LOG.request(0, 5).replace(b"old 0\n", b"old 0\nAAAA\n"),
        spoiled(0, 5, [notes.base64_of(bytes(32))] * 64),
        LOG.request(0, 5).replace(b"old 0", b"old 6"),
        LOG.request(0, 5)[:-1],
        LOG.request(0, 5).replace(b"\n5\n", b"\n05\n"),
        LOG.request(0, 5) + b"x" * 70_000,
    ],
    ids=range(12),
)
def test_malformed_requests_are_400(audit: Witness, body: bytes) -> None:
    assert add(audit, body).status == 400
    assert held(audit) is None


def test_63_proof_lines_are_read(audit: Witness) -> None:
    add(audit, LOG.request(0, 4))
    assert add(audit, spoiled(4, 5, [notes.base64_of(bytes(32))] * 63)).status == 422


def test_other_addresses_and_methods(audit: Witness) -> None:
    assert called(audit, "GET", PATH).status == 404
    assert called(audit, "GET", f"/{name('other')}/checkpoint").status == 404
    assert called(audit, "GET", "/../key").status == 404
    assert called(audit, "PUT", "/add-checkpoint", b"x").status == 405
    assert called(audit, "POST", "/", b"x").status == 405
    assert called(audit, "POST", "/add-checkpoint", LOG.request(0, 5), CONTENT_LENGTH="").status == 400
    assert called(audit, "HEAD", "/") == Reply(200, PLAIN, "")


def test_its_page_says_what_it_has_seen(audit: Witness) -> None:
    digest = name(ORIGIN)
    assert (
        called(audit, "GET", "/").body
        == f"witness {audit.signer.key.vkey}\nlog {ORIGIN} {digest} nothing seen yet, 0 contradictions\n"
    )
    add(audit, LOG.request(0, 10))
    add(audit, FORK.request(10, 10))
    assert (
        called(audit, "GET", "/").body.split("\n")[1] == f"log {ORIGIN} {digest} 10 entries, 1 contradictions"
    )


def test_both_keys_of_a_log_count_while_it_changes_them(tmp_path: Path) -> None:
    app = witness(tmp_path / "state", log_key(ORIGIN, 10), log_key(ORIGIN, 30))
    assert add(app, LOG.request(0, 5)).status == 200
    assert add(app, Log(LOG.entries, seed=30).request(5, 9)).status == 200


def test_signatures_of_strangers_are_not_kept(audit: Witness) -> None:
    stranger = notes.Signature("stranger.example", b"abcd", b"x" * 64).line().encode()
    assert add(audit, LOG.request(0, 5) + stranger).status == 200
    assert "stranger" not in called(audit, "GET", PATH).body


@pytest.mark.parametrize("at", [0, 25, 200])
def test_a_damaged_record_stops_it(audit: Witness, at: int) -> None:
    add(audit, LOG.request(0, 5))
    file = audit.store.folder / name(ORIGIN) / "checkpoint"
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    file.write_bytes(raw)
    assert add(audit, LOG.request(5, 9)).status == 500
    with pytest.raises(Damaged):
        witness(audit.store.folder, LOG.key)


def test_a_key_is_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "witness.key"
    signer = keys.create(path, "audit.example/w")
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.read(path).key == signer.key
    with pytest.raises(FileExistsError):
        keys.create(path, "audit.example/w")
    path.chmod(0o644)
    with pytest.raises(keys.BadKeyFile):
        keys.read(path)


@pytest.mark.parametrize("change", [("PRIVATE", "PUBLIC"), ("audit", "auditor"), ("+", " "), ("B", "C")])
def test_a_spoiled_key_file_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "key"
    keys.create(path, "audit.example/w")
    path.write_text(path.read_text().replace("+B", "+B").replace(*change))
    with pytest.raises(notes.Malformed):
        keys.read(path)
