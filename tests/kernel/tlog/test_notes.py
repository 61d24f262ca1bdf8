"""Signed notes: C2SP's own example, the vectors' log and witness, and everything that is not a note."""

import pytest

from datong.kernel.tlog import notes
from datong.kernel.tlog.notes import COSIGNATURE, BadNote, Key, Note, Signature
from tests.kernel.tlog.vectors import (
    LOG,
    LOG_KEY,
    LOG_PRIVATE,
    VECTORS,
    WITNESS_KEY,
    log_key,
    private,
    verify,
)

EXAMPLE = VECTORS["note_c2sp_example"]
NOTE = LOG["checkpoint"]


def test_example_of_the_source() -> None:
    key = Key.parse(EXAMPLE["vkey"])
    note = notes.parse(EXAMPLE["note"])
    assert note.text == "This is an example message.\n"
    assert key.key_id.hex() == "530d903a"
    assert notes.opened(note, [key], verify) == [key]


@pytest.mark.parametrize("raw", [EXAMPLE["note"], NOTE])
def test_a_note_is_written_as_it_was_read(raw: str) -> None:
    assert notes.parse(raw).format() == raw
    assert notes.parse(raw.encode()).format() == raw


@pytest.mark.parametrize("vkey", [EXAMPLE["vkey"], LOG["log_vkey"], LOG["witness_vkey"]])
def test_a_key_is_written_as_it_was_read(vkey: str) -> None:
    assert Key.parse(vkey).vkey == vkey


def test_log_and_witness_of_the_vectors_stand_under_their_checkpoint() -> None:
    note = notes.parse(NOTE)
    assert (LOG_KEY.key_id.hex(), WITNESS_KEY.key_id.hex()) == ("39ea3682", "20324abe")
    assert WITNESS_KEY.type == COSIGNATURE
    assert notes.opened(note, [WITNESS_KEY, LOG_KEY], verify) == [LOG_KEY, WITNESS_KEY]


def test_signing_gives_the_signature_of_the_vectors() -> None:
    note = notes.parse(NOTE)
    assert notes.signed(note.text, LOG_KEY.name, LOG_KEY.public, LOG_PRIVATE.sign) == note.signatures[0]


def test_text_ends_at_the_last_empty_line() -> None:
    key = log_key("a.example", 1)
    signature = notes.signed("one\n\ntwo\n", key.name, key.public, private(1).sign)
    note = notes.parse(f"one\n\ntwo\n\n{signature.line()}")
    assert note.text == "one\n\ntwo\n"
    assert notes.opened(note, [key], verify) == [key]


def test_unknown_keys_are_passed_over_even_with_a_known_name_or_id() -> None:
    mine, other = log_key("a.example", 1), log_key("a.example", 2)
    text = "text\n"
    strange = Signature("b.example", mine.key_id, b"x" * 64)
    signatures = (
        strange,
        *(
            notes.signed(text, "a.example", key.public, private(seed).sign)
            for key, seed in ((other, 2), (mine, 1))
        ),
    )
    assert notes.opened(Note(text, signatures), [mine], verify) == [mine]
    assert notes.opened(Note(text, signatures[:2]), [mine], verify) == []


def test_a_known_key_that_fails_spoils_the_note() -> None:
    good, bad = log_key("a.example", 1), log_key("b.example", 2)
    signatures = (
        notes.signed("text\n", good.name, good.public, private(1).sign),
        notes.signed("other\n", bad.name, bad.public, private(2).sign),
    )
    with pytest.raises(BadNote) as caught:
        notes.opened(Note("text\n", signatures), [good, bad], verify)
    assert caught.value.text.zh == "b.example 的签名不对"


def test_a_signature_of_one_type_is_not_one_of_the_other() -> None:
    note = notes.parse(NOTE)
    wrong = Key(LOG_KEY.name, LOG_KEY.key_id, COSIGNATURE, LOG_KEY.public)
    with pytest.raises(BadNote):
        notes.opened(note, [wrong], verify)


def test_sixteen_signatures_are_read_and_a_hundred_and_one_are_not() -> None:
    line = notes.parse(NOTE).signatures[0].line()
    assert len(notes.parse("text\n\n" + line * 16).signatures) == 16
    assert len(notes.parse("text\n\n" + line * 100).signatures) == 100
    with pytest.raises(BadNote):
        notes.parse("text\n\n" + line * 101)


LINE = "— a.example AAAAAQID\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n" + LINE,
        "text" + LINE,
        "text\n\n" + LINE.rstrip("\n"),
        "text\n\n" + LINE + "\n",
        "text\n\n" + LINE.replace("—", "-"),
        "text\n\n" + LINE.replace("— ", "—"),
        "text\n\n" + LINE.replace("a.example", ""),
        "text\n\n" + LINE.replace("a.example", "a+example"),
        "text\n\n" + LINE.replace("a.example", "a\u00a0example"),
        "text\n\n" + LINE.replace("a.example", "a\u3000example"),
        "text\n\n— a.example AAAA\n",
        "text\n\n— a.example AAAAAQI\n",
        "text\n\n— a.example AAAAAQJ=\n",
        "text\n\n— a.example AAAAAQ\u2014D\n",
        "text\n\n— a.example AAAAAQID AAAAAQID\n",
        "te\txt\n\n" + LINE,
        "te\rxt\n\n" + LINE,
        "te\x00xt\n\n" + LINE,
        b"\xff\n\n" + LINE.encode(),
        "\ud800\n\n" + LINE,
    ],
    ids=str,
)
def test_what_is_no_note_is_refused(raw: bytes | str) -> None:
    with pytest.raises(BadNote):
        notes.parse(raw)


def test_the_smallest_note() -> None:
    assert notes.parse("text\n\n" + LINE) == Note("text\n", (Signature("a.example", b"\0\0\0\1", b"\2\3"),))


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "a.example",
        "a.example+530d903a",
        LOG["log_vkey"].replace("39ea3682", "39ea3683"),
        LOG["log_vkey"].replace("39ea3682", "39EA3682"),
        LOG["log_vkey"].replace("county.example", "county.exampl"),
        LOG["log_vkey"].replace("county.example", "county example"),
        LOG["log_vkey"][:-4],
        LOG["log_vkey"].replace("+AQ", "+Ag"),
        "a.example+00000000+AQ==",
    ],
)
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(BadNote):
        Key.parse(vkey)
