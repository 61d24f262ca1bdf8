"""The page of fairness, monthly; on paper with small cells hidden."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.kernel import clock
from datong.programmes.dibao.queries import counties, fairness, harm, papers
from datong.programmes.dibao.queries.fairness import DIMENSIONS, VIEW, Cell, Question
from datong.programmes.dibao.rules import add_months
from datong.programmes.dibao.views import files
from datong.programmes.dibao.views.common import page
from datong.web.jinja import language

SPANS = (1, 3, 12)
DAY = dt.timedelta(days=1)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Questions by source and by group, controls, alarms, harm."""
    access.require(request.user, VIEW, programme="dibao")
    last_month, months, first, last = span(request)
    asked = fairness.questions(request.user, first, last)
    year = asked if months == 12 else fairness.questions(request.user, add_months(last_month, -11), last)
    dimension = request.GET.get("by", "town")
    by = dimension if dimension in DIMENSIONS and dimension != "source" else "town"
    context = {
        "month": f"{last_month:%Y-%m}",
        "months": months,
        "spans": [(1, _("当月")), (3, _("三个月")), (12, _("十二个月"))],
        "by": by,
        "dimensions": [(key, name.to(language())) for key, name in DIMENSIONS.items() if key != "source"],
        "all": fairness.counted("all", DIMENSIONS["source"], asked),
        "sources": fairness.table(asked, "source"),
        "groups": fairness.table(asked, by),
        "off": [(cell, fairness.standing(cell, last)) for cell in fairness.table(year, "source") if cell.off],
        "control": harm.control(request.user, add_months(last_month, -11), last),
        "harm": harm.harm(request.user, first, last),
        "same": casework.identical_reasons(request.user, min(last, clock.today())),
        "stamps": casework.rubber_stamps(request.user, first),
        "interval": interval,
        "county_name": counties.name_of(counties.county_of(request.user, VIEW)),
        "earlier": f"{add_months(last_month, -1):%Y-%m}",
        "later": f"{add_months(last_month, 1):%Y-%m}" if add_months(last_month, 1) <= clock.today() else "",
    }
    return page(request, "dibao/fairness.html", context)


def span(request: HttpRequest) -> tuple[dt.date, int, dt.date, dt.date]:
    """The month asked for, how many months up to it, first and last day."""
    try:
        month = dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        month = clock.today().replace(day=1)
    typed = request.GET.get("months", "")
    months = int(typed) if typed in {str(each) for each in SPANS} else 1
    return month, months, add_months(month, 1 - months), add_months(month, 1) - DAY


def interval(cell: Cell) -> dict[str, str | float]:
    """The share confirmed as a picture: the dot, the bar of its interval, in per cent of the width."""
    low, high = cell.sure
    share = cell.confirmed / cell.settled if cell.settled else 0.0
    return {
        "x": round(low * 100, 2),
        "width": round((high - low) * 100, 2),
        "dot": round(share * 100, 2),
        "words": f"{share * 100:.0f}%（{low * 100:.0f}%–{high * 100:.0f}%）" if cell.settled else "–",
    }


@require_safe
def file(request: HttpRequest, fmt: str) -> HttpResponse:
    """The same on paper."""
    access.require(request.user, VIEW, programme="dibao")
    last_month, months, first, last = span(request)
    county = counties.county_of(request.user, VIEW)
    asked: list[Question] = fairness.questions(request.user, first, last)
    doc = papers.fairness_report(
        county,
        (f"{add_months(last_month, 1 - months):%Y-%m}", f"{last_month:%Y-%m}"),
        asked,
        harm.control(request.user, add_months(last_month, -11), last),
        harm.harm(request.user, first, last),
        papers.Words(language()),
    )
    return files.pressed(request, doc, f"fairness-{last_month:%Y-%m}", fmt, reverse("dibao_fairness"))
