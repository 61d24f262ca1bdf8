"""datong openness due | expire | escalate: raise what villages owe the public, take down what has had its time, and pass up
objections that nobody answered."""

import argparse

from datong.config.cli.output import say, told
from datong.foundation.access import service as access
from datong.foundation.openness import service as openness
from datong.foundation.openness.service import DutyState
from datong.foundation.places import service as places
from datong.kernel import clock


def due(arguments: argparse.Namespace) -> int:
    """Load the shipped catalogue where the county has none, raise duties, say what is late or due within ten days: a line
    for each village and item. Status 2 for an unknown county."""
    county = arguments.county
    if places.county(county) is None:
        return told(f"区划库中没有县 {county} (no such county)")
    console = access.console()
    for programme in openness.CATALOGUES:
        openness.load_catalogue(console, county, programme, door="cli")
    new = openness.raise_duties(
        console, county, arguments.to or clock.today(), begins=arguments.begins, door="cli"
    )
    day = openness.present(county)
    board = openness.county_board(county, day)
    say(f"{day} 新增义务 {new} 项；全面公开 {board.open.done} / {board.open.total} 村；逾期 {board.late} 项 "
        f"({new} new duties; {board.open.done} of {board.open.total} villages open; {board.late} overdue)")  # fmt: skip
    for line in openness.reminders(console, county, day):
        mark = "逾期 late" if line.state == DutyState.LATE else "将到期 due"
        say(
            f"{mark}\t{line.duty.due_on}\t{line.duty.place_code}\t{line.place}\t{line.duty.key}\t{line.name.zh}"
        )
    return 0


def expire(_: argparse.Namespace) -> int:
    """Take what has had its time off the public pages."""
    ended = openness.expire_due(access.console())
    say(f"{len(ended)} 份到期撤下 ({len(ended)} expired)")
    return 0


def escalate(_: argparse.Namespace) -> int:
    """Pass objections up that nobody answered in time; a line for each."""
    passed = openness.escalate_overdue(access.console())
    for number in passed:
        say(number)
    say(f"{len(passed)} 件异议逾期未答复，已上转 ({len(passed)} passed up)")
    return 0
