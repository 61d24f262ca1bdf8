"""What was wrong in a source, for its owner to correct (请来源单位更正的清单): only those rows, only the list's own columns."""

import json

from django.db import transaction
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.ledgers import service as ledgers
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.core.fields import BY_KEY
from datong.foundation.reviews.enums import SOURCE_IS_WRONG, Ground, HitState
from datong.foundation.reviews.errors import Unfit
from datong.foundation.reviews.models import Hit, Source
from datong.kernel import clock
from datong.kernel.bilingual import Text

EXPORT = "reviews.export"
LEAST_PURPOSE = 4
NO_PURPOSE = Text("请写明用途，至少 4 个字。", "Say what for, four characters at least.")
AS_OF, WRONG, DECIDED = (
    Text("名单截至", "list as of"),
    Text("问题", "what is wrong"),
    Text("核实日期", "decided on"),
)


def correction_list(
    actor: User, source_id: int, fmt: str, why: str, *, lang: str = "zh", door: str = "page"
) -> bytes:
    """The rows of a source that were found wrong, as `xlsx` or `csv`; journalled with its purpose.

    Free text about people stays here: the file says which kind of error it is. Raises Refused, Unfit, Http404.
    """
    if fmt not in ("xlsx", "csv"):
        raise Http404("no such format")
    source = Source.objects.get(pk=source_id)
    place = source.county + "000000"
    access.require(actor, EXPORT, programme=source.programme, place_code=place)
    if len(why.strip()) < LEAST_PURPOSE:
        raise Unfit(NO_PURPOSE, "why")
    rows = wrong_rows(actor, source)
    read = [json.loads(row.row or "{}") for row in rows]
    keys = [key for key in BY_KEY if any(key in row for row in read)]
    headings = [BY_KEY[key].name.to(lang) for key in keys]
    headings += [each.to(lang) for each in (AS_OF, WRONG, DECIDED)]
    lines = [
        [
            *(cell(key, values.get(key)) for key in keys),
            row.listing.as_of.isoformat(),
            Ground(row.verdict.ground).label.to(lang) if row.verdict else "",
            row.verdict.at.astimezone(clock.SHANGHAI).date().isoformat() if row.verdict else "",
        ]
        for row, values in zip(rows, read, strict=True)
    ]
    with transaction.atomic():
        detail = {"source": source.key, "format": fmt, "rows": len(rows), "columns": keys}
        tell(actor, "export", f"reviews.Source:{source.pk}", place, door, why.strip(), **detail)
    return (
        ledgers.csv_bytes(headings, lines)
        if fmt == "csv"
        else ledgers.xlsx_bytes(headings, lines, source.key)
    )


def wrong_rows(actor: User, source: Source) -> list[Hit]:
    """Matches settled because the source was wrong, whose rows are still kept."""
    rows = Hit.objects.filter(
        source=source,
        state__in=[HitState.EXPLAINED, HitState.DISMISSED],
        verdict__ground__in=[each.value for each in SOURCE_IS_WRONG],
        row__isnull=False,
    ).select_related("listing", "verdict")
    return list(access.visible(rows, actor, EXPORT, source.programme).order_by("id"))


def cell(key: str, value: str | int | None) -> str | int | float | None:
    """A value as the owner wrote it: money in yuan."""
    return int(value) / 100 if value is not None and BY_KEY[key].shape == "money" else value
