"""Imports of a county as far as a viewer may see them, and how each ledger stands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.enums import FileState, ImportState, JobState
from datong.foundation.ledgers.models import Import, ImportedFile, Job
from datong.foundation.ledgers.queries.refusals import waiting
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text


def require_part(user: Any, action: str, county: str) -> None:
    """Raises access.Refused unless the user may do `action` somewhere in the county (6 digits), for some programme."""
    if not reaches(user, action, county):
        raise access.Refused(access.permission(action).refusal, action)


def reaches(user: Any, action: str, county: str) -> bool:
    """Whether the user may do `action` somewhere in the county, for some programme."""
    prefixes = access.scope(user, action).prefixes
    return any(each.startswith(county) or county.startswith(each) for each in prefixes)


def programmes_of(user: Any, action: str = "ledgers.view") -> list[str]:
    """Slugs of the programmes whose ledgers the user may see, in the order of registration."""
    return [slug for slug in registry.PROGRAMMES if access.can(user, action, programme=slug)]


def visible_files(user: Any) -> QuerySet[ImportedFile]:
    """Workbooks of the user's programmes, and those that belong to none."""
    return ImportedFile.objects.filter(
        Q(programme__in=[*programmes_of(user), ""]) | Q(sheets__programme__in=programmes_of(user))
    ).distinct()


def imports_seen(user: Any, county: str) -> QuerySet[Import]:
    """Imports of a county with a workbook the user may see, and the user's own; the newest first. No entries."""
    files = ImportedFile.objects.filter(Q(programme__in=[*programmes_of(user), ""]), batch=OuterRef("pk"))
    return Import.objects.filter(Q(by=user) | Exists(files), county=county, source="")


def with_files(imports: QuerySet[Import], user: Any) -> QuerySet[Import]:
    """The same with who, and with the visible workbooks and their sheets: two more queries."""
    files = Prefetch("files", visible_files(user).prefetch_related("sheets"))
    return imports.select_related("by", "undone_by").prefetch_related(files)


def import_seen(user: Any, pk: int) -> Import | None:
    """One import, if the user may see it. Raises access.Refused when the user sees no ledgers at all."""
    access.require(user, "ledgers.view")
    batch = Import.objects.select_related("by", "undone_by").filter(pk=pk).first()
    if batch is None or not reaches(user, "ledgers.view", batch.county):
        return None
    return batch if imports_seen(user, batch.county).filter(pk=pk).exists() else None


def bring_into_view(request: Any, thing: Import | Job) -> None:
    """Let the frame of the page show the county and date of an import or a job. One query."""
    place = places.county(thing.county)
    request.county, request.as_of = place.short if place else thing.county, thing.as_of


@dataclass(frozen=True)
class ImportLine:
    """One import as listed: the names of the workbooks one may see, rows accepted and refused in them."""

    batch: Import
    names: list[str]
    accepted: int
    refused: int


def import_line(batch: Import, programmes: list[str]) -> ImportLine:
    """An import fetched by `with_files`."""
    files = list(batch.files.all())
    sheets = [sheet for file in files for sheet in file.sheets.all() if sheet.programme in programmes]
    refused = sum(sum(sheet.refused.values()) for sheet in sheets)
    return ImportLine(batch, [file.name for file in files], sum(sheet.accepted for sheet in sheets), refused)


def may_undo(user: Any, batch: Import) -> bool:
    """Whether the user's posts allow to undo this import: every programme in it, in the whole county. One query."""
    whole = batch.county + "000000"
    slugs = set(batch.files.filter(state=FileState.IMPORTED).values_list("sheets__programme", flat=True))
    wanted: list[str | None] = [slug for slug in slugs if slug]
    return all(
        access.can(user, "ledgers.undo", programme=slug, place_code=whole) for slug in wanted or [None]
    )


def require_undo(user: Any, batch: Import) -> None:
    """Raises access.Refused unless the user may undo this import."""
    if not may_undo(user, batch):
        raise access.Refused(access.permission("ledgers.undo").refusal, "ledgers.undo")


@dataclass(frozen=True)
class LedgerLine:
    """How one programme's ledger stands: newest date handed in, when that was, refused rows waiting."""

    programme: str
    name: Text
    as_of: dt.date | None
    at: dt.datetime | None
    waiting: int


def ledger_lines(user: Any, county: str) -> list[LedgerLine]:
    """A line for each programme the user may see. Two queries."""
    held = ImportedFile.objects.filter(
        batch__county=county, batch__source="", batch__state=ImportState.DONE, state=FileState.IMPORTED
    ).order_by()
    newest = {
        slug: (as_of, at)
        for slug, as_of, at in held.values_list("programme").annotate(Max("batch__as_of"), Max("batch__at"))
    }
    counted = dict(waiting(user, county).order_by().values_list("receipt__programme").annotate(Count("id")))
    return [
        LedgerLine(
            slug, registry.PROGRAMMES.get(slug)[1], *newest.get(slug, (None, None)), counted.get(slug, 0)
        )
        for slug in programmes_of(user)
    ]


def own_jobs(user: Any, county: str) -> list[Job]:
    """The user's imports that are at work."""
    at_work = Job.objects.filter(by=user, county=county, state__in=(JobState.WAITING, JobState.RUNNING))
    return list(at_work.defer("report"))
