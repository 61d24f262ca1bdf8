"""Assembling the briefing: every number comes from a figure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from datong.foundation.briefings.core import Briefing, Paragraph, Run
from datong.foundation.briefings.core.editing import SLOT
from datong.foundation.briefings.models import EditedParagraph
from datong.foundation.briefings.protocols import Template
from datong.foundation.briefings.registry import TEMPLATES
from datong.foundation.indicators import service as indicators
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date

Readings = dict[str, indicators.Reading]
Within = Mapping[str, Q | None]
Checked = indicators.CheckResult | indicators.SeenCheck
NOT_YET = Text("本行动尚未报送台账。", "No ledger has been handed in for this action yet.")
TITLE = Text(
    "{county}“七个专项行动”\n打通联系服务群众最后一公里",
    "{county}: seven special actions\ncover the last mile to the people",
)
MASTHEAD = Text("{county}工作简报", "{county} Work Briefing")
LEAD = Text(
    "{county}围绕群众关心关切的问题，扎实开展七个专项行动，推动服务群众工作落到村、落到户。截至{day}，各项行动进展如下。",
    "{county} is carrying out seven special actions on what matters most to the people, down to every village and"
    " household. This is how they stand on {day}.",
)
DISTRIBUTION = Text(
    "报：市委办公室、市政府办公室\n送：县委常委，县人大、县政府、县政协领导\n发：各镇党委、政府，县级各部门",
    "Reported to: offices of the prefecture's party committee and government\n"
    "Sent to: county leaders\nIssued to: towns and departments of the county",
)
ISSUER = Text("{county}党委办公室", "Office of the Party Committee of {county}")
SOURCES = Text(
    "本简报的每个数字都由各部门报送的台账计算得出，可在系统中点开查看定义、计算过程和背后的记录。",
    "Every number is computed from the ledgers that departments handed in, and opens to its definition, its"
    " computation and the records behind it.",
)


def edited(county: str, day: dt.date, lang: str) -> dict[str, str]:
    """The county's own texts of a date and language, the newest of each paragraph."""
    rows = EditedParagraph.objects.filter(county=county[:6], as_of=day, lang=lang).order_by("id")
    return dict(rows.values_list("slug", "text"))


def draft(
    county: str,
    day: dt.date,
    lang: str,
    *,
    number: int | None = None,
    readings: Readings | None = None,
    within: Within | None = None,
    checks: Iterable[Checked] | None = None,
    own: Mapping[str, str] | None = None,
) -> Briefing:
    """The briefing as it stands now. `readings`, `checks`, `own` texts: those of the caller, else all are read. `within`:
    the programmes whose paragraphs are wanted, each with the part of its records that counts (None: all)."""
    short = "en" if lang.startswith("en") else "zh"
    place = places.county(county)
    name = Text(place.short, english_county(place.short)) if place else Text(county, county)
    when = Text(chinese_date(day), english_date(day))
    texts = edited(county, day, short) if own is None else own
    found = read_figures(county, day, within) if readings is None else readings
    setting = Setting(county, day, short, found)
    words = {"county": name, "day": when}
    return Briefing(
        lang="en" if short == "en" else "zh",
        masthead=MASTHEAD.format(**words).to(short),
        issue_line=issue_line(number).to(short),
        issuer=ISSUER.format(**words).to(short),
        date_line=when.to(short),
        title=TITLE.format(**words).to(short),
        lead=(Run(LEAD.format(**words).to(short)),),
        paragraphs=tuple(
            paragraph(template, texts.get(template.slug), setting)
            for template in TEMPLATES.values()
            if within is None or template.slug in within
        ),
        questions=tuple(questions(indicators.run_checks(county, day) if checks is None else checks, short)),
        distribution=tuple(DISTRIBUTION.to(short).split("\n")),
        copies=None,
        frozen=None,
        sources=SOURCES.to(short),
    )


def english_county(name: str) -> str:
    """罗江县 -> Luojiang County."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only briefings in English need it

    stem, kind = (name[:-1], "County") if name.endswith("县") else (name.removesuffix("区"), "District")
    return "".join(lazy_pinyin(stem)).capitalize() + " " + kind


def issue_line(number: int | None) -> Text:
    """第1期, or a draft."""
    return Text("（征求意见稿）", "(draft)") if number is None else Text(f"第{number}期", f"No. {number}")


def read_figures(county: str, day: dt.date, within: Within | None) -> Readings:
    """All figures; each programme's inside the viewer's scope when given."""
    if within is None:
        return indicators.read_all(county, day)
    found: Readings = {}
    for programme, scope in within.items():
        figures = [figure for figure in indicators.FIGURES.values() if figure.programme == programme]
        found |= indicators.read(figures, county, day, scope)
    return found


@dataclass(frozen=True)
class Setting:
    """What a paragraph is filled from."""

    county: str
    day: dt.date
    lang: str
    readings: Readings


def paragraph(template: Template, own: str | None, setting: Setting) -> Paragraph:
    """A paragraph with its figures put in; `own`: the county's text instead of the template's."""
    heading = template.heading.to(setting.lang)
    mine = [reading for key, reading in setting.readings.items() if key.startswith(template.slug + ".")]
    if all(reading.value is None for reading in mine):
        return Paragraph(heading, (Run(NOT_YET.to(setting.lang)),), template.slug)
    return Paragraph(
        heading, tuple(runs(own or template.text.to(setting.lang), template, setting)), template.slug
    )


def runs(text: str, template: Template, setting: Setting) -> Iterable[Run]:
    """The pieces of a text: connecting words, figures, phrases."""
    for position, piece in enumerate(SLOT.split(text)):
        if position % 2 == 0:
            if piece:
                yield Run(piece)
        elif piece in setting.readings:
            yield Run(setting.readings[piece].printed(setting.lang), piece)
        elif piece in template.phrases:
            yield Run(template.phrases[piece](setting.county, setting.day).to(setting.lang))


def questions(checks: Iterable[Checked], lang: str) -> list[str]:
    """What looks implausible or disagrees, each with its arithmetic."""
    found = []
    for result in checks:
        for finding in result.findings[:3]:
            found.append(
                f"{result.check.name.to(lang)}：{finding.text.to(lang)}"
                if lang == "zh"
                else f"{result.check.name.en}: {finding.text.en}"
            )
        if len(result.findings) > 3:
            more = len(result.findings)
            found.append(
                Text(
                    f"{result.check.name.zh}：共 {more} 处", f"{result.check.name.en}: {more} findings in all"
                ).to(lang)
            )
    return found


def as_json(
    county: str, day: dt.date, lang: str, briefing: Briefing, readings: Readings | None = None
) -> dict[str, Any]:
    """The briefing for machines: its figures with both sides and rounding, and its text."""
    found = indicators.read_all(county, day) if readings is None else readings
    return {
        "county": county[:6],
        "as_of": day.isoformat(),
        "lang": briefing.lang,
        "title": briefing.title.replace("\n", ""),
        "figures": [reading.as_json(lang) for reading in found.values() if reading.figure.listed],
        "paragraphs": [
            {
                "slug": part.slug,
                "heading": part.heading,
                "text": "".join(run.text for run in part.runs),
                "figures": [run.figure for run in part.runs if run.figure],
            }
            for part in briefing.paragraphs
        ],
        "questions": list(briefing.questions),
    }
