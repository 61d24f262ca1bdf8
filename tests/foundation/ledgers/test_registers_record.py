"""One record: its facts, where it came from, its versions, what refers to it."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from tests.foundation.ledgers.importing import ROSTER as HEADINGS
from tests.foundation.ledgers.importing import recipient, take, write
from tests.foundation.ledgers.reading_room import (
    address_of,
    home_of,
    names,
    number_of,
    queries,
    readers,
    record_of,
    says_no_number,
    text,
)

__all__ = ["readers"]
pytestmark = pytest.mark.django_db
JULY = dt.date(2015, 7, 31)


def contract(number: str) -> str:
    return address_of("family_doctor.contracts", record_of("family_doctor.contracts", number=number))


def recipient_page(name: str) -> str:
    return address_of("dibao.roster", record_of("dibao.roster", name=name))


def test_every_column_with_its_value_numbers_masked(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(contract("Y-02"))
    said = text(page)
    assert "签约编号 Y-02 镇 临溪镇 村（社区） 柳坝村 户主姓名 陈志高" in said
    assert "户主身份证号码 519999********103X" in said
    assert "联系电话 138****0002" in said
    assert says_no_number(page)
    assert "13800000002" not in page.content.decode()


def test_where_the_row_came_from(readers: dict[str, Client]) -> None:
    said = text(readers["officer"].get(contract("Y-01")))
    assert "卫生局家庭医生.xlsx 的工作表“签约”第 5 行，台账日期 2015年6月30日。" in said


def test_it_leads_to_person_household_and_doctor(readers: dict[str, Client]) -> None:
    body = readers["officer"].get(contract("Y-01") + "?as_of=2015-06-30").content.decode()
    doctor = address_of("family_doctor.doctors", record_of("family_doctor.doctors", number="D01"))
    assert f'href="/persons/{number_of("周玉兰")}/?as_of=2015-06-30"' in body
    assert f'href="/households/{home_of("周玉兰")}/?as_of=2015-06-30"' in body
    assert f'href="{doctor}?as_of=2015-06-30"' in body


def test_no_link_to_a_doctor_whom_the_reader_may_not_see(readers: dict[str, Client]) -> None:
    body = readers["cadre"].get(contract("Y-01")).content.decode()
    assert "D01" in body
    assert "/registers/family_doctor/doctors/" not in body


def test_what_refers_to_it(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(contract("Y-02"))
    assert "服务记录 2 行" in text(page)
    assert "2015-05-05" in text(page)
    doctor = address_of("family_doctor.doctors", record_of("family_doctor.doctors", number="D01"))
    said = text(readers["officer"].get(doctor))
    assert "签约结对 2 行" in said
    assert "服务记录 4 行" in said


def test_a_long_list_of_mentions_leads_to_all_of_them(
    readers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datong.foundation.ledgers.queries.records.FEW", 1)
    page = readers["officer"].get(contract("Y-02"))
    assert 'href="/registers/family_doctor/services/?contract=Y-02"' in page.content.decode()
    assert len(names(readers["officer"].get("/registers/family_doctor/services/?contract=Y-02"))) == 2


def test_who_may_open_it(readers: dict[str, Client]) -> None:
    address = recipient_page("周玉兰")
    allowed = {name for name, client in readers.items() if client.get(address).status_code == 200}
    assert allowed == {"officer", "dibao", "leader", "linxi", "cadre", "auditor"}
    assert readers["shiqiao"].get(address).status_code == 403
    assert readers["officer"].get(address_of("dibao.roster", 10**9)).status_code == 404


def test_versions_side_by_side(readers: dict[str, Client], tmp_path: Path) -> None:
    before = recipient_page("周玉兰")
    changed = recipient("周玉兰", 低保证号="QX003", 保障类别="B类", **{"月人均补助（元）": 120})
    take(write(tmp_path, [HEADINGS, changed], file="更正.xlsx"), as_of=JULY)
    page = readers["officer"].get(before)
    said = text(page)
    assert "现行" in said
    assert "各个版本 2" in said
    assert "<strong>B类</strong>" in page.content.decode()
    assert "<strong>大安村</strong>" not in page.content.decode()
    assert "更正.xlsx 第 2 行" in said
    assert "民政局低保报表.xlsx 第 11 行" in said
    older = [
        link for link in page.content.decode().split('href="') if link.startswith("/registers/dibao/roster/")
    ]
    address = next(
        link.split('"')[0] for link in older if link.split('"')[0] not in (before, "/registers/dibao/roster/")
    )
    old = readers["officer"].get(address)
    assert "旧版，2015年7月31日起不再有效" in text(old)
    assert "保障类别 C类" in text(old)
    assert f'href="{before}"' in old.content.decode()


def test_a_version_outside_the_readers_places_is_not_shown(
    readers: dict[str, Client], tmp_path: Path
) -> None:
    moved = recipient("周玉兰", 低保证号="QX003", 镇="石桥乡", **{"村（社区）": "龙洞村"})
    take(write(tmp_path, [HEADINGS, moved], file="迁出.xlsx"), as_of=JULY)
    address = recipient_page("周玉兰")
    assert readers["linxi"].get(address).status_code == 403
    page = readers["shiqiao"].get(address)
    assert page.status_code == 200
    assert "大安村" not in text(page)
    assert "龙洞村" in text(page)


def test_as_many_queries_for_one_mention_as_for_two(readers: dict[str, Client]) -> None:
    assert queries(readers["officer"], contract("Y-05")) == queries(readers["officer"], contract("Y-02"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_record_of_every_register_opens(readers: dict[str, Client], language: str) -> None:
    from datong.foundation.ledgers import service as ledgers

    for sheet in ledgers.SHEETS.values():
        pk = sheet.model.objects.filter(county="519999").values_list("id", flat=True).first()
        page = readers["officer"].get(address_of(sheet.id, pk), headers={"accept-language": language})
        assert page.status_code == 200, sheet.id
        assert says_no_number(page), sheet.id
