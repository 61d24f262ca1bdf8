"""The bank's file of a signed list (银行代发文件): the only place where whole account numbers leave the house."""

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet
from xlsxwriter import Workbook

from datong.kernel.text import neutralise
from datong.programmes.dibao.models import PaymentLine, PaymentList

HEAD = ("序号", "户名", "开户银行", "账号", "金额(元)", "备注")
TEXT, MONEY = "@", "0.00"


def with_account(found: PaymentList) -> QuerySet[PaymentLine]:
    """Lines the bank pays."""
    return found.lines.filter(account__isnull=False).select_related("account").order_by("number")


def without_account(found: PaymentList) -> QuerySet[PaymentLine]:
    """Lines paid at the counter, which no bank file holds."""
    return found.lines.filter(account__isnull=True).select_related("case").order_by("number")


def rows(found: PaymentList) -> Iterator[tuple[int, str, str, str, int, str]]:
    """The file's rows; the amount in fen, arrears in it and named in the remark."""
    month = f"{found.month.year}年{found.month.month}月低保金"
    for number, line in enumerate(with_account(found), 1):
        account = line.account
        assert account is not None  # noqa: S101 - asked for
        remark = f"{month}（含补发{yuan(line.arrears)}元）" if line.arrears else month
        yield number, account.holder, account.bank, account.number, line.amount + line.arrears, remark


def yuan(fen: int) -> str:
    """123456 as 1234.56, as a bank reads it."""
    return f"{fen // 100}.{fen % 100:02d}"


def as_csv(found: PaymentList) -> bytes:
    """UTF-8 with the mark that Excel needs to see it."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(HEAD)
    for number, holder, bank, account, fen, remark in rows(found):
        out.writerow((number, neutralise(holder), neutralise(bank), account, yuan(fen), remark))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(found: PaymentList) -> bytes:
    """One sheet; accounts are text, so that no digit is rounded away."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        text, money, bold = (
            book.add_format({"num_format": TEXT}),
            book.add_format({"num_format": MONEY}),
            book.add_format({"bold": True}),
        )
        sheet = book.add_worksheet("代发明细")
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(zip(HEAD, (6, 12, 24, 26, 12, 30), strict=True)):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, width)
        for at, (number, holder, bank, account, fen, remark) in enumerate(rows(found), 1):
            sheet.write_number(at, 0, number)
            for column, words in ((1, holder), (2, bank), (3, account), (5, remark)):
                sheet.write_string(at, column, words, text)
            sheet.write_number(at, 4, fen / 100, money)
    return file.getvalue()


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}
