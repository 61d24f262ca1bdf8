"""A county's value in words (参数值), with its unit: for whoever reads what was changed from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.rules.shapes import Field

__all__ = ["Changed", "changes_of", "said"]

NOT_SET = Text("没有规定", "not set")
NOBODY = Text("没有", "none")
YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}
MONTHS = Text("{n} 个月", "{n} months")
STANDARD = {
    "month": Text("每月 {own} 元（合每年 {other} 元）", "{own} yuan a month ({other} a year)"),
    "year": Text("每年 {own} 元（合每月 {other} 元）", "{own} yuan a year ({other} a month)"),
}


class Changed(NamedTuple):
    """One parameter: its name, its value as it stands, and the one tried."""

    name: Text
    before: Text
    after: Text


def changes_of(values: Mapping[str, Any], standing: Mapping[str, Any]) -> list[Changed]:
    """What is changed from what to what; both as an entry writes them, by key."""
    return [
        Changed(COUNTY_KEYS[key].field.doc, said(key, standing.get(key)), said(key, value))
        for key, value in values.items()
    ]


def said(key: str, value: Any) -> Text:
    """A value as an entry writes it: 260.00 yuan a month; gap; 6 months. None: not set."""
    if value is None:
        return NOT_SET
    if key.startswith("standard."):
        return standard(value)
    if key.endswith("_months"):
        return MONTHS.format(n=value)
    return worded(COUNTY_KEYS[key].field, value)


def standard(value: Mapping[str, str]) -> Text:
    """As it was set, and what that comes to in the other span, to a fen."""
    own, yearly = Decimal(value["amount"]), value["per"] == "year"
    other = own / 12 if yearly else own * 12
    return STANDARD[value["per"]].format(own=f"{own:,.2f}", other=f"{other:,.2f}")


def worded(field: Field, value: Any) -> Text:
    """By the shape its field declares."""
    if isinstance(value, list):
        parts = [worded(field, each) for each in value]
        mark = Text("；", "; ") if field.shape else Text("、", ", ")
        return joined(parts, mark) if parts else NOBODY
    if field.choices:
        return field.choices.get(value, Text(f"{value}", f"{value}"))
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, Mapping) and field.shape:
        return joined(list(pieces(field.shape.fields, value)), Text("，", ", "))
    return Text(f"{value}", f"{value}")


def pieces(fields: Sequence[Field], value: Mapping[str, Any]) -> Iterator[Text]:
    """The parts of one entry of a list, each with what it means; its own key and its name in the other language are left out."""
    if "name_zh" in value:
        yield Text(value["name_zh"], value.get("name_en", value["name_zh"]))
    for field in fields:
        if field.key in value and field.key not in ("key", "name_zh", "name_en"):
            found = worded(field, value[field.key])
            yield (
                found
                if field.kind == "choice"
                else Text(f"{field.doc.zh} {found.zh}", f"{field.doc.en} {found.en}")
            )


def joined(parts: list[Text], mark: Text) -> Text:
    """One after the other, in both languages."""
    return Text(mark.zh.join(each.zh for each in parts), mark.en.join(each.en for each in parts))
