"""Writing many rows at once: executemany on SQLite, COPY on PostgreSQL. No permission is asked here: callers did."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import repeat
from typing import Any

from django.db import connection, models

from datong.foundation.storage.core.bigrams import tokens
from datong.foundation.storage.models import Counter, SealedTextField

Row = Sequence[Any]
MANY = 1_000


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """`count` unused primary keys of `model`; call inside the transaction that will use them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')  # noqa: S608 - a table of ours
            top = cursor.fetchone()[0]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            known = cursor.fetchone()
            start = max(top, known[0] if known else 0) + 1
            return range(start, start + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]


def insert(model: type[models.Model], fields: Sequence[str], columns: Sequence[Iterable[Any]]) -> None:
    """Insert rows given as columns (all of one length, or `itertools.repeat` for a constant), in field order.

    Values are Python values of the field; a sealed field takes sealed bytes. Cost: about that of executemany or COPY.
    """
    concrete: list[Any] = [model._meta.get_field(name) for name in fields]
    stored = [adapt(field, column) for field, column in zip(concrete, columns, strict=True)]
    insert_raw(model._meta.db_table, [str(field.column) for field in concrete], zip(*stored, strict=False))
    refresh_statistics(model._meta.db_table, max(len(c) for c in columns if isinstance(c, Sized)))


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model; with ids (see `reserve_ids`) or without. Cost: about that of `insert`."""
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or objects[0].pk]
    columns = [
        [
            field.get_prep_value(value) if isinstance(field, SealedTextField) else value
            for value in (getattr(each, field.attname) for each in objects)
        ]
        for field in fields
    ]
    insert(model, [field.name for field in fields], columns)


def refresh_statistics(table: str, rows: int) -> None:
    """After a bulk insert PostgreSQL plans by what it knew before, which may be nothing; look anew at once."""
    if connection.vendor == "postgresql" and rows >= MANY:
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{table}"')


def update(
    model: type[models.Model], ids: Sequence[int], fields: Sequence[str], columns: Sequence[Iterable[Any]]
) -> None:
    """Change rows given as columns, one value for each of `ids` (or a constant). Values as in `insert`."""
    concrete: list[Any] = [model._meta.get_field(name) for name in fields]
    stored = [adapt(field, column) for field, column in zip(concrete, columns, strict=True)]
    mark = "?" if connection.vendor == "sqlite" else "%s"
    changes = ", ".join(f'"{field.column}" = {mark}' for field in concrete)
    statement = f'UPDATE "{model._meta.db_table}" SET {changes} WHERE id = {mark}'  # noqa: S608
    with connection.cursor() as cursor:
        raw = connection.connection if connection.vendor == "sqlite" else cursor.cursor
        raw.executemany(statement, zip(*stored, ids, strict=False))


def duplicate(model: type[models.Model], ids: Sequence[int], changes: Mapping[str, Any]) -> None:
    """Copy rows beside themselves under new ids, with some fields changed to one value each; sealed values stay sealed."""
    concrete: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = {model._meta.get_field(name): value for name, value in changes.items()}
    listed = ", ".join(f'"{field.column}"' for field in concrete)
    taken = ", ".join("%s" if field in values else f'"{field.column}"' for field in concrete)
    given = [next(iter(adapt(field, [values[field]]))) for field in concrete if field in values]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f'INSERT INTO "{table}" ({listed}) SELECT {taken} FROM "{table}" WHERE id IN ({marks})',  # noqa: S608
                [*given, *part],
            )


def insert_raw(table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert ready rows into a table of ours. Raises django.db.IntegrityError as the ORM does."""
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" * len(names))
            connection.connection.executemany(
                f'INSERT INTO "{table}" ({listed}) VALUES ({marks})',  # noqa: S608
                rows,
            )
            return
        with cursor.cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def adapt(field: Any, column: Iterable[Any]) -> Iterable[Any]:
    """A column as the database wants it: JSON as text; on SQLite dates as ISO text."""
    if isinstance(field, models.JSONField):
        return constant_or(
            column, lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
        )
    if connection.vendor == "sqlite" and isinstance(field, models.DateField):
        return constant_or(column, iso)
    return column


def constant_or(column: Iterable[Any], change: Any) -> Iterable[Any]:
    """Apply `change` to every value; a constant is changed once."""
    if isinstance(column, repeat):
        return repeat(change(next(column)))
    known: dict[Any, Any] = {}
    return [known[v] if v.__hash__ and v in known else remember(known, v, change) for v in column]


def remember(known: dict[Any, Any], value: Any, change: Any) -> Any:
    """`change(value)`, remembered when the value can be a key."""
    changed = change(value)
    if value.__hash__:
        known[value] = changed
    return changed


def iso(value: dt.date | dt.datetime | None) -> str | None:
    """A date or moment as SQLite keeps it."""
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")
    return value.isoformat()


def index_names(ids: Sequence[int], names: Sequence[str]) -> None:
    """Make these persons findable by any part of their names."""
    index_tokens("storage_names", ids, map(tokens, names))


def index_tokens(table: str, ids: Sequence[int], grams: Iterable[str]) -> None:
    """Put these numbers with their tokens (joined by blanks) into a search table, in place of what it knew of them."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.executemany(
            f"INSERT OR REPLACE INTO {table}(rowid, grams) VALUES (?, ?)",  # noqa: S608 - a table of ours
            zip(ids, grams, strict=True),
        )
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS names_in (id bigint, grams text) ON COMMIT DELETE ROWS"
        )
        with cursor.cursor.copy("COPY names_in (id, grams) FROM STDIN") as copy:
            for row in zip(ids, grams, strict=True):
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table}(id, grams)"  # noqa: S608
            " SELECT id, array_to_tsvector(string_to_array(grams, ' ')) FROM names_in"
            " ON CONFLICT (id) DO UPDATE SET grams = EXCLUDED.grams"
        )
        cursor.execute("DELETE FROM names_in")


def forget_tokens(table: str, ids: Sequence[int]) -> None:
    """Take these numbers out of a search table."""
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(each,) for each in ids])  # noqa: S608


def next_number(name: str, wanted: int = 1) -> int:
    """The next number of the counter `name`, from 1; of several wanted at once the first.

    Without gaps: a transaction that fails gives its numbers back; others of the same name wait for it.
    """
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update(no_key=True).get(name=name)
    counter.last += wanted
    counter.save(update_fields=["last"])
    return counter.last - wanted + 1
