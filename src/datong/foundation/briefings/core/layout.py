"""What every format prints, decided once: clean text, numbered headings, the wording of the language."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from datong.foundation.briefings.core.model import Briefing, Lang, Paragraph, Run, date_of
from datong.foundation.documents.service import clean, moment

_UNSAFE_SLUG = re.compile(r"[^A-Za-z0-9_-]+")
_LABEL = re.compile("([^：:]{1,12})[：:] *")  # 报：, 送：, 发：, To:, For action:
_DIGITS = "零一二三四五六七八九"
_KINDS = ("工作简报", "情况简报", "简报")  # the part of a long Chinese masthead set larger, on its own line
_LONG_MASTHEAD = 12  # characters; a shorter one stands in a single large line


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered paragraph: `anchor` is safe as an HTML id, `heading` carries its number ("一、…")."""

    anchor: str
    heading: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    """One line of the distribution block (报、送、发); its label apart, so that the body hangs beside it."""

    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A briefing ready to be drawn. Every text is one clean line; an absent part is empty.

    `title` is the whole title, `title_lines` the lines its author broke it into.
    """

    lang: Lang
    tag: Literal["zh-CN", "en-GB"]
    masthead: tuple[str, ...]
    issue_line: str
    issuer: str
    date_line: str
    dated: date | None
    title: str
    title_lines: tuple[str, ...]
    lead: tuple[Run, ...]
    sections: tuple[Section, ...]
    annex_heading: str
    annex: tuple[str, ...]
    notes: tuple[str, ...]
    recipients: tuple[Recipients, ...]
    copies_line: str

    @property
    def moment(self) -> datetime:
        """The one instant written into files: 00:00 in China on the briefing's date, never the clock's."""
        return moment(self.dated)


def lay_out(briefing: Briefing, include_questions: bool) -> Layout:
    """The briefing as it will be printed, with the annex of questions only when asked for."""
    zh = briefing.lang == "zh"
    title_lines = tuple(line for part in briefing.title.splitlines() if (line := clean(part).strip()))
    return Layout(
        lang=briefing.lang,
        tag="zh-CN" if zh else "en-GB",
        masthead=_masthead(clean(briefing.masthead)) if zh else (clean(briefing.masthead),),
        issue_line=clean(briefing.issue_line),
        issuer=clean(briefing.issuer),
        date_line=clean(briefing.date_line),
        dated=date_of(briefing.date_line),
        title=("" if zh else " ").join(title_lines),
        title_lines=title_lines,
        lead=_runs(briefing.lead),
        sections=tuple(_section(n, p, briefing.lang) for n, p in enumerate(briefing.paragraphs, 1)),
        annex_heading="附：待核实的数据" if zh else "Annex: figures to be verified",
        annex=tuple(map(clean, briefing.questions)) if include_questions else (),
        notes=tuple(clean(note) for note in (briefing.sources, briefing.frozen) if note),
        recipients=tuple(_recipients(clean(line)) for line in briefing.distribution),
        copies_line=_copies_line(briefing.copies, zh),
    )


def ordinal(number: int, lang: Lang) -> str:
    """The number before a heading: 一、 to 九十九、 or "1. ". Raises ValueError outside 1..99."""
    if not 1 <= number <= 99:
        raise ValueError(f"a briefing numbers its headings 1 to 99, not {number}")
    if lang == "en":
        return f"{number}. "
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return f"{ten}{_DIGITS[ones] if ones else ''}、"


def _section(number: int, paragraph: Paragraph, lang: Lang) -> Section:
    slug = _UNSAFE_SLUG.sub("-", paragraph.slug).strip("-") or str(number)
    heading = clean(paragraph.heading)
    numbered = ordinal(number, lang) + heading if heading else ""
    return Section(f"briefing-{slug}", numbered, _runs(paragraph.runs))


def _runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(Run(text, run.figure) for run in runs if (text := clean(run.text)))


def _masthead(name: str) -> tuple[str, ...]:
    if len(name) > _LONG_MASTHEAD:
        for kind in _KINDS:
            if name.endswith(kind):
                return name.removesuffix(kind), kind
    return (name,)


def _recipients(line: str) -> Recipients:
    found = _LABEL.match(line)
    if found is None:
        return Recipients("", line)
    label = f"{found[1]}: " if found[1].isascii() else f"{found[1]}："
    return Recipients(label, line[found.end() :])


def _copies_line(copies: int | None, zh: bool) -> str:
    if copies is None:
        return ""
    return f"（共印{copies}份）" if zh else f"({copies:,} copies printed)"
