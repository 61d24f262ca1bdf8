"""What is paid from which month on, written by the steps that decide it."""

import datetime as dt

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Decision, Move
from datong.kernel import clock
from datong.programmes.dibao.enums import Area
from datong.programmes.dibao.models import Award
from datong.programmes.dibao.queries import decided, payments, statements
from datong.programmes.dibao.queries.awards import award_of, first_of


def granted(case: Case, move: Move) -> None:
    """From the month after the decision."""
    decision = ruled(case)
    statement = statements.latest(case)
    Award.objects.create(
        case=case,
        decision=decision,
        amount=decision.amount or 0,
        persons=paid_by(decision),
        area=statements.document_of(statement)["area"] if statement else Area.RURAL,
        category=str(move.data.get("category", "")),
        first_month=first_of(day_of(move), 1),
    )


def raised(case: Case, move: Move, _actor: User) -> None:
    """Another amount from next month on."""
    follow(case, ruled(case), move, str(move.data.get("category", "")))


def reduced(case: Case, move: Move, _actor: User) -> None:
    """The reduction decided before, from next month on."""
    follow(case, ruled(case), move, "")


def follow(case: Case, decision: Decision, move: Move, category: str) -> None:
    """End the award that runs with this month and begin the next; one that has not begun yet is replaced in place."""
    month = first_of(day_of(move))
    running = Award.objects.select_for_update(no_key=True).get(case=case, last_month=None)
    amount, persons = decision.amount or 0, paid_by(decision) or running.persons
    if running.first_month > month:
        running.amount, running.persons, running.decision = amount, persons, decision
        running.save(update_fields=["amount", "persons", "decision"])
        return
    running.last_month = month
    running.save(update_fields=["last_month"])
    Award.objects.create(
        case=case,
        decision=decision,
        amount=amount,
        persons=persons,
        area=running.area,
        category=category or running.category,
        first_month=first_of(month, 1),
    )


def stopped(case: Case, move: Move, _actor: User) -> None:
    """This month is the last one paid."""
    end(case, first_of(day_of(move)))


def tapered(case: Case, move: Move, _actor: User) -> None:
    """So many months more."""
    end(case, first_of(day_of(move), int(move.data["taper_months"])))


def end(case: Case, month: dt.date) -> None:
    """The last month paid; never before the first."""
    running = Award.objects.select_for_update(no_key=True).filter(case=case, last_month=None).first()
    if running is not None:
        running.last_month = max(month, running.first_month)
        running.save(update_fields=["last_month"])


def taper_ended(case: Case, _move: Move, _actor: User) -> None:
    """The last month was the one decided, or a later one that was paid while an objection or a late letter held the end up."""
    last = award_of(case)
    if last is not None and last.last_month is not None:
        paid = [month for month, amount in payments.paid_by_month(case.pk).items() if amount]
        last.last_month = max([last.last_month, *paid])
        last.save(update_fields=["last_month"])


def restored(case: Case, _move: Move, _actor: User) -> None:
    """The same amount again from the month after the last one paid: what lies in the past is owed as arrears."""
    last = award_of(case)
    if last is not None and last.last_month is not None:
        Award.objects.create(
            case=case,
            decision=ruled(case),
            amount=last.amount,
            persons=last.persons,
            area=last.area,
            category=last.category,
            first_month=first_of(last.last_month, 1),
        )


def ruled(case: Case) -> Decision:
    """The decision the case rests on now."""
    decision = case.decision
    assert decision is not None, "a step that pays or takes away has been decided"  # noqa: S101
    return decision


def paid_by(decision: Decision) -> int:
    """How many persons the decision's computation pays."""
    return int(decided.numbers_of(decision).get("paid", 0))


def day_of(move: Move) -> dt.date:
    """The legal day of the step."""
    return move.on or clock.today()
