"""Pages about the person behind an account and about a post that passes to somebody else."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from datong.foundation.access import service
from datong.foundation.access.forms import HandOverForm, IdentityForm
from datong.foundation.access.service import Post
from datong.foundation.access.views.accounts import (
    actor,
    back_to,
    done,
    form_page,
    managed,
    read_or_send,
)


@read_or_send
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who the account's holder is."""
    user = managed(request, pk)
    form = IdentityForm(request.POST or None)

    def act() -> bool:
        service.link_person(actor(request), user, form.cleaned_data["identity"])
        return True

    if done(form, act):
        messages.success(request, _("账号持有人已登记。"))
        return redirect("accounts_one", pk)
    title = _("登记持有人：%(name)s") % {"name": user.name}
    return form_page(request, form, title, _("登记"), back_to(pk))


@read_or_send
def hand_over(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Pass a post to somebody else, with the tasks that hang on it."""
    user = managed(request, pk)
    if not user.posts.filter(pk=post_id).exists():
        raise Http404
    others = {
        str(other.pk): other
        for other in service.accounts(request.user).filter(is_active=True)
        if other.pk not in (pk, request.user.pk)
    }
    receivers = [(number, f"{other.name}（{other.username}）") for number, other in others.items()]
    form = HandOverForm(request.POST or None, receivers=receivers)

    def act() -> Post:
        data = form.cleaned_data
        return service.hand_over(actor(request), post_id, others[data["to_user"]], data["why"])

    if done(form, act):
        messages.success(request, _("岗位已移交，未办完的任务一并转给接任人。"))
        return redirect("accounts_one", pk)
    title = _("移交岗位：%(name)s") % {"name": user.name}
    return form_page(request, form, title, _("移交"), back_to(pk))
