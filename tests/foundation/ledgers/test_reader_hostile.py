"""Files that are no ledgers, or worse: refused with a sentence, within 2 s and 128 MB."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from datong.foundation.ledgers.core import process
from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.reader import UnreadableWorkbook, read_workbook
from datong.foundation.ledgers.core.refusals import REASONS
from tests.foundation.ledgers.workbooks import (
    COMPOUND,
    MACRO_TYPE,
    SHEET_TYPE,
    compound,
    one_sheet,
    packed,
    parts,
    rows_xml,
    save,
    save_rows,
    sheet_xml,
    with_declared_size,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_1 = "xl/worksheets/sheet1.xml"
SECONDS, MEGABYTES = 2.0, 128


def grown(content: dict[str, str], name: str, head: bytes, piece: bytes, *, times: int, tail: bytes) -> bytes:
    """The workbook with one part made of a piece many times over, without ever holding it in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, data in content.items():
            if other != name:
                archive.writestr(other, data)
        with archive.open(name, "w", force_zip64=True) as file:
            file.write(head)
            for _ in range(times):
                file.write(piece)
            file.write(tail)
    return buffer.getvalue()


def split_sheet(content: dict[str, str]) -> tuple[bytes, bytes]:
    head, tail = content[SHEET_1].split("<sheetData></sheetData>")
    return f"{head}<sheetData>".encode(), f"</sheetData>{tail}".encode()


def many_rows() -> bytes:
    content = one_sheet("")
    head, tail = split_sheet(content)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 2_000_001))
    return grown(content, SHEET_1, head, rows.encode(), times=1, tail=tail)


def bomb() -> bytes:
    """300 MB of zeros in one cell."""
    content = one_sheet("")
    head, tail = split_sheet(content)
    start = head + b'<row r="1"><c r="A1" t="str"><v>'
    return grown(content, SHEET_1, start, b"0" * 1_000_000, times=300, tail=b"</v></c></row>" + tail)


def one_text_everywhere(cells: int = 300_000) -> bytes:
    """A shared text of 30 KB that 300,000 cells name: 9 GB once laid out."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, cells))
    text = "".join(f"{number * 7919 % 10007:04d}" for number in range(7500))
    return packed({**one_sheet(rows), "xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>"})


def sparse(*cells: str) -> str:
    return "".join(
        f'<row r="{cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{cell}"><v>1</v></c></row>'
        for cell in cells
    )


def overlapping() -> bytes:
    """Two entries of the directory that point at the same bytes."""
    archive = bytearray(packed(one_sheet(ROW)))
    first = archive.index(b"PK\x01\x02")
    second = archive.index(b"PK\x01\x02", first + 4)
    archive[second + 42 : second + 46] = archive[first + 42 : first + 46]
    return bytes(archive)


def locked() -> bytes:
    archive = bytearray(packed(one_sheet(ROW)))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(archive)


def typed(kind: str, **more: str) -> dict[str, str]:
    content = one_sheet(ROW)
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(SHEET_TYPE, kind)
    return content | more


GOOD = packed(one_sheet(rows_xml([["甲", number] for number in range(500)])))
HTML = "<html><head><meta charset='gbk'></head><body><table><tr><td>姓名</td></tr></table></body></html>"
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas"/>'
ENTITY = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'

HOSTILE: dict[str, tuple[str, Callable[[], bytes | dict[str, str]]]] = {
    "empty file": ("empty", lambda: b""),
    "text": ("text", "姓名,身份证号码\n张三,510626\n".encode),
    "text in gb18030": ("text", lambda: "姓名,身份证号码\n张三,510626\n".encode("gb18030")),
    "text in utf-16": ("text", lambda: "姓名\t镇\n".encode("utf-16")),
    "picture": ("not_xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "html": ("html", HTML.encode),
    "html after blanks and a mark": ("html", lambda: b"\xef\xbb\xbf \r\n" + HTML.upper().encode()),
    "html in utf-16": ("html", lambda: HTML.encode("utf-16")),
    "xml of 2003": ("html", XML_2003.encode),
    "web archive": ("html", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"),
    "old xls": ("xls", lambda: compound("Workbook")),
    "older xls": ("xls", lambda: compound("Book")),
    "bare xls": ("xls", lambda: b"\x09\x02\x06\x00\x00\x00\x10\x00"),
    "word document": ("not_xlsx", lambda: compound("WordDocument", "1Table")),
    "compound file of nothing": ("not_xlsx", lambda: COMPOUND + b"\0" * 600),
    "encrypted": ("encrypted", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    "encrypted, directory at the end": (
        "encrypted",
        lambda: COMPOUND + b"\1" * 3_000_000 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "locked zip": ("encrypted", locked),
    "truncated": ("truncated", lambda: GOOD[: len(GOOD) // 2]),
    "truncated in the directory": ("truncated", lambda: GOOD[:-10]),
    "only a signature": ("truncated", lambda: b"PK\x03\x04"),
    "flipped bits": ("damaged", lambda: GOOD[:1500] + bytes(b ^ 0xFF for b in GOOD[1500:1600]) + GOOD[1600:]),
    "something before the archive": ("not_xlsx", lambda: b"MZ\0\0" + GOOD),
    "overlapping parts": ("zip_bomb", overlapping),
    "macro": ("macro", lambda: {**one_sheet(ROW), "xl/vbaProject.bin": "x"}),
    "macro by type": ("macro", lambda: typed(MACRO_TYPE)),
    "old macro sheet": ("macro", lambda: {**one_sheet(ROW), "xl/macrosheets/sheet1.xml": "<a/>"}),
    "binary workbook": ("xlsb", lambda: typed("application/vnd.ms-excel.sheet.binary.main")),
    "open document": ("ods", lambda: {"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}),
    "word": ("not_xlsx", lambda: typed("application/vnd.openxmlformats-officedocument.wordprocessingml")),
    "zip of workbooks": ("not_xlsx", lambda: {"台账.xlsx": "x"}),
    "no sheet part": ("damaged", lambda: {k: v for k, v in one_sheet(ROW).items() if k != SHEET_1}),
    "name with ..": ("damaged", lambda: {**one_sheet(ROW), "xl/../../etc/passwd": "x"}),
    "two parts of one name": ("damaged", lambda: {**one_sheet(ROW), "XL/worksheets/Sheet1.xml": "x"}),
    "entities": ("entities", lambda: one_sheet(ROW, prolog=ENTITY)),
    "entities after a comment": ("entities", lambda: one_sheet(ROW, prolog="<!-- <sst> -->" + ENTITY)),
    "sheet in utf-16": (
        "damaged",
        lambda: {**one_sheet(ROW), SHEET_1: one_sheet(ROW)[SHEET_1].encode("utf-16")},
    ),
    "broken xml": ("damaged", lambda: one_sheet('<row r="1"><c r="A1"><v>1</v></d></row>')),
    "shared text that is none": (
        "damaged",
        lambda: one_sheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'),
    ),
    "zeros without end": ("zip_bomb", bomb),
    "bomb beside the sheets": (
        "zip_bomb",
        lambda: grown(one_sheet(ROW), "xl/media/a.png", b"", b"0" * 1_000_000, times=300, tail=b""),
    ),
    "more than declared": ("zip_bomb", lambda: with_declared_size(bomb(), SHEET_1, 500_000)),
    "less than declared": ("damaged", lambda: with_declared_size(GOOD, SHEET_1, 200_000)),
    "many parts": ("zip_bomb", lambda: {**one_sheet(ROW), **{f"a/{n}.xml": "<a/>" for n in range(2_500)}}),
    "many sheets": ("too_many_sheets", lambda: parts({f"表{n}": sheet_xml(ROW) for n in range(70)})),
    "far cell": ("far_cell", lambda: one_sheet(sparse("A1", "XFD1048576"))),
    "far cell in single quotes": ("memory", lambda: one_sheet(sparse("A1", "XFD1048576").replace('"', "'"))),
    "far row": ("far_cell", lambda: one_sheet(sparse("A1", "A1048576"))),
    "far column": ("far_cell", lambda: one_sheet(sparse("A1", "ZZ2"))),
    "wide and long": ("far_cell", lambda: one_sheet(sparse("A1", "IV200000"))),
    "a dimension that lies": (
        "far_cell",
        lambda: one_sheet(sparse("A1", "AZ299999"), before='<dimension ref="A1:B2"/>'),
    ),
    "beyond the last column there is": ("far_cell", lambda: one_sheet(sparse("A1", "ZZZZ1"))),
    "several large rectangles": (
        "too_many_cells",
        lambda: parts({f"表{n}": sheet_xml(sparse("A1", "AZ99999")) for n in range(20)}),
    ),
    "two million rows": ("too_many_rows", many_rows),
    "three hundred columns": ("too_many_columns", lambda: one_sheet(rows_xml([[1] * 300] * 3))),
    "one text in every cell": ("memory", one_text_everywhere),
    "formulas only": ("uncalculated", lambda: one_sheet('<row r="1"><c r="A1"><f>B1+1</f></c></row>')),
    "formulas, empty values": (
        "uncalculated",
        lambda: one_sheet('<row r="1"><c r="A1"><f>B1</f><v></v></c></row>'),
    ),
}


# In a process of its own, so that the highest memory of parent and child is that of this file alone.
MEASURE = """
import json, resource, sys, time
from pathlib import Path
from datong.foundation.ledgers.core.reader import UnreadableWorkbook, read_workbook

def peak(who): return resource.getrusage(who).ru_maxrss / 1024

before, since = peak(resource.RUSAGE_SELF), time.perf_counter()
try:
    read_workbook(Path(sys.argv[1]))
    code, zh, en = None, "", ""
except UnreadableWorkbook as refusal:
    code, zh, en = refusal.code, refusal.text.zh, refusal.text.en
seconds = time.perf_counter() - since
extra = peak(resource.RUSAGE_SELF) - before + peak(resource.RUSAGE_CHILDREN)
print(json.dumps([code, zh, en, seconds, extra]))
"""
SOURCE = Path(process.__file__).parents[4]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_quickly_and_cheaply(name: str, tmp_path: Path) -> None:
    expected, made = HOSTILE[name]
    path = save(tmp_path / "台账.xlsx", made())
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        env=os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    code, zh, en, seconds, megabytes = json.loads(result.stdout)

    assert code == expected
    assert zh.endswith("。")
    assert en.endswith(".")
    assert "{" not in zh + en
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def refusal_of(path: Path, limits: Limits = Limits()) -> UnreadableWorkbook:  # noqa: B008
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(path, limits)
    return caught.value


def test_the_sentence_names_the_sheet_and_the_cell(tmp_path: Path) -> None:
    content = parts({"名册": sheet_xml(ROW), "服务 & 记录": sheet_xml(sparse("A1", "XFD1048576"))})
    text = refusal_of(save(tmp_path / "a.xlsx", content)).text
    assert text.zh == (
        "工作表“服务 & 记录”在远离表格的单元格 XFD1048576 里有内容。请删去那一行或那一列，保存后再导入。"
    )
    assert text.en == (
        "Sheet “服务 & 记录” has something in cell XFD1048576, far from the table. "
        "Delete that row or column, save and import it again."
    )


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too_large"),
        (Limits(members=3), "zip_bomb"),
        (Limits(unpacked_bytes=1000), "too_large"),
        (Limits(rows=499), "too_many_rows"),
        (Limits(columns=1), "too_many_columns"),
        (Limits(cells=999), "too_many_cells"),
        (Limits(sheets=0), "too_many_sheets"),
    ],
)
def test_each_limit_holds(tmp_path: Path, limits: Limits, code: str) -> None:
    """The workbook has 500 rows of 2 columns; one more of each would have been allowed."""
    assert refusal_of(save(tmp_path / "a.xlsx", GOOD), limits).code == code


def test_what_just_fits_is_read(tmp_path: Path) -> None:
    (sheet,) = read_workbook(
        save(tmp_path / "a.xlsx", GOOD), Limits(rows=500, columns=2, cells=1000, sheets=1, members=5)
    ).sheets
    assert (sheet.height, len(sheet.columns)) == (500, 2)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    assert refusal_of(tmp_path / "none.xlsx").code == "not_found"
    assert refusal_of(tmp_path).code == "not_a_file"
    assert refusal_of(pipe).code == "not_a_file"
    assert refusal_of(Path("/dev/zero")).code == "not_a_file"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "stopped"),
        ("import os; os.abort()", "memory"),
        ("import time; time.sleep(60)", "timeout"),
        ("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass", "timeout"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os; os.write(1, b'\\xff\\xff\\xff\\xff')", "damaged"),
        ("import os; os.write(1, b'\\4\\0\\0\\0junk')", "damaged"),
    ],
    ids=["killed", "aborted", "hanging", "spinning", "crashed", "endless frame", "junk"],
)
def test_a_child_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str) -> None:
    monkeypatch.setattr(process, "_command", lambda _: [sys.executable, "-I", "-S", "-c", program])
    seconds = 1 if "sleep" in program else 5
    assert refusal_of(save_rows(tmp_path / "a.xlsx", [["甲"]]), Limits(seconds=seconds)).code == code


def test_a_child_that_cannot_start_is_our_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        process, "_command", lambda _: [sys.executable, "-I", "-S", "-c", "import no_such_module"]
    )
    with pytest.raises(RuntimeError, match="could not start"):
        read_workbook(save_rows(tmp_path / "a.xlsx", [["甲"]]))


def test_reasons_say_what_to_do_in_both_languages() -> None:
    assert [code for code, text in REASONS.items() if "请" not in text.zh or not text.en] == []
