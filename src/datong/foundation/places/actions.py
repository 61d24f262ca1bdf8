"""Loading a list of places."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from datong.foundation.journal import service as journal
from datong.foundation.places.core import LEVELS, initials, kind_of, short_name
from datong.foundation.places.errors import BadPlaces
from datong.foundation.places.models import Place
from datong.kernel.bilingual import Text

COLUMNS = ("code", "parent", "level", "kind", "name")


def load(actor: str, path: Path, *, valid_from: dt.date | None = None) -> tuple[int, int]:
    """Take in a CSV with columns code, parent, level, kind, name. Gives (new, changed); running it again gives (0, 0).

    Raises BadPlaces with the line and the reason; nothing is kept then.
    """
    rows = read(path)
    with transaction.atomic():
        known = {
            (place.code, place.level): place
            for place in Place.objects.filter(code__in=[r.code for r in rows])
        }
        for row in rows:
            row.valid_from = valid_from
        new = [row for row in rows if (row.code, row.level) not in known]
        changed = [place for row in rows if (place := renamed(known.get((row.code, row.level)), row))]
        Place.objects.bulk_create(new, batch_size=500)
        Place.objects.bulk_update(changed, ["parent", "kind", "name", "short", "initials"], batch_size=500)
        if new or changed:
            journal.record(
                actor,
                "places.load",
                f"places.File:{path.name}",
                detail={"new": len(new), "changed": len(changed)},
            )
    return len(new), len(changed)


def renamed(place: Place | None, row: Place) -> Place | None:
    """The known place with the row's facts, when they differ."""
    if place is None or (place.name, place.parent, place.kind) == (row.name, row.parent, row.kind):
        return None
    place.name, place.short, place.initials = row.name, row.short, row.initials
    place.parent, place.kind = row.parent, row.kind
    return place


def read(path: Path) -> list[Place]:
    """The file's places; raises BadPlaces."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPlaces(
            Text(
                zh=f"读不出 {path.name}：请给出 UTF-8 编码的 CSV 文件。",
                en=f"{path.name} cannot be read: please give a CSV file in UTF-8.",
            )
        ) from error
    table = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (table.fieldnames or [])]
    if missing:
        listed = "、".join(missing)
        raise BadPlaces(
            Text(zh=f"{path.name} 缺少列：{listed}。", en=f"{path.name} lacks the columns: {listed}.")
        )
    seen: dict[tuple[str, str], int] = {}
    return [place(row, line, path.name, seen) for line, row in enumerate(table, start=2)]


def place(row: Mapping[str, str | None], line: int, file: str, seen: dict[tuple[str, str], int]) -> Place:
    """One line as a place; raises BadPlaces naming the line."""
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    code, parent, level, name = cells["code"], cells["parent"], cells["level"], cells["name"]
    wrong = fault(cells) or (
        Text(zh=f"与第 {seen[code, level]} 行重复", en=f"the same as line {seen[code, level]}")
        if (code, level) in seen
        else None
    )
    if wrong:
        raise BadPlaces(
            Text(zh="{file} 第 {line} 行：{wrong}。", en="{file}, line {line}: {wrong}.").format(
                file=file, line=line, wrong=wrong
            )
        )
    seen[code, level] = line
    short = short_name(name, level)
    kind = kind_of(code, level) or cells["kind"]
    return Place(
        code=code, parent=parent, level=level, kind=kind, name=name, short=short, initials=initials(short)
    )


def fault(cells: Mapping[str, str]) -> Text | None:
    """What is wrong with a line, or None."""
    code = cells["code"]
    if not (code.isascii() and code.isdigit() and len(code) == 12):
        return Text(zh=f"代码“{code}”应为 12 位数字", en=f"the code {code!r} should have 12 digits")
    if cells["level"] not in LEVELS:
        return Text(
            zh=f"级别“{cells['level']}”应为 {'、'.join(LEVELS)} 之一",
            en=f"the level {cells['level']!r} should be one of {', '.join(LEVELS)}",
        )
    return None if cells["name"] else Text(zh="名称为空", en="the name is empty")
