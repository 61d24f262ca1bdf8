"""Identity numbers compared: one spelling, one key; nothing that differs is taken for the same."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.engine.matching.keys import TEXTS, key_of, key_sql, spelling, spelling_sql

SPELT = [
    ("510626197003041234", "510626197003041234"),
    ("51062619700304123X", "51062619700304123X"),
    ("51062619700304123x", "51062619700304123X"),
    (" 510626 19700304 123x\t", "51062619700304123X"),
    ("５１０６２６１９７００３０４１２３Ｘ", "51062619700304123X"),
    ("510626197003041234\r\n", "510626197003041234"),
    ("510626700101123", "510626197001011237"),
    ("510626700101124", "510626197001011245"),
    ("510626700101123   ", "510626197001011237"),
    ("51062670010112\t\r\n3", "51062670010112\t\r\n3"),
    ("510626700101123\u3000", "510626197001011237"),
    ("130503670401001", "130503196704010016"),
    ("110105491231002", "11010519491231002X"),
    ("010626700101123", "010626700101123"),
    ("Ｇ１２３４５６７", "Ｇ1234567"),
    ("", ""),
    (" \u3000", ""),
]
CONNECTION = duckdb.connect(config={"threads": 1})
NUMBERS = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
TEXT = st.text(alphabet="0123456789Xxe+-_. \u3000１Ｘab身", max_size=20) | NUMBERS | st.text(max_size=20)


def in_sql(texts: list[str]) -> list[tuple[str | None, int | None]]:
    """Spelling and key as DuckDB computes them."""
    raw = "SELECT unnest($1::varchar[]) AS raw, generate_subscripts($1::varchar[], 1) AS place"
    spelt = f"SELECT place, {spelling_sql('raw')} AS spelt FROM ({raw})"  # noqa: S608
    key = f"CASE WHEN spelt IS NOT NULL THEN {key_sql('spelt')} END"
    return CONNECTION.execute(f"SELECT spelt, {key} FROM ({spelt}) ORDER BY place", [texts]).fetchall()  # noqa: S608


@pytest.mark.parametrize(("raw", "wanted"), SPELT)
def test_one_spelling(raw: str, wanted: str) -> None:
    assert spelling(raw) == wanted


def test_sql_spells_the_same() -> None:
    assert [spelt for spelt, _ in in_sql([raw for raw, _ in SPELT])] == [
        wanted or None for _, wanted in SPELT
    ]


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("510626197003041234", 510626197003041234),
        ("51062619700304123x", -51062619700304123),
        ("110105491231002", -11010519491231002),
        ("510626700101123", 510626197001011237),
        ("", None),
    ],
)
def test_keys_by_hand(raw: str, key: int | None) -> None:
    assert key_of(raw) == key
    assert in_sql([raw])[0][1] == key


@given(NUMBERS, NUMBERS)
def test_the_key_holds_the_whole_number(one: str, other: str) -> None:
    """64 bits, and another number has another key: the number can be read back, wrong check characters included."""
    key = key_of(one)
    assert key is not None
    assert TEXTS < key < 1 << 63
    assert (str(key) if key > 0 else f"{-key}X") == one
    assert (key == key_of(other)) == (one == other)


@given(st.text(max_size=12))
def test_other_texts_stay_apart_from_numbers(text: str) -> None:
    key = key_of("G" + text)
    assert key is not None
    assert -(1 << 63) <= key <= TEXTS


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=40))
def test_sql_and_python_agree(texts: list[str]) -> None:
    plain = [text.replace("\0", "") for text in texts]
    assert in_sql(plain) == [(spelling(text) or None, key_of(text)) for text in plain]
