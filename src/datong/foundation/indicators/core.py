"""How a figure is explained: its arithmetic and its rounding, in words. Knows no Django."""

from dataclasses import dataclass
from decimal import Decimal

from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle, Rounding, group

PLACES = 6


@dataclass(frozen=True)
class Cut:
    """How many decimals are kept, and what becomes of the rest."""

    digits: int
    rounding: Rounding

    @property
    def words(self) -> Text:
        if self.rounding == "half_up":
            return Text(f"四舍五入到 {self.digits} 位小数", f"rounded half up to {self.digits} decimals")
        if self.digits == 0:
            return Text("截去小数", "cut to a whole number")
        return Text(f"截去 {self.digits} 位小数以后的部分", f"cut after {self.digits} decimals")


def quotient(numerator: int | Decimal, denominator: int | Decimal, places: int = PLACES) -> str:
    """100 x numerator / denominator by long division, at most `places` decimals: "1.390087…", "47.5", "50".

    The dots say that digits go on; nothing is rounded. Raises ZeroDivisionError.
    """
    top, bottom = numerator.as_integer_ratio(), denominator.as_integer_ratio()
    dividend, divisor = 100 * top[0] * bottom[1], top[1] * bottom[0]
    scaled, rest = divmod(abs(dividend) * 10**places, abs(divisor))
    whole, decimals = divmod(scaled, 10**places)
    digits = f"{decimals:0{places}d}"
    shown = f"{whole}.{digits}…" if rest else f"{whole}.{digits}".rstrip("0").rstrip(".")
    return "-" + shown if dividend * divisor < 0 else shown


def share_arithmetic(
    numerator: int | Decimal, denominator: int | Decimal, cut: Cut, value: str, printed: Text
) -> Text:
    """The whole way of a share from its two sides to the printed number; `value` is what the cut leaves, with its %."""
    sum_ = f"{group(numerator)} ÷ {group(denominator)} × 100 = {quotient(numerator, denominator)}"
    return Text(
        f"{sum_}，{cut.words.zh}，得 {value}，写作 {printed.zh}。",
        f"{sum_}; {cut.words.en}: {value}; printed as {printed.en}.",
    )


def printing_rule(style: NumberStyle) -> Text | None:
    """How the printed number comes from the exact one; None where both are the same."""
    if style.form == "over" and style.step > 1:
        return Text(
            f"取不超过精确值的 {style.step} 的整倍数，有多余时写“余”，从不进位。",
            f"The largest multiple of {style.step} not above the exact value; “over” when there is more; never rounded up.",
        )
    if style.form == "wan":
        return Text(
            f"以万计，{Cut(style.digits, style.rounding).words.zh}，末尾的零不写；不满一万写原数。",
            "In Chinese counted in ten thousands; English prints the exact number.",
        )
    return None


def exact_text(value: int | Decimal | None, style: NumberStyle) -> Text:
    """The number as it is, with its unit: "8,851 户", "1.39%"; a dash without a value."""
    if value is None:
        return Text("–", "–")
    if style.form == "percent":
        return (
            Text(f"{value:f}%", f"{value:f}%")
            if isinstance(value, Decimal)
            else Text(f"{value}%", f"{value}%")
        )
    one, _, many = style.unit.en.partition("|")
    english = value * style.en_factor
    unit = one if english in (1, -1) or not many else many
    shown, shown_en = (group(value), group(english)) if style.group else (str(value), str(english))
    return Text(f"{shown} {style.unit.zh}".rstrip(), f"{shown_en} {unit}".rstrip())
