"""Refused rows on pages: who sees which, correcting in place, deciding a conflict, dismissing."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests.foundation.ledgers.handing_in import office, page, roster, signed_in
from tests.foundation.ledgers.importing import ROSTER, recipient, records, take
from tests.second_county.people import ID

__all__ = ["office"]
pytestmark = pytest.mark.django_db
NAMES = dict(
    zip(
        ROSTER,
        ("town", "village", "certificate", "head_name", "name", "relation", "person", "area", "category", "monthly_benefit", "since"),
        strict=True,
    )
)  # fmt: skip


def refused(folder: Path, *rows: list[Any]) -> list[ledgers.RefusedRow]:
    """The refused rows of an import of these rows, in their order."""
    take(roster(folder, *rows))
    return list(ledgers.RefusedRow.objects.order_by("id"))


def bad(name: str = "刘桂芳", **changed: Any) -> list[Any]:
    """A row whose benefit is no number."""
    return recipient(name, **{"月人均补助（元）": "约三百"} | changed)


def typed(name: str = "刘桂芳", **changed: Any) -> dict[str, str]:
    """What the form of a row sends."""
    return {
        NAMES[heading]: str(cell) for heading, cell in zip(ROSTER, recipient(name, **changed), strict=True)
    }


def in_shiqiao(name: str = "何大林") -> list[Any]:
    """A bad row of the other town."""
    return bad(name, **{"镇": "石桥乡", "村（社区）": "龙洞村", "低保证号": "QX005"})


def test_everybody_sees_the_rows_of_the_own_places_and_programmes(
    office: dict[str, Any], tmp_path: Path
) -> None:
    ours, theirs = refused(tmp_path, bad(), in_shiqiao())
    seen = {
        "officer": {ours, theirs},
        "dibao": {ours, theirs},
        "linxi": {ours},
        "shiqiao": {theirs},
        "auditor": {ours, theirs},
        "doctors": set(),
    }
    for who, rows in seen.items():
        html = page(signed_in(office[who]).get("/ledgers/refused/"))
        for row in (ours, theirs):
            assert (f"/ledgers/refused/{row.pk}/" in html) is (row in rows), who
            status = signed_in(office[who]).get(f"/ledgers/refused/{row.pk}/").status_code
            assert status == (200 if row in rows else 404), who
    for who in ("leader", "cadre", "admin"):
        assert signed_in(office[who]).get("/ledgers/refused/").status_code == 403
        assert signed_in(office[who]).get(f"/ledgers/refused/{ours.pk}/").status_code == 403
    assert signed_in(office["far"]).get(f"/ledgers/refused/{ours.pk}/").status_code == 404


def test_the_list_is_narrowed_by_sheet_and_code(office: dict[str, Any], tmp_path: Path) -> None:
    number, date = refused(tmp_path, bad(), recipient("周玉兰", 享受起始日期="前年", 低保证号="QX003"))
    client = signed_in(office["dibao"])
    whole = page(client.get("/ledgers/refused/"))
    assert "数字有误（1）" in whole
    assert "在册对象（2）" in whole
    some = page(client.get("/ledgers/refused/?code=bad_date&sheet=dibao.roster"))
    assert f"/ledgers/refused/{date.pk}/?sheet=dibao.roster&amp;code=bad_date" in some
    assert f"/ledgers/refused/{number.pk}/" not in some
    none = page(client.get("/ledgers/refused/?code=conflict"))
    assert "没有符合条件的退回行" in none
    assert client.get("/ledgers/refused/?sheet=nothing&code=x&import=y&page=z").status_code == 200


def test_an_empty_list_says_why(office: dict[str, Any]) -> None:
    assert "没有等待更正的行" in page(signed_in(office["dibao"]).get("/ledgers/refused/"))


def test_the_form_has_every_cell_and_the_faulty_one_first(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    answer = signed_in(office["linxi"]).get(f"/ledgers/refused/{row.pk}/")
    html = page(answer)
    positions = [
        html.index(f'name="{name}"')
        for name in ("monthly_benefit", *[n for n in NAMES.values() if n != "monthly_benefit"])
    ]
    assert positions == sorted(positions)
    assert 'name="monthly_benefit" value="约三百"' in html
    assert f'value="{ID["刘桂芳"]}"' in html
    assert "no-store" in answer["Cache-Control"]
    assert "没有提交，请按下面的提示改正" not in html
    entry = journal.entries(f"ledgers.RefusedRow:{row.pk}")[0]
    assert (entry.actor, entry.action, entry.why, entry.place) == (
        "linxi",
        "ledgers.open_refused",
        "更正退回的行",
        "519999100202",
    )


def test_who_may_not_correct_reads_it_masked(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    client = signed_in(office["auditor"])
    html = page(client.get(f"/ledgers/refused/{row.pk}/"))
    assert f"519999********{ID['刘桂芳'][-4:]}" in html
    assert ID["刘桂芳"] not in html
    assert "<input" not in html.split('id="main"')[1]
    assert client.post(f"/ledgers/refused/{row.pk}/", typed()).status_code == 403
    assert client.get(f"/ledgers/refused/{row.pk}/dismiss/").status_code == 403
    assert list(journal.entries(f"ledgers.RefusedRow:{row.pk}")) == []


def test_a_corrected_row_goes_into_the_register_and_the_next_one_opens(
    office: dict[str, Any], tmp_path: Path
) -> None:
    first, second, third = refused(tmp_path, bad(), in_shiqiao(), bad("周玉兰", 低保证号="QX003"))
    client = signed_in(office["linxi"])
    answer = client.post(
        f"/ledgers/refused/{first.pk}/?code=bad_number", typed(**{"月人均补助（元）": "310元"})
    )
    assert answer["Location"] == f"/ledgers/refused/{third.pk}/?code=bad_number"
    assert "已更正并收入名册" in page(client.get(answer["Location"]))
    record = records("dibao.roster").get()
    assert (record.name, record.monthly_benefit) == ("刘桂芳", 31000)
    last = client.post(f"/ledgers/refused/{third.pk}/", typed("周玉兰", 低保证号="QX003"))
    assert last["Location"] == "/ledgers/refused/"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.settled_by, second.state) == ("corrected", office["linxi"], "open")


def test_what_is_still_wrong_comes_back_with_everything_typed(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    client = signed_in(office["linxi"])
    answer = client.post(
        f"/ledgers/refused/{row.pk}/",
        typed(
            **{
                "月人均补助（元）": "310",
                "身份证号码": ID["刘桂芳"][:17] + "0",
                "保障类别": "D类",
                "户主姓名": "",
            }
        ),
    )
    html = page(answer)
    assert answer.status_code == 422
    assert "没有提交，请按下面的提示改正；已填的内容还在" in html
    assert "请核对身份证号码" in html
    assert "没有填，请补填。" in html
    assert '<option value="D类" selected>D类</option>' in html
    assert 'name="monthly_benefit" value="310"' in html
    assert records("dibao.roster").count() == 0


def test_what_only_the_register_knows_is_said_at_its_field(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    answer = signed_in(office["linxi"]).post(f"/ledgers/refused/{row.pk}/", typed(**{"村（社区）": "虎头村"}))
    assert answer.status_code == 422
    after = page(answer).split('name="village"')[1]
    assert "区划库中没有这个地名" in after.split('name="certificate"')[0]


def test_a_clerk_does_not_move_a_row_out_of_the_own_town(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    answer = signed_in(office["linxi"]).post(
        f"/ledgers/refused/{row.pk}/", typed(**{"镇": "石桥乡", "村（社区）": "龙洞村"})
    )
    assert answer.status_code == 403
    assert records("dibao.roster").count() == 0


def conflicting(folder: Path) -> ledgers.RefusedRow:
    """Two rows about one person; the second says another benefit."""
    [row] = refused(folder, recipient(), recipient(**{"月人均补助（元）": "120"}))
    assert row.code == "conflict"
    return row


def test_a_conflict_shows_both_versions(office: dict[str, Any], tmp_path: Path) -> None:
    row = conflicting(tmp_path)
    html = page(signed_in(office["linxi"]).get(f"/ledgers/refused/{row.pk}/"))
    versions = html.split('id="versions"')[1].split("</table>")[0]
    different = [line for line in versions.split("<tr") if "is-different" in line]
    assert len(different) == 1
    assert "月人均补助（元）" in different[0]
    assert ">100<" in different[0]
    assert "<strong>120</strong>" in different[0]
    assert ID["刘桂芳"] not in versions
    assert f"/registers/dibao/roster/{records('dibao.roster').get().pk}/" in versions


def test_the_refused_version_holds(office: dict[str, Any], tmp_path: Path) -> None:
    row = conflicting(tmp_path)
    answer = signed_in(office["linxi"]).post(f"/ledgers/refused/{row.pk}/", {"holds": "1"})
    assert answer["Location"] == "/ledgers/refused/"
    assert records("dibao.roster").get().monthly_benefit == 12000
    row.refresh_from_db()
    assert row.state == "corrected"


def test_the_registers_version_holds(office: dict[str, Any], tmp_path: Path) -> None:
    row = conflicting(tmp_path)
    client = signed_in(office["linxi"])
    assert 'value="以名册中已有的记录为准"' in page(client.get(f"/ledgers/refused/{row.pk}/dismiss/"))
    client.post(f"/ledgers/refused/{row.pk}/dismiss/", {"why": "以名册中已有的记录为准"})
    assert records("dibao.roster").get().monthly_benefit == 10000
    row.refresh_from_db()
    assert (row.state, row.settled_by) == ("dismissed", office["linxi"])
    entry = journal.entries(f"ledgers.RefusedRow:{row.pk}")[0]
    assert (entry.action, entry.why) == ("ledgers.dismiss", "以名册中已有的记录为准")


def test_a_row_is_not_dismissed_without_a_reason(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    client = signed_in(office["linxi"])
    for why, sentence in (("", "请写明原因，以后查得到。"), ("无", "请写明作废这一行的理由")):
        answer = client.post(f"/ledgers/refused/{row.pk}/dismiss/", {"why": why})
        assert answer.status_code == 422
        assert sentence in page(answer)
    row.refresh_from_db()
    assert row.state == "open"


def test_a_settled_row_is_read_and_no_more_changed(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    client = signed_in(office["linxi"])
    client.post(f"/ledgers/refused/{row.pk}/dismiss/", {"why": "重复填报"})
    html = page(client.get(f"/ledgers/refused/{row.pk}/"))
    assert "已作废" in html
    assert "linxi的姓名" in html
    assert ID["刘桂芳"] not in html
    again = client.post(f"/ledgers/refused/{row.pk}/", typed(), follow=True)
    assert "这一行已经处理过了" in page(again)
    assert records("dibao.roster").count() == 0


def test_english_pages_speak_english_where_the_ledger_speaks(office: dict[str, Any], tmp_path: Path) -> None:
    [row] = refused(tmp_path, bad())
    client = signed_in(office["linxi"], headers={"accept-language": "en"})
    assert "Sheet “在册对象”, row 2, column “月人均补助（元）” “约三百”:" in page(
        client.get(f"/ledgers/refused/{row.pk}/")
    )
    assert "wrong number" in page(client.get("/ledgers/refused/"))


def test_the_list_asks_few_questions_however_long_it_is(office: dict[str, Any], tmp_path: Path) -> None:
    counts = []
    for names in (["刘桂芳"], ["周玉兰", "何大明", "陈志明"]):
        take(
            roster(tmp_path, *[bad(name, 低保证号=f"QX{name}") for name in names], file=f"{len(names)}.xlsx")
        )
        client = signed_in(office["linxi"])
        with CaptureQueriesContext(connection) as asked:
            html = page(client.get("/ledgers/refused/"))
        counts.append(len(asked))
    assert html.count("data-href") == 4
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_row_page_asks_few_questions(office: dict[str, Any], tmp_path: Path) -> None:
    row = conflicting(tmp_path)
    client = signed_in(office["linxi"])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/ledgers/refused/{row.pk}/").status_code == 200
    assert len(asked) <= 16
