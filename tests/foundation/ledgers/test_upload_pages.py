"""Handing ledgers in on a page: the form, the job, the result, the history, taking back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import forms
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.models import Job
from tests.foundation.ledgers.handing_in import COUNTY, office, page, roster, sent, signed_in
from tests.foundation.ledgers.importing import recipient, records, rows_in_tables
from tests.foundation.ledgers.workbooks import save
from tests.second_county.people import ID

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def hand_in(user: Any, *paths: Path, **more: Any) -> Any:
    """Send workbooks and follow to the page that tells what became of them."""
    return signed_in(user).post("/ledgers/upload/", sent(*paths, **more), follow=True)


def two_rows(folder: Path, file: str = "低保.xlsx") -> Path:
    """One good row, and one whose benefit is no number."""
    return roster(
        folder,
        recipient(),
        recipient("陈志高", **{"月人均补助（元）": "约三百", "低保证号": "QX002"}),
        file=file,
    )


@pytest.mark.parametrize(
    ("who", "status", "may_import"),
    [
        ("officer", 200, True), ("dibao", 200, True), ("linxi", 200, False), ("auditor", 200, False),
        ("leader", 403, False), ("cadre", 403, False), ("admin", 403, False),
    ],
)  # fmt: skip
def test_who_opens_the_ledger_page(office: dict[str, Any], who: str, status: int, may_import: bool) -> None:
    answer = signed_in(office[who]).get("/ledgers/")
    assert answer.status_code == status
    assert ('action="/ledgers/upload/"' in page(answer)) is may_import


def test_somebody_of_another_county_is_refused(office: dict[str, Any]) -> None:
    assert signed_in(office["far"]).get("/ledgers/?county=519999").status_code == 403


def test_an_upload_becomes_a_result_page(office: dict[str, Any], tmp_path: Path) -> None:
    answer = hand_in(office["dibao"], two_rows(tmp_path))
    batch = ledgers.Import.objects.get()
    assert answer.redirect_chain[-1] == (f"/ledgers/imports/{batch.pk}/", 302)
    assert (batch.by.username, batch.door, str(batch.as_of), batch.state) == (
        "dibao",
        "page",
        "2015-06-30",
        "done",
    )
    html = page(answer)
    assert "低保.xlsx" in html
    assert "数字有误" in html
    assert "只填数字，不写说明文字；核对是否多写或少写了位数。" in html
    row = ledgers.RefusedRow.objects.get()
    assert f"/ledgers/refused/{row.pk}/" in html
    assert f"/ledgers/imports/{batch.pk}/undo/" in html
    assert [record.name for record in records("dibao.roster")] == ["刘桂芳"]
    acts = [entry.action for entry in journal.entries() if entry.actor == "dibao"]
    assert acts == ["ledgers.import", "ledgers.upload"]


def test_the_workbooks_are_gone_afterwards(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    assert list((tmp_path / "home" / "uploads").rglob("*")) == []
    assert [path.name for path in (tmp_path / "home" / "jobs").iterdir()] == ["turn.lock"]


def test_a_trial_tells_everything_and_keeps_nothing(office: dict[str, Any], tmp_path: Path) -> None:
    before = rows_in_tables()
    answer = hand_in(office["dibao"], two_rows(tmp_path), dry_run="on")
    job = Job.objects.get()
    assert answer.redirect_chain[-1] == (f"/ledgers/jobs/{job.pk}/", 302)
    html = page(answer)
    assert "这是试运行的结果，没有保存任何内容。" in html
    assert "数字有误" in html
    assert "“月人均补助（元）”列“约三百”" in html
    after = rows_in_tables()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= {"ledgers_job", "journal_entry", "django_session", "axes_accesslog"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT report FROM ledgers_job")
        assert "约三百".encode() not in bytes(cursor.fetchone()[0])


def test_the_same_file_again_changes_nothing_and_says_so(office: dict[str, Any], tmp_path: Path) -> None:
    path = two_rows(tmp_path)
    hand_in(office["dibao"], path)
    answer = hand_in(office["dibao"], path)
    batch = ledgers.Import.objects.get()
    assert answer.redirect_chain[-1][0] == f"/ledgers/imports/{batch.pk}/"
    assert "这些文件以前导入过，内容没有变化" in page(answer)


def test_an_old_file_beside_a_new_one_leads_to_its_own_result(office: dict[str, Any], tmp_path: Path) -> None:
    path = two_rows(tmp_path)
    hand_in(office["dibao"], path)
    first = ledgers.Import.objects.get().pk
    html = page(
        hand_in(
            office["dibao"], path, roster(tmp_path, recipient("周玉兰", 低保证号="QX003"), file="补报.xlsx")
        )
    )
    assert "以前导入过，没有变化" in html
    assert f'<a href="/ledgers/imports/{first}/">当时的结果</a>' in html


def test_an_unreadable_file_is_told_in_a_clear_sentence(office: dict[str, Any], tmp_path: Path) -> None:
    html = page(
        hand_in(
            office["dibao"], save(tmp_path / "名册.xlsx", b"<html><table><tr><td>1</td></tr></table></html>")
        )
    )
    assert "无法读取" in html
    assert "这是网页或 XML 表格，只是文件名像 Excel。" in html


def test_what_is_not_sent_right_comes_back_with_what_was_typed(
    office: dict[str, Any], tmp_path: Path
) -> None:
    client = signed_in(office["dibao"])
    for data, sentence in (
        (sent(day="2015-06-30"), "请选择要导入的 .xlsx 工作簿。"),
        (sent(save(tmp_path / "名册.xls", b"x"), day="2015-06-30"), "“名册.xls”不是 .xlsx 工作簿。"),
        (sent(two_rows(tmp_path), day="2999-01-01"), "台账日期不能晚于今天。"),
        (sent(two_rows(tmp_path), day="六月"), "请填写日期，例如 2014-09-26。"),
    ):
        answer = client.post("/ledgers/upload/", data)
        assert answer.status_code == 422
        assert sentence in page(answer)
        assert f'value="{data["as_of"]}"' in page(answer)
    assert Job.objects.count() == 0


def test_too_much_at_once_is_413(
    office: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datong.foundation.ledgers.views.imports.BYTES_AT_ONCE", 2_000)
    answer = signed_in(office["dibao"]).post("/ledgers/upload/", sent(two_rows(tmp_path)))
    assert answer.status_code == 413
    assert "一次上传的内容超过 200 MB，没有保存。" in page(answer)
    assert forms.BYTES_AT_ONCE == 200_000_000
    assert Job.objects.count() == 0


def test_an_upload_needs_its_proof_of_origin(office: dict[str, Any], tmp_path: Path) -> None:
    client = signed_in(office["dibao"], enforce_csrf_checks=True)
    assert client.post("/ledgers/upload/", sent(two_rows(tmp_path))).status_code == 403
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page(client.get("/ledgers/")))
    assert token is not None
    answer = client.post("/ledgers/upload/", sent(two_rows(tmp_path), csrfmiddlewaretoken=token.group(1)))
    assert answer.status_code == 302


@pytest.mark.parametrize("who", ["linxi", "auditor", "leader", "admin", "far"])
def test_who_may_not_import_leaves_nothing(office: dict[str, Any], tmp_path: Path, who: str) -> None:
    answer = signed_in(office[who]).post("/ledgers/upload/?county=519999", sent(two_rows(tmp_path)))
    assert answer.status_code == 403
    assert not (tmp_path / "home" / "uploads").exists()
    assert Job.objects.count() == 0


def test_another_programmes_workbook_is_refused_with_the_reason(
    office: dict[str, Any], tmp_path: Path
) -> None:
    html = page(hand_in(office["doctors"], two_rows(tmp_path)))
    assert "全县台账由本项工作的县级部门专干导入。" in html
    assert records("dibao.roster").count() == 0
    assert ledgers.Import.objects.count() == 0


def test_an_import_is_seen_by_who_may_see_its_programme(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    batch = ledgers.Import.objects.get()
    answers = {
        "officer": 200,
        "dibao": 200,
        "linxi": 200,
        "auditor": 200,
        "doctors": 404,
        "far": 404,
        "leader": 403,
    }
    for who, status in answers.items():
        assert signed_in(office[who]).get(f"/ledgers/imports/{batch.pk}/").status_code == status, who
        assert ("低保.xlsx" in page(signed_in(office[who]).get("/ledgers/"))) is (status == 200), who


def test_a_clerk_sees_the_rows_of_the_own_town_only(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    batch, row = ledgers.Import.objects.get(), ledgers.RefusedRow.objects.get()
    assert f"/ledgers/refused/{row.pk}/" in page(
        signed_in(office["linxi"]).get(f"/ledgers/imports/{batch.pk}/")
    )
    assert f"/ledgers/refused/{row.pk}/" not in page(
        signed_in(office["shiqiao"]).get(f"/ledgers/imports/{batch.pk}/")
    )


def test_no_identity_number_on_any_page_of_an_import(office: dict[str, Any], tmp_path: Path) -> None:
    wrong = ID["陈志高"][:17] + "3"
    path = roster(tmp_path, recipient(), recipient("陈志高", 身份证号码=wrong, 低保证号="QX002"))
    trial = page(hand_in(office["dibao"], path, dry_run="on"))
    result = page(hand_in(office["dibao"], path))
    listed = page(signed_in(office["dibao"]).get("/ledgers/refused/"))
    for html in (trial, result, listed):
        assert "519999********1033" in html
        assert wrong not in html
        assert ID["刘桂芳"] not in html


def test_the_ledger_page_asks_few_questions_however_long_the_history(
    office: dict[str, Any], tmp_path: Path
) -> None:
    counts = []
    for number, name in enumerate(("刘桂芳", "周玉兰", "何大明"), start=1):
        hand_in(
            office["dibao"],
            roster(tmp_path, recipient(name, 低保证号=f"QX{number}"), file=f"第{number}批.xlsx"),
        )
        client = signed_in(office["dibao"])
        with CaptureQueriesContext(connection) as asked:
            html = page(client.get("/ledgers/"))
        counts.append(len(asked))
        assert f"第{number}批.xlsx" in html
    assert counts[0] == counts[2]
    assert counts[0] <= 16


def test_the_result_page_asks_few_questions_however_many_workbooks(
    office: dict[str, Any], tmp_path: Path
) -> None:
    counts = []
    bad = {"月人均补助（元）": "约三百"}
    several = [
        roster(tmp_path, recipient(name, **bad | {"低保证号": f"QX1{number}"}), file=f"{number}.xlsx")
        for number, name in enumerate(("周玉兰", "何大明", "何大林"))
    ]
    for paths in ([two_rows(tmp_path)], several):
        hand_in(office["dibao"], *paths)
        newest = ledgers.Import.objects.latest("id").pk
        client = signed_in(office["dibao"])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/ledgers/imports/{newest}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_newest_import_is_taken_back_after_a_question(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    first = ledgers.Import.objects.get().pk
    hand_in(office["dibao"], roster(tmp_path, recipient("周玉兰", 低保证号="QX003"), file="补报.xlsx"))
    second = ledgers.Import.objects.latest("id").pk
    client = signed_in(office["dibao"])
    assert f"/imports/{first}/undo/" not in page(client.get(f"/ledgers/imports/{first}/"))
    assert "请先撤销它后面的导入" in page(client.get(f"/ledgers/imports/{first}/undo/"))
    assert "新增的 1 行不再算数" in page(client.get(f"/ledgers/imports/{second}/undo/"))
    assert records("dibao.roster").count() == 2
    html = page(client.post(f"/ledgers/imports/{second}/undo/", follow=True))
    assert "导入已撤销，名册回到这次导入之前的样子。" in html
    assert "已撤销" in html
    assert [record.name for record in records("dibao.roster")] == ["刘桂芳"]
    html = page(client.post(f"/ledgers/imports/{second}/undo/", follow=True))
    assert f"导入 {second} 已经撤销过了" in html


@pytest.mark.parametrize("who", ["linxi", "auditor"])
def test_who_may_not_undo(office: dict[str, Any], tmp_path: Path, who: str) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    batch = ledgers.Import.objects.get()
    client = signed_in(office[who])
    assert "撤销这次导入" not in page(client.get(f"/ledgers/imports/{batch.pk}/"))
    assert client.post(f"/ledgers/imports/{batch.pk}/undo/").status_code == 403
    batch.refresh_from_db()
    assert batch.state == "done"


def test_help_template_and_export(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    client = signed_in(office["dibao"])
    html = page(client.get("/ledgers/help/"))
    assert "在册对象" in html
    assert "公民身份号码" in html
    assert "家庭医生" not in html
    template = client.get("/ledgers/template/dibao.xlsx")
    assert (template.status_code, template.content[:2]) == (200, b"PK")
    assert client.get("/ledgers/template/family_doctor.xlsx").status_code == 403
    assert client.get("/ledgers/template/nothing.xlsx").status_code == 404
    assert "用途" in page(client.get("/ledgers/export/dibao.xlsx"))
    empty = client.post("/ledgers/export/dibao.xlsx", {"why": ""})
    assert (empty.status_code, "请写明用途。" in page(empty)) == (422, True)
    short = client.post("/ledgers/export/dibao.xlsx", {"why": "要"})
    assert (short.status_code, 'value="要"' in page(short)) == (422, True)
    file = client.post("/ledgers/export/dibao.xlsx", {"why": "报市局核对"})
    assert (file.status_code, file.content[:2], file["Cache-Control"]) == (200, b"PK", "no-store")
    entry = journal.entries("ledgers.Programme:dibao")[0]
    assert (entry.actor, entry.why, entry.place) == ("dibao", "报市局核对", COUNTY)
    assert signed_in(office["linxi"]).get("/ledgers/export/dibao.xlsx").status_code == 403


def test_refused_rows_as_a_workbook(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], two_rows(tmp_path))
    batch = ledgers.Import.objects.get()
    address = f"/ledgers/imports/{batch.pk}/refused.xlsx"
    file = signed_in(office["linxi"]).get(address)
    assert (file.status_code, file.content[:2]) == (200, b"PK")
    assert signed_in(office["auditor"]).get(address).status_code == 403
    assert signed_in(office["doctors"]).get(address).status_code == 404


def test_before_the_first_import_the_page_says_what_to_do(office: dict[str, Any]) -> None:
    assert "把部门交来的工作簿拖到上面的框里即可" in page(signed_in(office["officer"]).get("/ledgers/"))
    assert "全县台账由县级部门专干导入" in page(signed_in(office["linxi"]).get("/ledgers/"))


def test_jobs_are_inline_only_where_asked_for(settings: Any) -> None:
    assert getattr(settings, "DATONG_JOBS", "process") == "process"


def test_the_report_of_a_trial_holds_no_full_number(office: dict[str, Any], tmp_path: Path) -> None:
    hand_in(office["dibao"], roster(tmp_path, recipient(), recipient()), dry_run="on")
    [report] = json.loads(Job.objects.get().report or "")
    assert report["sheets"][0]["refused"] == {"duplicate": 1}
    assert ID["刘桂芳"] not in json.dumps(report)
