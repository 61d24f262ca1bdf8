"""What casework decides enters the registers, so that figures, registers and exports count it (办件结果入名册).

Hooks of steps. What cannot be entered, such as a member without an identity number, waits on the desk of refused rows: it
never stops the legal step.
"""

from collections.abc import Callable, Sequence
from functools import partial

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Move
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.service import Entry, RowFault
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions.awards import day_of
from datong.programmes.dibao.enums import REMOVAL_REASONS
from datong.programmes.dibao.models import Award
from datong.programmes.dibao.queries import registered
from datong.programmes.dibao.queries.awards import award_of
from datong.programmes.dibao.queries.registered import ADDITIONS, REMOVALS, ROSTER, Cells

Last = Callable[[], None]
ELSEWHERE = Text(
    "名册里此人现在属于另一户，请核实应在哪一户",
    "the roster has this person in another household now; please find out where they belong",
)


def entered(case: Case, move: Move, actor: User) -> Last:
    """Onto the roster and the list of additions, from the day the household enters pay."""
    award = Award.objects.select_related("decision").get(case=case, last_month=None)
    entry = Entry(actor, case.county, day_of(move), case.number)
    put(entry, case, registered.roster_rows(case, award))
    decided = award.decision.on if award.decision else day_of(move)
    ledgers.enter(entry, ADDITIONS, [household(case, award) | {"day": decided}], keep_refused=True)
    return partial(ledgers.tell, entry)


def changed(case: Case, _move: Move, actor: User) -> Last:
    """The new amount and members, from the first month of the new award."""
    award = Award.objects.select_related("decision").get(case=case, last_month=None)
    entry = Entry(actor, case.county, award.first_month, case.number)
    rows = registered.roster_rows(case, award)
    paid = [person for person, _ in rows]
    gone = list(registered.on_roster(case).exclude(person__in=paid).values_list("pk", flat=True))
    put(entry, case, rows)
    if gone:
        ledgers.leave(entry, ROSTER, gone)
    return partial(ledgers.tell, entry)


def removed(case: Case, move: Move, actor: User) -> Last:
    """Off the roster and onto the list of removals, from the day of the step."""
    award = award_of(case)
    entry = Entry(actor, case.county, day_of(move), case.number)
    if award is not None:
        row = household(case, award) | {"day": entry.day, "reason": REMOVAL_REASONS[move.step]}
        ledgers.enter(entry, REMOVALS, [row], keep_refused=True)
    ledgers.leave(entry, ROSTER, list(registered.on_roster(case).values_list("pk", flat=True)))
    return partial(ledgers.tell, entry)


def returned(case: Case, move: Move, actor: User) -> Last:
    """Back onto the roster as it stood when the case took the household off, and off the list of removals, from the day of
    the step: what the registers said in between stays what they said."""
    entry = Entry(actor, case.county, day_of(move), case.number)
    ends = case.events.filter(step__in=REMOVAL_REASONS).order_by("-number").values_list("on", flat=True)
    left = registered.left_roster(case, ends.first() or entry.day)
    put(entry, case, registered.written(left))
    ledgers.leave(entry, REMOVALS, registered.removals(case))
    return partial(ledgers.tell, entry)


def household(case: Case, award: Award) -> Cells:
    """The row of a household on a list, without its day."""
    return registered.head_cells(case, award) | {"persons": award.persons}


def put(entry: Entry, case: Case, rows: Sequence[tuple[int, Cells]]) -> None:
    """Rows onto the roster; of somebody who stands there with another household they wait for a decision."""
    if not rows:
        return
    clashing = registered.clashes(case, [person for person, _ in rows])
    faults = [
        RowFault(position=position, column="person", code="conflict", text=ELSEWHERE)
        for position, (person, _) in enumerate(rows)
        if person in clashing
    ]
    ledgers.enter(entry, ROSTER, [row for _, row in rows], faults=faults, keep_refused=True)
