"""The county's figures in public: what is printed, what is withheld because it is about too few, and what each means."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max

from datong.foundation.access import service as access
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.portal.queries import counted
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.suppression import SMALL, few

NOT_PRINTED = Text("不写出", "not printed")
FEW = Text(f"少于 {SMALL}", f"fewer than {SMALL}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as everybody may read it; `withheld`: about 1 to 9 persons, so neither it nor its sides are printed."""

    figure: indicators.Figure
    printed: Text
    withheld: bool
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Programme:
    """The figures of one programme."""

    slug: str
    name: Text
    figures: tuple[Shown, ...]


def programmes(county: str, day: dt.date, *, lead: bool = False) -> list[Programme]:
    """Listed figures by programme, or those that lead; programmes without any ledger are left out."""
    readings = county_readings(county, day)
    beside = counted.withheld(county, day)
    found = []
    for slug, name in access.programmes().items():
        mine = tuple(
            shown(reading, beside)
            for reading in readings.values()
            if reading.figure.programme == slug
            and reading.figure.listed
            and reading.value is not None
            and (reading.figure.lead or not lead)
        )
        if mine:
            found.append(Programme(slug, name, mine))
    return found


def shown(reading: indicators.Reading, beside: Collection[str] = ()) -> Shown:
    """A reading in public. `beside`: figures that the open data leave out, the small ones and those that give them away."""
    figure = reading.figure
    small = withheld(reading)
    if small or figure.key in beside:
        return Shown(figure, FEW if small else NOT_PRINTED, True, "", "")
    printed = Text(reading.printed("zh"), reading.printed("en"))
    return Shown(figure, printed, False, side(reading.numerator), side(reading.denominator))


def side(value: indicators.Value) -> str:
    """One side of a share; nothing where there is none."""
    return "" if value is None else f"{value:,}"


def withheld(reading: indicators.Reading) -> bool:
    """Whether a count (or the numerator of a share) is about 1 to 9 of what names persons."""
    share = reading.figure.share
    base = indicators.FIGURES.get(share.numerator) if share else reading.figure
    if not isinstance(base.measure, indicators.Count | indicators.Distinct) or not names_persons(base.sheet):
        return False
    value = reading.numerator if share else reading.value
    return few(value)


@lru_cache(maxsize=256)
def names_persons(sheet: str) -> bool:
    """Whether the rows of a sheet (programme.slug) are about persons; those that a house keeps of its own work are."""
    if sheet in indicators.RECORDS:
        return True
    return any(isinstance(column.kind, ledgers.Identity) for column in ledgers.SHEETS.get(sheet).columns)


def county_readings(county: str, day: dt.date) -> dict[str, indicators.Reading]:
    """Every figure of a county on a day, read anew when a ledger came in and at least every minute."""
    imports = ledgers.Import.objects.filter(county=county[:6]).aggregate(Max("at"), Max("undone_at"))
    minute = int(clock.now().timestamp()) // 60
    return read(county[:6], day, tuple(imports.values()), minute)


@lru_cache(maxsize=32)
def read(
    county: str, day: dt.date, imports: tuple[object, ...], minute: int
) -> dict[str, indicators.Reading]:
    """The figures of ledgers (those of a house's own work are not public); the last two arguments only tell one state from another."""
    del imports, minute
    found = indicators.read_all(county, day)
    return {key: reading for key, reading in found.items() if indicators.kept_by(reading.figure) is None}
