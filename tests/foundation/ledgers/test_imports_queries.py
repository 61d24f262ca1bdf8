"""Pages of imports and refused rows cost as many queries for one line as for many."""

from pathlib import Path

import pytest
from django.test import Client

from tests.counties import County
from tests.foundation.ledgers.importing import ROSTER as HEADINGS
from tests.foundation.ledgers.importing import recipient, take, write
from tests.foundation.ledgers.reading_room import queries, readers

__all__ = ["readers"]
pytestmark = pytest.mark.django_db


def hand_in(folder: Path, number: int) -> int:
    """One more small import; its number."""
    line = recipient("周玉兰", 低保证号="QX003", **{"月人均补助（元）": 100 + number})
    wrong = recipient("周玉兰", 低保证号=f"QX9{number}", **{"身份证号码": "519999"})
    return int(take(write(folder, [[*HEADINGS], line, wrong], file=f"更正{number}.xlsx")).import_id)


def test_the_history_of_one_import_and_of_four(readers: dict[str, Client], tmp_path: Path) -> None:
    before = queries(readers["officer"], "/ledgers/")
    numbers = [hand_in(tmp_path, number) for number in range(3)]
    page = readers["officer"].get("/ledgers/").content.decode()
    assert [f"/ledgers/imports/{number}/" in page for number in numbers] == [True, True, True]
    assert queries(readers["officer"], "/ledgers/") == before


@pytest.mark.parametrize("reader", ["officer", "linxi"])
def test_one_refused_row_and_many(readers: dict[str, Client], reader: str) -> None:
    client = readers[reader]
    one, many = "/ledgers/refused/?sheet=dibao.roster&code=missing_id", "/ledgers/refused/?sheet=dibao.roster"
    assert client.get(one).content.decode().count("<tr data-href") == 1
    assert client.get(many).content.decode().count("<tr data-href") > 3
    assert queries(client, one) == queries(client, many)


def test_an_import_of_one_sheet_and_one_of_many(
    readers: dict[str, Client], small_county: County, tmp_path: Path
) -> None:
    small, large = hand_in(tmp_path, 1), small_county.receipt.import_id
    hand_in(tmp_path, 2)  # the newest asks once more, whether it can be undone
    assert "卫生局家庭医生.xlsx" in readers["officer"].get(f"/ledgers/imports/{large}/").content.decode()
    few = queries(readers["officer"], f"/ledgers/imports/{small}/")
    assert queries(readers["officer"], f"/ledgers/imports/{large}/") == few
