"""Identity, bank and telephone numbers in any text, however they are written (号码识别).

Digits of every script and width count, also spelt out in Chinese from eleven on; blanks, dashes, dots, Chinese commas and
invisible marks may stand between them. An 18-digit shape with a possible date of birth is an identity number whether or
not its check character is right: the check only grades it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from datong.kernel.identity import check_digit

GAP = r"[\s\-‐-―−_·•.。、，,;；:：/／\\*＊|｜~～'’`+＋()（）\[\]【】<>《》]"
CLEAR = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
SPELT = {each: str(value) for value, each in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "幺": "1",
}
SPELT |= {each: str(value) for value, each in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"两": "2"}
SPELT_RUN = re.compile(f"[{''.join(SPELT)}](?:{GAP}{{0,2}}[{''.join(SPELT)}]){{10,}}")
CROSSES = dict.fromkeys(map(ord, "xＸｘ×✕✖ΧχХх"), "X")
RUN = re.compile(rf"[0-9](?:{GAP}{{0,3}}[0-9X])*")
AMOUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]{1,2}(?![0-9.])")
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
MASKED_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5,9}[*＊xX×●•]{4,12}[0-9]{2,4}[0-9X]?(?![0-9])")
BANK_WORDS = re.compile(
    r"(银行卡|卡\s*号|账\s*号|帐\s*号|账\s*户|帐\s*户|存折|一卡通|社保卡|开户|信用社|农商行)"
)
PHONE_WORDS = re.compile(
    r"(电\s*话|手\s*机|座\s*机|联\s*系|致\s*电|拨\s*打|传\s*真|[Tt][Ee][Ll]|[Pp]hone|微\s*信)"
)
PUBLIC_LINE = re.compile(r"^(?:[48]00[0-9]{7}|1[0-2][0-9]{1,3}|9[56][0-9]{3,6}|12[0-9]{3,6})$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A number found: its kind, where it stands in the normalised text, whether there is no doubt about it."""

    kind: str
    start: int
    end: int
    digits: str
    certain: bool = True


def normal(text: str) -> str:
    """The text with every digit as 0-9, every kind of X as X, invisible marks gone; spelt-out numbers as digits."""
    plain = CLEAR.sub("", text).translate(CROSSES)
    plain = "".join(each if each.isascii() else western(each) for each in plain)
    return SPELT_RUN.sub(lambda run: "".join(SPELT.get(each, each) for each in run.group()), plain)


def western(sign: str) -> str:
    """A digit of any script, circled or raised, as 0-9; anything else as it is."""
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def digits_of(text: str) -> str:
    """Only the digits (and a final X) of a text."""
    return re.sub(r"[^0-9X]", "", normal(text))


def hits(plain: str, today: dt.date) -> Iterator[Hit]:
    """Every number in a normalised text."""
    for found in MASKED_IDENTITY.finditer(plain):
        yield Hit("identity", found.start(), found.end(), found.group(), certain=False)
    for run in RUN.finditer(plain):
        yield from in_run(plain, run, today)


def in_run(plain: str, run: re.Match[str], today: dt.date) -> Iterator[Hit]:
    """The numbers in one run of digits and what stands between them."""
    spots = [(each, run.start() + at) for at, each in enumerate(run.group()) if each in "0123456789X"]
    groups = list(grouped(spots))
    taken = 0
    for first in range(len(groups)):
        if first < taken:
            continue
        for last in range(len(groups), first, -1):
            hit = judged(plain, groups[first:last], today)
            if hit is not None:
                yield hit
                taken = last
                break


def grouped(spots: list[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Digits that stand together: the group, its start, its end. An X ends a group."""
    word, start = "", 0
    for at, (sign, place) in enumerate(spots):
        if word and (spots[at - 1][1] + 1 != place or word.endswith("X")):
            yield word, start, spots[at - 1][1] + 1
            word = ""
        if not word:
            start = place
        word += sign
    if word:
        yield word, start, spots[-1][1] + 1


def judged(plain: str, groups: list[tuple[str, int, int]], today: dt.date) -> Hit | None:
    """What these neighbouring groups are together."""
    digits = "".join(group for group, _start, _end in groups)
    if not 10 < len(digits) <= 40 or (len(groups) > 1 and len(digits) > 19):
        return None
    start, end = groups[0][1], groups[-1][2]
    whole = len(groups) == 1
    amounts = not whole and AMOUNT.search(plain[start:end]) is not None
    if kind := identity(digits, whole=whole, amounts=amounts, today=today):
        return Hit("identity", start, end, digits, kind == "certain")
    before = plain[max(0, start - 14) : start]
    lengths = [len(group) for group, _start, _end in groups]
    if not amounts and bank(digits, lengths, before):
        return Hit("bank", start, end, digits)
    if not amounts and mobile(digits, lengths):
        return Hit("mobile", start, end, digits[-11:])
    return None


def identity(digits: str, *, whole: bool, amounts: bool, today: dt.date) -> str:
    """ "certain", "likely" or "" for no identity number."""
    if len(digits) > 18:
        return "certain" if whole and inside(digits, today) else ""
    if "X" in digits[:-1]:
        return ""
    if len(digits) == 18 and born(digits[6:14], today):
        right = check_digit(digits[:17]) == digits[17]
        return "certain" if right else "" if amounts else "likely"
    if len(digits) == 15 and digits.isdigit() and digits[:2] in PROVINCES and not amounts:
        return "likely" if born("19" + digits[6:12], today) else ""
    return ""


def inside(digits: str, today: dt.date) -> bool:
    """Whether an identity number with its right check character hides in a longer number."""
    return any(
        piece[:2] in PROVINCES
        and piece[:17].isdigit()
        and born(piece[6:14], today)
        and check_digit(piece[:17]) == piece[17]
        for piece in (digits[at : at + 18] for at in range(len(digits) - 17))
    )


def born(written: str, today: dt.date) -> bool:
    """Whether eight digits are a possible date of birth."""
    if not written.isdigit() or not written.startswith(("18", "19", "20")):
        return False
    try:
        day = dt.date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return False
    return day.year >= 1880 and day <= today


def bank(digits: str, lengths: list[int], before: str) -> bool:
    """A card (13 to 19 digits that pass Luhn), one of UnionPay's 62, or digits that follow the word account."""
    if not digits.isdigit() or not 12 <= len(digits) <= 19:
        return False
    if BANK_WORDS.search(before):
        return True
    if len(lengths) > 1 and not (all(each in (3, 4) for each in lengths[:-1]) or set(lengths) == {1}):
        return False
    long_enough = len(digits) >= 16
    if digits.startswith("62") and long_enough:
        return True
    if len(lengths) > 1:
        return digits[0] in "3459" and long_enough and lengths[0] == 4 and luhn(digits)
    known = long_enough or digits.startswith(("34", "37", "36", "38", "4"))
    return known and len(digits) >= 13 and luhn(digits)


def luhn(digits: str) -> bool:
    """The check of card numbers."""
    total = 0
    for at, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


MOBILE_GROUPS = ({3, 4}, {3, 5}, {5, 6}, {1}, {11}, {2, 3}, {2})


def mobile(digits: str, lengths: list[int]) -> bool:
    """A mobile number: 11 digits from 13 to 19, as one, in the usual groups, with 86 before it."""
    country = digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits
    if not re.fullmatch(r"1[3-9][0-9]{9}", country):
        return False
    if len(lengths) > 1 and len(digits) > 11:
        lengths = lengths[1:] if lengths[0] in (2, 4) else lengths
    return set(lengths) in MOBILE_GROUPS or len(lengths) == 1


LANDLINE = re.compile(
    r"(?<![0-9])\(?（?(0[1-9][0-9]{1,2})\)?）?[\s\-‐-―]{0,2}([2-9][0-9]{2,3}[\s\-]?[0-9]{4})(?![0-9])"
)
LOCAL = re.compile(r"(?<![0-9.,\-])([2-9][0-9]{2,3}[\s\-]?[0-9]{4}|[2-9][0-9]{6,7})(?![0-9.,])")
SERVICE = re.compile(r"(?<![0-9])[48]00[\s\-]?[0-9]{3}[\s\-]?[0-9]{4}(?![0-9])")


def landlines(plain: str) -> Iterator[Hit]:
    """Telephones with an area code; without one only where the text speaks of a telephone."""
    service = [found.span() for found in SERVICE.finditer(plain)]
    for found in LANDLINE.finditer(plain):
        digits = re.sub(r"[^0-9]", "", found.group())
        yield Hit("landline", found.start(), found.end(), digits)
    for found in LOCAL.finditer(plain):
        spoken = PHONE_WORDS.search(plain[max(0, found.start() - 10) : found.start()])
        covered = any(start <= found.start() < end for start, end in service)
        area = LANDLINE.search(plain, max(0, found.start() - 8), found.end())
        if spoken and not covered and not (area and area.end() >= found.end()):
            yield Hit(
                "landline", found.start(), found.end(), re.sub(r"[^0-9]", "", found.group()), certain=False
            )
