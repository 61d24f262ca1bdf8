"""Workbooks for the tests, honest and hostile, written part by part."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def letters(number: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(row: int, column: int, value: object) -> str:
    if value is None:
        return ""
    reference = f"{letters(column)}{row}"
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def rows_xml(rows: Sequence[Sequence[object]]) -> str:
    """Rows from row 1, column A on; None leaves the cell out."""
    return "".join(
        f'<row r="{r}">{"".join(cell(r, c, value) for c, value in enumerate(row, 1))}</row>'
        for r, row in enumerate(rows, 1)
    )


def sheet_xml(data: str, prolog: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{prolog}'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{before}<sheetData>{data}</sheetData></worksheet>'
    )


def parts(sheets: Mapping[str, str], states: Mapping[str, str] | None = None) -> dict[str, str]:
    """The parts of a workbook: sheet name -> the XML of its part."""
    states = states or {}
    listed, relations, result = [], [], {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if name in states else ""
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{DOCUMENT}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        result[f"xl/worksheets/sheet{number}.xml"] = xml
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
        f"<sheets>{''.join(listed)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{''.join(relations)}</Relationships>",
        **result,
    }


def packed(content: Mapping[str, str | bytes], level: int = 6) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def one_sheet(data: str, **around: str) -> dict[str, str]:
    return parts({"名册": sheet_xml(data, **around)})


def save(path: Path, data: bytes | Mapping[str, str | bytes]) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else packed(data))
    return path


def save_rows(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    return save(path, one_sheet(rows_xml(rows)))


def with_declared_size(archive: bytes, name: str, unpacked: int) -> bytes:
    """The archive with a lie about one part's unpacked size in its directory."""
    changed, at = bytearray(archive), archive.index(b"PK\x01\x02")
    while archive.startswith(b"PK\x01\x02", at):
        name_size, extra, comment = struct.unpack_from("<HHH", archive, at + 28)
        if archive[at + 46 : at + 46 + name_size].decode() == name:
            struct.pack_into("<I", changed, at + 24, unpacked)
        at += 46 + name_size + extra + comment
    return bytes(changed)


def compound(*names: str) -> bytes:
    """Something like a compound file with these streams in its directory."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in ("Root Entry", *names)
    )
    return (COMPOUND + b"\0" * 504 + entries).ljust(4096, b"\0")
