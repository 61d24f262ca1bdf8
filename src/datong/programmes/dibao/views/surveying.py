"""Visits to a household: the town's survey, the county's own visit, the visit at a re-verification. One page, other words."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from datong.foundation.casework.service import Case, CaseworkError
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao import service
from datong.programmes.dibao.forms import surveying as forms
from datong.programmes.dibao.forms.surveying import SIGNERS, SurveyForm
from datong.programmes.dibao.protocols import Paper
from datong.programmes.dibao.queries import accepting, applicants, statements, visiting
from datong.programmes.dibao.rules import BadDocument
from datong.programmes.dibao.service import SurveyKind
from datong.programmes.dibao.views.common import CHECK, REVERIFY, SURVEY, case_for, me, page, read_or_send


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which visit: who records it, its words, its address."""

    kind: SurveyKind
    action: str
    title: Text
    lead: Text
    address: str


OCCASIONS = {
    SurveyKind.SURVEY: Occasion(
        SurveyKind.SURVEY,
        SURVEY,
        Text("入户调查", "Household survey"),
        Text("至少两名调查人员到家里看、当面问；查到的写在申报旁边。", "At least two investigators see the home and ask; what they find stands beside what was declared."),
        "dibao_survey",
    ),
    SurveyKind.COUNTY_VISIT: Occasion(
        SurveyKind.COUNTY_VISIT,
        CHECK,
        Text("县级入户", "Visit by the county"),
        Text("近亲属备案、抽中抽查或者有举报的，由县里入户核实。", "The county itself verifies cases of near relatives, of the draw, and reported ones."),
        "dibao_county_visit",
    ),
    SurveyKind.REVIEW: Occasion(
        SurveyKind.REVIEW,
        REVERIFY,
        Text("复核入户", "Visit at re-verification"),
        Text("按现在的情况登记：人口、收入、财产有什么变化。", "Record how the household lives now: people, income, property."),
        "dibao_review_visit",
    ),
}  # fmt: skip


@read_or_send
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """The town's survey, and the step it is."""
    return visit(request, pk, OCCASIONS[SurveyKind.SURVEY])


@read_or_send
def county_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """The county's own visit."""
    return visit(request, pk, OCCASIONS[SurveyKind.COUNTY_VISIT])


@read_or_send
def review_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit at a re-verification."""
    return visit(request, pk, OCCASIONS[SurveyKind.REVIEW])


def visit(request: HttpRequest, pk: int, occasion: Occasion) -> HttpResponse:
    """The page of a visit."""
    case = case_for(request, pk, occasion.action)
    people, known = visiting.candidates(case, occasion.kind), visiting.known_of(case)
    last = statements.latest(case)
    document = statements.document_of(last) if last else {}
    if request.method != "POST":
        first = applicants.undeclared_members(case, known)
        initial = {"day": clock.today(), "seen": case.moves, "investigators": [me(request).pk]}
        return shown(request, case, occasion, forms.fresh(people, initial, document, known, first), document)
    pressed = bool({"add", "remove"} & set(request.POST))
    form = forms.from_sent(people, request.POST, request.FILES, known, quiet=pressed)
    if not pressed and form.is_valid() and recorded(request, case, occasion, form):
        messages.success(request, _("入户情况已登记。"))
        return redirect("case", pk)
    return shown(request, case, occasion, form, document)


def recorded(request: HttpRequest, case: Case, occasion: Occasion, form: SurveyForm) -> bool:
    """Whether the visit was kept; what is refused stands at its field."""
    typed = form.visit.cleaned_data
    photos = [Paper("photo", each.name, each.read()) for each in typed["photos"]]
    try:
        service.record_visit(
            me(request),
            case.pk,
            occasion.kind,
            form.result(),
            photos=photos,
            drawn=form.signatures(),
            seen=typed["seen"],
        )
    except BadDocument as error:
        form.household.place(error.problems)
    except (service.DibaoError, CaseworkError) as error:
        form.refuse(getattr(error, "field", ""), error.text)
    else:
        return True
    return False


def shown(
    request: HttpRequest, case: Case, occasion: Occasion, form: SurveyForm, document: dict[str, Any]
) -> HttpResponse:
    """The form; sections in which something is wrong are open."""
    mistakes = form.mistakes()
    context = {
        "case": case,
        "occasion": occasion,
        "form": form,
        "declared": visiting.declared(document),
        "signers": SIGNERS,
        "mistakes": mistakes,
        "shut": accepting.hindrances(me(request), case, "survey") if is_step(case, occasion) else [],
        "who": me(request).pk,
    }
    return page(request, "dibao/survey.html", context, wrong=bool(mistakes))


def is_step(case: Case, occasion: Occasion) -> bool:
    """Whether this visit would be the step of the table from here; surveying anew has its own."""
    return occasion.kind == SurveyKind.SURVEY and case.state not in ("reinvestigating", "resurveying")
