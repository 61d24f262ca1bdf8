"""Why a workbook is not read, in words that say what to do (工作簿读不了的原因和办法)."""

from __future__ import annotations

from collections.abc import Mapping

from datong.kernel.bilingual import Text

__all__ = ["REASONS", "UnreadableWorkbook"]

REASONS: Mapping[str, Text] = {
    "not_found": Text(
        zh="找不到这个文件，请检查文件名和所在文件夹。",
        en="There is no such file; please check its name and folder.",
    ),
    "not_a_file": Text(
        zh="这不是一个文件（可能是文件夹），请选择其中的 .xlsx 工作簿。",
        en="This is not a file (perhaps a folder); please choose an .xlsx workbook in it.",
    ),
    "no_access": Text(
        zh="没有打开这个文件的权限，请检查文件权限，或复制一份再导入。",
        en="This file may not be opened; please check its permissions, or import a copy.",
    ),
    "empty": Text(
        zh="文件是空的（0 字节），可能没有传完，请重新发送。",
        en="The file is empty (0 bytes), perhaps sent in part only; please send it again.",
    ),
    "html": Text(
        zh="这是网页或 XML 表格，只是文件名像 Excel。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
        en="This is a web page or XML table named like a workbook. Open it in Excel or WPS, save it as "
        ".xlsx and import that.",
    ),
    "text": Text(
        zh="这是文本文件（如 CSV）。请用 Excel 或 WPS 打开，把身份证号码列设为文本，另存为 .xlsx 后再导入。",
        en="This is a text file (such as CSV). Open it in Excel or WPS with identity numbers as text, save"
        " it as .xlsx and import that.",
    ),
    "xls": Text(
        zh="这是旧版 .xls 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
        en="This is an old .xls workbook. Open it in Excel or WPS, save it as .xlsx and import that.",
    ),
    "xlsb": Text(
        zh="这是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx 后再导入。",
        en="This is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx and import that.",
    ),
    "ods": Text(
        zh="这是 OpenDocument 表格（.ods）。请打开后另存为 .xlsx 再导入。",
        en="This is an OpenDocument spreadsheet (.ods). Open it, save it as .xlsx and import that.",
    ),
    "encrypted": Text(
        zh="工作簿有打开密码。请打开后取消密码，保存后再导入。",
        en="The workbook needs a password to open. Open it, remove the password, save it and import it "
        "again.",
    ),
    "macro": Text(
        zh="工作簿带有宏。为安全起见不读取，请另存为不带宏的 .xlsx 后再导入。",
        en="The workbook holds macros and is not read, for safety. Save it as .xlsx without macros and "
        "import that.",
    ),
    "not_xlsx": Text(
        zh="这不是 Excel 工作簿（可能是压缩包、Word 文档或图片）。请导入 .xlsx 工作簿；压缩包请先解压。",
        en="This is not an Excel workbook (perhaps an archive, a Word document or a picture). Please "
        "import an .xlsx workbook; unpack archives first.",
    ),
    "truncated": Text(
        zh="文件不完整，可能没有传完或拷贝中断。请向填报单位重新索取。",
        en="The file is cut short, perhaps by a broken transfer. Please ask for it again.",
    ),
    "damaged": Text(
        zh="文件已损坏。请用 Excel 或 WPS 打开，按提示修复，另存为 .xlsx 后再导入。",
        en="The file is damaged. Open it in Excel or WPS, let it repair the file, save it as .xlsx and "
        "import that.",
    ),
    "entities": Text(
        zh="文件里有 Excel 不会写出的 XML 声明（DOCTYPE），不予读取。请打开后另存为 .xlsx 再导入。",
        en="The file holds an XML declaration that Excel never writes (DOCTYPE) and is not read. Open it "
        "in Excel or WPS, save it as .xlsx and import that.",
    ),
    "too_large": Text(
        zh="文件太大（内容超过 {limit_mb} MB）。请按镇或按年份拆成几个工作簿，或删去图片，再分别导入。",
        en="The file is too large (over {limit_mb} MB). Please split it by town or year, or remove "
        "pictures, and import the parts.",
    ),
    "memory": Text(
        zh="读取这个文件需要的内存远超正常台账，已停止。请删去远离表格的多余行列，另存为 .xlsx 后再导入。",
        en="Reading this file would take far more memory than any ledger does and was stopped. Please "
        "delete rows and columns far from the table, save it as .xlsx and import that.",
    ),
    "zip_bomb": Text(
        zh="文件解压后异常膨胀或部件过多，不像正常台账，不予读取。请核对来源，必要时另存为 .xlsx。",
        en="The file swells abnormally when unpacked, or has too many parts, unlike any ledger, and is not"
        " read. Please check where it came from; if it is genuine, save it as .xlsx anew.",
    ),
    "too_many_sheets": Text(
        zh="工作表太多（{found} 张，最多 {limit} 张）。请删去无关的工作表后再导入。",
        en="Too many sheets ({found}; at most {limit}). Please delete those that do not belong and import "
        "it again.",
    ),
    "too_many_rows": Text(
        zh="工作表“{sheet}”的行数超过 {limit} 行。请拆成几个工作簿，分别导入。",
        en="Sheet “{sheet}” has more than {limit} rows. Please split it into several workbooks.",
    ),
    "too_many_columns": Text(
        zh="工作表“{sheet}”的列数超过 {limit} 列。请删去无关的列后再导入。",
        en="Sheet “{sheet}” has more than {limit} columns. Please delete those that do not belong.",
    ),
    "too_many_cells": Text(
        zh="工作表“{sheet}”的表格范围超过 {limit} 个单元格。请删去多余的行列，或拆成几个工作簿。",
        en="Sheet “{sheet}” covers more than {limit} cells. Please delete what does not belong, or split it.",
    ),
    "far_cell": Text(
        zh="工作表“{sheet}”在远离表格的单元格 {cell} 里有内容。请删去那一行或那一列，保存后再导入。",
        en="Sheet “{sheet}” has something in cell {cell}, far from the table. Delete that row or column, "
        "save and import it again.",
    ),
    "uncalculated": Text(
        zh="工作表“{sheet}”的单元格 {cell} 是没有计算结果的公式。请用 Excel 或 WPS 打开，保存一次，再导入。",
        en="Sheet “{sheet}”, cell {cell}, is a formula without a result. Open the file in Excel or WPS, "
        "save it once and import it again.",
    ),
    "no_sheets": Text(
        zh="工作簿里没有可见的工作表。请取消隐藏要导入的工作表，保存后再导入。",
        en="The workbook has no visible sheet. Unhide those to import, save it and import it again.",
    ),
    "timeout": Text(
        zh="读取超过 {limit} 秒，已停止。请把工作簿拆小，或另存为 .xlsx 后再导入。",
        en="Reading took over {limit} seconds and was stopped. Split the workbook, or save it as .xlsx anew.",
    ),
    "stopped": Text(
        zh="读取过程被系统中断（可能内存不足），文件没有导入。请稍后重试。",
        en="Reading was stopped by the system (perhaps out of memory); nothing was imported. Please try "
        "again later.",
    ),
}


class UnreadableWorkbook(Exception):
    """A workbook that is not read: `code` is a key of `REASONS`, `text` one sentence that says what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.text = REASONS[code].format(**params)
        super().__init__(code, self.text.zh)
