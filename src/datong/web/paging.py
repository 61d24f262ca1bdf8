"""One page of a long list (分页): at most two queries, however long the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

__all__ = ["SIZES", "Page", "paginate"]

SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Rows `first` to `last` (from 1) of `total`; an empty list is one page, first = last = 0."""

    items: list[Any]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def window(self) -> list[int | None]:
        """Page numbers to offer: first, last and the neighbours of this one; None stands for a gap."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(each for each in near if 1 <= each <= self.pages):
            if shown and (before := shown[-1]) is not None and number - before > 1:
                shown.append(before + 1 if number - before == 2 else None)
            shown.append(number)
        return shown


def paginate(
    rows: QuerySet[Any] | Sequence[Any],
    number: object = 1,
    size: object = DEFAULT_SIZE,
    count: int | None = None,
) -> Page:
    """The page asked for; unreadable numbers mean page 1, numbers beyond the end the last page.

    Sizes other than 25, 50, 100, 200 mean 50. `count` spares the counting query. An ordered query is read
    from its nearer end, so the last page of a long register costs what the first does.
    """
    per_page = wanted if (wanted := _whole(size, DEFAULT_SIZE)) in SIZES else DEFAULT_SIZE
    total = count if count is not None else _count(rows)
    page = Page([], min(max(_whole(number, 1), 1), max(1, -(-total // per_page))), per_page, total)
    return Page(_cut(rows, page.first, page.last, total), page.number, per_page, total)


def _whole(value: object, otherwise: int) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _count(rows: QuerySet[Any] | Sequence[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _cut(rows: QuerySet[Any] | Sequence[Any], first: int, last: int, total: int) -> list[Any]:
    """Rows first..last, counted from 1."""
    if total == 0:
        return []
    if isinstance(rows, QuerySet) and rows.ordered and first > total // 2:
        return list(rows.reverse()[total - last : total - first + 1])[::-1]
    return list(rows[first - 1 : last])
