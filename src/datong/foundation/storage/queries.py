"""Finding by part of a name: FTS5 on SQLite, tsvector on PostgreSQL, bigrams made in Python on both."""

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from datong.foundation.storage.core.bigrams import wanted, words

LIMIT = 20_000
NAMES = "storage_names"


def find_names(part: str) -> list[int]:
    """Numbers (ids) of the persons whose name holds `part`, at most 20,000; cost is that of the index, not of the register."""
    pieces = wanted(part)
    if not pieces:
        return []
    statement, params = matching(NAMES, pieces)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT %s", [*params, LIMIT])
        return [row[0] for row in cursor.fetchall()]


def matching(table: str, pieces: list[str]) -> tuple[str, list[Any]]:
    """The statement that selects the numbers in a search table (see `search_table`) holding all these tokens, and its
    parameters; to stand inside another query, too."""
    if connection.vendor == "sqlite":
        ask = " AND ".join(
            f'"{piece.replace(chr(34), "")}"' + ("*" if len(piece) == 1 else "") for piece in pieces
        )
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [ask]  # noqa: S608 - a table of ours
    if len(pieces) == 1 and len(pieces[0]) == 1:
        return f"SELECT id FROM {table} WHERE grams @@ %s::tsquery", [quoted(pieces[0]) + ":*"]  # noqa: S608
    return (
        f"SELECT id FROM {table} WHERE tsvector_to_array(grams) @> %s AND grams @@ %s::tsquery",  # noqa: S608
        [pieces, " & ".join(map(quoted, pieces))],
    )


def quoted(piece: str) -> str:
    """A token as tsquery takes it."""
    return "'" + piece.replace("\\", "\\\\").replace("'", "''") + "'"


def found_in(table: str, text: str) -> tuple[list[str], RawSQL | None]:
    """The words looked for, and the numbers of what holds all their tokens as the inside of an `id__in`; None for no word.

    A word of two characters is found exactly; of longer ones all pairs are there, so compare with the text again.
    """
    looked = words([text])
    pieces = list(dict.fromkeys(piece for word in looked for piece in wanted(word)))
    single = [piece for piece in pieces if len(piece) == 1]
    pieces = [piece for piece in pieces if len(piece) > 1] or single[:1]
    return looked, RawSQL(*matching(table, pieces)) if pieces else None  # noqa: S611 - tokens are parameters
