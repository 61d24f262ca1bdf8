"""Sums in Chinese capital numerals (人民币大写), as banks and payment lists write them so that no digit can be altered."""

from __future__ import annotations

__all__ = ["capital_yuan"]

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capital_yuan(fen: int) -> str:
    """123456 fen as 人民币壹仟贰佰叁拾肆元伍角陆分; whole yuan and whole jiao end in 整 (支付结算办法 annex 1).

    Raises ValueError below zero and from 10**16 yuan on.
    """
    yuan, rest = divmod(fen, 100)
    if fen < 0 or yuan >= 10**16:
        raise ValueError(f"cannot write {fen} fen in capitals")
    jiao, cent = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"人民币{whole}整"
    gap = "零" if whole and not jiao else ""
    tenth = f"{_DIGITS[jiao]}角" if jiao else ""
    return f"人民币{whole}{gap}{tenth}{f'{_DIGITS[cent]}分' if cent else '整'}"


def _whole(number: int) -> str:
    """A whole number: one 零 for any run of zeros between digits, none at the end."""
    written, zero = "", False
    digits = str(number)
    for at, digit in enumerate(digits):
        group, place = divmod(len(digits) - 1 - at, 4)
        if digit == "0":
            zero = True
        else:
            written += ("零" if zero and written else "") + _DIGITS[int(digit)] + _PLACES[place]
            zero = False
        if place == 0 and group and int(digits[max(0, at - 3) : at + 1]):
            written += _GROUPS[group]
    return written or "零"
