"""Editing a paragraph, freezing an issue."""

import datetime as dt
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.briefings.core import digest, fault, to_dict
from datong.foundation.briefings.errors import BadParagraph, EditedMeanwhile
from datong.foundation.briefings.models import EditedParagraph, FrozenBriefing
from datong.foundation.briefings.queries.assembling import as_json, draft, edited
from datong.foundation.briefings.queries.issues import next_number, slot_names
from datong.foundation.briefings.registry import TEMPLATES
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from datong.kernel import clock

LANGUAGES = ("zh", "en")


def edit(
    user: Any,
    slug: str,
    county: str,
    day: dt.date,
    *,
    lang: str,
    text: str,
    based_on: int | None = None,
    door: str = "page",
) -> EditedParagraph | None:
    """Keep a county's own words for a paragraph; None when they are the present ones. `based_on`: the edit the writer
    began from (0: none). Raises BadParagraph, EditedMeanwhile, UnknownKeyError, access.Refused."""
    template = TEMPLATES.get(slug)
    place = county[:6] + "000000"
    access.require(user, "briefings.edit", programme=slug, place_code=place)
    said = " ".join(text.split())
    if wrong := fault(said, slot_names(template)):
        raise BadParagraph(wrong)
    with transaction.atomic():
        indicators.lock(place)
        newest = EditedParagraph.objects.filter(county=county[:6], as_of=day, lang=lang, slug=slug).first()
        if newest is not None and based_on is not None and newest.pk != based_on:
            raise EditedMeanwhile(newest.by.name)
        if said == edited(county, day, lang).get(slug, template.text.to(lang)):
            return None
        kept = EditedParagraph.objects.create(
            county=county[:6], as_of=day, lang=lang, slug=slug, text=said, by=user, at=clock.now()
        )
        journal.record(
            user.username, "briefings.edit", f"briefings.EditedParagraph:{kept.pk}", place=place, door=door,
            detail={"slug": slug, "lang": lang, "as_of": day.isoformat()},
        )  # fmt: skip
    return kept


def freeze(user: Any, county: str, day: dt.date, *, door: str = "page") -> FrozenBriefing:
    """Issue the briefing: both languages, the snapshot of every figure, one hash. The next number is taken.
    Raises indicators.Unsettled, indicators.NothingToFreeze, access.Refused."""
    place = county[:6] + "000000"
    access.require(user, "briefings.freeze", programme=access.EVERY_PROGRAMME, place_code=place)
    with transaction.atomic():
        indicators.lock(place)
        readings = indicators.read_all(county, day)
        snapshot = indicators.freeze(user, county, day, door=door, readings=readings)
        number = next_number(county)
        documents = {lang: document(county, day, lang, number, readings) for lang in LANGUAGES}
        issue = FrozenBriefing.objects.create(
            snapshot=snapshot,
            county=county[:6],
            as_of=day,
            number=number,
            documents=documents,
            sha256=digest(documents),
            at=clock.now(),
            by=user,
        )
        journal.record(
            user.username, "briefings.freeze", f"briefings.FrozenBriefing:{issue.pk}", place=place, door=door,
            detail={"number": number, "as_of": day.isoformat(), "sha256": issue.sha256},
        )  # fmt: skip
    return issue


def document(
    county: str, day: dt.date, lang: str, number: int, readings: dict[str, indicators.Reading]
) -> dict[str, Any]:
    """One language of an issue, as it is kept: the document, and the same for machines."""
    briefing = draft(county, day, lang, number=number, readings=readings)
    return {"briefing": to_dict(briefing), "data": as_json(county, day, lang, briefing, readings)}
