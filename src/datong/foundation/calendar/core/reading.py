"""A holiday notice as people type or paste it, one arrangement a line; and the same written back.

2027-02-05..2027-02-11 春节
2027-02-13 春节 上班
二、春节：2月5日（农历腊月二十九）至11日放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from datong.foundation.calendar.core.days import Named, stretches
from datong.foundation.calendar.core.seed import CHINESE
from datong.kernel.bilingual import Text
from datong.kernel.workdays import WEEKEND

LONGEST = 15
ENGLISH = {zh.removesuffix("节"): (zh, en) for en, zh in CHINESE.items()}
_DAY = r"(?:(\d{4})\s*[-/年]\s*)?(\d{1,2})\s*[-/月]\s*(\d{1,2})(?:\s*[日号])?"
SPAN = re.compile(rf"{_DAY}(?:\s*(?:\.\.+|至|到|[~～–]|[-—]+)\s*(?:{_DAY}|(\d{{1,2}})[日号]))?", re.ASCII)
ASIDE = re.compile(r"[（(][^（）()]*[)）]")
NUMBERING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.、．]\s)")
WORKS = re.compile(r"上班|\bworks?\b", re.IGNORECASE)
FILLER = re.compile(
    r"共?\s*\d+\s*天|放假|公休|休息|不?调休|补休|与周末|连休|上班|\b(?:works?|off)\b|[：:，,、。；;\s]+",
    re.IGNORECASE,
)

UNREADABLE = Text(
    "第 {line} 行看不出日期：“{text}”。请写成“2027-02-05..2027-02-11 春节”或“2027-02-13 春节 上班”，与放假无关的行请删去。",
    "Line {line} has no date: “{text}”. Write “2027-02-05..2027-02-11 春节” or “2027-02-13 春节 works”; "
    "delete lines that are not about days off.",
)
NO_SUCH_DAY = Text("第 {line} 行的“{text}”不是日期。", "Line {line}: “{text}” is not a date.")
BACKWARDS = Text("第 {line} 行的“{text}”先后颠倒了。", "Line {line}: “{text}” runs backwards.")
TOO_LONG = Text(
    f"第 {{line}} 行的“{{text}}”长达 {{days}} 天，一段放假不会超过 {LONGEST} 天，请核对。",
    f"Line {{line}}: “{{text}}” is {{days}} days long; no holiday has more than {LONGEST}. Please check.",
)
UNKNOWN_NAME = Text(
    "第 {line} 行的“{text}”不是已知的节日，请用节日全名（如 春节），新的节日写成“中文名/English name”。",
    "Line {line}: “{text}” is no holiday known here; use its Chinese name (春节), or write a new one as “中文名/English name”.",
)
NAMELESS = Text("第 {line} 行没有写是哪个节日。", "Line {line} does not say which holiday.")
OTHER_YEAR = Text(
    "{day} 不在 {year} 年（元旦可以用到上一年 12 月）。",
    "{day} is not in {year} (only New Year may reach into the December before).",
)
TWICE = Text("{day} 写了两次。", "{day} stands twice.")
NOT_WEEKEND = Text(
    "{day} 是星期一至星期五，本来就上班，不是调休上班日。",
    "{day} is a Monday to Friday: people work anyway, it cannot be a make-up day.",
)
NOTHING_OFF = Text("没有任何放假的日子。", "There is no day off in it.")


@dataclass
class Read:
    """What a text says: its named days in order, and everything that is wrong with it."""

    days: list[Named] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)


def read(text: str, year: int) -> Read:
    """Read a notice for `year`; dates without a year are of that year. Nothing is left out silently."""
    found = Read()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            _line(line, number, year, found)
    found.days.sort()
    if not found.problems:
        found.problems += amiss(found.days, year)
    return found


def amiss(days: Iterable[Named], year: int) -> list[Text]:
    """What is wrong with the named days of a year; an empty list when nothing is."""
    days = sorted(days)
    first, last = dt.date(year - 1, 12, 1), dt.date(year, 12, 31)
    wrong = [OTHER_YEAR.format(day=each.day, year=year) for each in days if not first <= each.day <= last]
    wrong += [TWICE.format(day=day) for day, times in Counter(each.day for each in days).items() if times > 1]
    wrong += [
        NOT_WEEKEND.format(day=each.day) for each in days if each.works and each.day.weekday() not in WEEKEND
    ]
    return wrong if any(not each.works for each in days) else [*wrong, NOTHING_OFF]


def written(days: Iterable[Named]) -> str:
    """The named days as text that reads back as the same days."""
    return "".join(
        f"{_span(run.first, run.last)} {_name(run.name)}{' 上班' * run.works}\n" for run in stretches(days)
    )


def _line(line: str, number: int, year: int, found: Read) -> None:
    bare = NUMBERING.sub("", ASIDE.sub("", line))
    name: Text | None = None
    if not SPAN.search(bare):
        found.problems.append(UNREADABLE.format(line=number, text=line.strip()[:40]))
        return
    for part in re.split(r"[。；;]", bare):
        spans = list(SPAN.finditer(part))
        said = FILLER.sub(" ", SPAN.sub(" ", part)).strip()
        if said and (name := _named(said)) is None:
            found.problems.append(UNKNOWN_NAME.format(line=number, text=said[:40]))
            return
        if spans and name is None:
            found.problems.append(NAMELESS.format(line=number))
            return
        for span in spans:
            _take(span, number, year, bool(WORKS.search(part)), name or Text("", ""), found)


def _take(span: re.Match[str], number: int, year: int, works: bool, name: Text, found: Read) -> None:
    told = {"line": number, "text": span.group().strip()}
    try:
        first, last = _dates(span, year)
    except ValueError:
        found.problems.append(NO_SUCH_DAY.format(**told))
        return
    length = (last - first).days + 1
    if length < 1:
        found.problems.append(BACKWARDS.format(**told))
    elif length > LONGEST:
        found.problems.append(TOO_LONG.format(**told, days=length))
    else:
        found.days += [Named(first + dt.timedelta(step), works, name.zh, name.en) for step in range(length)]


def _dates(span: re.Match[str], year: int) -> tuple[dt.date, dt.date]:
    y, m, d, y2, m2, d2, short = span.groups()
    first = dt.date(int(y or year), int(m), int(d))
    if short:
        return first, first.replace(day=int(short))
    return first, dt.date(int(y2 or first.year), int(m2), int(d2)) if m2 else first


def _named(said: str) -> Text | None:
    """国庆节 中秋节 as National Day, Mid-autumn Festival; a new one brings its English after a slash."""
    if "/" in said:
        zh, _, en = (part.strip() for part in said.partition("/"))
        return Text(zh, en) if zh and en else None
    known = [ENGLISH.get(word.removesuffix("节")) for word in said.split()]
    pairs = [pair for pair in known if pair]
    return (
        Text("、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs))
        if len(pairs) == len(known)
        else None
    )


def _name(name: Text) -> str:
    again = _named(FILLER.sub(" ", name.zh))
    return name.zh if again == name else f"{name.zh}/{name.en}"


def _span(first: dt.date, last: dt.date) -> str:
    return f"{first}" if first == last else f"{first}..{last}"
