"""How figures are printed (数字样式): 8851户, 300余名, 1.04万对, 15.07%; exact, and rounded as declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from datong.kernel.bilingual import Text

__all__ = [
    "NO_DATA",
    "NO_UNIT",
    "NumberStyle",
    "Rounding",
    "chinese_date",
    "english_date",
    "group",
    "round_ratio",
]

Rounding = Literal["floor", "half_up"]
Form = Literal["plain", "grouped", "over", "wan", "percent"]
Number = int | Decimal

NO_DATA = Text("暂无数据", "no data")
NO_UNIT = Text("", "")
_WAN = 10_000
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def round_ratio(numerator: int, denominator: int, digits: int, rounding: Rounding) -> Decimal:
    """`numerator / denominator` with exactly `digits` decimals, computed in integers.

    "floor" goes toward minus infinity (-1/3 with one digit is -0.4); "half_up" takes an exact half away from
    zero, as a spreadsheet's ROUND does. Raises ZeroDivisionError for denominator 0, ValueError if digits < 0.
    """
    if digits < 0:
        raise ValueError("digits must not be negative")
    scaled, base = numerator * 10**digits, denominator
    if base < 0:
        scaled, base = -scaled, -base
    if rounding == "floor":
        return _decimal(scaled // base, digits)
    nearest = (2 * abs(scaled) + base) // (2 * base)
    return _decimal(-nearest if scaled < 0 else nearest, digits)


def _decimal(scaled: int, digits: int) -> Decimal:
    """scaled / 10**digits. Built from its digits, since arithmetic would round to the context's 28."""
    return Decimal((int(scaled < 0), tuple(map(int, str(abs(scaled)))), -digits))


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How one figure is printed (数字样式); declared with the figure.

    form "plain"    8851户, 4.5万元, trailing zeros dropped; English groups thousands unless `group` is off (years)
         "grouped"  8,851户 in both languages
         "over"     floored to a multiple of `step`: 300余名; an exact multiple, and anything below `step`,
                    prints as it is; never rounded up: 余 means "and more"
         "wan"      in ten thousands, trailing zeros dropped: 1.04万对; below ten thousand the number itself;
                    English has no such unit and prints the exact number
         "percent"  the value is already in per cent; the sign is %, `unit` is not used

    `digits` is the number of decimals (of the ten thousands in "wan", unused in "over"). `unit.en` may hold
    "singular|plural". `en_factor` turns a value counted in 万 into one that English can say: 2000 with the
    unit 万元 and a factor of 10,000 prints as 2000万元 and as 20,000,000 yuan.

    Raises ValueError for a step below 1 or negative digits.
    """

    form: Form
    unit: Text = NO_UNIT
    digits: int = 0
    step: int = 1
    rounding: Rounding = "floor"
    group: bool = True
    en_factor: int = 1

    def __post_init__(self) -> None:
        if self.step < 1 or self.digits < 0:
            raise ValueError("a number style needs step >= 1 and digits >= 0")

    def show(self, value: Number | None, lang: str) -> str:
        """The figure as printed, with its unit: "8851户", "8,851 households"; for None "no data"."""
        if value is None:
            return NO_DATA.to(lang)
        return self._english(value) if lang.lower().startswith("en") else self._chinese(value)

    def _chinese(self, value: Number) -> str:
        if self.form == "percent":
            return f"{self._rounded(value):f}%"
        if self.form == "over" and (base := self._base(value)) is not None:
            return f"{base}余{self.unit.zh}"
        if self.form == "wan" and not -_WAN < value < _WAN:
            return f"{_without_trailing_zeros(self._rounded(value, _WAN))}万{self.unit.zh}"
        return self._as_it_is(value, grouped=self.form == "grouped") + self.unit.zh

    def _english(self, value: Number) -> str:
        if self.form == "percent":
            return f"{self._rounded(value):f}%"
        value *= self.en_factor
        if self.form == "over" and (base := self._base(value)) is not None:
            return self._with_unit(f"over {self._grouped(base)}", singular=False)
        return self._with_unit(self._as_it_is(value, grouped=self.group), singular=value in (1, -1))

    def _as_it_is(self, value: Number, *, grouped: bool) -> str:
        exact = self.form in ("over", "wan")
        shown = _without_trailing_zeros(Decimal(value) if exact else self._rounded(value))
        return group(shown) if grouped else f"{shown:f}"

    def _grouped(self, value: Number) -> str:
        return group(value) if self.group else str(value)

    def _base(self, value: Number) -> int | None:
        """The multiple of the step that the value exceeds; None when the value prints as it is."""
        numerator, denominator = value.as_integer_ratio()
        base = numerator // (denominator * self.step) * self.step
        return base if base >= self.step and base != value else None

    def _rounded(self, value: Number, divisor: int = 1) -> Decimal:
        numerator, denominator = value.as_integer_ratio()
        return round_ratio(numerator, denominator * divisor, self.digits, self.rounding)

    def _with_unit(self, number: str, *, singular: bool) -> str:
        one, _, many = self.unit.en.partition("|")
        return f"{number} {one if singular or not many else many}".rstrip()


def _without_trailing_zeros(value: Decimal) -> Decimal:
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else Decimal(text)


def group(n: Number) -> str:
    """Thousands separated by commas: "8,851"."""
    return f"{n:,f}" if isinstance(n, Decimal) else f"{n:,}"


def chinese_date(day: date) -> str:
    """A date in Chinese: "2014年9月26日"."""
    return f"{day.year}年{day.month}月{day.day}日"


def english_date(day: date) -> str:
    """A date in English: "26 September 2014"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
