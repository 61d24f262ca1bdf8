"""Which county a page of the county is about."""

from datong.foundation.access import service as access
from datong.foundation.places import service as places


def counties_of(user: access.AnyUser, action: str) -> list[str]:
    """The 6-digit codes of the counties in which the user may do `action` in dibao; all loaded ones for whoever may everywhere."""
    prefixes = access.scope(user, action, "dibao").prefixes
    if "" in prefixes:
        return [place.code[:6] for place in places.counties().order_by("code")]
    return sorted({prefix[:6] for prefix in prefixes})


def county_of(user: access.AnyUser, action: str, wanted: str = "") -> str:
    """The county asked for if it is one of those, else the first. Raises Refused without any."""
    access.require(user, action, programme="dibao")
    found = counties_of(user, action)
    return wanted[:6] if wanted[:6] in found else next(iter(found), "")


def name_of(code: str) -> str:
    """罗江县, of any number of digits."""
    whole = code.ljust(12, "0")
    return places.names({whole}).get(whole, code)
