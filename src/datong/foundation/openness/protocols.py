"""What a programme tells openness: its aspects, its shipped catalogue, and where the rows of an item come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from datong.kernel.bilingual import Text

if TYPE_CHECKING:  # neighbours of the floor plan do not import one another; the annotation alone needs it
    from datong.foundation.openness.core.content import Block


@dataclass(frozen=True, slots=True)
class Aspect:
    """One side of public life (方面). `since` and `until`: a time-boxed aspect retires."""

    key: str
    name: Text
    order: int
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The shipped catalogue (公开目录) of a programme: a county starts from it and edits its own copy.

    `opened(county, day)`: where the programme's own ledger says from when a village discloses an aspect, by
    (place code, aspect); it is taken over whenever the county's duties are raised.
    """

    programme: str
    aspects: tuple[Aspect, ...]
    file: Path
    opened: Callable[[str, dt.date], Mapping[tuple[str, str], dt.date]] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a programme holds about a place in a period, before redaction. `source`: which register, of which day."""

    blocks: tuple[Block, ...]
    source: Text


@dataclass(frozen=True, slots=True)
class Source:
    """Fills an item from a programme's own records, so that nothing is typed twice: declared in `disclosures.py`.

    `draw(place_code, first day, last day)`; None where the programme holds nothing about the place.
    """

    item: str
    programme: str
    draw: Callable[[str, dt.date, dt.date], Drawn | None]
