"""Groups of rows on a long form: members, income, property. Rows are added and taken out by submit buttons; nothing typed is lost.

A field is called `income-2-amount`. Numbers are never given twice, and gaps in them mean nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

MOST_ROWS = 40


class Part(forms.Form):
    """A part of a long form. While `quiet`, nothing is complained about: the reader is still filling it in."""

    quiet = False
    use_required_attribute = False

    @property
    def errors(self) -> Any:
        return forms.utils.ErrorDict() if self.quiet else super().errors


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: where (in words and as the id of its control) and what to do."""

    where: str
    anchor: str
    sentence: str


def faults_of(form: Part, where: str, anchor: str = "") -> Iterator[Fault]:
    """The mistakes of one form; `anchor`: of what is no mistake of one field."""
    for name, sentences in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        place = form[name].id_for_label or form[name].auto_id if name in form.fields else anchor
        for sentence in sentences:
            yield Fault(" · ".join(str(each) for each in (where, label) if each), place, sentence)


@dataclass
class Row:
    """One row: its number in the names of fields, its id in the document, its form."""

    number: int
    id: str
    form: Part

    @property
    def used(self) -> bool:
        """Whether anything was typed into it."""
        return self.form.has_changed() or not self.id.startswith("n")


Kind = Callable[..., Part]
"""What makes the form of a row."""


@dataclass
class Rows:
    """A group of rows in their order. `empty` is a row to be copied by the browser, with __n__ for its number."""

    key: str
    rows: list[Row]
    empty: Part
    used_up: list[Row] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def used(self) -> list[Row]:
        """The rows that say something, in the order of the document."""
        return [row for row in self.rows if row.used]

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST_ROWS


def numbers(key: str, sent: QueryDict) -> list[int]:
    """The numbers of the rows that were sent, in their order."""
    name = re.compile(rf"{key}-(\d{{1,6}})-\w+")
    return sorted({int(found[1]) for each in sent if (found := name.fullmatch(each))})


def read(key: str, kind: Kind, sent: QueryDict, *, quiet: bool) -> Rows:
    """The rows as sent, after what the pressed button does to them: `add`=income, `remove`=income-2."""
    gone = sent.get("remove", "")
    kept = [each for each in numbers(key, sent) if gone != f"{key}-{each}"][:MOST_ROWS]
    if sent.get("add") == key and len(kept) < MOST_ROWS:
        kept.append(max(kept, default=-1) + 1)
    rows = [Row(each, id_of(key, each, sent), bound(kind, key, each, sent, quiet=quiet)) for each in kept]
    return Rows(key, rows, blank(kind, key))


def id_of(key: str, number: int, sent: QueryDict) -> str:
    """The id of a row: a person's for whom the register knows, else made from its number."""
    typed = sent.get(f"{key}-{number}-id", "")
    return typed if typed.isascii() and typed.isdigit() and len(typed) < 19 else f"n{number}"


def bound(kind: Kind, key: str, number: int, sent: QueryDict, *, quiet: bool) -> Part:
    """The form of one row. A row in which nothing was typed is no mistake."""
    form = kind(sent, prefix=f"{key}-{number}", empty_permitted=True)
    form.quiet = quiet
    return form


def blank(kind: Kind, key: str) -> Part:
    """The row to be copied."""
    return kind(prefix=f"{key}-__n__")


def filled(key: str, kind: Kind, items: Sequence[tuple[str, Mapping[str, Any]]], *, least: int = 0) -> Rows:
    """Rows filled from (id, values), and empty ones up to `least`. They are bound, so that a page can show and read them alike."""
    sent: MultiValueDict[str, Any] = MultiValueDict()
    pairs = [*items, *((f"n{each}", {}) for each in range(len(items), least))]
    for number, (_id, values) in enumerate(pairs):
        for name, value in values.items():
            many = value if isinstance(value, list) else [str(value)]
            sent.setlist(f"{key}-{number}-{name}", many)
    rows = []
    for number, (given, _values) in enumerate(pairs):
        form = kind(sent, prefix=f"{key}-{number}", empty_permitted=True)
        form.quiet = True
        rows.append(Row(number, given, form))
    return Rows(key, rows, blank(kind, key))
