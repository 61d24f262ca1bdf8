"""A document as plain data for both writers: clean text, geometry, the wording of the language; decided here once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from datong.foundation.documents.core.model import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Note,
    PageBreak,
    Para,
    Picture,
    Signatures,
)
from datong.foundation.documents.core.plain import clean, ems, lines, moment
from datong.foundation.documents.core.qr import qr_png, qr_svg
from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date

Data = dict[str, Any]
NUMBER, DAY, PAGES = (
    Text("编号：", "No. "),
    Text("　　年　　月　　日", "Date: "),
    Text("第 {} 页，共 {} 页", "Page {} of {}"),
)

# Type area in mm (binding margin 28, outer margin 20) and size of the body in points.
WIDTHS = {"a4": 162, "a4-landscape": 249, "a3": 249}
MARGINS = {"top": 18, "bottom": 20, "left": 28, "right": 20}
WORK, CITIZEN, WALL, TABLE, SMALL_TABLE = 12.0, 14.0, 18.0, 10.5, 9.0
_WIDEST = 26.0  # ems a column asks for at most; longer text takes more lines
_PADDING = 1.3  # ems of a cell beside its text


@dataclass(frozen=True, slots=True)
class Laid:
    """A document ready to be drawn: `data` goes to both writers, `pictures` beside it by file name."""

    data: Data
    at: datetime
    code: str
    pictures: dict[str, bytes] = field(default_factory=dict)

    def svg(self) -> bytes:
        return qr_svg(self.code).encode()

    def png(self) -> bytes:
        return qr_png(self.code)


def lay_out(doc: Doc) -> Laid:
    """The document as it will be drawn."""
    code = clean(doc.code).strip()
    size = WALL if doc.paper == "a3" else CITIZEN if doc.large else WORK
    width = WIDTHS[doc.paper] / 25.4 * 72
    pictures = {
        f"picture-{n}.{b.kind}": b.content for n, b in enumerate(doc.blocks) if isinstance(b, Picture)
    }
    names = iter(pictures)
    return Laid(
        {
            "lang": doc.lang,
            "paper": doc.paper,
            "size": size,
            "width": width,
            "title": clean(doc.title).strip(),
            "title_lines": lines(doc.title),
            "unit": clean(doc.unit),
            "number": f"{NUMBER.to(doc.lang)}{clean(doc.number)}" if doc.number else "",
            "date": day_line(doc.dated, doc.lang),
            "reference": reference(code),
            "mark": clean(doc.number) or reference(code) or clean(doc.unit),
            "pages": PAGES.to(doc.lang).split("{}"),
            "foot": lines(doc.foot),
            "blocks": _kept([_block(block, width, size, doc.lang, names) for block in doc.blocks]),
        },
        moment(doc.dated),
        code,
        pictures,
    )


def reference(code: str) -> str:
    """What is printed under a QR code: a reference itself, of an address its last part."""
    return code.rstrip("/").rsplit("/", 1)[-1] if "://" in code else code


def day_line(day: date | None, lang: str) -> str:
    """2014年9月26日, 26 September 2014, or nothing."""
    return "" if day is None else (english_date if lang == "en" else chinese_date)(day)


def _kept(blocks: list[Data]) -> list[Data]:
    """No signature stands alone on a page: the paragraph before one keeps with it."""
    for block, after in zip(blocks, [*blocks[1:], {}], strict=False):
        if block["kind"] == "para":
            block["keep"] = after.get("align") == "right"
    return blocks


def _block(block: Block, width: float, size: float, lang: str, names: Any) -> Data:
    """One block as data: its kind, and what that kind needs."""
    match block:
        case Fields():
            return {"kind": "fields", "rows": field_rows(block, width / size), "size": size}
        case Grid():
            return _grid(block, width, size)
        case Signatures():
            return {"kind": "signatures", "labels": [clean(one) for one in block.labels], "day": DAY.to(lang)}
        case Picture():
            return {"kind": "picture", "file": next(names), "caption": clean(block.caption)}
        case Choice():
            ticked = set(block.chosen)
            options = [[clean(option), n in ticked] for n, option in enumerate(block.options)]
            return {"kind": "choice", "label": clean(block.label), "options": options}
        case _:
            return _SIMPLE[type(block)](block)


_SIMPLE: dict[type, Callable[[Any], Data]] = {
    Heading: lambda block: {"kind": "heading", "text": clean(block.text)},
    Para: lambda block: {"kind": "para", "lines": lines(block.text), "align": block.align},
    Note: lambda block: {"kind": "note", "lines": lines(block.text)},
    PageBreak: lambda _: {"kind": "pagebreak"},
    Blank: lambda block: {"kind": "blank", "label": clean(block.label), "lines": block.lines},
}


def field_rows(block: Fields, width: float) -> Data:
    """The pairs in rows of one or two, and the width of labels in ems; `width` is that of the type area."""
    pairs = [(clean(label), "\n".join(lines(value))) for label, value in block.pairs]
    label = min(max((ems(name) for name, _ in pairs), default=4.0), 9.0) + _PADDING
    room = width / 2 - label - _PADDING
    rows: list[list[tuple[str, str]]] = []
    for name, value in pairs:
        short = "\n" not in value and ems(value) <= room
        if (
            short
            and rows
            and len(rows[-1]) == 1
            and ems(rows[-1][0][1]) <= room
            and "\n" not in rows[-1][0][1]
        ):
            rows[-1].append((name, value))
        else:
            rows.append([(name, value)])
    return {"label": label, "rows": rows}


def _grid(block: Grid, width: float, size: float) -> Data:
    head = [clean(cell) for cell in block.head]
    rows = [["\n".join(lines(cell)) for cell in row] for row in block.rows]
    numbers = set(block.numbers)
    scale = size / WORK
    natural = [
        _asked(head[column], [row[column] for row in rows], column in numbers) for column in range(len(head))
    ]
    at = TABLE * scale if sum(natural) * TABLE * scale <= width else SMALL_TABLE * scale
    return {
        "kind": "grid",
        "head": head,
        "rows": rows,
        "widths": [float(share) for share in block.widths] or _shares(natural, numbers, width / at),
        "numbers": sorted(numbers),
        # a column without a word is for the pen, and its rows get the height for it
        "pen": any(not any(column) for column in zip(*rows, strict=True)),
        "size": at,
    }


def _asked(head: str, cells: Sequence[str], number: bool) -> float:
    """How many ems a column would like: its widest line; a heading over numbers may break in two."""
    widest = max((ems(line) for cell in cells for line in cell.split("\n")), default=0.0)
    heading = ems(head) / 2 if number and ems(head) > 6 else ems(head)
    return min(max(widest, heading, 2.0), _WIDEST) + _PADDING


def _shares(natural: list[float], numbers: set[int], width: float) -> list[float]:
    """Ems for each column filling `width`: numbers never break, words share what is left by what they ask for."""
    fixed = sum(natural[column] for column in numbers)
    words = sum(natural) - fixed
    if not words or fixed >= width * 0.8:
        return [asked * width / sum(natural) for asked in natural]
    left = (width - fixed) / words
    return [asked if column in numbers else asked * left for column, asked in enumerate(natural)]
