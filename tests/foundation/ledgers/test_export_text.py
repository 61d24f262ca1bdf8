"""Text that looks like a formula: out of reach of spreadsheets, and back as it was."""

from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.foundation.ledgers.importing import ROSTER, recipient, records, take, write
from tests.foundation.ledgers.reading_back import keep, part, sheets, tally
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db
DANGEROUS = ["=1+1", "+86", "-", "@名", "＝甲", "'=引号", "''=两个"]


def test_nothing_is_taken_for_a_formula_and_comes_back_as_it_was(tmp_path: Path) -> None:
    people = [name for name in ID if name not in {"江洪"}][: len(DANGEROUS)]
    rows = [
        [*recipient(name, 身份证号码=ID[name], 低保证号=f"QX{number}"), text]
        for number, (name, text) in enumerate(zip(people, DANGEROUS, strict=True))
    ]
    take(write(tmp_path, [[*ROSTER, "备注"], *rows]))
    first = {record.name: record.remark for record in records("dibao.roster")}
    # what a sheet holds as '=… is taken for a mark of an earlier export, and loses it
    assert list(first.values()) == ["=1+1", "+86", "-", "@名", "＝甲", "=引号", "'=两个"]
    content = ledgers.export(access.console(), "dibao", second.COUNTY, second.AS_OF, door="cli")
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    remarks = [line[12] for line in sheets(content)["在册对象"][1:]]
    assert sorted(remarks) == sorted(["'=1+1", "'+86", "'-", "'@名", "'＝甲", "'=引号", "''=两个"])
    assert tally(take(keep(tmp_path, content)), "unchanged")["在册对象"] == (7,)
