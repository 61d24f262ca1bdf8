"""What is to be paid in a month, and what has been (发放名册).

Lists are monthly and follow one another without a gap. Rural households might be paid by the quarter (民发〔2012〕220号
art. 31); the monthly list is the stricter of the two and serves both.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db.models import Q, QuerySet, Sum

from datong.foundation.access import service as access
from datong.foundation.casework.service import Case, Deadline
from datong.programmes.dibao.models import Award, Owing, PayAccount, PaymentLine, PaymentList
from datong.programmes.dibao.rules import add_months

PAY, VIEW = "dibao.pay", "cases.view"


@dataclass(frozen=True, slots=True)
class Due:
    """One household's line before it is written. Money in fen. `account`: where it is paid; None: at the counter."""

    case: int
    household: int | None
    place_code: str
    label: str
    area: str
    persons: int
    amount: int
    arrears: int = 0
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """From the list before to this one: households and fen a month. opening + entered - left + raised - lowered = closing."""

    opening: tuple[int, int]
    entered: tuple[int, int]
    left: tuple[int, int]
    raised: tuple[int, int]
    lowered: tuple[int, int]
    closing: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether the arithmetic closes, in households and in money."""
        households = self.opening[0] + self.entered[0] - self.left[0] == self.closing[0]
        money = self.opening[1] + self.entered[1] - self.left[1] + self.raised[1] - self.lowered[1]
        return households and money == self.closing[1]


def due(county: str, month: dt.date, of: PaymentList | None = None) -> list[Due]:
    """Who is to be paid what in the month (its first day), by village and name; five queries, however many.

    A case is paid while its award runs: stopping ends the award on the day the stop takes effect, never before. A month
    that is owed as arrears is not paid again for itself. `of`: the list whose arrears are meant, instead of unpaid ones.
    """
    running = Q(first_month__lte=month) & (Q(last_month__isnull=True) | Q(last_month__gte=month))
    owed, covered = owing(county, month, of)
    held = tapers_held(county, month)
    rows = (
        Award.objects.filter(
            running | Q(case__in={*owed, *held}), case__county=county, case__programme="dibao"
        )
        .order_by("case__place_code", "case__label", "case_id", "-first_month", "-id")
        .values_list(
            "case_id", "case__household_id", "case__place_code", "case__label", "area", "persons", "amount",
            "first_month", "last_month",
        )
    )  # fmt: skip
    accounts = dict(
        PayAccount.objects.filter(case__county=county).order_by("id").values_list("case_id", "id")
    )
    found: dict[int, Due] = {}
    for case, household, place, label, area, persons, amount, first, last in rows:
        runs = first <= month and (last is None or last >= month or case in held) and case not in covered
        if case not in found or (runs and not found[case].amount):
            paid = amount if runs else 0
            extra, account = owed.get(case, 0), accounts.get(case)
            found[case] = Due(case, household, place, label, area, persons, paid, extra, account)
    return [line for line in found.values() if line.amount or line.arrears]


def tapers_held(county: str, month: dt.date) -> set[int]:
    """Cases whose taper was to end before the month but cannot: an objection is open, or the letter was not with the household
    for its time when the month began. They are paid on. One query."""
    told = Deadline.objects.filter(key="end_taper", floor=True, state=Deadline.State.OPEN, due_on__lt=month)
    rows = Case.objects.filter(county=county, programme="dibao", state="tapering")
    return set(rows.filter(Q(frozen__gt=0) | ~Q(pk__in=told.values("case_id"))).values_list("pk", flat=True))


def owing(county: str, month: dt.date, of: PaymentList | None) -> tuple[dict[int, int], set[int]]:
    """Fen of arrears to be paid by case, and the cases whose arrears cover the month itself. One query."""
    owed: dict[int, int] = {}
    covered: set[int] = set()
    wanted = of.pk if of else None
    rows = Owing.objects.filter(case__county=county).values_list("case_id", "amount", "months", "paid_in")
    for case, amount, months, paid_in in rows:
        if paid_in == wanted:
            owed[case] = owed.get(case, 0) + amount
        if month.isoformat() in months:
            covered.add(case)
    return owed, covered


def changes(before: dict[int, int], lines: Iterable[Due]) -> Changes:
    """What differs from the list before (fen by case); the first list opens with nothing. Arrears are no change."""
    new = {line.case: line.amount for line in lines if line.amount}
    both = before.keys() & new.keys()
    raised = [new[case] - before[case] for case in both if new[case] > before[case]]
    lowered = [before[case] - new[case] for case in both if new[case] < before[case]]
    entered = [new[case] for case in new.keys() - before.keys()]
    left = [before[case] for case in before.keys() - new.keys()]
    return Changes(
        opening=(len(before), sum(before.values())),
        entered=(len(entered), sum(entered)),
        left=(len(left), sum(left)),
        raised=(len(raised), sum(raised)),
        lowered=(len(lowered), sum(lowered)),
        closing=(len(new), sum(new.values())),
    )


def changes_of(found: PaymentList) -> Changes:
    """The changes as they were frozen."""
    return Changes(**{key: tuple(pair) for key, pair in found.changes.items()})


def standing(county: str) -> QuerySet[PaymentList]:
    """The lists of a county that were not rejected, the newest first."""
    return (
        PaymentList.objects.filter(county=county).exclude(state=PaymentList.State.REJECTED).order_by("-month")
    )


def newest(county: str) -> PaymentList | None:
    """The newest standing list."""
    return standing(county).first()


def signed(county: str) -> PaymentList | None:
    """The newest list that two people have signed."""
    return standing(county).filter(state=PaymentList.State.SIGNED).first()


def list_before(found: PaymentList) -> PaymentList | None:
    """The list whose closing is this one's opening."""
    return standing(found.county).filter(month__lt=found.month).first()


def next_month(county: str, today: dt.date) -> dt.date:
    """The month to be listed next: after the newest standing list; the current one where there is none."""
    last = newest(county)
    return add_months(last.month, 1) if last else today.replace(day=1)


def amounts(found: PaymentList | None) -> dict[int, int]:
    """Fen of the month by case; lines of arrears alone are not in pay."""
    return dict(found.lines.filter(amount__gt=0).values_list("case_id", "amount")) if found else {}


def doubled(lines: Sequence[Due]) -> list[str]:
    """Names of households that stand on more than one line."""
    times = Counter(line.household for line in lines if line.household)
    return sorted({line.label for line in lines if line.household and times[line.household] > 1})


def digest(lines: Sequence[Due]) -> str:
    """SHA-256 over all lines in their order, in hex."""
    text = json.dumps(
        [asdict(line) for line in lines], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def written(found: PaymentList) -> list[Due]:
    """The lines as they stand in the table."""
    rows = found.lines.order_by("number").values_list(
        "case_id", "household_id", "place_code", "label", "area", "persons", "amount", "arrears", "account_id"
    )
    return [Due(*row) for row in rows]


def unaltered(found: PaymentList) -> bool:
    """Whether the lines are those that were frozen."""
    return digest(written(found)) == found.digest


def overtaken(found: PaymentList) -> int:
    """How many households are due something else now than when the list was frozen."""
    now = {(line.case, line.amount, line.arrears) for line in due(found.county, found.month, found)}
    then = {(line.case, line.amount, line.arrears) for line in written(found)}
    return len({case for case, *_ in now ^ then})


def lists(user: access.AnyUser) -> QuerySet[PaymentList]:
    """The lists of the counties the user may see cases of."""
    scope = access.scope(user, VIEW, "dibao")
    shown = PaymentList.objects.select_related("first", "second")
    if "" in scope.prefixes:
        return shown
    return shown.filter(county__in={prefix[:6] for prefix in scope.prefixes})


def lines_of(user: access.AnyUser, found: PaymentList) -> QuerySet[PaymentLine]:
    """The lines of a list inside the user's places, with where they are paid."""
    return access.visible(found.lines.select_related("case", "account"), user, VIEW, "dibao")


@dataclass(frozen=True, slots=True)
class Change:
    """One household that entered, left, or is paid another amount than on the list before. Fen."""

    case: int
    number: str
    label: str
    place_code: str
    kind: str
    before: int
    after: int


def changed(user: access.AnyUser, found: PaymentList) -> list[Change]:
    """The households behind the changes, inside the user's places, by kind, village and name. Three queries."""
    before = list_before(found)
    old = _shown(user, before) if before else {}
    new = _shown(user, found)
    told = []
    for case in old.keys() | new.keys():
        number, label, place, _amount = new.get(case) or old[case]
        was, now = (side[case][3] if case in side else 0 for side in (old, new))
        if was != now:
            kind = "entered" if not was else "left" if not now else "raised" if now > was else "lowered"
            told.append(Change(case, number, label, place, kind, was, now))
    order = ("entered", "left", "raised", "lowered")
    return sorted(told, key=lambda each: (order.index(each.kind), each.place_code, each.label, each.case))


def _shown(user: access.AnyUser, found: PaymentList) -> dict[int, tuple[str, str, str, int]]:
    """Case number, name, place and fen of the lines the user may see, by case; no account is opened."""
    rows = access.visible(found.lines.filter(amount__gt=0), user, VIEW, "dibao")
    return {
        case: (number, label, place, amount)
        for case, number, label, place, amount in rows.values_list(
            "case_id", "case__number", "label", "place_code", "amount"
        )
    }


def paid_by_month(case: int) -> dict[dt.date, int]:
    """Fen on the standing lists for a case by month, arrears not counted."""
    rows = (
        PaymentLine.objects.filter(case_id=case, standing=True).values("month").annotate(paid=Sum("amount"))
    )
    return {row["month"]: row["paid"] for row in rows}


def settled_by_month(case: int) -> dict[dt.date, int]:
    """Fen paid for each month, and owed for it already whether paid since or not. Two queries."""
    found = Counter(paid_by_month(case))
    for months in Owing.objects.filter(case_id=case).values_list("months", flat=True):
        found.update({dt.date.fromisoformat(month): fen for month, fen in months.items()})
    return dict(found)


def account_of(case: int) -> PayAccount | None:
    """Where a household is paid now."""
    return PayAccount.objects.filter(case_id=case).order_by("-id").first()
