"""The list of meetings as a table."""

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.meetings.service import MeetingLine
from datong.web.jinja import day
from datong.web.tables import Column, Row


def meeting_columns() -> list[Column]:
    """What, in which state, when, where, how far."""
    return [
        Column(_("会议")),
        Column(_("状态"), "state"),
        Column(_("日期"), "date"),
        Column(_("地方")),
        Column(_("已表决/议项"), "number"),
    ]


def meeting_rows(lines: list[MeetingLine]) -> list[Row]:
    """One row a meeting; it opens the meeting."""
    return [
        Row(
            [
                line.meeting.title,
                line.state.label,
                day(line.meeting.held_on),
                line.place,
                f"{line.settled}/{line.motions}",
            ],
            reverse("meeting", args=[line.meeting.pk]),
        )
        for line in lines
    ]
