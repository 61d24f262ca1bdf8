"""Which rows a question finds, remembered until the registers change.

Counting and paging a long register would read all of it for each page. The numbers of the rows found are kept here
instead, eight bytes each, with the stamp of the registers at that time; a page then reads its own rows only. Every
process keeps its own; the stamp is read anew for every page, so that none shows what is no longer so.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection

from datong.foundation.ledgers.models import Import, SheetReceipt

Kept = TypeVar("Kept")
Stamp = tuple[Any, ...]
Counts = dict[str, dict[Any, int]]
MOST_NUMBERS = 4_000_000


class Shelf(Generic[Kept]):
    """Answers by question and stamp; the longest unused go first once `most` units of `cost` are kept."""

    def __init__(self, most: int, cost: Callable[[Kept], int]) -> None:
        self.most, self.cost = most, cost
        self.kept: OrderedDict[Hashable, tuple[Stamp, Kept]] = OrderedDict()
        self.lock = Lock()

    def get(self, question: Hashable, stamp: Stamp, answer: Callable[[], Kept]) -> Kept:
        """The answer kept under this stamp, else a new one."""
        with self.lock:
            found = self.kept.get(question)
            if found is not None and found[0] == stamp:
                self.kept.move_to_end(question)
                return found[1]
        fresh = answer()
        with self.lock:
            self.kept[question] = (stamp, fresh)
            self.kept.move_to_end(question)
            while len(self.kept) > 1 and sum(self.cost(kept) for _, kept in self.kept.values()) > self.most:
                self.kept.popitem(last=False)
        return fresh

    def forget(self) -> None:
        with self.lock:
            self.kept.clear()


ROWS: Shelf["array[int]"] = Shelf(MOST_NUMBERS, lambda numbers: len(numbers) + 1_000)
COUNTS: Shelf[Counts] = Shelf(500, lambda _: 1)


NEWEST = (
    "SELECT (SELECT COUNT(*) FROM {receipts}), (SELECT MAX(id) FROM {receipts}), (SELECT COUNT(*) FROM {imports}),"
    " (SELECT MAX(at) FROM {imports}), (SELECT MAX(undone_at) FROM {imports}),"
    " (SELECT COUNT(*) FROM {imports} WHERE state = 'failed')"
)


def stamp() -> Stamp:
    """What changes whenever a register does: the sheets taken in, the imports and their undoing. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(receipts=SheetReceipt._meta.db_table, imports=Import._meta.db_table))
        return tuple(cursor.fetchone())
