"""Likeness: each kind of slip is found, a namesake is not, and nothing but the allowed columns is read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from datong.engine import matching
from datong.engine.matching.characters import characters
from datong.engine.matching.tables import READ
from datong.engine.matching.weights import FLOOR, THRESHOLD, Weights
from tests.engine.matching.lists import LI, PEOPLE, hits, people, table

RECIPIENTS = [
    LI,
    ("510626196512250028", "陈淑芬", 2, 19651225, "510626102203", 2),
    ("510626199001010011", "刘伟", 1, 19900101, "510626101201", 4),
    ("51062619550607002X", "欧阳志峰", 1, 19550607, "510626103201", 5),
    ("510626196103150024", "仇玉兰", 2, 19610315, "510626103202", 6),
]
COLUMNS = ("id", "name", "sex", "birth", "place")
TOWN = "510626101201"
FOUND = {
    "as given": (0, ("", "李小明", 1, 19700304, TOWN)),
    "one digit of the number wrong": (0, ("510626197003041239", "李小明", 1, 19700304, TOWN)),
    "number only, birth and sex from it": (0, ("510626197003041284", "李小明", None, None, None)),
    "same sound": (0, ("", "李晓明", 1, 19700304, TOWN)),
    "one character": (0, ("", "李小朋", 1, 19700304, TOWN)),
    "one character left out": (0, ("", "李明", 1, 19700304, TOWN)),
    "surname wrong": (0, ("", "季小明", 1, 19700304, TOWN)),
    "order": (0, ("", "李明小", 1, 19700304, TOWN)),
    "dots and blanks": (0, ("", " 李 小·明", 1, 19700304, TOWN)),
    "day and month": (0, ("", "李小明", 1, 19700403, TOWN)),
    "one digit of the day": (0, ("", "李小明", 1, 19700305, TOWN)),
    "one digit of the month": (0, ("", "李小明", 1, 19700804, TOWN)),
    "one digit of the year": (0, ("", "李小明", 1, 19760304, TOWN)),
    "another town": (0, ("", "李小明", 1, 19700304, "510626109201")),
    "no town": (0, ("", "李小明", 1, 19700304, None)),
    "traditional": (1, ("", "陳淑芬", 2, 19651225, "510626102203")),
    "variant": (3, ("", "歐陽志峯", 1, 19550607, "510626103201")),
    "surname of another reading": (4, ("", "求玉兰", 2, 19610315, "510626103202")),
}
NOT_FOUND = {
    "another birth": ("", "李小明", 1, 19820917, TOWN),
    "another name": ("", "张国强", 1, 19700304, TOWN),
    "another sex and town, two slips": ("", "李小朋", 2, 19700305, "510626109201"),
    "no name": ("", None, 1, 19700304, TOWN),
    "nothing known but a common name": ("", "刘伟", None, None, None),
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[matching.Hit]]:
    """Hits by register row; every case is one row of one register."""
    folder = tmp_path_factory.mktemp("likeness")
    rows: list[Sequence[object]] = [row for _, row in FOUND.values()]
    rows += NOT_FOUND.values()
    found = hits(people(folder, *RECIPIENTS), table(folder / "list.parquet", COLUMNS, rows), fuzzy=True)
    return {row: [hit for hit in found if hit.row == row] for row in range(len(rows))}


@pytest.mark.parametrize("kind", FOUND)
def test_a_slip_is_found(judged: dict[int, list[matching.Hit]], kind: str) -> None:
    (hit,) = judged[list(FOUND).index(kind)]
    assert (hit.recipient, hit.kind) == (RECIPIENTS[FOUND[kind][0]][0], "fuzzy")
    assert THRESHOLD <= hit.probability <= 1


@pytest.mark.parametrize("kind", NOT_FOUND)
def test_a_namesake_is_not(judged: dict[int, list[matching.Hit]], kind: str) -> None:
    assert [
        hit for hit in judged[len(FOUND) + list(NOT_FOUND).index(kind)] if hit.probability >= THRESHOLD
    ] == []


def test_two_who_resemble_a_row_equally_share_it(tmp_path: Path) -> None:
    """Neither reaches the threshold: people look at both."""
    twin = ("510626197003045678", "李小明", 1, 19700304, "510626101202", 9)
    register = table(tmp_path / "list.parquet", COLUMNS, [("", "李小明", 1, 19700304, TOWN)])
    found = hits(people(tmp_path, LI, twin), register, fuzzy=True)
    assert [hit.recipient for hit in found] == [LI[0], twin[0]]
    assert all(FLOOR < hit.probability <= 0.5 < THRESHOLD for hit in found)


def test_who_was_matched_by_number_is_compared_with_the_other_rows(tmp_path: Path) -> None:
    """A second vehicle may stand there with a slip; a row matched by number is settled."""
    rows = [(LI[0], "李小明", 1, 19700304, TOWN), ("", "李晓明", 1, 19700304, TOWN)]
    found = hits(people(tmp_path, LI), table(tmp_path / "list.parquet", COLUMNS, rows), fuzzy=True)
    assert [(hit.recipient, hit.row, hit.kind) for hit in found] == [
        (LI[0], 0, "exact"),
        (LI[0], 1, "fuzzy"),
    ]
    assert found[1].probability >= THRESHOLD


def test_a_common_name_says_less_than_a_rare_one(tmp_path: Path) -> None:
    """Name and town only. 40,000 others called 王芳 make hers worth little."""
    wang = ("510626196512250028", "王芳", 2, 19651225, "510626102203", 2)
    crowd: list[Sequence[object]] = [("", "王芳", 1, 19800101, "510700101201")] * 40_000
    rows = [("", "王芳", 2, None, "510626102203"), ("", "李小明", 1, None, TOWN), *crowd]
    found = hits(people(tmp_path, LI, wang), table(tmp_path / "list.parquet", COLUMNS, rows), fuzzy=True)
    assert [(hit.recipient, hit.row) for hit in found] == [(LI[0], 1)]


def test_forms_of_dates_sexes_and_places(tmp_path: Path) -> None:
    """Text, whole numbers and dates are one and the same person; an impossible date is none."""
    texts = [
        ("", "李小明", "男", day, 510626101201)
        for day in ("1970-03-04", "19700304", "1970年3月4日", "1970/3/4", "不详")
    ]
    register = table(tmp_path / "list.parquet", COLUMNS, texts)
    found = hits(people(tmp_path, LI), register, fuzzy=True)
    assert [hit.row for hit in found if hit.probability > 0.99] == [0, 1, 2, 3]


def test_the_same_again_and_in_any_order_of_rows(tmp_path: Path) -> None:
    register = table(tmp_path / "list.parquet", COLUMNS, [row for _, row in FOUND.values()])
    recipients = people(tmp_path, *RECIPIENTS)
    first = hits(recipients, register, fuzzy=True)
    content = (tmp_path / "hits.parquet").read_bytes()
    assert hits(recipients, register, fuzzy=True) == first
    assert (tmp_path / "hits.parquet").read_bytes() == content
    assert first == sorted(first)
    turned = table(tmp_path / "turned.parquet", PEOPLE, RECIPIENTS[::-1])
    assert hits(turned, register, fuzzy=True) == first


def test_only_the_allowed_columns_are_read(tmp_path: Path) -> None:
    """The allow-list, and that other columns change nothing whatever they hold."""
    assert READ == ("id", "name", "sex", "birth", "place")
    others = ("nation", "ethnicity", "religion", "party_member", "reputation", "nationality")
    rows = [row for _, row in FOUND.values()]
    recipients = people(tmp_path, *RECIPIENTS)
    plain = hits(recipients, table(tmp_path / "plain.parquet", COLUMNS, rows), fuzzy=True)
    told = [(*row, *("汉彝回是否良"[(at + each) % 6] for each in range(6))) for at, row in enumerate(rows)]
    assert hits(recipients, table(tmp_path / "told.parquet", (*COLUMNS, *others), told), fuzzy=True) == plain


def test_forms_and_sounds_of_characters() -> None:
    found = [each[1:] for each in characters("峯張仇单a")]
    assert found == [
        ("a", "a", "a"),
        ("仇", "chou", "qiu"),
        ("单", "dan", "shan"),
        ("峰", "feng", "feng"),
        ("张", "zhang", "zhang"),
    ]


def test_weights_tell_where_they_come_from() -> None:
    kept = Weights.kept()
    assert sorted(kept.provenance) == ["lists", "on", "splink"]
    for shares in (kept.m, kept.u):
        assert sorted(shares) == ["birth", "name", "number", "sex", "town"]
        assert all(0 < share < 1 for levels in shares.values() for share in levels.values())
