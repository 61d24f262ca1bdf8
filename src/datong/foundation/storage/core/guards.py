"""The statements that make a table append-only (只追加), for both databases.

SQLite: triggers. REPLACE is refused twice over: as the deletion it is where `recursive_triggers` is on, and by the
trigger before INSERT on any connection. PostgreSQL: triggers that fire always, for replication roles too.
A refused statement is an error of integrity on both (`django.db.IntegrityError`).
"""

from collections.abc import Sequence

__all__ = ["guard", "unguard"]

SAYS = "{table} 只能追加，不能修改或删除 (append-only: no change, no removal)"
SQLITE = (
    """CREATE TRIGGER "{table}_append_only_update" BEFORE UPDATE ON "{table}"
BEGIN SELECT RAISE(ABORT, '{says}'); END""",
    """CREATE TRIGGER "{table}_append_only_delete" BEFORE DELETE ON "{table}"
BEGIN SELECT RAISE(ABORT, '{says}'); END""",
    """CREATE TRIGGER "{table}_append_only_replace" BEFORE INSERT ON "{table}"
WHEN EXISTS (SELECT 1 FROM "{table}" WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, '{says}'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"
FOR EACH ROW EXECUTE FUNCTION "{table}_append_only"()""",
    """CREATE TRIGGER "{table}_append_only_truncate" BEFORE TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION "{table}_append_only"()""",
    'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_append_only"',
    'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_append_only_truncate"',
)
SQLITE_BACK = (
    'DROP TRIGGER IF EXISTS "{table}_append_only_update"',
    'DROP TRIGGER IF EXISTS "{table}_append_only_delete"',
    'DROP TRIGGER IF EXISTS "{table}_append_only_replace"',
)
POSTGRESQL_BACK = (
    'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"',
    'DROP TRIGGER IF EXISTS "{table}_append_only_truncate" ON "{table}"',
    'DROP FUNCTION IF EXISTS "{table}_append_only"()',
)


def guard(table: str, vendor: str) -> list[str]:
    """Statements that make `table` append-only, be it so already; `vendor` is "sqlite" or "postgresql"."""
    return [*unguard(table, vendor), *filled(SQLITE if vendor == "sqlite" else POSTGRESQL, table)]


def unguard(table: str, vendor: str) -> list[str]:
    """Statements that take it back."""
    return filled(SQLITE_BACK if vendor == "sqlite" else POSTGRESQL_BACK, table)


def filled(statements: Sequence[str], table: str) -> list[str]:
    """The statements for one table; raises ValueError for a name that would need quoting."""
    if not table.isidentifier():
        raise ValueError(f"not the name of a table of ours: {table!r}")
    return [each.format(table=table, says=SAYS.format(table=table)) for each in statements]
