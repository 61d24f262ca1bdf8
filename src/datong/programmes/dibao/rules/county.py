"""The county's own values (县级参数): standards, limits, settings. None has a default; what is missing is named in words.

Each value has its period and the document that sets it. `CountyParameters.load` reads a YAML file, `parse` what it holds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.county_shape import KEYS, CountyKey
from datong.programmes.dibao.rules.errors import (
    BadParameters,
    MissingParameter,
    NotInForce,
    Problem,
    UnknownParameter,
)
from datong.programmes.dibao.rules.national import national
from datong.programmes.dibao.rules.shapes import Field, Shape

__all__ = ["CountyParameters", "CountyValue", "missing_words"]

MISSING = Text("缺少：{name}（{day}）。{who}", "missing: {name} ({day}). {who}")


@dataclass(frozen=True, slots=True)
class CountyValue:
    """One value over one period, with the document that sets it."""

    key: str
    value: Any
    since: dt.date
    until: dt.date | None
    document: str


@dataclass(frozen=True, slots=True)
class _Row:
    since: dt.date
    until: dt.date | None
    value: Any
    document: str


@dataclass(frozen=True, slots=True, eq=False)
class CountyParameters:
    """What one county supplied. `digest` tells contents apart: equal contents are equal parameters, and share what was
    resolved from them; a decision keeps it."""

    county: str
    name: str
    demonstration: bool
    note: str
    digest: str
    values: Mapping[str, tuple[CountyValue, ...]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CountyParameters) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.digest)

    @classmethod
    def load(cls, path: Path) -> CountyParameters:
        """Read a YAML file. Raises OSError, BadParameters."""
        try:
            given = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise BadParameters(
                [Problem(path.name, Text(f"不是 YAML：{error}", f"not YAML: {error}"))]
            ) from error
        return cls.parse(given)

    @classmethod
    def parse(cls, given: Any) -> CountyParameters:
        """Read what a file or a form holds. Raises BadParameters with every fault."""
        faults: list[Problem] = []
        head = _head().read(given, "", faults)
        if faults:
            raise BadParameters(faults)
        values: dict[str, tuple[CountyValue, ...]] = {}
        for key, rows in (head["parameters"] or {}).items():
            path = f"parameters.{key}"
            if key not in KEYS:
                faults.append(
                    Problem(
                        path,
                        Text(
                            f"没有这个参数；可用：{', '.join(KEYS)}",
                            f"no such parameter; use one of: {', '.join(KEYS)}",
                        ),
                    )
                )
                continue
            values[key] = _history(key, rows, path, faults)
        if faults:
            raise BadParameters(faults)
        written = json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)
        digest = hashlib.sha256(written.encode()).hexdigest()[:12]
        return cls(
            head["county"],
            head["name"] or "",
            bool(head["demonstration"]),
            head["note"] or "",
            digest,
            values,
        )

    @property
    def version(self) -> str:
        """What a decision keeps beside the pack's version."""
        return f"{self.county}/{self.digest}"

    def find(self, key: str, on: dt.date) -> CountyValue | None:
        """The value in force on a day, or None. Raises UnknownParameter for a key nobody declared."""
        if key not in KEYS:
            raise UnknownParameter(Text(f"没有这个参数：{key}", f"no such parameter: {key}"))
        for value in self.values.get(key, ()):
            if value.since <= on and (value.until is None or on <= value.until):
                return value
        return None

    def value(self, key: str, on: dt.date) -> Any:
        """The value in force. Raises MissingParameter, which names it in words."""
        found = self.find(key, on)
        if found is None:
            raise MissingParameter(missing_words(key, on))
        return found.value

    def missing(self, on: dt.date, keys: Iterable[str]) -> tuple[Text, ...]:
        """What is missing of `keys` on a day, in words."""
        return tuple(missing_words(key, on) for key in keys if self.find(key, on) is None)


def missing_words(key: str, on: dt.date) -> Text:
    """缺少：农村低保标准（2014-09-26）。由县级以上地方人民政府公布…"""
    return MISSING.format(name=KEYS[key].field.doc, day=on, who=KEYS[key].authority)


@cache
def _head() -> Shape:
    def words(key: str, zh: str, en: str, *, required: bool = False) -> Field:
        return Field(key, "text", Text(zh, en), required=required)

    return Shape("county", (
        words("county", "县的代码", "the county's code", required=True),
        words("name", "县名", "its name"),
        Field("demonstration", "flag", Text("是否示例值", "whether these are demonstration values")),
        words("note", "说明", "a note"),
        Field("parameters", "mapping", Text("参数", "parameters"), required=True),
    ), dict)  # fmt: skip


@cache
def _row(key: CountyKey) -> Shape:
    return Shape(key.field.key, (
        Field("from", "day", Text("生效日期", "in force from"), required=True),
        Field("to", "day", Text("截止日期", "in force until")),
        key.field,
        Field("document", "text", Text("依据文件", "the document that sets it"), required=True),
    ), lambda **v: _Row(v["from"], v["to"], v["value"], v["document"]))  # fmt: skip


def _history(key: str, rows: Any, path: str, faults: list[Problem]) -> tuple[CountyValue, ...]:
    if not isinstance(rows, list):
        faults.append(
            Problem(path, Text("应为列表，每段时期一项", "must be a list, one entry for each period"))
        )
        return ()
    shape = _row(KEYS[key])
    read = [(f"{path}[{n}]", shape.read(row, f"{path}[{n}]", faults)) for n, row in enumerate(rows)]
    made = [(where, row) for where, row in read if row is not None]
    for where, row in made:
        faults += [Problem(where, text) for text in _limits(key, row)]
    for (_, one), (where, other) in combinations(made, 2):
        if max(one.since, other.since) <= min(one.until or dt.date.max, other.until or dt.date.max):
            faults.append(Problem(where, Text("与另一时期重叠", "overlaps another period")))
    return tuple(CountyValue(key, row.value, row.since, row.until, row.document) for _, row in made)


def _limits(key: str, row: _Row) -> Iterator[Text]:
    """Where the law bounds what a county may set."""
    if row.until is not None and row.until < row.since:
        yield Text("截止日期早于生效日期", "the end is before the beginning")
    if key == "taper_months":
        most = national().find("taper.max_months", row.until or dt.date(9999, 12, 31))
        if most is not None and row.value > most.value:
            yield Text(
                f"渐退期不得超过 {most.value} 个月（{most.cite.zh}）",
                f"a taper may last {most.value} months at most ({most.cite.en})",
            )
    if key == "benefit_method":
        try:
            allowed = national().value("benefit.methods", row.since)
        except NotInForce:
            return
        if row.value not in allowed:
            yield Text(
                f"{row.since} 时只能用：{', '.join(allowed)}", f"on {row.since} only: {', '.join(allowed)}"
            )
