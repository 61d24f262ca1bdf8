"""The tables of the county's catalogue."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from datong.foundation.openness.enums import CONFIDENCES, CYCLES, DESKS, PROFILES, UNITS, Cycle
from datong.foundation.openness.models import Item
from datong.foundation.openness.queries.catalogue import aspect_name
from datong.kernel.bilingual import Text
from datong.web.jinja import day, language
from datong.web.links import Link
from datong.web.tables import Column, Row


def columns() -> list[Column]:
    """An item: when, who, what may be shown, how long, on what ground."""
    return [
        Column(_("公开事项")),
        Column(_("周期")),
        Column(_("到期")),
        Column(_("准备")),
        Column(_("审核")),
        Column(_("脱敏档次")),
        Column(_("张贴"), "number"),
        Column(_("依据")),
        Column(_("可靠")),
    ]


def rows(items: Iterable[Item], to: Link) -> list[Row]:
    """One row an item."""
    lang = language()
    return [
        Row(
            [
                item.name_en if lang == "en" else item.name_zh,
                CYCLES[Cycle(item.cycle)].to(lang),
                when(item),
                desk(item.prepares).to(lang),
                desk(item.checks).to(lang) + (_("（签字）") if item.signed else ""),
                item.profile,
                f"{item.board_days} {UNITS[item.board_unit].to(lang)}",
                item.source,
                item.confidence,
            ],
            to("openness_item", item.key),
        )
        for item in items
    ]


def when(item: Item) -> str:
    """期后15日, 10天内, 年后31天."""
    told = {"day": item.day}
    if item.cycle in {"monthly", "quarterly"}:
        return _("期后首月 %(day)s 日") % told
    if item.cycle == "yearly":
        return _("年后 %(day)s 天") % told
    return _("%(day)s 天内") % told


def desk(key: str) -> Text:
    """Who prepares or checks; a county's own word stays as it is."""
    return DESKS.get(key, Text(key, key))


def groups(items: Sequence[Item]) -> list[tuple[Text, list[tuple[Text, list[Item]]]]]:
    """Items by aspect, then by class, in their order."""
    found = []
    for aspect, inside in groupby(items, key=lambda item: item.aspect):
        classes = [
            (Text(*names), list(members))
            for names, members in groupby(inside, key=lambda item: (item.group_zh, item.group_en))
        ]
        found.append((aspect_name(aspect), classes))
    return found


def facts(item: Item) -> list[tuple[str, object]]:
    """One version in full."""
    lang = language()
    public = _("%(days)s 天") % {"days": item.public_days} if item.public_days else _("到下一次公布为止")
    return [
        (_("编码"), item.key),
        (_("方面"), aspect_name(item.aspect).to(lang)),
        (_("类"), item.group_en if lang == "en" else item.group_zh),
        (_("周期"), CYCLES[Cycle(item.cycle)].to(lang)),
        (_("到期"), when(item)),
        (_("准备"), desk(item.prepares).to(lang)),
        (_("审核"), desk(item.checks).to(lang)),
        (_("民主理财小组签字"), _("要") if item.signed else _("不要")),
        (_("脱敏档次"), profile(item.profile).to(lang)),
        (_("凭据"), item.evidence),
        (_("依据"), item.source),
        (_("可靠"), CONFIDENCES.get(item.confidence, Text(item.confidence, item.confidence)).to(lang)),
        (_("张贴"), f"{item.board_days} {UNITS[item.board_unit].to(lang)}"),
        (_("网上公开"), public),
        (_("起"), day(item.since)),
        (_("止"), day(item.until)),
    ]


def profile(key: str) -> Text:
    """A profile in words."""
    return next((text for name, text in PROFILES.items() if name == key), Text(key, key))


def version_columns() -> list[Column]:
    """Every version: from when, by whom, why."""
    return [
        Column(_("版本"), "number"),
        Column(_("起"), "date"),
        Column(_("周期")),
        Column(_("到期")),
        Column(_("止"), "date"),
        Column(_("理由")),
        Column(_("登记人")),
        Column(_("登记时间"), "date"),
    ]


def version_rows(versions: Iterable[Item]) -> list[Row]:
    """One row a version."""
    return [
        Row(
            [
                item.version,
                day(item.since),
                CYCLES[Cycle(item.cycle)].to(language()),
                when(item),
                day(item.until),
                item.why or _("随附目录"),
                item.made_by.name,
                day(item.made_at),
            ]
        )
        for item in versions
    ]
