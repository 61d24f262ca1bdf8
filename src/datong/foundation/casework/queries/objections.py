"""Objections raised against what a case stands at now."""

from datong.foundation.casework.models import Case, Objection

RAISED, TAKEN_BACK = "objection:", "objection:withdrawn"
UPHELD = frozenset({"upheld", "partly"})


def raised_here(case: Case) -> list[Objection]:
    """The objections raised since the case entered the state it stands in, the newest first, whatever became of them.

    Read off the history, which is written once: each objection is one event. One query where there is none at all.
    """
    rows = list(case.objections.order_by("-id"))
    if not rows:
        return []
    count = 0
    for step, before, after in case.events.order_by("-number").values_list("step", "before", "after"):
        if before != after:
            break
        count += step.startswith(RAISED) and step != TAKEN_BACK
    return rows[:count]


def upheld_here(case: Case) -> bool:
    """Whether one of them was upheld, at least in part."""
    return any(row.outcome in UPHELD for row in raised_here(case))
