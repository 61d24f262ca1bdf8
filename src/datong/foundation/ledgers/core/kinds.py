"""What a column of a ledger may hold, and how a cell of it is read and written.

A kind reads one raw cell (`read`) and writes one value back as a cell (`write`); reading what was written gives the
same value again. Kinds that need the register (places, persons, other ledgers) read only the text; the import looks
the text up.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from datong.kernel.bilingual import Text
from datong.kernel.cells import (
    BadCell,
    Raw,
    parse_choice,
    parse_date,
    parse_decimal,
    parse_flag,
    parse_identity,
    parse_integer,
    parse_money,
    parse_text,
    parse_year,
)
from datong.kernel.refusal import RefusalCode
from datong.kernel.text import fold, heading_key

Cell = str | float | int | dt.date | None


@dataclass(frozen=True)
class Words:
    """Text of at most `most` characters, blanks at the ends and line breaks removed."""

    most: int = 80
    label = Text(zh="文字", en="text")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        if text is not None and len(text) > self.most:
            raise BadCell(
                "bad_choice",
                Text(
                    zh=f"文字超过 {self.most} 个字，请缩短",
                    en=f"the text has over {self.most} characters; please shorten it",
                ),
            )
        return text

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Identity:
    """A citizen number (公民身份号码) that enters the register of people; `name` and `sex` are columns of the same row.

    With `known_in` the person must already stand in that sheet (`programme.slug`), else `code`.
    """

    name: str | None = None
    sex: str | None = None
    known_in: str | None = None
    code: RefusalCode = "unknown_person"
    label = Text(zh="18 位公民身份号码（文本格式）", en="18-digit citizen number, as text")

    def read(self, cell: Raw) -> str | None:
        return parse_identity(cell)

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Phone:
    """A telephone number: 7 to 12 digits; sealed at rest."""

    label = Text(zh="电话号码", en="telephone number")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        if text is None:
            return None
        digits = text.replace("-", "").replace(" ", "").replace("—", "")
        if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 12):
            raise BadCell(
                "bad_number",
                Text(
                    zh="电话号码应为 7 至 12 位数字，请核对",
                    en="a telephone number has 7 to 12 digits; please check it",
                ),
            )
        return digits

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Town:
    """A town (镇); with `organs` the column may also name a body of the county itself (县级机关)."""

    organs: bool = False
    label = Text(zh="镇名", en="name of a town")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        return text.replace(" ", "") if text else None

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Village:
    """A village or community (村、社区) of the row's town."""

    label = Text(zh="村（社区）名", en="name of a village or community")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        return text.replace(" ", "") if text else None

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Day:
    """A date, no later than the ledger's own date when `past`."""

    label = Text(zh="日期，如 2014-07-03", en="a date such as 2014-07-03")

    def read(self, cell: Raw) -> dt.date | None:
        return parse_date(cell)

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Year:
    """A year, such as 2015."""

    label = Text(zh="年份，如 2015", en="a year such as 2015")

    def read(self, cell: Raw) -> int | None:
        return parse_year(cell)

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Money:
    """Money, kept as whole fen; bare numbers are in `unit`."""

    unit: Literal["元", "万元"] = "元"

    @property
    def label(self) -> Text:
        return Text(zh=f"金额（{self.unit}）", en=f"money ({'yuan' if self.unit == '元' else '10,000 yuan'})")

    def read(self, cell: Raw) -> int | None:
        return parse_money(cell, self.unit)

    def write(self, value: Any) -> Cell:
        return None if value is None else decimal_cell(value, 2 if self.unit == "元" else 6)


@dataclass(frozen=True)
class Whole:
    """A whole number of at least `least`; a unit such as 人 may follow it."""

    units: tuple[str, ...] = ()
    least: int = 0
    label = Text(zh="整数", en="whole number")

    def read(self, cell: Raw) -> int | None:
        value = parse_integer(cell, self.units)
        if value is not None and value < self.least:
            raise BadCell(
                "bad_number",
                Text(
                    zh=f"应不小于 {self.least}，请核对",
                    en=f"should be at least {self.least}; please check it",
                ),
            )
        return value

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Scaled:
    """A number of at most `places` decimals, kept as a whole number of its smallest unit (1.5 with one place is 15)."""

    places: int
    units: tuple[str, ...] = ()

    @property
    def label(self) -> Text:
        return Text(zh=f"数字，最多 {self.places} 位小数", en=f"a number of at most {self.places} decimals")

    def read(self, cell: Raw) -> int | None:
        return parse_decimal(cell, self.places, self.units)

    def write(self, value: Any) -> Cell:
        return None if value is None else decimal_cell(value, self.places)


@dataclass(frozen=True)
class Choice:
    """One of a few words; each may have other spellings."""

    choices: Mapping[str, tuple[str, ...]]
    spellings: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {
            heading_key(word): right for right, others in self.choices.items() for word in (right, *others)
        }
        object.__setattr__(self, "spellings", known)

    @property
    def label(self) -> Text:
        return Text(zh="、".join(self.choices), en="one of " + ", ".join(self.choices))

    def read(self, cell: Raw) -> str | None:
        return parse_choice(cell, self.spellings)

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


SEX = Choice({"男": ("男性", "M"), "女": ("女性", "F")})


@dataclass(frozen=True)
class Flag:
    """是 or 否; an empty cell of a column that need not be filled is 否."""

    label = Text(zh="是／否", en="yes or no")

    def read(self, cell: Raw) -> bool | None:
        return parse_flag(cell)

    def write(self, value: Any) -> Cell:
        return None if value is None else ("是" if value else "否")


@dataclass(frozen=True)
class Reference:
    """The number under which a row stands in another sheet (`programme.slug`); unknown ones are refused with `code`."""

    to: str
    code: RefusalCode
    label = Text(zh="另一工作表中的编号", en="a number of another sheet")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        return fold(text).replace(" ", "").upper() if text else None

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Number:
    """A paper's or work's own number (编号), such as Q00001: half-width, blanks out, letters in upper case."""

    label = Text(zh="编号", en="number")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        return fold(text).replace(" ", "").upper() if text else None

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Body:
    """An organisation of a kind; with `village` a name such as 百花村党支部 places the row in that village."""

    kind: str
    village: bool = False
    endings: tuple[str, ...] = ()
    label = Text(zh="单位名称", en="name of an organisation")

    def read(self, cell: Raw) -> str | None:
        text = parse_text(cell)
        return text.replace(" ", "") if text else None

    def write(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


Kind = (
    Words
    | Identity
    | Phone
    | Town
    | Village
    | Day
    | Year
    | Money
    | Whole
    | Scaled
    | Choice
    | Flag
    | Reference
    | Number
    | Body
)


def decimal_cell(value: int, places: int) -> float | int:
    """A scaled whole number as a spreadsheet number; exact up to 15 significant digits."""
    number = Decimal(value).scaleb(-places)
    return int(number) if number == number.to_integral_value() else float(number)
