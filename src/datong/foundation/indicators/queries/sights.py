"""Where a viewer sees the figures of a programme: the list, the sum and the single page ask the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.places import service as places


@dataclass(frozen=True)
class Sight:
    """The part of a county (6 digits) in which a viewer may do something with a programme's figures."""

    county: str
    scope: access.Scope

    @property
    def whole(self) -> bool:
        """Whether the viewer sees all of the county."""
        return self.scope.covers(self.county + "000000")

    @property
    def within(self) -> Q | None:
        """The condition on records; None for the whole county, so that county-wide numbers cost no condition."""
        return None if self.whole else self.scope.q()

    def touches(self, code: str) -> bool:
        """Whether a place lies inside, or holds a part of what is seen."""
        wanted = places.prefix(code)
        return any(wanted.startswith(seen) or seen.startswith(wanted) for seen in self.scope.prefixes)

    @property
    def top(self) -> str:
        """12-digit code of the smallest place that holds all that is seen: the county, one town, one village."""
        inside = [seen for seen in self.scope.prefixes if seen.startswith(self.county)]
        one = inside[0] if len(inside) == 1 and not self.whole else self.county
        return one.ljust(12, "0")


def sight(user: Any, action: str, programme: str, county: str) -> Sight:
    """Where the viewer may do `action`. Raises access.Refused with the action's sentence where nowhere in the county."""
    found = Sight(county[:6], access.scope(user, action, programme))
    if not found.touches(county[:6] + "000000"):
        raise access.Refused(access.permission(action).refusal, action)
    return found


def sights(user: Any, county: str, action: str = "figures.view") -> dict[str, Sight]:
    """Every programme of which the viewer sees anything in the county, in the order of the briefing."""
    every = {slug: Sight(county[:6], access.scope(user, action, slug)) for slug in access.programmes()}
    return {slug: found for slug, found in every.items() if found.touches(county[:6] + "000000")}
