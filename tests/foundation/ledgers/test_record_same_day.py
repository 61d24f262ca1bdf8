"""A row corrected on the very day of its ledger: the earlier version spoke on no day, but stays readable."""

from pathlib import Path

import pytest
from django.test import Client

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.foundation.ledgers.importing import ROSTER as HEADINGS
from tests.foundation.ledgers.importing import recipient, take, write
from tests.foundation.ledgers.reading_room import address_of, readers, record_of, text

__all__ = ["readers"]
pytestmark = pytest.mark.django_db


def test_both_versions_are_shown_the_current_one_first_and_an_undone_one_never(
    readers: dict[str, Client], tmp_path: Path
) -> None:
    page = address_of("dibao.roster", record_of("dibao.roster", name="周玉兰"))
    changed = recipient("周玉兰", 低保证号="QX003", 保障类别="B类")
    receipt = take(write(tmp_path, [HEADINGS, changed], file="更正.xlsx"), as_of=second.AS_OF)
    said = text(readers["officer"].get(page))
    assert "保障类别 B类" in said
    assert "各个版本 2" in said
    assert said.index("更正.xlsx 第 2 行") < said.index("民政局低保报表.xlsx 第 11 行")

    ledgers.undo(access.console(), receipt.import_id, door="cli")
    said = text(readers["officer"].get(page))
    assert "保障类别 C类" in said
    assert "各个版本" not in said
