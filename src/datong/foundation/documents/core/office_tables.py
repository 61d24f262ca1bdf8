"""Tables of a DOCX, written as text: python-docx asks a row of 9,000 for its cells by counting all of them."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from datong.foundation.documents.core import word
from datong.foundation.documents.core.layout import Data

_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TALL = '<w:trHeight w:val="620"/>'  # a row to fill in by hand
_MARGINS = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'


def grid_xml(block: Data, width: float, style: str) -> str:
    """A table whose first row comes again on every page; `width` in points."""
    widths = _twips(block["widths"], width)
    aligned = ["right" if column in block["numbers"] else "left" for column in range(len(widths))]
    size = block["size"]
    cells = zip(block["head"], widths, strict=True)
    head = "".join(_cell(text, wide, style, size, align="center", label=True) for text, wide in cells)
    columns = list(zip(widths, aligned, strict=True))
    rows = "".join(
        _row(
            "".join(
                _cell(text, wide, style, size, align=side)
                for text, (wide, side) in zip(row, columns, strict=True)
            ),
            _TALL if block["pen"] else "",
        )
        for row in block["rows"]
    )
    return _table(widths, _row(head, "<w:tblHeader/>") + rows)


def fields_xml(block: Data, width: float, style: str) -> str:
    """Labels on grey, values beside them; a single pair takes the whole row."""
    size = block["size"]
    label = block["rows"]["label"] * size
    widths = _twips([label, width / 2 - label, label, width / 2 - label], width)
    rows = []
    for pairs in block["rows"]["rows"]:
        span = 1 if len(pairs) == 2 else 3
        cells = ""
        for name, value in pairs:
            cells += _cell(name, widths[0], style, size, label=True)
            cells += _cell(value, widths[1] if span == 1 else sum(widths[1:]), style, size, span=span)
        rows.append(_row(cells, "" if all(value for _, value in pairs) else _TALL))
    return _table(widths, "".join(rows))


def _twips(widths: Sequence[float], width: float) -> list[int]:
    whole = sum(widths)
    return [round(share / whole * width * 20) for share in widths]


def _table(widths: list[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{cells}</w:tr>"


def _cell(
    text: str, width: int, style: str, size: float, *, align: str = "left", label: bool = False, span: int = 1
) -> str:
    half = round(size * 2)
    face = (
        f'<w:rFonts w:hint="eastAsia" w:eastAsia="{word.HEI}"/>' if label else '<w:rFonts w:hint="eastAsia"/>'
    )
    look = f'<w:rPr>{face}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}{_SHADE if label else ""}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:spacing w:before="50" w:after="50"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{look}{words}</w:r></w:p></w:tc>"
    )
