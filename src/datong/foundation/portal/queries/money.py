"""The pictures of a village's money, from publications that are shown and proved."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication
from datong.foundation.portal.core import finance
from datong.foundation.portal.queries.remembering import kept, remembered
from datong.foundation.publiclog import service as publiclog
from datong.kernel.bilingual import Text

KEYS = {"income", "spending", "balance", "cash", "funds"}
MOST = 12


@dataclass(frozen=True, slots=True)
class Money:
    """Sources and uses of a period; `before`: the publication they are compared with; `period` in words."""

    purse: finance.Purse
    changes: tuple[finance.Change, ...]
    before: Publication | None
    period: Text


Before = tuple[Publication, dict[str, Any]]  # a publication and its content


def told(content: dict[str, Any]) -> bool:
    """Whether there is money to draw."""
    return purse_of(content, "zh") is not None


def purse_of(content: dict[str, Any], lang: str) -> finance.Purse | None:
    """The money of one edition; worked out once while it is remembered, though asked for by the next one's page too."""
    purses, key = kept("purses"), (content["number"], content["version"], lang)
    if purses is None:
        return finance.purse([content], lang)
    if key not in purses:
        purses[key] = finance.purse([content], lang)
    found: finance.Purse | None = purses[key]
    return found


def before(row: Publication) -> Before | None:
    """The same item's publication of the period before, where it is shown and proved."""
    found = (
        openness.shown()
        .filter(place_code=row.place_code, key=row.key, stage=row.stage, period_end__lt=row.period_start)
        .order_by("-period_end", "-id")
        .first()
    )
    said = contents((found,)) if found else []
    return (found, said[0]) if found and said else None


def of_publication(
    row: Publication, content: dict[str, Any], lang: str, before: Before | None
) -> Money | None:
    """The pictures of one publication, compared with the same item's of the period before."""
    now = purse_of(content, lang)
    if now is None:
        return None
    then = purse_of(before[1], lang) if before else None
    return Money(
        now,
        finance.changes(now, then),
        before[0] if before and then else None,
        period(row.period_start, row.period_end),
    )


def of_aspect(papers: Iterable[Publication], lang: str) -> Money | None:
    """The pictures of the newest period with money in it, out of everything published about it, and the one before.

    `papers` are current publications of one village. Of many single sheets only the first are read, so that a page stays
    quick; the sheet of a whole class is one publication.
    """
    periods: dict[tuple[dt.date, dt.date], list[Publication]] = {}
    for paper in papers:
        if KEYS & set(paper.key.split(".")):
            periods.setdefault((paper.period_end, paper.period_start), []).append(paper)
    newest = [periods[each] for each in sorted(periods, reverse=True)[:2]]
    if not newest or any(len(rows) > MOST for rows in newest):
        return None
    now, *rest = (finance.purse(contents(tuple(rows)), lang) for rows in newest)
    if now is None:
        return None
    then = rest[0] if rest else None
    first = newest[0][0]
    return Money(
        now,
        finance.changes(now, then),
        newest[1][0] if then else None,
        period(first.period_start, first.period_end),
    )


@remembered
def contents(rows: tuple[Publication, ...]) -> list[dict[str, Any]]:
    """What these say; none at all when one of them is not to be shown or not proved: half a sum would be a wrong one."""
    try:
        return [reading.content for reading in openness.readings(rows)]
    except (openness.NotShown, publiclog.NotProved):
        return []


def period(start: dt.date, end: dt.date) -> Text:
    """2014年9月, 2014年第3季度, 2014年, or both days."""
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if whole and months == 1:
        return Text(f"{start.year}年{start.month}月", f"{calendar.month_name[start.month]} {start.year}")
    if whole and months == 3 and start.month % 3 == 1:
        quarter = start.month // 3 + 1
        return Text(f"{start.year}年第{quarter}季度", f"Q{quarter} {start.year}")
    if whole and months == 12 and start.month == 1:
        return Text(f"{start.year}年", f"{start.year}")
    if start == end:
        return Text(start.isoformat(), start.isoformat())
    return Text(f"{start} 至 {end}", f"{start} to {end}")
