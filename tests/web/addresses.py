"""A few addresses under which the shell is tried without any house."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.i18n import set_language

from datong.kernel.bilingual import Text
from datong.web import views

handler400 = "datong.web.errors.bad_request"
handler403 = "datong.web.errors.forbidden"
handler404 = "datong.web.errors.not_found"
handler500 = "datong.web.errors.server_error"


class Refused(PermissionDenied):
    """A refusal that says why."""

    sentence = Text(zh="您只能查看百花村的名册。", en="You may see the registers of Baihua village only.")


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def read_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("secret detail")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("张桂华 510626197001011234")


urlpatterns = [
    path("", page, name="cockpit"),
    path("search", page, name="search"),
    path("households/", page, name="households"),
    path("households/<int:number>", page, name="household"),
    path("briefing", page, name="briefing"),
    path("form", read_form),
    path("refuse", refuse),
    path("forbid", forbid),
    path("fail", fail),
    path("healthz", views.healthz, name="healthz"),
    path("language", set_language, name="set_language"),
    path("logout", page, name="account_logout"),
    path("account", page, name="account_home"),
]
