"""The example books of one village (示例账簿): a workbook made of a readable file, and loaded through the same import
that everybody uses. Figures and people are invented."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from datong.foundation.access.service import User
from datong.foundation.ledgers.service import FilledRow, filled
from datong.programmes.sunshine import service as sunshine
from datong.programmes.sunshine.service import SHEETS, BookImport

FILE = Path(__file__).resolve().parents[3] / "examples" / "luojiang-2014" / "books" / "baihua.yaml"
POSTING = ("科目编号", "明细", "借方（元）", "贷方（元）")


def read(path: Path = FILE) -> dict[str, Any]:
    """The file as it stands."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def workbook(data: dict[str, Any]) -> bytes:
    """The village's workbook as a clerk would hand it in."""
    rows = {"期初余额": list(openings(data)), "记账凭证": list(vouchers(data))}
    parts = [
        (sheet, [FilledRow(row) for row in rows.get(sheet.name) or data.get(sheet.name, [])])
        for sheet in SHEETS
    ]
    return filled(f"{data['name']}账簿", parts)


def openings(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows of the sheet of openings."""
    for account, detail, debit, credit in data["openings"]:
        yield {"建账日期": data["opened"]} | posting(account, detail, debit, credit)


def vouchers(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows of the sheet of vouchers: two lines each."""
    for number, (day, words, handler, papers, amount, debit, its, credit, other) in enumerate(
        data["vouchers"], 1
    ):
        head = {"凭证号": number, "凭证日期": day, "摘要": words, "经手人": handler, "附件张数": papers}
        yield head | posting(debit, its, amount, "")
        yield head | posting(credit, other, "", amount)


def posting(account: str, detail: str, debit: str, credit: str) -> dict[str, Any]:
    """The cells of one line; amounts as numbers, as a spreadsheet has them."""
    return dict(zip(POSTING, (account, detail, number(debit), number(credit)), strict=True))


def number(text: str) -> float | None:
    """An amount in yuan as a spreadsheet holds it."""
    return float(Decimal(text)) if text else None


def load(actor: User, path: Path = FILE) -> BookImport:
    """Import the workbook, reverse what was wrong, close the first quarter of the two; again it changes nothing."""
    data = read(path)
    place = data["place"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{data['name']}.xlsx"
        file.write_bytes(workbook(data))
        made = sunshine.take_workbook(actor, place, file.name, file, door="cli")
    if sunshine.standing(place).closed is None:
        for number_, day, why in data["reversed"]:
            wrong = sunshine.Voucher.objects.get(place_code=place, year=day.year, number=number_)
            sunshine.reverse(actor, place, wrong.pk, day, why, door="cli")
        sunshine.close(actor, place, data["closed"], door="cli")
    return made
