"""The tables of this house's pages, and the words of its grid."""

from django.utils.translation import gettext as _

from datong.foundation.calendar.queries import Version
from datong.foundation.calendar.service import Stretch
from datong.kernel.bilingual import Text
from datong.web.jinja import day, language, moment
from datong.web.tables import Column, Row

WEEK = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


def month_name(number: int) -> Text:
    """9月, September."""
    return Text(f"{number}月", MONTHS[number - 1])


def stretch_columns() -> list[Column]:
    """Which days, how many, what they are, for which holiday."""
    return [Column(_("日期"), "date"), Column(_("天数"), "number"), Column(_("安排")), Column(_("节日"))]


def stretch_rows(stretches: list[Stretch]) -> list[Row]:
    """One row a stretch."""
    return [Row([span(each), each.length, kind(each), each.name]) for each in stretches]


def span(each: Stretch) -> str:
    """2014-10-01 – 2014-10-07."""
    return day(each.first) if each.length == 1 else f"{day(each.first)} – {day(each.last)}"


def kind(each: Stretch) -> str:
    """放假 or 调休上班."""
    return _("调休上班") if each.works else _("放假")


def version_columns() -> list[Column]:
    """Which notice, who entered it, what it changed."""
    return [
        Column(_("通知文号")),
        Column(_("来源")),
        Column(_("登记人")),
        Column(_("登记时间"), "date"),
        Column(_("与上一版相比")),
    ]


def version_rows(versions: list[Version]) -> list[Row]:
    """One row a notice, the newest first."""
    return [
        Row(
            [
                each.notice.number + (_("（现行）") if each.holds and len(versions) > 1 else ""),
                each.notice.source,
                each.notice.entered_by.name if each.notice.entered_by else _("系统初始数据"),
                moment(each.notice.at),
                changes(each),
            ]
        )
        for each in versions
    ]


def changes(version: Version) -> str:
    """What a notice added and took out, in words."""
    lang = language()
    told = [f"+ {span(each)} {kind(each)} {each.name.to(lang)}" for each in version.added]
    told += [f"− {span(each)} {kind(each)} {each.name.to(lang)}" for each in version.removed]
    return "；".join(told)
