"""The rule compiled under the terms of one day, for whoever assesses many households one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from datong.engine.algebra import PLAIN
from datong.engine.algebra.compiled import Compiled, Fields
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.facts import Asset, Home, Income, Person
from datong.programmes.dibao.rules.household import find, judge
from datong.programmes.dibao.rules.national import Area
from datong.programmes.dibao.rules.terms import Terms, terms_at

__all__ = ["Machine", "compiled", "machine_at"]

SURE: Final = {"person", "relation", "kind", "area", "count"}
ROWS: Final[dict[str, Any]] = {"persons": Person, "incomes": Income, "expenses": Income, "assets": Asset}
WORTH_IT: Final = 200
"""So many households under the same terms pay for writing the function down (about 0.05 s)."""

Outcome = tuple[bool | None, int | None]


class Machine:
    """The rule under the terms of one day: plain at first, compiled once it is asked often."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._asked = 0
        self._function: Callable[[Home], Outcome] | None = None

    def __call__(self, home: Home) -> Outcome:
        """Verdict and amount of a household."""
        if self._function is not None:
            return self._function(home)
        self._asked += 1
        if self._asked >= WORTH_IT:
            self._function = compiled(self.terms)
        verdict = judge(PLAIN, home, find(PLAIN, home, self.terms), self.terms)
        return verdict.eligible, verdict.amount


@lru_cache(maxsize=1024)
def machine_at(on: dt.date, county: CountyParameters, area: Area) -> Machine:
    """The machine of a day in one county. Raises NotInForce before the first pack."""
    return Machine(terms_at(on, county, area))


def compiled(terms: Terms) -> Callable[[Home], Outcome]:
    """Verdict and amount of a household under these terms."""
    alg = Compiled()
    home = _Home(alg)
    verdict = judge(alg, home, find(alg, home, terms), terms)
    return alg.function("home", (verdict.eligible, verdict.amount))


class _Home(Fields):
    """The household's facts, and its rows."""

    def __init__(self, alg: Compiled) -> None:
        super().__init__(alg, "home", Home._fields, SURE)
        for name, record in ROWS.items():
            own = {"person"} if name == "persons" else set()
            sure = (SURE - {"person", "count"}) | own
            setattr(self, name, alg.rows("home", Home._fields.index(name), record._fields, sure))
