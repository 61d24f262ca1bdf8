"""What was not paid is owed at once: after a wrongful stop, with the cause kept (due process D13); for a month that was
listed before the decision."""

import datetime as dt

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Move
from datong.kernel import clock
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.actions.awards import ruled
from datong.programmes.dibao.models import Award, Owing
from datong.programmes.dibao.queries import payments
from datong.programmes.dibao.rules import add_months, arrears


def owed(case: Case, move: Move, _actor: User) -> None:
    """Arrears for every month of the restored award that is over or listed already; the months after come by list.

    Run after the award goes on again. A restoring within the month of the stop owes nothing.
    """
    award = Award.objects.get(case=case, last_month=None)
    owe(case, move, award, award.first_month, over_or_listed(case.county))


def untapered(case: Case, move: Move, _actor: User) -> None:
    """A taper taken back: it goes on without an end, and months after the planned one that were not paid are owed."""
    award = Award.objects.select_for_update(no_key=True).filter(case=case).latest("first_month", "id")
    planned, award.last_month = award.last_month, None
    award.save(update_fields=["last_month"])
    if planned is not None:
        owe(case, move, award, add_months(planned, 1), over_or_listed(case.county))


def caught_up(case: Case, move: Move, _actor: User) -> None:
    """A grant or a raise for a month whose list is signed already is owed, and comes with the next list.

    A list that is frozen only will not be signed any more, since it is overtaken.
    """
    paying.turn(case.county)
    award = Award.objects.get(case=case, last_month=None)
    if (listed := payments.signed(case.county)) is not None and listed.month >= award.first_month:
        owe(case, move, award, award.first_month, listed.month)


def over_or_listed(county: str) -> dt.date:
    """The last month that is over, or listed already."""
    paying.turn(county)
    listed, over = payments.newest(county), add_months(clock.today().replace(day=1), -1)
    return max(over, listed.month) if listed else over


def owe(case: Case, move: Move, award: Award, first: dt.date, last: dt.date) -> None:
    """Write down what was neither paid nor owed of an award from the month `first` to `last`; nothing where that is before."""
    if last < first:
        return
    months = [add_months(first, step) for step in range(months_between(first, last) + 1)]
    found = arrears(first, last, dict.fromkeys(months, award.amount), payments.settled_by_month(case.pk))
    lines = {line.month.isoformat(): line.owed for line in found.lines if line.owed}
    if lines:
        cause = str(move.data.get("cause", "")).strip()
        Owing.objects.create(
            case=case, decision=ruled(case), amount=found.total, months=lines, cause=cause, at=clock.now()
        )


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole months from one first day to another."""
    return (last.year - first.year) * 12 + last.month - first.month
