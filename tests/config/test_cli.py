"""The command line, end to end over the small county: what it prints, writes and answers with."""

import csv
import io
import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from datong.kernel.text import fold
from tests import small_county as second
from tests.config.commandline import Datong

ABOUT = ("--county", "519999", "--as-of", "2015-06-30")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, small_books: list[Path]) -> Datong:
    """A data folder into which the small county was imported, with --report and --strict."""
    datong = Datong(tmp_path_factory.mktemp("home"))
    for arguments in (("migrate",), ("places", "load", second.PLACES)):
        done = datong(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
    done = datong(
        "ledgers", "import", *small_books, *ABOUT, "--strict", "--report", datong.home / "REPORT.json"
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "低保花名册：接收 15（新 15，更正 0，未变 0），退回 16" in done.stdout
    assert "不认识的列：民族" in done.stdout
    return datong


@pytest.fixture(scope="module")
def report(loaded: Datong) -> dict[str, Any]:
    """REPORT.json of that import."""
    told: dict[str, Any] = json.loads((loaded.home / "REPORT.json").read_text())
    return told


def test_report_json_agrees_with_what_was_counted_by_hand(report: dict[str, Any]) -> None:
    told = {
        file["file"]: {
            s["sheet"]: {"accepted": s["accepted"], "refused": s["refused"]} for s in file["sheets"]
        }
        for file in report["files"]
    }
    assert told == second.EXPECTED["ledgers"]
    assert [file["programme"] for file in report["files"]] == [book.programme for book in second.BOOKS]
    assert report["import_id"] == 1


def test_neither_report_nor_data_folder_holds_a_number_in_clear(loaded: Datong) -> None:
    shown = fold((loaded.home / "REPORT.json").read_text()).upper()
    assert [name for name, number in second.ID.items() if number in shown] == []
    files = [path for path in loaded.home.rglob("*") if path.is_file() and "static" not in path.parts]
    assert {"datong.sqlite3", "sealing.json", "secret_key"} <= {path.name for path in files}
    content = b"".join(path.read_bytes() for path in files)
    found = [
        name
        for name, number in second.ID.items()
        if number.encode() in content or number[:17].encode() in content
    ]
    assert found == []
    assert [phone for phone in (b"13800000001", b"13800000003", b"09995550199") if phone in content] == []
    assert "刘桂芳".encode() in content


def test_keys_are_for_their_owner_alone(loaded: Datong) -> None:
    for name in ("keys/sealing.json", "secret_key"):
        assert stat.S_IMODE((loaded.home / name).stat().st_mode) == 0o600


def test_importing_again_changes_nothing_and_says_so(loaded: Datong, small_books: list[Path]) -> None:
    done = loaded("ledgers", "import", small_books[0], *ABOUT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "民政局低保报表.xlsx：以前导入过，没有变化" in done.stdout
    assert "导入编号 1" in done.stdout


def test_figures_as_json(loaded: Datong) -> None:
    done = loaded("figures", *ABOUT, "--format", "json")
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


def test_figures_as_a_table(loaded: Datong) -> None:
    done = loaded("figures", "--county", "519999", "--as-of", "2015-06-29", "--format", "table")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(second.EXPECTED["figures"])
    assert done.stdout.count("暂无数据") == len(second.EXPECTED["figures"])


def test_records_behind_a_figure_as_csv(loaded: Datong) -> None:
    done = loaded("figures", "trace", "dibao.added_households", *ABOUT, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    table = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [row["低保证号"] for row in table] == ["QX004", "QX006", "QX301"]
    assert [row["户主身份证号码"] for row in table] == [
        "519999********1330",
        "519999********116X",
        "519999********211X",
    ]
    assert [row["批准日期"] for row in table] == ["2015-03-05", "2015-04-12", "2015-06-01"]


def test_finding_places(loaded: Datong) -> None:
    done = loaded("places", "find", "和平村", "--county", "519999")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "519999100203\tvillage\tvillage\t和平村村民委员会",
            "519999101201\tvillage\tvillage\t和平村村民委员会",
        ],
    )
    nowhere = loaded("places", "find", "百花村", "--county", "519999")
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "没有找到“百花村”" in nowhere.stderr


def test_the_list_of_ledgers(loaded: Datong) -> None:
    done = loaded("ledgers", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert "dibao  低保专项" in done.stdout or "dibao  " in done.stdout
    assert "在册对象  Recipients" in done.stdout
    assert "身份证号码  必填  18 位公民身份号码（文本格式）  又写作：身份证号｜公民身份号码" in done.stdout


@pytest.mark.parametrize(
    ("form", "start"), [("json", b"{"), ("md", b""), ("html", b""), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_briefing_in_every_format(loaded: Datong, tmp_path: Path, form: str, start: bytes) -> None:
    path = tmp_path / f"briefing.{form}"
    done = loaded("briefing", *ABOUT, "--format", form, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    content = path.read_bytes()
    assert content.startswith(start)
    assert len(content) > 2000
    if form in {"json", "md", "html"}:
        assert "10户" in content.decode()


def test_the_briefing_in_english_for_machines(loaded: Datong) -> None:
    done = loaded("briefing", *ABOUT, "--format", "json", "--lang", "en", "-o", "-")
    told = json.loads(done.stdout)
    [money] = [f for f in told["figures"] if f["key"] == "irrigation.investment_wan"]
    assert (money["value"], money["printed"]) == (41, "410,000 yuan")
    assert "10 households with 15 persons" in told["paragraphs"][0]["text"]


def test_a_template_takes_in_nothing(loaded: Datong, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    done = loaded("ledgers", "template", "dibao", "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    trial = loaded("ledgers", "import", path, *ABOUT, "--dry-run", "--strict")
    assert (trial.returncode, trial.stderr) == (0, "")
    assert "在册对象：接收 0（新 0，更正 0，未变 0），退回 0" in trial.stdout
    assert "试运行，没有保存任何内容。" in trial.stdout


@pytest.fixture
def copied(loaded: Datong, tmp_path: Path) -> Datong:
    """A copy of the data folder, to be changed."""
    shutil.copytree(loaded.home, tmp_path / "home", ignore=shutil.ignore_patterns("static"))
    return Datong(tmp_path / "home")


def test_what_is_exported_changes_nothing_when_imported(copied: Datong) -> None:
    path = copied.home / "dibao.xlsx"
    done = copied("ledgers", "export", "dibao", *ABOUT, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    again = copied("ledgers", "import", path, *ABOUT, "--strict")
    assert (again.returncode, again.stderr) == (0, "")
    assert "在册对象：接收 15（新 0，更正 0，未变 15），退回 0" in again.stdout
    assert "清退名单：接收 3（新 0，更正 0，未变 3），退回 0" in again.stdout


def test_refused_rows_come_back_with_their_reasons(copied: Datong) -> None:
    path = copied.home / "refused.xlsx"
    done = copied("ledgers", "refused", "1", "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    # as they are, they are refused again: 16 of the roster, 3 removals, 2 additions, 2 gatherings
    again = copied("ledgers", "import", path, *ABOUT, "--dry-run", "--strict", "--report", "-")
    assert again.returncode == 1
    told = json.loads(again.stdout[: again.stdout.rindex("}") + 1])
    counted = {s["sheet"]: sum(s["refused"].values()) for file in told["files"] for s in file["sheets"]}
    assert {name: counted[name] for name in ("在册对象", "清退名单", "新增名单", "培训与评议会")} == {
        "在册对象": 16, "清退名单": 3, "新增名单": 2, "培训与评议会": 2,
    }  # fmt: skip


def test_the_newest_import_can_be_taken_back(copied: Datong, small_books: list[Path]) -> None:
    done = copied("ledgers", "undo", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert copied("figures", *ABOUT).stdout.count("暂无数据") == len(second.EXPECTED["figures"])
    again = copied("ledgers", "import", small_books[3], *ABOUT)
    assert "推进情况表：接收 8（新 8，更正 0，未变 0），退回 5" in again.stdout
