"""From accepted rows to records: duplicates, conflicts, versions, bulk writing."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from datong.foundation.ledgers.actions.lookup import SEPARATOR, key_of
from datong.foundation.ledgers.actions.reading import Reading
from datong.foundation.ledgers.core.kinds import Body, Identity, Phone, Reference, Town, Village
from datong.foundation.ledgers.core.sheet import Batch, Column
from datong.foundation.ledgers.models import LedgerRecord, SheetReceipt
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text

BASE = [
    "county",
    "place_code",
    "key",
    "content",
    "origin",
    "row",
    "valid_from",
    "valid_to",
    "closed_by",
    "more",
]


FEW = 200  # rows; beyond that reading every key of the county is cheaper than asking for each


@dataclass
class Kept:
    """How many rows were new, changed an earlier version, or were there already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def digests(reading: Reading) -> tuple[list[bytes], list[bytes]]:
    """Key and content digests of every row."""
    sheet, digest = reading.sheet, storage.key_ring().digest
    texts = {column.name: spelled(reading, column) for column in sheet.columns}
    parts = zip(*(texts[name] for name in sheet.key), strict=True)
    keys = [key_of(sheet, reading.county, part) for part in parts]
    contents = [digest(SEPARATOR.join(row).rstrip(SEPARATOR)) for row in zip(*texts.values(), strict=True)]
    return keys, contents


def spelled(reading: Reading, column: Column) -> list[str]:
    """A column as the digests take it: towns and villages by their codes, however the ledger wrote their names."""
    values = reading.values[column.name]
    if isinstance(column.kind, Village):
        return reading.places
    if isinstance(column.kind, Town):
        named = zip(values, reading.places, strict=True)
        return [(value or "") if place.endswith("000000") else place[:9] for value, place in named]
    return ["" if value is None else str(value) for value in values]


def refuse_repeated(reading: Reading, keys: Sequence[bytes], contents: Sequence[bytes]) -> None:
    """Refuse rows whose key an earlier row of the sheet has: `duplicate` with equal content, else `conflict`."""
    first: dict[bytes, int] = {}
    column = reading.sheet.key[0]
    for position, key in enumerate(keys):
        earlier = first.setdefault(key, position)
        if earlier == position:
            continue
        row = reading.row_numbers[earlier]
        if contents[earlier] == contents[position]:
            reason = Text(
                zh=f"与第 {row} 行完全相同，只保留第 {row} 行", en=f"the same as row {row}; row {row} is kept"
            )
            reading.refuse(position, "duplicate", column, reason)
        else:
            reason = Text(
                zh=f"与第 {row} 行是同一对象但内容不同，两行都已保留，请决定以哪一行为准",
                en=f"about the same thing as row {row} but different; both are kept, please decide which one holds",
            )
            reading.refuse(position, "conflict", column, reason)


def keep(
    reading: Reading, keys: list[bytes], contents: list[bytes], receipt: SheetReceipt, as_of: dt.date
) -> Kept:
    """Write the accepted rows as records that speak from `as_of` on. Cost: one look at the sheet's keys, one bulk insert."""
    batch = Batch(
        county=reading.county,
        rows=reading.row_numbers,
        values=reading.values,
        ids=reading.ids,
        places=reading.places,
    )
    fields = field_columns(reading, batch)
    fields |= {
        "county": repeat(reading.county),
        "place_code": reading.places,
        "key": keys,
        "content": contents,
        "origin": repeat(receipt.pk),
        "row": reading.row_numbers,
        "valid_from": repeat(as_of),
        "valid_to": repeat(None),
        "closed_by": repeat(None),
    }
    model = reading.sheet.model
    versions = versions_known(model, reading.county, keys)
    if not versions:
        storage.insert(model, list(fields), list(fields.values()))
        return Kept(added=len(keys))
    return merge(model, fields, versions, receipt, as_of)


def field_columns(reading: Reading, batch: Batch) -> dict[str, Any]:
    """The record's fields, column-wise, from the sheet's columns and its `becomes`."""
    model = reading.sheet.model
    known = {field.name for field in model._meta.get_fields()}
    fields: dict[str, Any] = {}
    more: dict[str, list[Any]] = {}
    for column in reading.sheet.columns:
        if isinstance(column.kind, Village) or (isinstance(column.kind, Town) and not column.kind.organs):
            continue
        values = stored(reading, column, model)
        if column.name in known:
            fields[column.name] = values
        else:
            more[column.name] = values
    fields["more"] = extras(more, reading.height)
    if reading.sheet.becomes is not None:
        fields |= dict(reading.sheet.becomes(batch))
    return fields


def stored(reading: Reading, column: Column, model: type[LedgerRecord]) -> list[Any]:
    """A column as the table keeps it: ids for what was looked up, sealed bytes for phones."""
    values = reading.values[column.name]
    if isinstance(column.kind, Identity | Reference | Body):
        return list(reading.ids.get(column.name, values))
    if isinstance(column.kind, Phone):
        place = f"{model._meta.db_table}.{column.name}"
        return [None if value is None else storage.seal(place, value) for value in values]
    if isinstance(column.kind, Town):
        return [
            value if place.endswith("000000") else ""
            for value, place in zip(values, reading.places, strict=True)
        ]
    return values


def extras(more: Mapping[str, list[Any]], height: int) -> Any:
    """The `more` of every row: declared columns for which the record has no field, as JSON values."""
    filled = {name: values for name, values in more.items() if any(value is not None for value in values)}
    if not filled:
        return repeat({})
    rows = zip(*filled.values(), strict=True)
    return [
        {name: plain(value) for name, value in zip(filled, row, strict=True) if value is not None}
        for row in rows
    ] or [{}] * height


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def versions_known(
    model: type[LedgerRecord], county: str, keys: Sequence[bytes]
) -> dict[bytes, list[tuple[Any, ...]]]:
    """Versions by key, each (valid_from, valid_to, id, content), withdrawn ones left out. Of a few rows only their own
    keys are read."""
    found: dict[bytes, list[tuple[Any, ...]]] = {}
    known = model._default_manager.filter(county=county)
    if len(keys) <= FEW:
        known = known.filter(key__in=keys)
    rows = known.values_list("key", "valid_from", "valid_to", "pk", "content")
    for key, since, until, pk, content in rows.iterator(20_000):
        if since != until:
            found.setdefault(bytes(key), []).append((since, until, pk, bytes(content)))
    return found


def merge(
    model: type[LedgerRecord],
    fields: dict[str, Any],
    versions: Mapping[bytes, list[tuple[Any, ...]]],
    receipt: SheetReceipt,
    as_of: dt.date,
) -> Kept:
    """Write only what differs from the version that speaks on `as_of`."""
    kept = Kept()
    fresh: list[int] = []
    changed: list[tuple[int, int]] = []
    until: dict[int, dt.date] = {}
    for position, (key, content) in enumerate(zip(fields["key"], fields["content"], strict=True)):
        known = versions.get(key, [])
        speaking = next((v for v in known if v[0] <= as_of and (v[1] is None or v[1] > as_of)), None)
        if speaking is not None and speaking[3] == content:
            kept.unchanged += 1
        elif speaking is None or speaking[1] is not None:
            later = [since for since, *_ in known if since > as_of]
            if later:
                until[position] = min(later)
            if speaking is not None:
                close(model, speaking[2], as_of, receipt)
            fresh.append(position)
        else:
            changed.append((position, speaking[2]))
    insert_chosen(model, fields, fresh, until)
    replace_current(model, fields, changed, receipt, as_of)
    kept.added, kept.changed = len(fresh), len(changed)
    return kept


def close(model: type[LedgerRecord], pk: int, as_of: dt.date, receipt: SheetReceipt) -> None:
    """End a past version where a backdated one begins."""
    model.objects.filter(pk=pk).update(valid_to=as_of, closed_by=receipt)


def insert_chosen(
    model: type[LedgerRecord], fields: dict[str, Any], positions: list[int], until: Mapping[int, dt.date]
) -> None:
    """Insert some of the rows; those with a later version already end where it begins."""
    if not positions:
        return
    columns = {
        name: values if isinstance(values, repeat) else [values[position] for position in positions]
        for name, values in fields.items()
    }
    if until:
        columns["valid_to"] = [until.get(position) for position in positions]
    storage.insert(model, list(columns), list(columns.values()))


def replace_current(
    model: type[LedgerRecord],
    fields: dict[str, Any],
    changed: list[tuple[int, int]],
    receipt: SheetReceipt,
    as_of: dt.date,
) -> None:
    """Keep the old facts as a closed version beside the current row, and change the row in place."""
    if not changed:
        return
    ids = [pk for _, pk in changed]
    storage.duplicate(model, ids, {"valid_to": as_of, "closed_by": receipt.pk})
    named = [name for name in fields if name not in {"key", "county", "valid_to", "closed_by"}]
    columns = [
        values
        if isinstance(values := fields[name], repeat)
        else [values[position] for position, _ in changed]
        for name in named
    ]
    storage.update(model, ids, named, columns)


def cells_json(headings: Sequence[str], cells: Sequence[Any]) -> str:
    """A refused row's cells as they stood, by heading."""
    return json.dumps(
        {heading: cell_text(cell) for heading, cell in zip(headings, cells, strict=True)}, ensure_ascii=False
    )


def cell_text(cell: Any) -> Any:
    """A raw cell as JSON: dates as ISO text, the rest as it is."""
    return cell.isoformat() if isinstance(cell, dt.date) else cell
