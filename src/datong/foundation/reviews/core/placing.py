"""Which town a list means (所在镇村): by its code, or by the name of a town or village of the county."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from datong.foundation.reviews.core.mapping import Understood

__all__ = ["NOWHERE", "Places", "code_in", "codes_by_name", "lies_in", "placed"]

CODE = re.compile(r"[1-9][0-9]{8}(?:[0-9]{3})?")
ABOVE = re.compile(r"[^省市县镇乡村街道路]{2,8}?[省市县]")


@dataclass(frozen=True, slots=True)
class Places:
    """A county to read places in: codes by the names of its towns and villages (`codes_by_name`), its own code, and the names
    of the county and of what it lies in."""

    names: Mapping[str, str] = field(default_factory=dict)
    county: str = ""
    above: tuple[str, ...] = ()

    def read(self, text: str) -> str | None:
        """The code of the place a text means, that of the county where it says no more; None where nobody can tell, or where it
        names another county."""
        rest = text
        while (told := ABOVE.match(rest)) is not None:
            if not told[0].endswith(self.above):
                return None
            rest = rest[told.end() :]
        if not rest and rest != text:
            return self.county
        return code_in(rest, self.names)


NOWHERE = Places()
"""No county at hand: nothing can be told."""


def lies_in(inner: str, outer: str) -> bool:
    """Whether a place of 12 digits is another, or lies in it."""
    length = next(size for size in (2, 4, 6, 9, 12) if not outer[size:].strip("0"))
    return inner[:length] == outer[:length]


def codes_by_name(places: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes of 12 digits by name, the longest name first, of equals villages before towns, from (name, code). A name that two towns have names neither."""
    found: dict[str, set[str]] = {}
    for name, code in places:
        found.setdefault(name, set()).add(code)
    towns = {name: {code[:9] for code in codes} for name, codes in found.items()}
    sure = {name: min(codes) for name, codes in found.items() if name and len(towns[name]) == 1}
    return dict(sorted(sure.items(), key=lambda pair: (-len(pair[0]), pair[1].endswith("000"), pair[0])))


def code_in(text: str, names: Mapping[str, str]) -> str | None:
    """The code a text is, or of the longest name in it; None for neither. `names`: of `codes_by_name`."""
    if CODE.fullmatch(text):
        return text.ljust(12, "0")
    return next((code for name, code in names.items() if name in text), None)


def placed(rows: Sequence[Understood], names: Mapping[str, str]) -> list[Understood]:
    """Rows with the code of their place in its stead, for comparing; a place nobody knows is left out."""
    seen: dict[str, str | None] = {}
    found = []
    for row in rows:
        text = str(row.values.get("place", ""))
        if text and text not in seen:
            seen[text] = code_in(text, names)
        values = {key: value for key, value in row.values.items() if key != "place"}
        if code := seen.get(text):
            values["place"] = code
        found.append(replace(row, values=values))
    return found
