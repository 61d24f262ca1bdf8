"""The lists of money and draws as tables."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.programmes.dibao.service import Change, PaymentLine, PaymentList
from datong.web.jinja import day, yuan
from datong.web.tables import Column, Row


def month_words(month: dt.date) -> str:
    """2014-09."""
    return f"{month:%Y-%m}"


def states() -> Mapping[str, tuple[str, str]]:
    """Word and tone of the states of a list."""
    return {
        "frozen": (_("待复核签字"), "soon"),
        "signed": (_("两人已签字"), "good"),
        "rejected": (_("已作废"), "quiet"),
    }


def list_columns() -> list[Column]:
    """Month, state, how many, how much."""
    return [
        Column(_("月份"), "date"),
        Column(_("状态"), "state"),
        Column(_("户数"), "number"),
        Column(_("人数"), "number"),
        Column(_("当月金额（元）"), "number"),
        Column(_("补发（元）"), "number"),
        Column(_("编制人")),
        Column(_("复核人")),
    ]


def list_rows(lists: Iterable[PaymentList]) -> list[Row]:
    """One row a list."""
    words = states()
    return [
        Row(
            [
                month_words(each.month), words[each.state][0], f"{each.households:,}", f"{each.persons:,}", yuan(each.amount),
                yuan(each.arrears) if each.arrears else None, each.first.name, each.second.name if each.second else None,
            ],
            reverse("dibao_payment", args=[each.pk]),
        )
        for each in lists
    ]  # fmt: skip


def line_columns() -> list[Column]:
    """Who, where, how much."""
    return [
        Column(_("户主")),
        Column(_("序号"), "number"),
        Column(_("地方")),
        Column(_("人数"), "number"),
        Column(_("当月（元）"), "number"),
        Column(_("补发（元）"), "number"),
        Column(_("账号")),
    ]


def line_rows(lines: Iterable[PaymentLine], names: Mapping[str, str]) -> list[Row]:
    """One row a household; accounts masked."""
    return [
        Row(
            [
                each.label, each.number, names.get(each.place_code, each.place_code), each.persons, yuan(each.amount),
                yuan(each.arrears) if each.arrears else None,
                f"{each.account.bank} ****{each.account.number[-4:]}" if each.account else _("没有账户，窗口领取"),
            ],
            reverse("case", args=[each.case_id]),
        )
        for each in lines
    ]  # fmt: skip


def change_columns() -> list[Column]:
    """Who, what, before, after."""
    return [
        Column(_("户主")),
        Column(_("变动"), "state"),
        Column(_("地方")),
        Column(_("上一份（元）"), "number"),
        Column(_("这一份（元）"), "number"),
    ]


def change_rows(changes: Iterable[Change], names: Mapping[str, str]) -> list[Row]:
    """One row a household that changed; it opens the case."""
    words = {"entered": _("新增"), "left": _("退出"), "raised": _("增发"), "lowered": _("减发")}
    return [
        Row(
            [
                each.label, words[each.kind], names.get(each.place_code, each.place_code),
                yuan(each.before) if each.before else None, yuan(each.after) if each.after else None,
            ],
            reverse("case", args=[each.case]),
        )
        for each in changes
    ]  # fmt: skip


def draw_columns() -> list[Column]:
    """What, when, how many."""
    return [
        Column(_("抽查")),
        Column(_("状态"), "state"),
        Column(_("公布名单"), "date"),
        Column(_("抽取"), "date"),
        Column(_("名单（件）"), "number"),
        Column(_("抽中（件）"), "number"),
        Column(_("已登记结果（件）"), "number"),
    ]


def draw_rows(draws: Iterable[Any]) -> list[Row]:
    """One row a draw, with how many controls were recorded (`checked`)."""
    names = purposes()
    return [
        Row(
            [
                names[each.purpose], _("已抽取") if each.drawn_at else _("已公布，待抽取"), day(each.announced_at),
                day(each.drawn_at), each.size, each.taken, each.checked if each.purpose == "control" else None,
            ],
            reverse("dibao_draw", args=[each.pk]),
        )
        for each in draws
    ]  # fmt: skip


def purposes() -> Mapping[str, str]:
    """Names of the purposes."""
    return {"spot_check": _("决定前入户抽查"), "control": _("随机对照（5%）")}
