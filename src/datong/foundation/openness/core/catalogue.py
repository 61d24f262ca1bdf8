"""Reading a shipped catalogue (公开目录): groups with what their items share, checked line by line."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from datong.kernel.bilingual import Text

CYCLES = ("monthly", "quarterly", "yearly", "at_once", "stage", "standing")
PROFILES = ("R0", "R1", "R2", "R3", "R4")
UNITS = ("calendar", "working")
CONFIDENCES = ("H", "M", "L")
KEY = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*){1,3}")
MOST_DAYS = {"monthly": 28, "quarterly": 31, "yearly": 366, "at_once": 366, "stage": 366, "standing": 366}
LENGTHS = {
    "name_zh": 60,
    "name_en": 120,
    "group_zh": 40,
    "group_en": 80,
    "evidence": 200,
    "source": 200,
    "key": 60,
}
OPTIONAL: dict[str, Any] = {"public_days": None, "signed": False, "until": None, "evidence": ""}
FIELDS = (
    "key", "aspect", "group_zh", "group_en", "name_zh", "name_en", "cycle", "day", "prepares", "checks", "profile",
    "evidence", "source", "confidence", "board_days", "board_unit", "public_days", "signed", "since", "until",
)  # fmt: skip
BAD_FILE = Text("目录文件 {file} 读不出：{why}", "the catalogue {file} cannot be read: {why}")
BAD_LINE = Text("项目 {key}：{why}", "item {key}: {why}")
MISSING = Text("缺少 {fields}", "{fields} missing")
NO_KEY = Text(
    "编码要用小写字母，以方面开头，如 assets.income.rent",
    "a key is in small letters and begins with its aspect",
)
ASPECT_FIRST = Text("编码要以方面 {aspect} 开头", "the key must begin with its aspect {aspect}")
NOT_ONE_OF = Text("“{value}”不是 {allowed} 之一", "“{value}” is none of {allowed}")
TOO_LONG = Text("{field} 超过 {most} 个字", "{field} is longer than {most} characters")
DAY_RANGE = Text(
    "公布日应在 1 到 {most} 之间（现在是 {value}）", "the day must lie between 1 and {most} (it is {value})"
)
BOARD_RANGE = Text("张贴天数应在 1 到 366 之间", "days on the board must lie between 1 and 366")
PUBLIC_RANGE = Text(
    "网上天数应至少等于张贴天数", "days on the public pages must be at least those on the board"
)
ENDS_BEFORE = Text("停止日期 {until} 早于开始日期 {since}", "it ends on {until}, before it begins on {since}")
TWICE = Text("编码写了两次", "the key stands twice")


class BadCatalogue(ValueError):
    """A catalogue that cannot be used; `text` says where and why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def read(path: Path) -> list[dict[str, Any]]:
    """The items of a file as fields of the table, in its order. Raises BadCatalogue, OSError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found = list(lines(data))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BadCatalogue(BAD_FILE.format(file=path.name, why=repr(error))) from error
    seen: set[str] = set()
    for item in found:
        wrong = fault(item) or (TWICE if item["key"] in seen else None)
        if wrong:
            raise BadCatalogue(BAD_LINE.format(key=item.get("key", "?"), why=wrong))
        seen.add(item["key"])
    return found


def lines(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each item with what its group and the file say for it."""
    for group in data["groups"]:
        shared = {**OPTIONAL, **data.get("defaults", {}), **group.get("common", {})}
        shared |= {
            "aspect": group["aspect"],
            "group_zh": group["group"]["zh"],
            "group_en": group["group"]["en"],
        }
        for item in group["items"]:
            own = dict(item)
            yield shared | {"name_zh": own.pop("zh"), "name_en": own.pop("en")} | own


def fault(item: Mapping[str, Any]) -> Text | None:
    """What is wrong with the fields of an item; None when it can be used."""
    missing = [name for name in FIELDS if name not in item]
    if missing:
        return MISSING.format(fields=", ".join(missing))
    if not KEY.fullmatch(item["key"]):
        return NO_KEY
    if not item["key"].startswith(item["aspect"] + "."):
        return ASPECT_FIRST.format(aspect=item["aspect"])
    for name, allowed in (
        ("cycle", CYCLES),
        ("profile", PROFILES),
        ("board_unit", UNITS),
        ("confidence", CONFIDENCES),
    ):
        if item[name] not in allowed:
            return NOT_ONE_OF.format(value=item[name], allowed="、".join(allowed))
    for name, most in LENGTHS.items():
        if len(item[name]) > most:
            return TOO_LONG.format(field=name, most=most)
    return day_fault(item)


def day_fault(item: Mapping[str, Any]) -> Text | None:
    """What is wrong with the days of an item."""
    most = MOST_DAYS[item["cycle"]]
    if not 1 <= item["day"] <= most:
        return DAY_RANGE.format(value=item["day"], most=most)
    if not 1 <= item["board_days"] <= 366:
        return BOARD_RANGE
    if item["public_days"] is not None and item["public_days"] < item["board_days"]:
        return PUBLIC_RANGE
    since, until = item["since"], item["until"]
    if isinstance(until, dt.date) and until < since:
        return ENDS_BEFORE.format(until=until, since=since)
    return None
