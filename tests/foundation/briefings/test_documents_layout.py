"""What every format shares: numbering, clean text, dates, the parts of the head and the foot."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from datong.foundation.briefings.core import Paragraph, Run
from datong.foundation.briefings.core.layout import Recipients, lay_out, ordinal
from datong.foundation.briefings.core.model import date_of
from datong.foundation.documents.service import clean
from tests.foundation.briefings.documents_sample import ENGLISH, SHORT


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (1, "一、"),
        (7, "七、"),
        (10, "十、"),
        (11, "十一、"),
        (20, "二十、"),
        (35, "三十五、"),
        (99, "九十九、"),
    ],
)
def test_chinese_headings_are_numbered_in_chinese(number: int, printed: str) -> None:
    assert ordinal(number, "zh") == printed


def test_english_headings_are_numbered_in_arabic() -> None:
    assert ordinal(12, "en") == "12. "


@pytest.mark.parametrize("number", [0, 100, -1])
def test_a_heading_number_outside_1_to_99_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        ordinal(number, "zh")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2014年9月26日", date(2014, 9, 26)),
        ("26 September 2014", date(2014, 9, 26)),
        ("（2016年12月1日印发）", date(2016, 12, 1)),
        ("2014年2月30日", None),
        ("31 Brumaire 2014", None),
        ("2014年9月", None),
    ],
)
def test_the_day_is_read_from_the_date_line(line: str, day: date | None) -> None:
    assert date_of(line) == day


def test_the_moment_in_files_is_midnight_in_china() -> None:
    assert lay_out(SHORT, False).moment == datetime(2016, 3, 4, 16, tzinfo=UTC)
    assert lay_out(replace(SHORT, date_line="春天"), False).moment == datetime(1980, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("一行\n两行", "一行 两行"),
        ("a\u202e31\u202c户", "a31户"),  # a direction mark could turn a number round
        ("零\u200b宽\ufeff", "零宽"),
        ("\x00\x1b[0m", "[0m"),
        ("䶮𠮷\U0002b740", "䶮𠮷\U0002b740"),
        ("第1期　总第3期", "第1期　总第3期"),
        ("葛\U000e0100", "葛\U000e0100"),  # a variant of a character belongs to the name
    ],
)
def test_clean_keeps_ink_and_drops_the_rest(raw: str, printed: str) -> None:
    assert clean(raw) == printed


def test_a_long_chinese_masthead_is_set_in_two_lines() -> None:
    assert lay_out(SHORT, False).masthead == ("青石县打通最后一公里", "工作简报")
    assert lay_out(replace(SHORT, masthead="青石简报"), False).masthead == ("青石简报",)
    assert lay_out(replace(SHORT, masthead="青石县深化行政审批制度改革专刊"), False).masthead == (
        "青石县深化行政审批制度改革专刊",
    )
    assert lay_out(ENGLISH, False).masthead == ("Qingshi County Bulletin",)


def test_recipients_part_from_their_label() -> None:
    lines = ("报：市委：办公室", "To: the city", "For action:all towns", "各村")
    assert lay_out(replace(SHORT, distribution=lines), False).recipients == (
        Recipients("报：", "市委：办公室"),
        Recipients("To: ", "the city"),
        Recipients("For action: ", "all towns"),
        Recipients("", "各村"),
    )


def test_copies_are_worded_by_language() -> None:
    assert lay_out(SHORT, False).copies_line == "（共印40份）"
    assert lay_out(ENGLISH, False).copies_line == "(1,200 copies printed)"
    assert lay_out(replace(SHORT, copies=None), False).copies_line == ""


def test_questions_are_printed_only_when_asked_for() -> None:
    assert lay_out(SHORT, False).annex == ()
    assert lay_out(SHORT, True).annex == ("7口堰塘中有2口在册上没有编号。",)


def test_a_title_breaks_where_its_author_broke_it() -> None:
    layout = lay_out(replace(SHORT, title="青石县\n本月进展"), False)
    assert (layout.title, layout.title_lines) == ("青石县本月进展", ("青石县", "本月进展"))
    assert lay_out(replace(ENGLISH, title="Progress\nthis month"), False).title == "Progress this month"


def test_an_anchor_is_safe_in_an_address() -> None:
    odd = (Paragraph("甲", (Run("。"),), "银 龄/守护"), Paragraph("", (Run("。"),), "silver_age"))
    sections = lay_out(replace(SHORT, paragraphs=odd), False).sections
    assert [(one.anchor, one.heading) for one in sections] == [
        ("briefing-1", "一、甲"),
        ("briefing-silver_age", ""),
    ]


def test_a_briefing_needs_a_title_and_a_masthead() -> None:
    with pytest.raises(ValueError, match="needs a masthead and a title"):
        replace(SHORT, title=" ")
    with pytest.raises(ValueError, match="needs a masthead and a title"):
        replace(SHORT, masthead="")
