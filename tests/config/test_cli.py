"""The command line, end to end over the small county: what it prints, writes and answers with."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests import small_county as second
from tests.config.commandline import Done, datong

pytestmark = pytest.mark.django_db

ABOUT = ("--county", "519999", "--as-of", "2015-06-30")


@pytest.fixture(scope="module")
def report(
    django_db_setup: None, django_db_blocker: Any, small_books: list[Path], tmp_path_factory: Any
) -> Iterator[Any]:
    """REPORT.json of an import by the command line; the county stays in the database for the module's tests."""
    path = tmp_path_factory.mktemp("report") / "REPORT.json"
    with django_db_blocker.unblock(), transaction.atomic():
        assert datong("places", "load", second.PLACES) == Done(
            0, "新增 13 个，更新 0 个 (13 new, 0 changed)\n", ""
        )
        done = datong("ledgers", "import", *small_books, *ABOUT, "--strict", "--report", path)
        assert (done.returncode, done.stderr) == (1, "")
        assert "低保花名册：接收 15（新 15，更正 0，未变 0），退回 16" in done.stdout
        assert "不认识的列：民族" in done.stdout
        yield json.loads(path.read_text())
        transaction.set_rollback(True)


def test_report_json_agrees_with_what_was_counted_by_hand(report: dict[str, Any]) -> None:
    told = {
        file["file"]: {
            s["sheet"]: {"accepted": s["accepted"], "refused": s["refused"]} for s in file["sheets"]
        }
        for file in report["files"]
    }
    assert told == second.EXPECTED["ledgers"]
    assert [file["programme"] for file in report["files"]] == [book.programme for book in second.BOOKS]
    assert isinstance(report["import_id"], int)


def test_importing_again_changes_nothing_and_says_so(report: Any, small_books: list[Path]) -> None:
    done = datong("ledgers", "import", small_books[0], *ABOUT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "民政局低保报表.xlsx：以前导入过，没有变化" in done.stdout
    assert f"导入编号 {report['import_id']}" in done.stdout


def test_figures_as_json(report: Any) -> None:
    done = datong("figures", *ABOUT, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (set(told), told["county"], told["as_of"]) == (
        {"county", "as_of", "figures"},
        "519999",
        "2015-06-30",
    )
    assert {f["key"]: (f["value"], f["printed"]) for f in told["figures"]} == second.EXPECTED["figures"]
    [share] = [figure for figure in told["figures"] if figure["key"] == "membership.unqualified_share"]
    assert share == {
        "key": "membership.unqualified_share",
        "name": "不合格党员占比",
        "value": 42.85,
        "unit": "%",
        "numerator": 3,
        "denominator": 7,
        "rounding": "floor",
        "printed": "42.85%",
    }


def test_figures_as_a_table(report: Any) -> None:
    done = datong("figures", "--county", "519999", "--as-of", "2015-06-29", "--format", "table")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(second.EXPECTED["figures"])
    assert done.stdout.count("暂无数据") == len(second.EXPECTED["figures"])


def test_records_behind_a_figure_as_csv(report: Any) -> None:
    done = datong("figures", "trace", "dibao.added_households", *ABOUT, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    table = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [row["低保证号"] for row in table] == ["QX004", "QX006", "QX301"]
    assert [row["户主身份证号码"] for row in table] == [
        "519999********1330",
        "519999********116X",
        "519999********211X",
    ]
    assert [row["批准日期"] for row in table] == ["2015-03-05", "2015-04-12", "2015-06-01"]


def test_finding_places(report: Any) -> None:
    done = datong("places", "find", "和平村", "--county", "519999")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "519999100203\tvillage\tvillage\t和平村村民委员会",
            "519999101201\tvillage\tvillage\t和平村村民委员会",
        ],
    )
    nowhere = datong("places", "find", "百花村", "--county", "519999")
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "没有找到“百花村”" in nowhere.stderr


def test_the_list_of_ledgers(report: Any) -> None:
    done = datong("ledgers", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert "dibao  低保专项" in done.stdout or "dibao  " in done.stdout
    assert "在册对象  Recipients" in done.stdout
    assert "身份证号码  必填  18 位公民身份号码（文本格式）  又写作：身份证号｜公民身份号码" in done.stdout


@pytest.mark.parametrize(
    ("form", "start"), [("json", b"{"), ("md", b""), ("html", b""), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_briefing_in_every_format(report: Any, tmp_path: Path, form: str, start: bytes) -> None:
    path = tmp_path / f"briefing.{form}"
    done = datong("briefing", *ABOUT, "--format", form, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    content = path.read_bytes()
    assert content.startswith(start)
    assert len(content) > 2000
    if form in {"json", "md", "html"}:
        assert "10户" in content.decode()


def test_the_briefing_in_english_for_machines(report: Any) -> None:
    done = datong("briefing", *ABOUT, "--format", "json", "--lang", "en", "-o", "-")
    told = json.loads(done.stdout)
    [money] = [f for f in told["figures"] if f["key"] == "irrigation.investment_wan"]
    assert (money["value"], money["printed"]) == (41, "410,000 yuan")
    assert "10 households with 15 persons" in told["paragraphs"][0]["text"]


def test_a_template_takes_in_nothing(report: Any, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    done = datong("ledgers", "template", "dibao", "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    trial = datong("ledgers", "import", path, *ABOUT, "--dry-run", "--strict")
    assert (trial.returncode, trial.stderr) == (0, "")
    assert "在册对象：接收 0（新 0，更正 0，未变 0），退回 0" in trial.stdout
    assert "试运行，没有保存任何内容。" in trial.stdout


def test_what_is_exported_changes_nothing_when_imported(report: Any, tmp_path: Path) -> None:
    path = tmp_path / "dibao.xlsx"
    done = datong("ledgers", "export", "dibao", *ABOUT, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    again = datong("ledgers", "import", path, *ABOUT, "--strict")
    assert (again.returncode, again.stderr) == (0, "")
    assert "在册对象：接收 15（新 0，更正 0，未变 15），退回 0" in again.stdout
    assert "清退名单：接收 3（新 0，更正 0，未变 3），退回 0" in again.stdout


def test_refused_rows_come_back_with_their_reasons(report: Any, tmp_path: Path) -> None:
    path = tmp_path / "refused.xlsx"
    done = datong("ledgers", "refused", report["import_id"], "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    # Brought again as they are, they are refused again; but of the 16 of the roster two are what the register holds
    # already (the duplicates), and one, sent in again on purpose, decides its conflict.
    again = datong("ledgers", "import", path, *ABOUT, "--dry-run", "--strict", "--report", "-")
    assert again.returncode == 1
    told = json.loads(again.stdout[: again.stdout.rindex("}") + 1])
    counted = {s["sheet"]: sum(s["refused"].values()) for file in told["files"] for s in file["sheets"]}
    assert {name: counted[name] for name in ("在册对象", "清退名单", "新增名单", "培训与评议会")} == {
        "在册对象": 13, "清退名单": 3, "新增名单": 2, "培训与评议会": 2,
    }  # fmt: skip


def test_the_newest_import_can_be_taken_back(report: Any, tmp_path: Path, small_books: list[Path]) -> None:
    done = datong("ledgers", "undo", report["import_id"])
    assert (done.returncode, done.stderr) == (0, "")
    assert datong("figures", *ABOUT).stdout.count("暂无数据") == len(second.EXPECTED["figures"])
    again = datong("ledgers", "import", small_books[3], *ABOUT)
    assert "推进情况表：接收 8（新 8，更正 0，未变 0），退回 5" in again.stdout
