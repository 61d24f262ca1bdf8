"""Pages of accounts. No logic: each calls one query or one action."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.views import LoginView
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service
from datong.foundation.access.forms import AccountForm, PasswordForm, PostForm, WhyForm
from datong.foundation.access.service import BadAccount, User
from datong.foundation.access.tables import account_columns, account_rows
from datong.foundation.organisations.service import BadHolder
from datong.web.jinja import language
from datong.web.paging import paginate

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class Login(LoginView):  # type: ignore[misc]
    """The login page; it lists the demonstration accounts in a demonstration database and in no other."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo": service.demo_accounts(), "next": context.get("redirect_field_value") or ""}


login = Login.as_view()


def closed(request: HttpRequest) -> HttpResponse:
    """No registration and no reset by e-mail; the page says who opens accounts and sets passwords."""
    return render(request, "account/closed.html", status=403)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The own account: posts, password, second factor."""
    return render(request, "account/home.html", {"posts": service.posts_of(request.user)})


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts the reader manages."""
    service.require(request.user, "accounts.manage")
    page = paginate(service.accounts(request.user), request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "page": page,
        "columns": account_columns(),
        "rows": account_rows(service.account_lines(page.items)),
    }
    return render(request, "account/list.html", context)


@read_or_send
def new_account(request: HttpRequest) -> HttpResponse:
    """Open an account with its first post."""
    service.require(request.user, "accounts.manage")
    form = AccountForm(request.POST or None, scope=service.scope(request.user, "accounts.manage"))

    def act() -> User:
        data = form.cleaned_data
        return service.open_account(
            actor(request), data["username"], data["name"], data["password"], form.post()
        )

    if user := done(form, act):
        messages.success(request, _("账号 %(name)s 已开设。") % {"name": user.username})
        return redirect("accounts_one", user.pk)
    return form_page(request, form, _("开设账号"), _("开设"), reverse("accounts"))


@require_safe
def one_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its posts, and what can be done about it."""
    user = managed(request, pk)
    own = user.pk == request.user.pk
    context = {
        "account": user,
        "posts": service.posts_of(user),
        "own": own,
        "identity": service.masked_identity(user),
    }
    return render(request, "account/one.html", context)


@read_or_send
def new_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant one more post."""
    user = managed(request, pk)
    form = PostForm(request.POST or None, scope=service.scope(request.user, "accounts.manage"))
    if done(form, lambda: service.grant_post(actor(request), user, form.post())):
        messages.success(request, _("岗位已授予。"))
        return redirect("accounts_one", pk)
    return form_page(request, form, _("授予岗位：%(name)s") % {"name": user.name}, _("授予"), back_to(pk))


@read_or_send
def end_post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """End a post today."""
    user = managed(request, pk)
    if not user.posts.filter(pk=post_id).exists():
        raise Http404
    form = WhyForm(request.POST or None)
    if done(form, lambda: service.end_post(actor(request), post_id, why=form.cleaned_data["why"])):
        messages.success(request, _("岗位已结束。"))
        return redirect("accounts_one", pk)
    return form_page(request, form, _("结束岗位：%(name)s") % {"name": user.name}, _("今天结束"), back_to(pk))


@read_or_send
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a new first password."""
    user = managed(request, pk)
    form = PasswordForm(request.POST or None)

    def act() -> bool:
        service.set_password(actor(request), user, form.cleaned_data["password"])
        return True

    if done(form, act):
        messages.success(request, _("新密码已设好，原来的登录已全部退出。"))
        return redirect("accounts_one", pk)
    return form_page(request, form, _("重设密码：%(name)s") % {"name": user.name}, _("重设"), back_to(pk))


@read_or_send
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    user = managed(request, pk)
    form = WhyForm(request.POST or None)

    def act() -> bool:
        service.close_account(actor(request), user, why=form.cleaned_data["why"])
        return True

    if done(form, act):
        messages.success(request, _("账号已停用，原来的登录已全部退出。"))
        return redirect("accounts_one", pk)
    return form_page(request, form, _("停用账号：%(name)s") % {"name": user.name}, _("停用"), back_to(pk))


def actor(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def managed(request: HttpRequest, pk: int) -> User:
    """An account the reader manages; raises Refused, or Http404 for one outside the reader's places."""
    service.require(request.user, "accounts.manage")
    user = service.account(request.user, pk)
    if user is None:
        raise Http404
    return user


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the action gave; None when nothing was sent or form or action refused (the form says why)."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (BadAccount, BadHolder) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text.to(language()))
        return None


def form_page(
    request: HttpRequest, form: forms.Form, title: str, submit: str, back: str, back_label: str = ""
) -> HttpResponse:
    """A form on a page of its own; 422 when it came back with errors. `back_label`: of the list, if not the accounts."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "back_label": back_label}
    return render(request, "account/form.html", context, status=422 if form.errors else 200)


def back_to(pk: int) -> str:
    return reverse("accounts_one", args=[pk])
