"""Figures of joint review, and the list for a source's owner to correct."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.reviews import service
from datong.foundation.reviews.forms.desk import ExportForm
from datong.foundation.reviews.queries import lists, overview
from datong.foundation.reviews.tables import controls as draws
from datong.foundation.reviews.tables import figures as drawn
from datong.foundation.reviews.tables import words
from datong.foundation.reviews.views.acting import admit, done, me, page, read_or_send, sent
from datong.kernel import clock
from datong.web.jinja import language

EXPORT = "reviews.export"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """How right the matches were, by source, town, kind; sources that are off; reasons that repeat; controls."""
    admit(request, overview.STATISTICS)
    county = overview.county_of(request.user, overview.STATISTICS)
    by = request.GET.get("by", "source")
    by = by if by in drawn.GROUPS else "source"
    groups = service.shares(request.user, county, by)  # type: ignore[arg-type]  # one of the words
    context = {
        "by": by,
        "dimensions": [(key, told.to(language())) for key, told in drawn.GROUPS.items()],
        "lines": drawn.lines(groups),
        "whole": drawn.whole(groups),
        "off": overview.switched_off(request.user, county),
        "same": service.identical_reasons(request.user, clock.today()),
        "controls": draws.figures(service.control_figures(request.user, county)),
        "second": draws.figures(service.control_figures(request.user, county, settled=True)),
        "alarms": service.alarms(request.user, county),
        "sees": access.can(request.user, lists.VIEW),
        "exports": access.can(request.user, EXPORT),
        "minimum": drawn.MINIMUM,
        "switched": words.switched,
    }
    return page(request, "reviews/figures.html", context)


@read_or_send
def export(request: HttpRequest) -> HttpResponse:
    """Rows that were found wrong, as a file for the owner of their source; the purpose is journalled."""
    admit(request, EXPORT)
    rows = overview.to_correct(request.user)
    form = ExportForm(
        [(row.pk, label(row, count)) for row, count in rows], sent(request), initial=first(rows)
    )
    files: list[tuple[str, str, bytes]] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: files.append(made(request, form))):
        name, fmt, content = files[0]
        response = HttpResponse(content, content_type=TYPES[fmt])
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response["Cache-Control"] = "private, no-store"
        return response
    return page(request, "reviews/export.html", {"form": form, "rows": rows}, wrong=bool(form.errors))


def first(rows: list[Any]) -> dict[str, Any]:
    """The source and format chosen beforehand."""
    return {"format": "xlsx", "source": rows[0][0].pk if len(rows) == 1 else None}


def label(row: Any, count: int) -> str:
    """A source to choose."""
    told = ngettext("%(source)s（%(owner)s），%(count)s 行", "%(source)s（%(owner)s），%(count)s 行", count)
    return told % {
        "source": row.name,
        "owner": row.owner.name,
        "count": count,
    }


def made(request: HttpRequest, form: ExportForm) -> tuple[str, str, bytes]:
    """File name, format and content. Raises Unfit."""
    said = form.cleaned_data
    fmt = said["format"]
    content = service.correction_list(me(request), int(said["source"]), fmt, said["why"], lang=language())
    return _("请更正的登记-%(day)s.%(fmt)s") % {"day": clock.today().isoformat(), "fmt": fmt}, fmt, content
