"""The tables of this house's pages: columns and rows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.access.service import AccountLine, PostLine
from datong.web.jinja import language
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
