"""The shape of a document declared once: it is read by it, its JSON schema and its reference page are made from it.

Unknown keys, unknown choices, wrong types and impossible dates are faults, all of them told at once, each with its path.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.errors import Problem

__all__ = ["Field", "Shape", "choice", "f", "month_index", "month_words"]

Kind = Literal[
    "text",
    "flag",
    "day",
    "month",
    "whole",
    "yuan",
    "fen",
    "square",
    "choice",
    "shape",
    "list",
    "texts",
    "mapping",
]

MOST_FEN = 10**12
_YUAN = re.compile(r"-?(?:0|[1-9]\d{0,9})(?:\.\d{1,2})?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

WANTED: dict[str, Text] = {
    "text": Text("文字", "text"),
    "flag": Text("true 或 false", "true or false"),
    "day": Text('日期，如 "2014-09-26"', 'a date such as "2014-09-26"'),
    "month": Text('月份，如 "2014-09"', 'a month such as "2014-09"'),
    "whole": Text("整数", "a whole number"),
    "yuan": Text('加引号的元数，如 "800.00"', 'yuan in quotation marks, such as "800.00"'),
    "fen": Text("以分为单位的整数，如 80000", "a whole number of fen, such as 80000"),
    "square": Text('加引号的平方米数，如 "85.50"', 'square metres in quotation marks, such as "85.50"'),
    "shape": Text("一组键和值", "an object with keys and values"),
    "list": Text("列表", "a list"),
    "texts": Text("文字的列表", "a list of texts"),
    "mapping": Text("一组键和值", "an object with keys and values"),
}
UNKNOWN = Text("不认识这个键；可用：{known}", "unknown key; use one of: {known}")
NEEDED = Text("必须填写：{doc}", "required: {doc}")
WRONG = Text("应为{wanted}，现在是 {given}", "must be {wanted}, not {given}")
CHOICE = Text("没有“{given}”这一项；可选：{known}", 'there is no "{given}"; choose from: {known}')
RANGE = Text("应在 {low} 至 {high} 之间，现在是 {given}", "must be between {low} and {high}, not {given}")

REJECTED = Text("{doc}：顺序或数值不合理", "{doc}: the order or the values make no sense")
TWICE = Text("“{given}”已经写过一行，请只留一行", "“{given}” stands in an earlier row; keep one of them")
RIVALS = Text("{one} 和 {other} 只能填一个", "fill {one} or {other}, not both")


def month_index(text: str) -> int:
    """Months since year 0: "2014-09" is 2014 x 12 + 8. Raises ValueError."""
    found = _MONTH.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * 12 + int(found[2]) - 1


def month_words(index: int) -> str:
    """The month of an index: 2014-09."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Field:
    """One key: what it holds, what it means, whether it must be there. `choices` gives each choice its name; of texts, each text
    it is meant to hold. `once`: a key of a list's rows whose value may stand in one row only."""

    key: str
    kind: Kind
    doc: Text
    required: bool = False
    choices: Mapping[str, Text] | None = None
    shape: Shape | None = None
    low: int = 0
    high: int = MOST_FEN
    accept: Callable[[Any], bool] | None = None
    once: str = ""

    def read(self, given: Any, path: str, faults: list[Problem]) -> Any:
        """The value read, or None with a fault added."""
        if self.kind == "choice":
            return self._choice(given, path, faults)
        if self.kind == "shape":
            return self.shape.read(given, path, faults) if self.shape else None
        if self.kind == "list":
            made = self._list(given, path, faults)
            if self.accept and not self.accept(made):
                faults.append(Problem(path, REJECTED.format(doc=self.doc)))
            return made
        try:
            value = READERS[self.kind](given)
        except (ValueError, TypeError):
            shown = repr(given) if isinstance(given, str) else str(given)
            faults.append(Problem(path, WRONG.format(wanted=WANTED[self.kind], given=shown[:40])))
            return None
        if self.kind in {"whole", "fen", "yuan", "square"} and not self.low <= value <= self.high:
            faults.append(Problem(path, RANGE.format(low=self.low, high=self.high, given=value)))
            return None
        return value

    def _choice(self, given: Any, path: str, faults: list[Problem]) -> str | None:
        known = self.choices or {}
        if isinstance(given, str) and given in known:
            return given
        faults.append(Problem(path, CHOICE.format(given=str(given)[:40], known=", ".join(known))))
        return None

    def _list(self, given: Any, path: str, faults: list[Problem]) -> tuple[Any, ...]:
        if not isinstance(given, list):
            faults.append(Problem(path, WRONG.format(wanted=WANTED["list"], given=type(given).__name__)))
            return ()
        if self.shape is None:
            return tuple(given)
        made = tuple(self.shape.read(entry, f"{path}[{n}]", faults) for n, entry in enumerate(given))
        faults.extend(self._repeated(given, path))
        return made

    def _repeated(self, given: Sequence[Any], path: str) -> Iterator[Problem]:
        """Rows that say again what an earlier one says, perhaps otherwise."""
        if not (self.once and self.shape):
            return
        words = self.shape.by_key[self.once].choices or {}
        seen: set[str] = set()
        for n, row in enumerate(given):
            value = row.get(self.once) if isinstance(row, dict) else None
            if isinstance(value, str) and value in seen:
                yield Problem(f"{path}[{n}].{self.once}", TWICE.format(given=words.get(value, value)))
            elif isinstance(value, str):
                seen.add(value)


@dataclass(frozen=True)
class Shape:
    """An object: its keys in order, and what they become. `make` gets the values by key; a missing key is None.

    `rivals`: pairs of keys of which only one may be given; `check` sees the object made.
    """

    name: str
    fields: Sequence[Field]
    make: Callable[..., Any]
    check: Callable[[Any, str], Iterator[Problem]] | None = None
    rivals: Sequence[tuple[str, str]] = ()
    by_key: dict[str, Field] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key.update((entry.key, entry) for entry in self.fields)

    def read(self, given: Any, path: str, faults: list[Problem]) -> Any:
        """The object, or None when it has a fault."""
        if not isinstance(given, dict):
            faults.append(Problem(path, WRONG.format(wanted=WANTED["shape"], given=type(given).__name__)))
            return None
        before = len(faults)
        dot = f"{path}." if path else ""
        for key in given:
            if key not in self.by_key:
                faults.append(Problem(f"{dot}{key}", UNKNOWN.format(known=", ".join(self.by_key))))
        for one, other in self.rivals:
            if given.get(one) is not None and given.get(other) is not None:
                faults.append(Problem(f"{dot}{one}", RIVALS.format(one=one, other=other)))
        values = {}
        for key, entry in self.by_key.items():
            if given.get(key) is not None:
                values[key] = entry.read(given[key], f"{dot}{key}", faults)
            elif entry.required:
                faults.append(Problem(f"{dot}{key}", NEEDED.format(doc=entry.doc)))
            else:
                values[key] = () if entry.kind in {"list", "texts"} else None
        if len(faults) > before:
            return None
        made = self.make(**values)
        if self.check:
            faults.extend(self.check(made, path))
        return made


def f(key: str, kind: Kind, zh: str, en: str, **more: Any) -> Field:
    """A field, shortly."""
    return Field(key, kind, Text(zh, en), **more)


def choice(key: str, zh: str, en: str, choices: Mapping[str, Text], **more: Any) -> Field:
    """A field with a list to choose from."""
    return Field(key, "choice", Text(zh, en), choices=choices, **more)


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise TypeError
    return given.strip()


def _flag(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError
    return given


def _whole(given: Any) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError
    return given


def _day(given: Any) -> dt.date:
    if isinstance(given, dt.datetime):
        raise TypeError
    if isinstance(given, dt.date):
        return given
    if not _DAY.fullmatch(given):
        raise ValueError
    return dt.date.fromisoformat(given)


def _hundredths(given: Any) -> int:
    """Hundredths of a number in quotation marks, exactly: "800.5" is 80050."""
    if not isinstance(given, str) or not _YUAN.fullmatch(given):
        raise ValueError
    whole, _, rest = given.lstrip("-").partition(".")
    value = int(whole) * 100 + int(rest.ljust(2, "0"))
    return -value if given.startswith("-") else value


def _texts(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise TypeError
    return tuple(_text(entry) for entry in given)


def _mapping(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise TypeError
    return given


READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "flag": _flag,
    "day": _day,
    "month": month_index,
    "whole": _whole,
    "yuan": _hundredths,
    "fen": _whole,
    "square": _hundredths,
    "texts": _texts,
    "mapping": _mapping,
}
