"""Harm done by leaving people out (漏保), what random controls found, and who waited too long."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from datong.foundation.access import service as access
from datong.foundation.casework.service import Deadline, Decision, Objection
from datong.kernel.intervals import at_most, wilson
from datong.programmes.dibao.enums import Found
from datong.programmes.dibao.models import ControlFinding, Draw
from datong.programmes.dibao.queries.fairness import CASE_PLACE, UPHELD, VIEW

NOT_WAITING = ("open_review", "enter_pay")


@dataclass(frozen=True, slots=True)
class Harm:
    """`refused_then_eligible`: households refused first and found eligible later; `left_out`: found eligible and not in pay by a
    control, `won`: by an objection against a refusal or stop; `late`: cases beyond a limit, and days beyond it in all."""

    refused_then_eligible: int
    left_out: int
    won: int
    late: int
    late_days: int


@dataclass(frozen=True, slots=True)
class Control:
    """Random controls of cases nobody flagged: drawn, checked, errors of each kind; the share of errors is at most `bound`."""

    drawn: int
    checked: int
    wrongly_paid: int
    left_out: int
    amount: int

    @property
    def errors(self) -> int:
        """Errors either way."""
        return self.wrongly_paid + self.left_out + self.amount

    @property
    def bound(self) -> float:
        """Upper end of what the error share may be, at 95%."""
        return wilson(self.errors, self.checked)[1] if self.errors else at_most(self.checked)


def harm(user: access.AnyUser, first: dt.date, last: dt.date) -> Harm:
    """What became known from `first` to `last`, inside the reader's places. Four queries."""
    refused = Decision.objects.filter(case=OuterRef("case"), effect="refuse", id__lt=OuterRef("id"))
    later = Decision.objects.filter(
        Exists(refused), case__programme="dibao", effect__in=("grant", "restore"), on__gte=first, on__lte=last
    )
    found = ControlFinding.objects.filter(found=Found.LEFT_OUT, on__gte=first, on__lte=last)
    won = Objection.objects.filter(
        case__programme="dibao",
        decision__effect__in=("refuse", "stop"),
        outcome__in=UPHELD,
        answered_on__gte=first,
        answered_on__lte=last,
    )
    late = late_days(user, first, last)
    return Harm(
        access.visible(later, user, VIEW, "dibao", place_field=CASE_PLACE).values("case").distinct().count(),
        access.visible(found, user, VIEW, "dibao", place_field=CASE_PLACE).count(),
        access.visible(won, user, VIEW, "dibao", place_field=CASE_PLACE).values("case").distinct().count(),
        len(late),
        sum(late.values()),
    )


def late_days(user: access.AnyUser, first: dt.date, last: dt.date) -> dict[int, int]:
    """Calendar days beyond the limit by case: of the limit in all where the law has one, else of its steps together.

    Limits met late from `first` to `last`, and those still open and passed on `last`.
    """
    met = Q(state=Deadline.State.MET, ended_on__gte=first, ended_on__lte=last, ended_on__gt=F("due_on"))
    still = Q(state=Deadline.State.OPEN, due_on__lt=last)
    rows = Deadline.objects.filter(met | still, case__programme="dibao", floor=False).exclude(
        key__in=NOT_WAITING
    )
    shown = access.visible(rows, user, VIEW, "dibao", place_field=CASE_PLACE)
    whole: dict[int, int] = {}
    steps: dict[int, int] = {}
    for case, total, due, ended in shown.values_list("case_id", "total", "due_on", "ended_on"):
        assert due is not None  # noqa: S101 - asked for above
        days = ((ended or last) - due).days
        if total:
            whole[case] = max(whole.get(case, 0), days)
        else:
            steps[case] = steps.get(case, 0) + days
    return steps | whole


def control(user: access.AnyUser, first: dt.date, last: dt.date) -> Control:
    """The controls drawn from `first` to `last` in the reader's counties. Two queries."""
    scope = access.scope(user, VIEW, "dibao")
    made = Draw.objects.filter(
        purpose=Draw.Purpose.CONTROL, drawn_at__date__gte=first, drawn_at__date__lte=last
    )
    if "" not in scope.prefixes:
        made = made.filter(county__in={each[:6] for each in scope.prefixes})
    drawn = dict(made.values_list("pk", "taken"))
    kinds = list(ControlFinding.objects.filter(draw__in=drawn).values_list("found", flat=True))
    return Control(
        sum(taken or 0 for taken in drawn.values()),
        len(kinds),
        kinds.count(Found.PAID_WRONGLY),
        kinds.count(Found.LEFT_OUT),
        kinds.count(Found.AMOUNT),
    )
