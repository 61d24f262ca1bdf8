"""What a programme declares: figures, how records become a number, and what must agree."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Count as CountRows
from django.db.models import Max, Min, Q, Sum
from django.db.models.functions import Concat

from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle, Rounding

Value = int | Decimal | None


class Measure(Protocol):
    """How records become a number. `additive`: the numbers of the villages sum to the county's."""

    additive: bool

    def value(self, rows: Any) -> Value:
        """The number of these records (a RecordSet)."""

    def by(self, rows: Any, field: str) -> dict[Any, Value]:
        """The number for each value of an annotated field of the records."""


class Aggregated:
    """A measure that is one SQL aggregate; money and lengths are divided exactly by `per`."""

    additive = True
    per = 1

    def aggregate(self) -> Any:
        raise NotImplementedError

    def value(self, rows: Any) -> Value:
        return exact(rows.order_by().aggregate(number=self.aggregate())["number"], self.per)

    def by(self, rows: Any, field: str) -> dict[Any, Value]:
        counted = rows.order_by().values(field).annotate(number=self.aggregate())
        return {row[field]: exact(row["number"], self.per) for row in counted}


class Count(Aggregated):
    """How many records. Not additive where they are the county's alone."""

    def __init__(self, *, additive: bool = True) -> None:
        self.additive = additive

    def aggregate(self) -> Any:
        return CountRows("id")


class Distinct(Aggregated):
    """How many different values of a field, or of several together. Additive only where a value lies in one village."""

    def __init__(self, *fields: str, additive: bool = True) -> None:
        self.fields, self.additive = fields, additive

    def aggregate(self) -> Any:
        if len(self.fields) == 1:
            return CountRows(self.fields[0], distinct=True)
        return CountRows(Concat(*together(self.fields)), distinct=True)


class Total(Aggregated):
    """The sum of a field, divided by `per` (fen to yuan: 100); records without it count nothing."""

    def __init__(self, field: str, per: int = 1) -> None:
        self.field, self.per = field, per

    def aggregate(self) -> Any:
        return Sum(self.field, default=0)


class Least(Aggregated):
    """The smallest value of a field."""

    additive = False

    def __init__(self, field: str) -> None:
        self.field = field

    def aggregate(self) -> Any:
        return Min(self.field)


class Greatest(Least):
    """The largest value of a field."""

    def aggregate(self) -> Any:
        return Max(self.field)


class Computed:
    """A measure in Python over few records: `compute(rows)`. Never additive."""

    additive = False

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self.compute = compute

    def value(self, rows: Any) -> Value:
        return self.compute(rows)

    def by(self, rows: Any, field: str) -> dict[Any, Value]:
        keys = rows.order_by().values_list(field, flat=True).distinct()
        return {key: self.compute(rows.filter(**{field: key})) for key in keys}


@dataclass(frozen=True)
class Share:
    """Per cent of one figure in another: 100 x numerator / denominator, cut to `digits` decimals."""

    numerator: str
    denominator: str
    digits: int = 2
    rounding: Rounding = "floor"


@dataclass(frozen=True, kw_only=True)
class Records:
    """Records that a house keeps of its own work, beside the sheets of ledgers: a figure's `sheet` may be their `key`
    (programme.slug). They are the county's alone, are not frozen, and not public.

    rows: those of a county (6 digits) until a day. begun: whether there is anything to count from; a figure has no value before that day. page: the
    url name under which they are looked at.
    """

    key: str
    label: Text
    rows: Callable[[str, dt.date], Any]
    begun: Callable[[str, dt.date], bool]
    page: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One declared figure. `sheet` (programme.slug) and `where` (a condition, or a function of county and day that gives
    one) name the records behind it, `measure` makes them a number, `style` prints it. A figure with `share` has no measure: its records are those of the numerator.
    `lead`: shown on the programme's card. `day`: the records' date, for a trend. A figure that is only a side of a
    share need not be `listed`.
    """

    key: str
    name: Text
    definition: Text
    style: NumberStyle
    sheet: str = ""
    where: Q | Callable[[str, dt.date], Q] = field(default_factory=Q)
    measure: Measure | None = None
    share: Share | None = None
    lead: bool = False
    day: str = ""
    listed: bool = True

    @property
    def programme(self) -> str:
        return self.key.partition(".")[0]

    def condition(self, county: str, day: dt.date) -> Q:
        """What the records behind it must fulfil in a county on a day."""
        return self.where(county, day) if callable(self.where) else self.where

    @property
    def additive(self) -> bool:
        return self.measure is not None and self.measure.additive

    @property
    def rounding(self) -> Rounding:
        return self.share.rounding if self.share else self.style.rounding


@dataclass(frozen=True)
class Finding:
    """One disagreement or doubt: where (12-digit place), what, with its arithmetic in the sentence."""

    place_code: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Check:
    """What must agree (`blocks`: until somebody explains, no briefing can be frozen), or what looks implausible."""

    key: str
    name: Text
    definition: Text
    run: Callable[[str, dt.date], list[Finding]]
    blocks: bool = True

    @property
    def programme(self) -> str:
        return self.key.partition(".")[0]


def exact(number: int | None, per: int) -> Value:
    """number / per as a whole number when it is one, else as an exact decimal; `per` is a power of ten."""
    if number is None or per == 1:
        return number
    whole, rest = divmod(number, per)
    return whole if rest == 0 else Decimal(number) / Decimal(per)


def together(fields: tuple[str, ...]) -> list[Any]:
    """Several fields as one text, told apart by a character that none of them holds."""
    from django.db.models import CharField, F, Value  # noqa: PLC0415 - the name Value means a number above
    from django.db.models.functions import Cast, Coalesce  # noqa: PLC0415

    parts: list[Any] = []
    for name in fields:
        parts += [Coalesce(Cast(F(name), CharField()), Value("")), Value("\x1f")]
    return parts
