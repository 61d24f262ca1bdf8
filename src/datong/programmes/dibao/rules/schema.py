"""The JSON schema of a declared shape (2020-12), and the rows of its reference page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datong.programmes.dibao.rules.household_shape import household
from datong.programmes.dibao.rules.shapes import WANTED, Field, Shape

__all__ = ["json_schema", "reference_rows"]

SIMPLE: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1},
    "flag": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
    "whole": {"type": "integer"},
    "fen": {"type": "integer"},
    "yuan": {"type": "string", "pattern": r"^-?(0|[1-9]\d{0,9})(\.\d{1,2})?$"},
    "square": {"type": "string", "pattern": r"^(0|[1-9]\d{0,9})(\.\d{1,2})?$"},
    "texts": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "mapping": {"type": "object"},
}


def json_schema(shape: Shape | None = None) -> dict[str, Any]:
    """The schema of the household document (or of another shape), with both languages in the descriptions."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": (shape or household()).name}
    return schema | _object(shape or household())


def _object(shape: Shape) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {entry.key: _field(entry) for entry in shape.fields},
        "required": [entry.key for entry in shape.fields if entry.required],
    }
    if shape.rivals:
        found["not"] = {"anyOf": [{"required": list(pair)} for pair in shape.rivals]}
    return found


def _field(entry: Field) -> dict[str, Any]:
    told = {"description": f"{entry.doc.zh} {entry.doc.en}"}
    if entry.kind == "choice":
        return told | {"enum": list(entry.choices or {})}
    if entry.kind == "shape" and entry.shape:
        return told | _object(entry.shape)
    if entry.kind == "list" and entry.shape:
        return told | {"type": "array", "items": _object(entry.shape)}
    bounds = {"minimum": entry.low, "maximum": entry.high} if entry.kind in {"whole", "fen"} else {}
    return told | SIMPLE[entry.kind] | bounds


def reference_rows(shape: Shape, prefix: str = "") -> Iterator[list[str]]:
    """Key, whether required, what it holds, what it means: for a table of documentation."""
    for entry in shape.fields:
        holds = WANTED.get(entry.kind)
        if entry.kind == "choice":
            told = "、".join(f"`{key}` {name.zh} {name.en}" for key, name in (entry.choices or {}).items())
        else:
            told = f"{holds.zh} {holds.en}" if holds else ""
        key = f"{prefix}{entry.key}"
        yield [f"`{key}`", "必填 required" if entry.required else "", told, f"{entry.doc.zh} {entry.doc.en}"]
        if entry.shape:
            yield from reference_rows(entry.shape, f"{key}[]." if entry.kind == "list" else f"{key}.")
