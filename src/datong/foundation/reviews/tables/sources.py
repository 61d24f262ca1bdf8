"""Sources, their lists, their switches: what the tables of these pages say."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from datong.foundation.reviews.core.fields import BY_KEY
from datong.foundation.reviews.enums import Format, SourceKind
from datong.foundation.reviews.models import Listing, Source, Switch
from datong.foundation.reviews.queries.sourcing import Standing
from datong.foundation.reviews.tables.words import percent, state, switched
from datong.kernel import clock
from datong.web.jinja import day, grouped, language, moment
from datong.web.tables import Column, Row


def columns() -> list[Column]:
    """The source first, then whether it is used, how old it is, how right it was."""
    return [
        Column(_("来源")),
        Column(_("现在"), "state"),
        Column(_("最近名单截至"), "state"),
        Column(_("属实率（可能范围）")),
        Column(_("待核实"), "number"),
        Column(_("法律依据")),
    ]


def rows(standings: Iterable[Standing]) -> list[Row]:
    """One row a source."""
    return [
        Row(
            [
                named(each.source),
                used(each),
                newest(each),
                right(each),
                each.open or "",
                f"{each.source.document} {each.source.article}",
            ],
            reverse("reviews_source", args=[each.source.pk]),
        )
        for each in standings
    ]


def pair(first: object, second: object) -> Markup:
    """What counts, and words below it."""
    return Markup('<span class="pair">{} <span class="second">{}</span></span>').format(first, second)


def named(source: Source) -> Markup:
    """The name; below it what it lists, and whose it is."""
    kind = SourceKind(source.kind).label.to(language())
    return pair(source.name, f"{kind} · {source.owner.name}")


def newest(each: Standing) -> Markup | str:
    """The day of the newest list, and whether that is fresh enough."""
    if each.as_of is None:
        return freshness(each)
    return pair(day(each.as_of), freshness(each))


def used(each: Standing) -> Markup:
    """Whether lists are taken, and why not."""
    if each.source.on:
        return state(_("使用中"), "good")
    return pair(state(_("停用中"), "late"), switched(each.last_switch))


def freshness(each: Standing) -> Markup | str:
    """Fresh or too old, and by how many days; words for a source without a list."""
    if each.source.kind == SourceKind.KINSHIP:
        return _("由名册算出，不需要名单")
    if each.age is None:
        return state(_("还没有名单"), "quiet")
    told = ngettext("%(days)s 天前", "%(days)s 天前", each.age) % {"days": grouped(each.age)}
    if not each.stale:
        return state(told, "good")
    limit = _("超过 %(limit)s 天，太旧") % {"limit": grouped(each.source.freshness_days)}
    return pair(state(told, "late"), limit)


def right(each: Standing) -> Markup | str:
    """The confirmed share of those decided, with its interval and its numbers."""
    share = each.share
    if share.share is None:
        return ""
    low, high = share.interval
    told = _("%(share)s（%(low)s 至 %(high)s）") % {
        "share": percent(share.share),
        "low": percent(low),
        "high": percent(high),
    }
    counted = _("%(confirmed)s / %(decided)s 条") % {
        "confirmed": grouped(share.confirmed),
        "decided": grouped(share.decided),
    }
    return pair(told, counted)


def remembered(source: Source) -> list[tuple[str, str]]:
    """Heading and meaning of every column that was settled before; those not read last."""
    pairs = [(heading, meaning(key)) for heading, key in source.mapping.items()]
    return sorted(pairs, key=lambda pair: not pair[1])


def meaning(key: str | None) -> str:
    """A field in words; empty for a column that is not read."""
    return BY_KEY[key].name.to(language()) if key in BY_KEY else ""


def switch_columns() -> list[Column]:
    return [Column(_("时间"), "date"), Column(_("停用或恢复"), "state"), Column(_("原因")), Column(_("谁"))]


def switch_rows(switches: Iterable[Switch]) -> list[Row]:
    """The newest first; a source that fell below the line says so."""
    return [
        Row(
            [
                moment(each.at),
                state(_("恢复了"), "good") if each.on else state(_("停用了"), "late"),
                because(each),
                _("系统按规定自动停用") if each.automatic else each.by.name,
            ]
        )
        for each in sorted(switches, key=lambda each: -each.pk)
    ]


def because(each: Switch) -> Markup | str:
    """Why it was switched, with the letter to its owner where one was written."""
    if each.notice_id is None:
        return switched(each)
    link = Markup('<a href="{}">{}</a>').format(
        reverse("notice_pdf", args=[each.notice_id]), _("给来源单位的告知书（PDF）")
    )
    return pair(switched(each), link)


def list_columns(*, named: bool = False) -> list[Column]:
    """Deliveries; `named`: with their file names."""
    found = [
        Column(_("截至"), "date"),
        Column(_("现在怎样"), "state"),
        Column(_("行数"), "number"),
        Column(_("格式")),
        Column(_("接收时间")),
    ]
    return [*found, Column(_("文件"))] if named else found


def list_rows(listings: Sequence[Listing], kept: Mapping[int, int], *, named: bool = False) -> list[Row]:
    """One row a delivery, with what became of its rows."""
    found = []
    for each in listings:
        cells = [
            day(each.as_of),
            became(each, kept.get(each.pk, 0)),
            grouped(each.rows),
            written(each),
            received(each),
        ]
        if named:
            cells.append(each.file_name)
        found.append(Row(cells, reverse("reviews_list", args=[each.pk])))
    return found


def written(each: Listing) -> str:
    """How it came, with the encoding of text."""
    form = Format(each.format).label.to(language())
    return f"{form} {each.encoding}".strip()


def received(each: Listing) -> Markup:
    """When and by whom."""
    return pair(moment(each.received_at), each.received_by.name)


def became(each: Listing, kept: int) -> Markup:
    """Where a list stands: waiting, run, withdrawn, destroyed; of a spent one how many rows were kept and destroyed when."""
    if each.format == Format.REGISTER:
        return state(_("由名册算出"), "quiet")
    if each.run_id is not None:
        return pair(state(_("已核对"), "good"), destroyed(each, kept))
    if each.destroyed_at is not None:
        return unused(each)
    if each.settled_at is None:
        return state(_("等确认各列含义"), "soon")
    if each.stale_on(clock.today()):
        return state(_("太旧，不能核对"), "late")
    return state(_("可以核对"), "accent")


def unused(each: Listing) -> Markup:
    """A list that was destroyed without a run: somebody took it back, or its time was over."""
    when = moment(each.destroyed_at)
    if each.withdrawn_by is None:
        return pair(state(_("已销毁"), "quiet"), _("没有使用，%(when)s整份销毁") % {"when": when})
    told = _("%(when)s由%(name)s撤回，整份销毁。原因：%(why)s") % {
        "when": when,
        "name": each.withdrawn_by.name,
        "why": each.withdrawn_why,
    }
    return pair(state(_("已撤回"), "quiet"), told)


def destroyed(each: Listing, kept: int) -> str:
    """How many rows a run kept, and when the others were destroyed."""
    if each.destroyed_at is None:
        return ""
    return _("留下 %(kept)s 行，其余 %(gone)s 行 %(when)s销毁") % {
        "kept": grouped(kept),
        "gone": grouped(max(0, each.rows - kept)),
        "when": moment(each.destroyed_at),
    }
