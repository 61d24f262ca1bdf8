"""The rule compiled under the terms of one day, for whoever assesses or explains many households one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from datong.engine.algebra import PLAIN, Step, Tracing
from datong.engine.algebra.compiled import function
from datong.engine.algebra.recording import Facts, Recording
from datong.engine.algebra.traced import Traced
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.facts import Asset, Home, Income, Person
from datong.programmes.dibao.rules.household import Found, Verdict, find, judge
from datong.programmes.dibao.rules.national import Area
from datong.programmes.dibao.rules.terms import Terms, terms_at

__all__ = ["Machine", "compiled", "machine_at", "traced"]

ROWS: Final[dict[str, tuple[type[tuple[Any, ...]], set[str]]]] = {
    "persons": (Person, {"person", "relation"}), "incomes": (Income, {"kind"}), "expenses": (Income, {"kind"}),
    "assets": (Asset, {"kind"}),
}  # fmt: skip
"""The rows of a household: their facts, and which of these are always known."""
WORTH_IT: Final = 200
"""So many households under the same terms pay for writing the function down (about 0.05 s)."""

Outcome = tuple[bool | None, int | None]


class Machine:
    """The rule under the terms of one day: plain at first, compiled once it is asked often."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._asked = self._asked_why = 0
        self._function: Callable[[Home], Outcome] | None = None
        self._traced: Traced | None = None

    def __call__(self, home: Home) -> Outcome:
        """Verdict and amount of a household."""
        if self._function is not None:
            return self._function(home)
        self._asked += 1
        if self._asked >= WORTH_IT:
            self._function = compiled(self.terms)
        verdict = judge(PLAIN, home, find(PLAIN, home, self.terms), self.terms)
        return verdict.eligible, verdict.amount

    def why(self, home: Home) -> tuple[Found, Verdict, Sequence[Step]]:
        """All that is found and judged of a household, and every step in order."""
        if self._traced is not None:
            told = self._traced(home)
            return *told.found, told.steps
        self._asked_why += 1
        if self._asked_why >= WORTH_IT:
            self._traced = traced(self.terms)
        alg = Tracing()
        found = find(alg, home, self.terms)
        return found, judge(alg, home, found, self.terms), alg.steps


@lru_cache(maxsize=1024)
def machine_at(on: dt.date, county: CountyParameters, area: Area) -> Machine:
    """The machine of a day in one county. Raises NotInForce before the first pack."""
    return Machine(terms_at(on, county, area))


def compiled(terms: Terms) -> Callable[[Home], Outcome]:
    """Verdict and amount of a household under these terms."""
    _, (_, verdict) = _recorded(terms)
    return function((verdict.eligible, verdict.amount), len(Home._fields))


def traced(terms: Terms) -> Traced:
    """Everything found and judged of a household under these terms, with every step."""
    alg, record = _recorded(terms)
    return Traced(alg.root, record)


def _recorded(terms: Terms) -> tuple[Recording, tuple[Found, Verdict]]:
    alg = Recording()
    home = _Home(alg)
    found = find(alg, home, terms)
    return alg, (found, judge(alg, home, found, terms))


class _Home(Facts):
    """The household's facts, and its rows."""

    def __init__(self, alg: Recording) -> None:
        super().__init__(alg, None, Home._fields, {"area"})
        for name, (facts, sure) in ROWS.items():
            setattr(self, name, alg.rows(Home._fields.index(name), facts._fields, sure))  # type: ignore[attr-defined]
