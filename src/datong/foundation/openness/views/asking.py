"""The public side of objections: three steps without a login, the receipt, what one says to an answer, the numbers.

What is typed is never kept by the shell: every page that shows it is marked no-store. Addresses below /open/ are Chinese,
below /open/en/ English, whatever the browser asks for.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from axes.helpers import get_client_ip_address
from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.casework.service import CaseworkError
from datong.foundation.documents import service as documents
from datong.foundation.openness import service
from datong.foundation.openness.forms.objections import AboutForm, OwnReactForm, WordsForm
from datong.foundation.openness.queries import asking
from datong.foundation.openness.service import OpennessError
from datong.kernel import clock
from datong.web.addresses import address
from datong.web.jinja import language
from datong.web.sending import at_most

LARGEST = 64 * 1024
MINUTES = 30
RECEIPT = "ask_receipt"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
Page = Callable[..., HttpResponse]


def spoken(page: Page) -> Page:
    """The page in the language of its address; nobody keeps a copy of it."""

    @wraps(page)
    def shown(request: HttpRequest, *args: Any, lang: str = "zh", **kwargs: Any) -> HttpResponse:
        with translation.override(LANGUAGES[lang]):
            response = page(request, *args, **kwargs)
        response["Content-Language"] = "en" if lang == "en" else "zh-CN"
        return private(response)

    return shown


def private(response: HttpResponse) -> HttpResponse:
    """A page that shows what was typed is kept nowhere; a way on is, so that sending twice counts once."""
    if response.status_code != HTTPStatus.FOUND:
        add_never_cache_headers(response)
    return response


def here(name: str) -> str:
    """The address of one of these pages in the language being read."""
    return address(f"{name}_en" if language() == "en" else name)


def drawn(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page with its links: `ask`, `receipt`, `statistics` in this language, `twin` the same page in the other one."""
    match = request.resolver_match
    name = (match.url_name or "ask") if match else "ask"
    twin = name.removesuffix("_en") if name.endswith("_en") else f"{name}_en"
    query = request.GET.urlencode()
    links = {
        "ask": here("ask"),
        "statistics": here("ask_statistics"),
        "twin": address(twin) + (f"?{query}" if query else ""),
        "home": "/open/en/" if language() == "en" else "/open/",
    }
    return render(request, template, {"links": links, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_most(LARGEST)
@spoken
def ask(request: HttpRequest) -> HttpResponse:
    """What about, what is wrong, check and send."""
    if request.method != "POST":
        request.session[RECEIPT + "_asked"] = True  # a session of its own, so that sending twice counts once
        return first(request, request.GET)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        sentence = _("内容太多了，没有提交。请写短一些，最多 2,000 个字。")
        return drawn(request, "openness/ask_refused.html", {"sentence": sentence}, 413)
    subject = asking.subject(
        request.POST.get("number", ""), request.POST.get("place", ""), request.POST.get("duty", "")
    )
    about = about_form(request.POST, subject)
    if subject is None or not about.is_valid() or "back" in request.POST:
        return first(request, request.POST, about if "about" in request.POST else None)
    fact = about.cleaned_data["defect"] == service.Defect.FACT
    if "about" in request.POST:
        return second(request, subject, about, WordsForm(fact=fact, initial=kept(request.POST)))
    words = WordsForm(request.POST, fact=fact)
    if "edit" in request.POST or not words.is_valid():
        return second(
            request,
            subject,
            about,
            words if words.errors else WordsForm(fact=fact, initial=kept(request.POST)),
        )
    return third(request, subject, about, words)


def kept(sent: QueryDict) -> dict[str, Any]:
    """What was typed before, when the reader comes back to a step."""
    return {
        name: sent[name]
        for name in ("words", "where", "right", "private", "by", "by_name", "phone")
        if name in sent
    } or {}


def about_form(sent: QueryDict | None, subject: asking.Subject | None) -> AboutForm:
    """Step 1; a publication or a duty has its aspect already."""
    return AboutForm(asking.aspects(), sent, named=bool(subject and subject.title))


def first(request: HttpRequest, asked: QueryDict, wrong: AboutForm | None = None) -> HttpResponse:
    """Step 1: the place first, where it is not known yet."""
    subject = asking.subject(asked.get("number", ""), asked.get("place", ""), asked.get("duty", ""))
    typed = asked.get("q", "").strip()[:40]
    if subject is None:
        found = asking.villages(typed) if typed else []
        unknown = bool(asked.get("number") or asked.get("place"))
        context = {
            "typed": typed,
            "found": found,
            "towns": [] if found else asking.towns(),
            "unknown": unknown,
        }
        return drawn(request, "openness/ask_place.html", context)
    form = wrong if wrong is not None and not wrong.is_valid() else about_form(None, subject)
    if form is not wrong:
        form.initial = {name: asked.get(name, "") for name in ("defect", "aspect", "duty")}
        form.initial |= {"number": asked.get("number", ""), "place": subject.place_code}
    carried = [(name, asked[name]) for name in kept(asked)] if request.method == "POST" else []
    return drawn(
        request,
        "openness/ask_about.html",
        {"subject": subject, "form": form, "carried": carried},
        422 if form.errors else 200,
    )


def second(request: HttpRequest, subject: asking.Subject, about: AboutForm, form: forms.Form) -> HttpResponse:
    """Step 2: the words; what the village will read stands apart from what it never does."""
    if "website" in form.errors:
        form.data = {
            **request.POST.dict(),
            "website": "",
        }  # a machine filled it for somebody; the next try goes through
    context = {
        "subject": subject,
        "about": about,
        "form": form,
        "defect": defect(about),
        "carried": carried(about),
    }
    return drawn(request, "openness/ask_words.html", context, 422 if form.errors else 200)


def third(request: HttpRequest, subject: asking.Subject, about: AboutForm, form: forms.Form) -> HttpResponse:
    """Step 3: check, then send."""
    if "send" in request.POST:
        asked = asked_of(subject, about, form)
        try:
            found = service.object_publicly(asked, address=get_client_ip_address(request) or "")
        except OpennessError as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, refusal.text.to(language()))
            return second(request, subject, about, form)
        until = clock.now().timestamp() + MINUTES * 60
        request.session[RECEIPT] = [
            found.number,
            found.code,
            found.due_on.isoformat() if found.due_on else "",
            until,
        ]
        return redirect(here("ask_receipt"))
    problem = service.objection_problem(asked_of(subject, about, form))
    if problem is not None:
        field = getattr(problem, "field", "")
        form.add_error(field if field in form.fields else None, problem.text.to(language()))
        return second(request, subject, about, form)
    typed = [
        *carried(about),
        *((name, form.cleaned_data.get(name, "")) for name in form.fields if name != "website"),
    ]
    context = {
        "subject": subject,
        "defect": defect(about),
        "said": form.cleaned_data,
        "by": service.ASKERS[form.cleaned_data["by"]],
        "typed": typed,
        "days": asking.times(subject.place_code[:6]),
    }
    return drawn(request, "openness/ask_check.html", context)


def carried(about: AboutForm) -> list[tuple[str, str]]:
    """Step 1 as hidden fields of the next."""
    return [
        (name, about.cleaned_data.get(name) or "") for name in ("number", "place", "duty", "aspect", "defect")
    ]


def defect(about: AboutForm) -> Any:
    """The defect chosen, in words."""
    return service.Defect(about.cleaned_data["defect"]).label


def asked_of(subject: asking.Subject, about: AboutForm, form: forms.Form) -> service.Asked:
    """Both steps as one objection."""
    said = form.cleaned_data
    return service.Asked(
        place_code=subject.place_code,
        defect=about.cleaned_data["defect"],
        number=subject.publication.number if subject.publication else "",
        duty=subject.duty.pk if subject.duty else None,
        aspect=about.cleaned_data.get("aspect", ""),
        **{
            name: said.get(name, "")
            for name in ("words", "where", "right", "private", "by", "by_name", "phone")
        },
    )


@require_safe
@spoken
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, code and QR code to keep; shown to the browser that sent the objection."""
    number, code, due_on, until = request.session.get(RECEIPT, ("", "", "", 0))
    if until < clock.now().timestamp():
        return redirect("my_case_open")
    where = request.build_absolute_uri(f"{address('my_case_open')}?number={number}")
    context = {
        "number": number,
        "code": code,
        "due_on": dt.date.fromisoformat(due_on) if due_on else None,
        "where": where,
        "qr": documents.qr_svg(where),
    }
    return drawn(request, "openness/ask_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest) -> HttpResponse:
    """Satisfied, not satisfied and why, or taken back; for the browser that opened the objection with number and code."""
    return private(reacted(request))


def reacted(request: HttpRequest) -> HttpResponse:
    """The page, or the way back to the objection once it is done."""
    row = service.objection_by_code(request.session)
    if row is None:
        return redirect("my_case_open")
    sent = request.POST if request.method == "POST" else None
    said = (sent or request.GET).get("said", "")
    form = OwnReactForm(sent, said=said)
    if sent is not None and form.is_valid():
        try:
            if said == "withdraw":
                service.take_back(row)
            else:
                service.react(row, satisfied=said == "satisfied", why=form.cleaned_data["why"])
        except (OpennessError, CaseworkError) as refusal:
            form.add_error(
                "why" if getattr(refusal, "field", "") == "why" else None, refusal.text.to(language())
            )
        else:
            return redirect("my_case")
    context = {"row": row, "form": form, "said": said}
    return render(request, "openness/ask_react.html", context, status=422 if form.errors else 200)


@require_safe
def statistics(request: HttpRequest, lang: str = "zh") -> HttpResponse:
    """How many objections, of which kind, how they ended, how long answers took; small numbers left out."""
    today = clock.today()
    years = asking.years(today, asking.first_year())
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and int(typed[:6]) in years else years[0]
    with translation.override(LANGUAGES[lang]):
        context = {
            "year": year,
            "years": years,
            "counties": asking.numbers(*asking.span(year, today)),
            "ends": asking.ENDINGS,
            "outcomes": service.OBJECTION_OUTCOMES,
            "defects": {each.value: each.label for each in service.Defect},
        }
        response = drawn(request, "openness/ask_statistics.html", context)
    response["Content-Language"] = "en" if lang == "en" else "zh-CN"
    return response
