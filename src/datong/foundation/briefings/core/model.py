"""What a briefing says, before any format decides how it looks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lang = Literal["zh", "en"]
FigureUrl = Callable[[str], str]
"""From the key of a figure to the address of the page that opens it."""

_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ENGLISH_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph. `figure` is the key of the figure it prints, None for connecting text."""

    text: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One programme's paragraph. The heading comes without its number; `slug` becomes the anchor in HTML."""

    heading: str
    runs: tuple[Run, ...]
    slug: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """One issue of a county's briefing, in one language.

    All texts are printed as given: `issue_line` "第1期", `date_line` "2014年9月26日" or "26 September 2014",
    each of `distribution` with its label ("报：…"), `sources` and `frozen` (snapshot and hash) with theirs.
    A line break in `title` is where a long title should break on paper (never within a word: 词意完整).
    `questions` are sentences about implausible numbers; a writer prints them as an annex only when asked.
    `copies` is the number of printed copies (共印N份), None when the county does not state it.
    Raises ValueError without a masthead or a title: a tagged PDF must have one.
    """

    lang: Lang
    masthead: str
    issue_line: str
    issuer: str
    date_line: str
    title: str
    lead: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]
    questions: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    copies: int | None = None
    frozen: str | None = None
    sources: str = ""

    def __post_init__(self) -> None:
        if not (self.masthead.strip() and self.title.strip()):
            raise ValueError("a briefing needs a masthead and a title")


def date_of(date_line: str) -> date | None:
    """The day a date line names, in either language; None when it names no single, possible day."""
    if chinese := _CHINESE_DATE.search(date_line):
        return _possible(int(chinese[1]), int(chinese[2]), int(chinese[3]))
    if (english := _ENGLISH_DATE.search(date_line)) and english[2] in _MONTHS:
        return _possible(int(english[3]), _MONTHS.index(english[2]) + 1, int(english[1]))
    return None


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
