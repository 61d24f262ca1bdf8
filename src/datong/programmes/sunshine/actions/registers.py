"""Writes in the registers of funds, assets and resources: a changed row leaves the old one behind."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.ledgers.service import Day, Money, Scaled
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.actions.books import NO_VILLAGE, ready
from datong.programmes.sunshine.errors import BadRow, BooksError
from datong.programmes.sunshine.models import BookImport, Holding
from datong.programmes.sunshine.permissions import KEEP, PROGRAMME
from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.registry import Register

ENDS_EARLY = Text(
    "到期日期 {end} 早于起始日期 {start}，请核对。",
    "The contract ends on {end}, before it starts on {start}; check it.",
)
NEGATIVE = Text("金额和面积不能是负数，请核对。", "Money and area cannot be negative; check it.")
OTHER_NUMBER = Text(
    "编号 {number} 已有另一行，请换一个编号。", "Number {number} belongs to another row; choose another."
)
SETTLED_EARLY = Text(
    "{later} 早于 {earlier}，请核对日期。", "{later} lies before {earlier}; check the dates."
)
ORDERED = (("acquired", "disposed"), ("since", "settled"), ("since", "due"), ("signed", "ended"))


def keep_row(
    actor: User,
    place_code: str,
    register: Register,
    values: Mapping[str, Any],
    *,
    replaces: int | None = None,
    door: str = "page",
) -> Holding:
    """Add a row to a register, or put it in the place of row `replaces`; `values` by column. Raises Refused, BooksError,
    BadRow with the column; DoesNotExist for a row that stands no more."""
    access.require(actor, KEEP, programme=PROGRAMME, place_code=place_code)
    if books.village(place_code) is None:
        raise BooksError(NO_VILLAGE.format(code=place_code))
    with transaction.atomic():
        book = ready(actor, place_code)
        model = register.sheet.model
        standing = model.objects.filter(place_code=place_code, current=True)
        old = standing.get(pk=replaces) if replaces else None
        twin = standing.filter(number=values.get("number") or "").exclude(pk=replaces).first()
        if twin is not None:
            raise BadRow(OTHER_NUMBER.format(number=twin.number), "number")
        made = write_row(actor, place_code, register, values, old)
        journal.record(
            actor.username,
            "books.row",
            f"sunshine.{model.__name__}:{made.pk}",
            place=place_code,
            door=door,
            detail={"book": book.pk, "register": register.slug, "number": made.number, "new": old is None},
        )
    return made


def write_row(
    actor: User,
    place_code: str,
    register: Register,
    values: Mapping[str, Any],
    old: Holding | None,
    batch: BookImport | None = None,
) -> Holding:
    """The rows only; the book is locked. Raises BadRow."""
    check(register, values)
    if old is not None:
        old.current = False
        old.save(update_fields=["current"])
    return register.sheet.model.objects.create(  # type: ignore[no-any-return]  # a Holding
        place_code=place_code, batch=batch, by=actor, at=clock.now(), **as_stored(register, values)
    )


def as_stored(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column as the table keeps them: an empty text is "", an empty amount 0, an empty day None."""
    return {column.name: stored(column.kind, values.get(column.name)) for column in register.sheet.columns}


def stored(kind: Any, value: Any) -> Any:
    """One value as the table keeps it."""
    if value is not None:
        return value
    return None if isinstance(kind, Day) else 0 if isinstance(kind, Money | Scaled) else ""


def check(register: Register, values: Mapping[str, Any]) -> None:
    """What no single cell shows. Raises BadRow."""
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        raise BadRow(ENDS_EARLY.format(start=start, end=end), "end")
    for earlier, later in ORDERED:
        first, last = values.get(earlier), values.get(later)
        if first and last and last < first:
            raise BadRow(SETTLED_EARLY.format(earlier=first, later=last), later)
    for column in register.sheet.columns:
        if isinstance(column.kind, Money | Scaled) and (values.get(column.name) or 0) < 0:
            raise BadRow(NEGATIVE, column.name)
