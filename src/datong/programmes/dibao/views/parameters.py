"""The county's own values: what is in force, what is missing and who has to supply it, entering one."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao import service
from datong.programmes.dibao.forms.money import ParameterForm
from datong.programmes.dibao.queries import counties, settings
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.service import BadParameter
from datong.programmes.dibao.views.common import me, page, read_or_send, sent
from datong.web.jinja import language

VIEW, ENTER = "cases.view", "dibao.parameters"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every parameter: its value now, or who has to supply it."""
    access.require(request.user, VIEW, programme="dibao")
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    lines = settings.lines(county, clock.today())
    context = {
        "lines": [line for line in lines if line.now is not None],
        "missing": [line for line in lines if line.now is None],
        "demonstration": any(line.demonstration for line in lines),
        "county_name": counties.name_of(county),
        "may": access.can(request.user, ENTER, programme="dibao", place_code=county + "000000"),
        "words": shown_value,
    }
    return page(request, "dibao/parameters.html", context)


@read_or_send
def one(request: HttpRequest, key: str) -> HttpResponse:
    """The history of one, and a newer value."""
    access.require(request.user, VIEW, programme="dibao")
    if key not in COUNTY_KEYS:
        raise Http404
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    may = access.can(request.user, ENTER, programme="dibao", place_code=county + "000000")
    form = ParameterForm(sent(request), key=key)
    if request.method == "POST":
        access.require(request.user, ENTER, programme="dibao", place_code=county + "000000")
    if form.is_valid() and request.POST.get("do") == "shadow":
        made = taken(form, lambda: shadowed(request, county, key, form))
        if made is not None:
            return redirect("dibao_shadow", made.pk)
    elif form.is_valid() and taken(form, lambda: entered(request, county, key, form)) is not None:
        messages.success(request, _("已登记。以前办结的决定不受影响。"))
        return redirect("dibao_parameters")
    context = {
        "key": key,
        "declared": COUNTY_KEYS[key],
        "history": settings.history_of(county, key),
        "parts": settings.parts_of(key),
        "form": form,
        "may": may,
        "words": shown_value,
    }
    return page(request, "dibao/parameter.html", context, wrong=bool(form.errors))


def entered(request: HttpRequest, county: str, key: str, form: ParameterForm) -> Any:
    """Enter the value. Raises BadParameter, JSONDecodeError."""
    value, since, until, document = form.wanted()
    return service.enter_parameter(
        me(request), county, key, value, since=since, until=until, document=document
    )


def shadowed(request: HttpRequest, county: str, key: str, form: ParameterForm) -> service.Shadow:
    """Run the value on the current register. Raises BadParameter, JSONDecodeError."""
    value, since, until, document = form.wanted()
    return service.shadow_parameter(
        me(request), county, key, value, since=since, until=until, document=document
    )


def taken(form: ParameterForm, act: Callable[[], Any]) -> Any:
    """What came of it; None when it was refused: the form then says why and keeps what was typed."""
    try:
        return act()
    except json.JSONDecodeError as error:
        form.add_error(
            "value",
            _("第 %(line)s 行第 %(column)s 个字符处不是正确的清单写法，请检查引号、逗号和括号。")
            % {"line": error.lineno, "column": error.colno},
        )
    except BadParameter as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text.to(language()))
    return None


def shown_value(value: Any) -> str:
    """A stored value in words."""
    lang = language()
    if isinstance(value, bool):
        return (Text("是", "yes") if value else Text("否", "no")).to(lang)
    if isinstance(value, dict) and set(value) == {"amount", "per"}:
        span = {"year": Text("每年", "a year"), "month": Text("每月", "a month")}.get(
            value["per"], Text("", "")
        )
        return f"{value['amount']} {Text('元', 'yuan').to(lang)} {span.to(lang)}"
    if value == []:
        return Text("没有", "none").to(lang)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
