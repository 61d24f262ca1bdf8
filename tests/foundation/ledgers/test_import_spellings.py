"""Headings as departments write them: every spelling means the same column, in every sheet that has it."""

import pytest

from datong.foundation.ledgers import service as ledgers
from datong.kernel.text import heading_key
from tests.second_county.people import wide

# the column as one sheet or another declares it: how else it is written
SAME = {
    "身份证号码": ("身份证号", "公民身份号码", "证件号码"),
    "户主身份证号码": ("户主身份证号",),
    "镇": ("乡镇", "乡镇（街道）", "镇街"),
    "村（社区）": ("村", "社区", "村（居）", "行政村"),
    "户主姓名": ("户主",),
    "城乡类别": ("户口性质", "城乡"),
    "服务日期": ("日期",),
    "签约日期": ("签约时间",),
}
# the same places and dates under headings of their own
ALSO = {
    ("irrigation.canals", "村"): SAME["村（社区）"],
    ("irrigation.ponds", "村"): SAME["村（社区）"],
    ("silver_age.volunteers", "社区"): SAME["村（社区）"],
    ("silver_age.elders", "社区"): SAME["村（社区）"],
    ("dibao.gatherings", "地点（镇）"): SAME["镇"],
    ("dibao.gatherings", "地点（村）"): SAME["村（社区）"],
    ("family_doctor.doctors", "所在镇"): SAME["镇"],
    ("membership.members", "镇（单位）"): SAME["镇"],
}
CASES = [
    (sheet.id, column.heading, word)
    for sheet in ledgers.SHEETS.values()
    for column in sheet.columns
    for word in SAME.get(column.heading, ()) + ALSO.get((sheet.id, column.heading), ())
]


def test_the_cases_are_there() -> None:
    assert {word for _, _, word in CASES} == {word for words in SAME.values() for word in words}
    assert set(ALSO) <= {(sheet, heading) for sheet, heading, _ in CASES}


@pytest.mark.parametrize(("sheet", "heading", "word"), CASES)
def test_a_spelling_means_its_column(sheet: str, heading: str, word: str) -> None:
    known = ledgers.SHEETS.get(sheet).headings()
    [column] = [column.name for column in ledgers.SHEETS.get(sheet).columns if column.heading == heading]
    blank = "\u3000".join(word)
    half = word.replace("（", "(").replace("）", ")")
    assert {known[heading_key(each)] for each in (word, half, f" {word[0]}\n{word[1:]} ", blank)} == {column}


@pytest.mark.parametrize("sheet", list(ledgers.SHEETS))
def test_declared_headings_mean_their_own_column_whatever_their_width(sheet: str) -> None:
    declared = ledgers.SHEETS.get(sheet)
    known = declared.headings()
    for column in declared.columns:
        assert known[heading_key(wide(column.heading))] == column.name
        assert known[heading_key(column.heading.replace("（", "("))] == column.name


@pytest.mark.parametrize("sheet", list(ledgers.SHEETS))
def test_the_running_number_is_no_column(sheet: str) -> None:
    assert ledgers.SHEETS.get(sheet).headings()[heading_key("序 号")] == "-序号"
