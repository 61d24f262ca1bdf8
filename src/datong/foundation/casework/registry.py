"""The procedures, told by their programmes at start-up."""

from datong.foundation.casework.protocols import Procedure
from datong.kernel.procedure import TOLD, problems
from datong.kernel.registry import Registry

PROCEDURES: Registry[str, Procedure] = Registry("procedure")
OWN_GUARDS = frozenset({*TOLD, "no_open_objection"})


class BadTable(ValueError):
    """A workflow that cannot be interpreted; a slip of the programmer, found at start-up."""


def register(procedure: Procedure) -> None:
    """Plug in a table. Raises BadTable, naming everything wrong with it, and DuplicateKeyError."""
    table = procedure.workflow
    wrong = problems(table)
    known = OWN_GUARDS | procedure.guards.keys()
    wrong += [
        f"step {step.key}: nobody knows guard {name}"
        for step in table.steps
        for name in step.guards
        if name not in known
    ]
    steps = {step.key for step in table.steps}
    wrong += [f"a hook for unknown step {key}" for key in procedure.after if key not in steps]
    if wrong:
        raise BadTable(f"{table.key}: " + "; ".join(wrong))
    PROCEDURES.register(table.key, procedure)
