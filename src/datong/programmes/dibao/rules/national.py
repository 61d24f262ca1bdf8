"""The law's numbers (全国参数): every value with its period, document, article and confidence, read once from YAML.

One file holds one concept (`parameters/*.yaml`). A value asked for a day is the value of that day; an `unknown` entry says
that the law is open from then on. Faults in a file (unknown keys, overlapping periods, a missing source) are errors at load.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import yaml

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.citing import Source, article_words
from datong.programmes.dibao.rules.errors import (
    BadParameters,
    MissingParameter,
    NotInForce,
    Problem,
    UnknownParameter,
)

__all__ = ["Area", "National", "Parameter", "Value", "load", "national"]

FOLDER = Path(__file__).parent / "parameters"
Area = Literal["urban", "rural"]

Unit = Literal[
    "calendar_days", "working_days", "days", "months", "years", "times", "persons", "day_of_month",
    "share", "flag", "keys", "treatment", "deduction",
]  # fmt: skip
COUNTS = {"calendar_days", "working_days", "months", "years", "times", "persons", "day_of_month"}
ENTRY_KEYS = {"from", "to", "area", "value", "unknown", "source", "article", "confidence", "note"}
DEDUCTIONS = {"statute", "county", "none"}
TREATMENT: dict[str, set[str | bool]] = {
    "type": {"wage", "business", "property", "transfer"},
    "counted": {True, False, "ask"},
    "costs": {"required", "deducted", "kept"},
}
NOT_IN_FORCE = Text("{day} 没有生效的“{name}”规定", 'no rule on "{name}" is in force on {day}')
NO_SUCH = Text("没有这个参数：{key}", "no such parameter: {key}")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one parameter over one period, with where it is written."""

    key: str
    name: Text
    unit: Unit
    value: Any
    since: dt.date
    until: dt.date | None
    area: Area | None
    source: Source
    article: str
    confidence: Literal["H", "M", "L"]
    note: Text | None = None
    unknown: Text | None = None

    @property
    def cite(self) -> Text:
        """Document and article."""
        return self.source.cite(self.article)

    def holds(self, on: dt.date, area: str | None) -> bool:
        """Whether it is the value of that day (and area, where it differs by area)."""
        begun = self.since <= on and (self.until is None or on <= self.until)
        return begun and self.area in {None, area}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter and the history of its values."""

    key: str
    name: Text
    unit: Unit
    values: tuple[Value, ...]


@dataclass(frozen=True)
class National:
    """All parameters, the sources they cite, and the digest of their files (part of the rules' version)."""

    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    digest: str

    def at(self, key: str, on: dt.date, area: str | None = None) -> Value:
        """The entry in force. Raises UnknownParameter, NotInForce; an entry whose value is unknown is returned."""
        parameter = self.parameters.get(key)
        if parameter is None:
            raise UnknownParameter(NO_SUCH.format(key=key))
        for value in parameter.values:
            if value.holds(on, area):
                return value
        raise NotInForce(NOT_IN_FORCE.format(day=on, name=parameter.name))

    def value(self, key: str, on: dt.date, area: str | None = None) -> Any:
        """The value in force; as `at`, and raises MissingParameter where the law is open."""
        found = self.at(key, on, area)
        if found.unknown is not None:
            raise MissingParameter(found.unknown)
        return found.value

    def find(self, key: str, on: dt.date, area: str | None = None) -> Value | None:
        """The entry in force, or None where there is none on that day. Raises UnknownParameter."""
        try:
            return self.at(key, on, area)
        except NotInForce:
            return None

    def starting(self, prefix: str) -> dict[str, Parameter]:
        """Parameters whose key begins with `prefix.`, by the rest of the key."""
        return {
            key.removeprefix(f"{prefix}."): p
            for key, p in self.parameters.items()
            if key.startswith(f"{prefix}.")
        }


@cache
def national() -> National:
    """The parameters that come with Datong; read once."""
    return load(FOLDER)


def load(folder: Path) -> National:
    """Read and check every file of a folder. Raises BadParameters with all faults."""
    faults: list[Problem] = []
    digest = hashlib.sha256()
    files: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        files[path.name] = yaml.load(content, Loader=yaml.CSafeLoader)
    sources = {
        key: Source(key, Text(**entry["number"]), Text(**entry["title"]))
        for key, entry in files.pop("sources.yaml", {}).get("sources", {}).items()
    }
    parameters: dict[str, Parameter] = {}
    for name, content in files.items():
        for key, entry in content["parameters"].items():
            if key in parameters:
                faults.append(Problem(f"{name}:{key}", Text("参数写了两次", "declared twice")))
            found = _parameter(key, entry, sources, f"{name}:{key}", faults)
            if found:
                parameters[key] = found
    if faults:
        raise BadParameters(faults)
    return National(parameters, sources, digest.hexdigest()[:12])


def _parameter(
    key: str, entry: Mapping[str, Any], sources: Mapping[str, Source], where: str, faults: list[Problem]
) -> Parameter | None:
    before = len(faults)
    faults += [
        Problem(f"{where}.{strange}", Text("不认识这个键", "unknown key"))
        for strange in sorted(set(entry) - {"name", "unit", "values"})
    ]
    if set(entry.get("name", ())) != {"zh", "en"}:
        faults.append(Problem(f"{where}.name", Text("名称须有 zh 和 en", "the name needs zh and en")))
    if entry.get("unit") not in Unit.__args__:  # type: ignore[attr-defined]  # a Literal's choices
        faults.append(Problem(f"{where}.unit", Text("没有这个单位", "no such unit")))
    for number, row in enumerate(entry.get("values", ())):
        faults += [
            Problem(f"{where}[{number}]{path}", text) for path, text in _row_faults(row, entry, sources)
        ]
    if len(faults) > before:
        return None
    name, unit = Text(**entry["name"]), entry["unit"]
    values = tuple(_value(key, name, unit, row, sources) for row in entry["values"])
    faults += [Problem(where, text) for text in _overlaps(values)]
    return Parameter(key, name, unit, values)


def _row_faults(
    row: Mapping[str, Any], entry: Mapping[str, Any], sources: Mapping[str, Source]
) -> Iterator[tuple[str, Text]]:
    for strange in sorted(set(row) - ENTRY_KEYS):
        yield f".{strange}", Text("不认识这个键", "unknown key")
    if not isinstance(row.get("from"), dt.date) or not isinstance(row.get("to", dt.date.max), dt.date):
        yield ".from", Text("起止须是日期", "from and to must be dates")
    if row.get("source") not in sources:
        yield ".source", Text("缺少出处，或 sources.yaml 里没有", "no source, or not in sources.yaml")
    try:
        article_words(row.get("article", "?"))
    except ValueError:
        yield ".article", Text("条款写法不对", "the article is not written as it should be")
    if row.get("confidence") not in {"H", "M", "L"}:
        yield ".confidence", Text("须为 H、M 或 L", "must be H, M or L")
    for key in ("note", "unknown"):
        if set(row.get(key, ("zh", "en"))) != {"zh", "en"}:
            yield f".{key}", Text("须有 zh 和 en", "needs zh and en")
    if ("value" in row) == ("unknown" in row):
        yield ".value", Text("须有 value 或 unknown 之一", "needs either value or unknown")
    elif "value" in row and not _fits(row["value"], entry.get("unit")):
        yield ".value", Text("值与单位不符", "the value does not fit its unit")


def _fits(value: Any, unit: str | None) -> bool:
    if unit in COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if unit == "share":
        return isinstance(value, str) and Fraction(value) > 0
    if unit == "keys":
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if unit == "days":
        return (
            isinstance(value, dict)
            and set(value) == {"days", "unit"}
            and value["unit"] in {"working", "calendar"}
        )
    if unit == "treatment":
        return (
            isinstance(value, dict)
            and set(value) == set(TREATMENT)
            and all(value[k] in TREATMENT[k] for k in value)
        )
    return isinstance(value, bool) if unit == "flag" else value in DEDUCTIONS


def _value(key: str, name: Text, unit: Unit, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Value:
    value = row.get("value")
    if unit == "share" and value is not None:
        value = Fraction(value)
    elif unit == "keys" and value is not None:
        value = tuple(value)
    return Value(
        key, name, unit, value, row["from"], row.get("to"), row.get("area"), sources[row["source"]],
        row["article"], row["confidence"],
        Text(**row["note"]) if "note" in row else None,
        Text(**row["unknown"]) if "unknown" in row else None,
    )  # fmt: skip


def _overlaps(values: tuple[Value, ...]) -> Iterator[Text]:
    for one, other in combinations(values, 2):
        late, early = max(one.since, other.since), min(one.until or dt.date.max, other.until or dt.date.max)
        if late <= early and (one.area == other.area or None in {one.area, other.area}):
            yield Text(f"{late} 起的两个值重叠", f"two values overlap from {late}")
    for value in values:
        if value.until and value.until < value.since:
            yield Text(f"{value.since} 晚于 {value.until}", f"{value.since} is after {value.until}")
