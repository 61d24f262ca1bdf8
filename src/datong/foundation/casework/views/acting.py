"""A form on a page of its own that does one thing to a case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, CaseworkError
from datong.foundation.evidence.service import BadEvidence
from datong.foundation.notices.service import BadDelivery
from datong.web.jinja import language


@dataclass(frozen=True)
class Act:
    """What a page does: heading, words of its button, the sentence afterwards; `facts` stand above the form."""

    case: Case
    title: str
    submit: str
    done: str
    lead: str = ""
    quote: str = ""
    anchor: str = ""
    files: bool = False
    draft: str = ""
    facts: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def back(self) -> str:
        """The case page, at the part this belongs to."""
        return reverse("case", args=[self.case.pk]) + (f"#{self.anchor}" if self.anchor else "")


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def acted(request: HttpRequest, form: forms.Form, act: Act, do: Callable[[], Any]) -> HttpResponse:
    """Do it when the form is right, else show the form again with all that was typed (422)."""
    if form.is_valid() and done(form, do):
        messages.success(request, act.done)
        return redirect(act.back)
    return render(
        request, "casework/act.html", {"form": form, "act": act}, status=422 if form.errors else 200
    )


def done(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the action went; what it refuses becomes an error at its field."""
    try:
        do()
    except (CaseworkError, BadDelivery, BadEvidence) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text.to(language()))
        return False
    return True
