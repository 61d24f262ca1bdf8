"""Finding by part of a name: FTS5 on SQLite, tsvector on PostgreSQL, bigrams made in Python on both."""

from django.db import connection

from datong.foundation.storage.core.bigrams import wanted

LIMIT = 20_000


def find_names(part: str) -> list[int]:
    """Numbers (ids) of the persons whose name holds `part`, at most 20,000; cost is that of the index, not of the register."""
    pieces = wanted(part)
    if not pieces:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ask = " AND ".join(
                f'"{piece.replace(chr(34), "")}"' + ("*" if len(piece) == 1 else "") for piece in pieces
            )
            cursor.execute(
                "SELECT rowid FROM storage_names WHERE storage_names MATCH %s LIMIT %s", [ask, LIMIT]
            )
        elif len(pieces) == 1 and len(pieces[0]) == 1:
            ask = "'" + pieces[0].replace("'", "''").replace("\\", "\\\\") + "':*"
            cursor.execute("SELECT id FROM storage_names WHERE grams @@ %s::tsquery LIMIT %s", [ask, LIMIT])
        else:
            cursor.execute(
                "SELECT id FROM storage_names WHERE tsvector_to_array(grams) @> %s AND grams @@ %s::tsquery LIMIT %s",
                [
                    pieces,
                    " & ".join("'" + p.replace("\\", "\\\\").replace("'", "''") + "'" for p in pieces),
                    LIMIT,
                ],
            )
        return [row[0] for row in cursor.fetchall()]
