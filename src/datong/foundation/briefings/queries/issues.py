"""Drafts and frozen issues, as a viewer sees them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max

from datong.foundation.access import service as access
from datong.foundation.briefings.core import Briefing, digest, from_dict
from datong.foundation.briefings.models import EditedParagraph, FrozenBriefing
from datong.foundation.briefings.protocols import Template
from datong.foundation.briefings.queries.assembling import Readings, as_json, draft, edited, read_figures
from datong.foundation.briefings.registry import TEMPLATES
from datong.foundation.indicators import service as indicators
from datong.kernel.bilingual import Text

Line = Callable[[Any], str]


def frozen(county: str) -> Any:
    """Frozen briefings of a county, the newest first."""
    return FrozenBriefing.objects.filter(county=county[:6]).select_related("by", "snapshot")


def next_number(county: str) -> int:
    """The number of the issue that would be frozen next."""
    newest: int | None = FrozenBriefing.objects.filter(county=county[:6]).aggregate(newest=Max("number"))[
        "newest"
    ]
    return (newest or 0) + 1


@dataclass(frozen=True)
class DraftPage:
    """The briefing as it stands, for one viewer: what stands in the way of freezing, what was frozen before."""

    document: Briefing
    readings: Readings
    limited: bool
    checks: list[indicators.SeenCheck]
    editable: dict[str, str]
    may_freeze: bool
    handed_in: bool
    next_number: int
    issues: list[FrozenBriefing]

    @property
    def open_checks(self) -> list[indicators.SeenCheck]:
        """Contradictions that nobody explained: they block freezing."""
        return [seen for seen in self.checks if seen.state == "contradiction"]


def see_draft(user: Any, county: str, day: dt.date, lang: str) -> DraftPage:
    """The draft with the figures the viewer may see. Raises access.Refused."""
    place = county[:6] + "000000"
    access.require(user, "briefings.view", place_code=place)
    seen = {slug: where for slug, where in indicators.sights(user, county).items() if slug in TEMPLATES}
    within = {slug: where.within for slug, where in seen.items()}
    readings = read_figures(county, day, within)
    checks = indicators.checks_seen(user, county, day)
    document = draft(county, day, lang, readings=readings, within=within, checks=checks)
    return DraftPage(
        document=document,
        readings=readings,
        limited=len(within) < len(TEMPLATES) or any(scope is not None for scope in within.values()),
        checks=checks,
        editable={
            slug: TEMPLATES.get(slug).heading.to(lang)
            for slug in within
            if access.can(user, "briefings.edit", programme=slug, place_code=place)
        },
        may_freeze=access.can(user, "briefings.freeze", programme=access.EVERY_PROGRAMME, place_code=place),
        handed_in=any(reading.value is not None for reading in readings.values()),
        next_number=next_number(county),
        issues=list(frozen(county)[:12]),
    )


def draft_json(page: DraftPage, county: str, day: dt.date, lang: str) -> dict[str, Any]:
    """A viewer's draft for machines."""
    return as_json(county, day, lang, page.document, page.readings)


@dataclass(frozen=True)
class Issued:
    """The words and numbers of an issue as it was issued, for readers without an account."""

    number: int
    day: dt.date
    document: Briefing


def newest_issue(county: str, lang: str) -> Issued | None:
    """The newest issue that is still what was issued; None before the first. Issues are public, drafts are not."""
    issue = frozen(county).first()
    if issue is None or digest(issue.documents) != issue.sha256:
        return None
    short = "en" if lang.startswith("en") else "zh"
    return Issued(issue.number, issue.as_of, from_dict(issue.documents[short]["briefing"]))


@dataclass(frozen=True)
class IssuePage:
    """A frozen issue: the words and numbers as issued, whether they are intact, and what has changed since."""

    issue: FrozenBriefing
    document: Briefing
    intact: bool
    restated: list[indicators.Restatement]


def see_issue(user: Any, county: str, number: int, lang: str, line: Line) -> IssuePage | None:
    """A frozen issue in one language; None where there is none. Issued papers go to every department, so whoever sees
    briefings sees all of it. `line` prints the moment of freezing. Raises access.Refused."""
    access.require(user, "briefings.view", place_code=county[:6] + "000000")
    issue = frozen(county).filter(number=number).first()
    if issue is None:
        return None
    short = "en" if lang.startswith("en") else "zh"
    document = from_dict(issue.documents[short]["briefing"])
    changes = indicators.restated(issue.snapshot.figures.all(), issue.snapshot)
    return IssuePage(
        issue,
        replace(document, frozen=frozen_line(issue, line).to(short)),
        digest(issue.documents) == issue.sha256,
        [change for change in changes if change.new.figure.listed],
    )


def frozen_line(issue: FrozenBriefing, line: Line) -> Text:
    """The note under an issue: when, by whom, of which date, and its hash."""
    return Text(
        "本期于 {at} 由{name}定稿，数据截至 {day}，SHA-256：{sha}",
        "Frozen {at} by {name}; figures of {day}; SHA-256: {sha}",
    ).format(at=line(issue.at), name=issue.by.name, day=issue.as_of.isoformat(), sha=issue.sha256)


def issue_json(page: IssuePage, lang: str) -> dict[str, Any]:
    """An issue for machines, with its number and hash."""
    kept: dict[str, Any] = page.issue.documents["en" if lang.startswith("en") else "zh"]["data"]
    return {
        "number": page.issue.number,
        "sha256": page.issue.sha256,
        "frozen_at": page.issue.at.isoformat(),
        **kept,
    }


@dataclass(frozen=True)
class EditPage:
    """A paragraph to edit: its text now, the slots it may use, who changed it before."""

    template: Template
    lang: str
    text: str
    based_on: int
    slots: list[tuple[str, str, Text]]
    edits: list[EditedParagraph]


def see_edit(user: Any, slug: str, county: str, day: dt.date, lang: str) -> EditPage:
    """A paragraph as it would be edited. Raises access.Refused, UnknownKeyError."""
    template = TEMPLATES.get(slug)
    access.require(user, "briefings.edit", programme=slug, place_code=county[:6] + "000000")
    short = "en" if lang.startswith("en") else "zh"
    text = edited(county, day, short).get(slug, template.text.to(short))
    edits = EditedParagraph.objects.filter(
        county=county[:6], as_of=day, lang=short, slug=slug
    ).select_related("by")
    newest = list(edits.order_by("-id")[:5])
    return EditPage(
        template, short, text, newest[0].pk if newest else 0, slots_of(template, county, day, short), newest
    )


def slots_of(template: Template, county: str, day: dt.date, lang: str) -> list[tuple[str, str, Text]]:
    """What a paragraph may use: key, what stands in its place now, and what it is. Unlisted figures come last."""
    figures = [figure for figure in indicators.FIGURES.values() if figure.programme == template.slug]
    readings = indicators.read(sorted(figures, key=lambda figure: not figure.listed), county, day)
    words = [(name, phrase(county, day).to(lang), PHRASE) for name, phrase in template.phrases.items()]
    return [(key, reading.printed(lang), reading.figure.name) for key, reading in readings.items()] + words


PHRASE = Text("由记录得出的文字", "words from the records")


def slot_names(template: Template) -> set[str]:
    """The keys a paragraph may use."""
    return {key for key in indicators.FIGURES if key.startswith(template.slug + ".")} | set(template.phrases)
