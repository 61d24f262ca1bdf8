"""The tables of this house's pages: columns and rows."""

import json
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from datong.foundation.access.service import TABLE, AccountLine, PostLine, Scope
from datong.foundation.journal.service import Entry, Value
from datong.foundation.organisations.service import Duty, Holder
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.web.jinja import language, moment
from datong.web.tables import Column, Row


def account_columns() -> list[Column]:
    """Identity first, then state, then what the account may do."""
    return [Column(_("用户名")), Column(_("姓名")), Column(_("状态"), "state"), Column(_("在任岗位"))]


def account_rows(lines: list[AccountLine]) -> list[Row]:
    """One row an account; it opens the account."""
    return [
        Row(
            [
                line.user.username,
                line.user.name,
                _("在用") if line.user.is_active else _("已停用"),
                in_words(line.posts),
            ],
            reverse("accounts_one", args=[line.user.pk]),
        )
        for line in lines
    ]


def in_words(posts: list[PostLine]) -> str:
    """镇经办人 · 调元镇 · 全部专项; several are parted by a semicolon."""
    lang = language()
    told = [" · ".join(part.to(lang) for part in (post.role, post.place, post.programmes)) for post in posts]
    return ("; " if lang == "en" else "；").join(told)


def official_columns() -> list[Column]:
    """Who, whether still, what, where, since and until when; the last one ends it."""
    return [
        Column(_("姓名")),
        Column(_("状态"), "state"),
        Column(_("职务")),
        Column(_("地方")),
        Column(_("开始日期"), "date"),
        Column(_("结束日期"), "date"),
        Column(_("办理")),
    ]


def official_rows(holders: Sequence[Holder], editable: Scope) -> list[Row]:
    """One row a duty, with one query for the names of places; what the reader may change can be ended."""
    names = places.names({row.place_code for row in holders})
    today = clock.today()
    return [
        Row(
            [
                row.name,
                _("在任") if row.until is None or row.until > today else _("已结束"),
                Duty(row.duty).label,
                names.get(row.place_code, row.place_code),
                row.since.isoformat(),
                row.until.isoformat() if row.until else "",
                format_html('<a href="{}">{}</a>', reverse("officials_end", args=[row.pk]), _("结束任职"))
                if row.until is None and editable.covers(row.place_code)
                else "",
            ]
        )
        for row in holders
    ]


DOORS = {
    "page": Text("网页", "page"),
    "api": Text("接口", "API"),
    "cli": Text("命令行", "command line"),
    "case": Text("办件", "casework"),
    "phone": Text("电话", "telephone"),
}


def journal_columns() -> list[Column]:
    """When first, since it opens the entry; then who did what to what, where, how."""
    return [
        Column(_("时间"), "date"),
        Column(_("办理人")),
        Column(_("事项")),
        Column(_("对象")),
        Column(_("地方")),
        Column(_("途径")),
    ]


def journal_rows(entries: Sequence[Entry]) -> list[Row]:
    """One row an entry; it opens the entry. One query for the names of places."""
    names = places.names({entry.place for entry in entries if entry.place})
    return [
        Row(
            [
                moment(entry.at),
                entry.actor,
                action_words(entry.action),
                entry.target,
                names.get(entry.place, entry.place),
                DOORS.get(entry.door, entry.door),
            ],
            reverse("journal_entry", args=[entry.pk]),
        )
        for entry in entries
    ]


def action_words(action: str) -> str:
    """What the permission table calls it, with the word the filter understands; that word alone where it has none."""
    known = TABLE.get(action)
    return f"{known.name.to(language())} {action}" if known else action


def change_columns() -> list[Column]:
    """Before and after."""
    return [Column(_("内容")), Column(_("原来")), Column(_("改为"))]


def change_rows(entry: Entry) -> list[Row]:
    """One row a changed field."""
    return [
        Row([name, spelt(old), spelt(new)])
        for name, (old, new) in sorted(entry.detail.get("changes", {}).items())
    ]


def detail_pairs(entry: Entry) -> list[tuple[str, str]]:
    """What else the entry tells, by name."""
    return [(name, spelt(value)) for name, value in sorted(entry.detail.items()) if name != "changes"]


def state_columns() -> list[Column]:
    """A field as it was, and which entry made it so."""
    return [Column(_("内容")), Column(_("当时的值")), Column(_("见第几条"))]


def state_rows(values: Sequence[Value]) -> list[Row]:
    """One row a field."""
    link = '<a href="{}">{}</a>'
    return [
        Row(
            [
                each.name,
                spelt(each.value),
                format_html(link, reverse("journal_entry", args=[each.entry]), each.entry)
                if each.entry
                else "",
            ]
        )
        for each in values
    ]


def spelt(value: Any) -> str:
    """A value of the journal as text: lists and mappings as JSON, nothing as an empty cell."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
