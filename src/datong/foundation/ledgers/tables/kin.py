"""The recorded kin of a person, as a table."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from datong.foundation.ledgers.queries.kin import KinPage
from datong.foundation.ledgers.tables.addresses import tail
from datong.web.jinja import day
from datong.web.tables import Column, Row


def kin_columns() -> list[Column]:
    return [
        Column(_("亲属")),
        Column(_("关系")),
        Column(_("号码")),
        Column(_("依据")),
        Column(_("登记"), "date"),
        Column(_("撤回")),
    ]


def kin_rows(page: KinPage, request: HttpRequest) -> list[Row]:
    """One row a tie; what counts can be taken back, what was taken back says when and why."""
    end = tail(request)
    return [
        Row(
            [
                tie.name,
                tie.relation,
                tie.number,
                tie.source,
                day(tie.on),
                f"{day(tie.withdrawn_on)} {tie.why}"
                if tie.withdrawn_on
                else format_html(
                    '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
                    reverse("kinship_withdraw", args=[page.person.pk, tie.pk]) + end,
                    _("撤回"),
                    tie.name,
                ),
            ]
        )
        for tie in page.ties
    ]
