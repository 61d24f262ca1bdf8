"""The tables of drafts and publications."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from datong.foundation.openness.enums import DraftState, PublicationState
from datong.foundation.openness.service import Draft, Publication
from datong.kernel import clock
from datong.web.jinja import day, language, moment
from datong.web.links import Link
from datong.web.tables import Column, Row


def draft_columns() -> list[Column]:
    """A draft: what, where, how far, who, when."""
    return [
        Column(_("公开内容")),
        Column(_("地方")),
        Column(_("状态"), "state"),
        Column(_("准备人")),
        Column(_("最后保存"), "date"),
    ]


def draft_rows(rows: Iterable[Draft], names: dict[str, str], to: Link) -> list[Row]:
    """One row a draft; submitted ones open at the preview."""
    lang = language()
    return [
        Row(
            [
                titled(row),
                names.get(row.place_code, row.place_code),
                DraftState(row.state).label.to(lang),
                row.prepared_by.name,
                moment(row.changed_at),
            ],
            to("openness_preview" if row.state == DraftState.SUBMITTED else "openness_draft", row.pk),
        )
        for row in rows
    ]


def publication_columns() -> list[Column]:
    """A publication: what, where, since when, how long on the board and on the pages."""
    return [
        Column(_("公开内容")),
        Column(_("地方")),
        Column(_("状态"), "state"),
        Column(_("公布日期"), "date"),
        Column(_("张贴")),
        Column(_("网上公开到"), "date"),
        Column(_("版本"), "number"),
    ]


def publication_rows(rows: Iterable[Publication], names: dict[str, str], to: Link) -> list[Row]:
    """One row a publication."""
    lang, today = language(), clock.today()
    return [
        Row(
            [
                titled(row),
                names.get(row.place_code, row.place_code),
                state_of(row, today).label.to(lang),
                day(row.published_on),
                on_board(row, today),
                day(row.shown_until),
                row.edition.version if row.edition else None,
            ],
            to("openness_publication", row.number),
        )
        for row in rows
    ]


def titled(row: Draft | Publication) -> str:
    """The title in the reader's language."""
    return (row.title_en if language() == "en" else "") or row.title_zh


def state_of(row: Publication, today: dt.date) -> PublicationState:
    """Where it stands today, whether or not the job that expires things has run."""
    over = row.shown_until is not None and row.shown_until < today
    return PublicationState.EXPIRED if over else PublicationState(row.state)


def on_board(row: Publication, today: dt.date) -> str:
    """还剩 3 天（10月18日止）, or that its time on the board is over."""
    left = (row.board_until - today).days
    if row.state != PublicationState.SHOWN or left < 0:
        return _("张贴期已满")
    return _("还剩 %(days)s 天（%(day)s 止）") % {"days": left, "day": day(row.board_until)}
