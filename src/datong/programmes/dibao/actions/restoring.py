"""A wrongful stop is put right: what was not paid is owed at once, and why it went wrong is kept (due process D13)."""

import datetime as dt

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Move
from datong.kernel import clock
from datong.programmes.dibao.actions.awards import ruled
from datong.programmes.dibao.models import Award, Owing
from datong.programmes.dibao.queries import payments
from datong.programmes.dibao.rules import add_months, arrears


def owed(case: Case, move: Move, _actor: User) -> None:
    """Arrears for every month of the restored award that is over or listed already; the months after come by list.

    Run after the award goes on again. A restoring within the month of the stop owes nothing.
    """
    award = Award.objects.get(case=case, last_month=None)
    listed = payments.newest(case.county)
    last = add_months(clock.today().replace(day=1), -1)
    if listed is not None:
        last = max(last, listed.month)
    if last < award.first_month:
        return
    months = [add_months(award.first_month, step) for step in range(months_between(award.first_month, last) + 1)]
    found = arrears(award.first_month, last, dict.fromkeys(months, award.amount), payments.paid_by_month(case.pk))
    lines = {line.month.isoformat(): line.owed for line in found.lines if line.owed}
    if lines:
        cause = str(move.data.get("cause", "")).strip()
        Owing.objects.create(
            case=case, decision=ruled(case), amount=found.total, months=lines, cause=cause, at=clock.now()
        )


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole months from one first day to another."""
    return (last.year - first.year) * 12 + last.month - first.month
