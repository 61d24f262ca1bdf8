"""What is typed on the page of a draft: blocks with their cells, kept as typed until they are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from datong.foundation.openness.core.content import Block, Table, Words
from datong.foundation.openness.core.drafts import Prepared
from datong.foundation.openness.core.filling import MOST_ROWS, filled, typed
from datong.kernel.bilingual import Text

BLANKS, MORE = 3, 10
MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One input: its name, what is in it, how it is read, whether it was carried over, what is wrong with it."""

    name: str
    value: str
    kind: str
    proposed: bool = False
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class TypedBlock:
    """A block as the page draws it; of a table the lines with blank ones below."""

    at: int
    block: Block
    lines: Sequence[Sequence[TypedCell]] = ()
    heading: str = ""
    words: str = ""

    @property
    def table(self) -> Table | None:
        return self.block if isinstance(self.block, Table) else None


@dataclass(slots=True)
class Sheet:
    """The whole page: titles, blocks, the count of savings it was opened at, what could not be read."""

    title: Text
    blocks: list[TypedBlock]
    seen: int
    reason: str = ""
    faults: list[Text] = field(default_factory=list)
    read: tuple[Block, ...] = ()


def opened(title: Text, ready: Prepared, seen: int, reason: str = "", more: int | None = None) -> Sheet:
    """The page of a draft as it is kept; `more`: the table that gets ten blank lines."""
    blocks = [
        drawn(at, block, ready.proposed, MORE if at == more else BLANKS)
        for at, block in enumerate(ready.blocks)
    ]
    return Sheet(title, blocks, seen, reason, read=ready.blocks)


def drawn(at: int, block: Block, proposed: frozenset[tuple[int, int, int]], blanks: int) -> TypedBlock:
    """A block that is kept."""
    if isinstance(block, Words):
        return TypedBlock(at, block, heading=block.heading, words=block.text)
    kinds = [column.kind for column in block.columns]
    lines = [
        [
            TypedCell(name(at, row, c), typed(cell, kinds[c]), kinds[c], (at, row, c) in proposed)
            for c, cell in enumerate(cells)
        ]
        for row, cells in enumerate(block.rows)
    ]
    lines += [
        [TypedCell(name(at, len(block.rows) + row, c), "", kind) for c, kind in enumerate(kinds)]
        for row in range(blanks)
    ]
    return TypedBlock(at, block, lines)


def name(block: int, row: int, column: int) -> str:
    """The name of a cell's input."""
    return f"b{block}-{row}-{column}"


def sent(data: Mapping[str, Any], ready: Prepared, *, correcting: bool) -> Sheet:
    """What came with a request, over the blocks of the draft: read where it can be, kept as typed everywhere."""
    seen = str(data.get("seen", ""))
    sheet = Sheet(
        Text(str(data.get("title_zh", ""))[:120], str(data.get("title_en", ""))[:240]),
        [],
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1,
        str(data.get("reason", ""))[:200] if correcting else "",
    )
    read: list[Block] = []
    for at, block in enumerate(ready.blocks):
        if f"b{at}-drop" in data:
            continue
        if isinstance(block, Words):
            words = str(data.get(f"b{at}-words", ""))[:MOST_WORDS].replace("\r\n", "\n")
            heading = str(data.get(f"b{at}-heading", ""))[:120]
            sheet.blocks.append(TypedBlock(at, block, heading=heading, words=words))
            read.append(Words(words, heading))
            continue
        lines = typed_lines(data, at, len(block.columns))
        result = filled(block, lines)
        sheet.faults += result.sentences
        cells = [
            [
                TypedCell(name(at, row, c), each, block.columns[c].kind, fault=result.faults.get((row, c)))
                for c, each in enumerate(line)
            ]
            for row, line in enumerate(lines)
        ]
        sheet.blocks.append(TypedBlock(at, block, cells))
        read.append(result.table)
    sheet.read = tuple(read)
    return sheet


def typed_lines(data: Mapping[str, Any], at: int, width: int) -> list[list[str]]:
    """The lines of a table's inputs."""
    count = str(data.get(f"b{at}-rows", "0"))
    rows = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    return [[str(data.get(name(at, row, c), ""))[:600] for c in range(width)] for row in range(rows)]


class BeginForm(forms.Form):
    """What is to be prepared: item, place, period; `corrects` with its reason for a correction."""

    place = forms.CharField(label=_("村（社区）"), max_length=12)
    key = forms.CharField(label=_("公开事项"), max_length=60)
    start = forms.DateField(
        label=_("所属期从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(label=_("到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    stage = forms.CharField(
        label=_("阶段"), max_length=60, required=False, help_text=_("分阶段公开的写明，例如：竣工验收")
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]] = (),
        items: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if places:
            self.fields["place"] = forms.ChoiceField(label=_("村（社区）"), choices=list(places))
        if items:
            self.fields["key"] = forms.ChoiceField(label=_("公开事项"), choices=list(items))


class ReasonForm(forms.Form):
    """A reason that will be published."""

    reason = forms.CharField(
        label=_("原因"), min_length=4, max_length=200, help_text=_("会公开，请不要写姓名、号码。")
    )


def overruled(data: MultiValueDict[str, Any] | Mapping[str, Any], kinds: Sequence[str]) -> dict[str, str]:
    """Why findings of a kind are not personal, as typed beside them."""
    return {
        kind: str(data.get(f"pass-{kind}", ""))[:100]
        for kind in kinds
        if str(data.get(f"pass-{kind}", "")).strip()
    }
