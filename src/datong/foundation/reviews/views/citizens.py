"""The household's own page of questions, opened with the number and code of its case, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from datong.foundation.reviews import service
from datong.foundation.reviews.forms.desk import OwnAnswerForm
from datong.foundation.reviews.queries import questions
from datong.foundation.reviews.views.acting import done, page, read_or_send, sent


@read_or_send
def own(request: HttpRequest) -> HttpResponse:
    """What the household was asked, in plain words; it can answer here."""
    case = questions.opened(request.session)
    if case is None:
        return redirect("my_case_open")
    asked = request.POST.get("question", "")
    form = OwnAnswerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        if done(form, lambda: service.reply_as_household(case, pk, form.cleaned_data["text"])):
            messages.success(request, _("已经收到您的说明，工作人员会看。核实清楚之前，待遇照常发放。"))
            return redirect("my_questions")
    rows = [
        (each, form if form.is_bound and str(each.pk) == asked else OwnAnswerForm(auto_id=f"id_{each.pk}_%s"))
        for each in questions.of_case(case)
    ]
    return page(request, "reviews/my_questions.html", {"rows": rows, "form": form}, wrong=bool(form.errors))
