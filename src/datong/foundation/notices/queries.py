"""Letters as they can be read and printed again."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Min, QuerySet

from datong.foundation.documents import service as documents
from datong.foundation.notices.models import Notice
from datong.foundation.notices.registry import KINDS


def notices_of(target: str) -> QuerySet[Notice]:
    """The letters about `house.Thing:id`, the oldest first, their deliveries read along. Two queries."""
    return Notice.objects.filter(target=target).select_related("issued_by").prefetch_related("deliveries__by")


def delivered_on(notice: Notice) -> dt.date | None:
    """The day of the earliest delivery that counts as proof, asked of the deliveries."""
    day: dt.date | None = notice.deliveries.filter(counts=True).aggregate(day=Min("on"))["day"]
    return day


def facts(notice: Notice) -> dict[str, Any]:
    """What the letter was written from."""
    opened: dict[str, Any] = json.loads(notice.facts or "{}")
    return opened


def letter(notice: Notice, lang: str = "") -> documents.Doc:
    """The letter in `lang` ("zh", "en"; empty: as it was issued). Raises UnknownKeyError for a kind of long ago."""
    return composed(notice, facts(notice), lang or notice.lang)


def composed(notice: Notice, known: Mapping[str, Any], lang: str) -> documents.Doc:
    """The letter from these facts, with the head that every letter has."""
    written = {**known, "reference": notice.reference, "issued_on": notice.issued_on.isoformat()}
    said: documents.Lang = "en" if lang.startswith("en") else "zh"
    doc = KINDS.get(notice.kind).compose(written, said)
    return replace(doc, number=notice.reference, code=notice.reference, dated=notice.issued_on, lang=said)


def pdf(notice: Notice, lang: str = "") -> bytes:
    """The letter as PDF, the same bytes every time. Raises MissingGlyph, FontsMissing."""
    return documents.to_pdf(letter(notice, lang))


def docx(notice: Notice, lang: str = "") -> bytes:
    """The letter as DOCX, the same bytes every time."""
    return documents.to_docx(letter(notice, lang))
