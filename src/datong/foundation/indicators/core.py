"""How a figure is explained: its arithmetic and its rounding, in words. Knows no Django."""

from decimal import Decimal

from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle, Rounding, group

PLACES = 6
CUT = {"floor": Text("截去", "cut"), "half_up": Text("四舍五入", "rounded half up")}


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
    numerator: int | Decimal, denominator: int | Decimal, digits: int, rounding: Rounding, value: str, printed: Text
) -> Text:
    """The whole way of a share from its two sides to the printed number."""
    sum_ = f"{group(numerator)} ÷ {group(denominator)} × 100 = {quotient(numerator, denominator)}"
    after = Text(f"{digits} 位小数以后" if digits else "小数", f"after {digits} decimals" if digits else "to a whole number")
    zh = f"，{CUT[rounding].zh}{after.zh}，得 {value}，" if rounding == "floor" else f"，四舍五入到 {digits} 位小数，得 {value}，"
    en = f"; {CUT[rounding].en} {after.en if rounding == 'floor' else f'to {digits} decimals'}: {value}; "
    return Text(f"{sum_}{zh}写作 {printed.zh}。", f"{sum_}{en}printed as {printed.en}.")


def printing_rule(style: NumberStyle) -> Text | None:
    """How the printed number comes from the exact one; None where both are the same."""
    if style.form == "over" and style.step > 1:
        return Text(
            f"取不超过精确值的 {style.step} 的整倍数，有多余时写“余”，从不进位。",
            f"The largest multiple of {style.step} not above the exact value; “over” when there is more; never rounded up.",
        )
    if style.form == "wan":
        return Text(
            f"以万计，{CUT[style.rounding].zh}到 {style.digits} 位小数，末尾的零不写；不满一万写原数。",
            "In Chinese counted in ten thousands; English prints the exact number.",
        )
    return None


def exact_text(value: int | Decimal | None, style: NumberStyle) -> Text:
    """The number as it is, with its unit: "8,851 户", "1.39%"; a dash without a value."""
    if value is None:
        return Text("–", "–")
    if style.form == "percent":
        return Text(f"{value:f}%", f"{value:f}%") if isinstance(value, Decimal) else Text(f"{value}%", f"{value}%")
    one, _, many = style.unit.en.partition("|")
    english = value * style.en_factor
    unit = one if english in (1, -1) or not many else many
    shown, shown_en = (group(value), group(english)) if style.group else (str(value), str(english))
    return Text(f"{shown} {style.unit.zh}".rstrip(), f"{shown_en} {unit}".rstrip())
