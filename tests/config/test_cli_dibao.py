"""datong dibao assess: without a database; what it prints, and what it answers with."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.config.commandline import Datong, Done, datong

EXAMPLE = Path(__file__).parents[2] / "examples" / "luojiang-2014"
HOUSEHOLD, COUNTY = EXAMPLE / "household.json", EXAMPLE / "dibao-parameters.yaml"


def assess(file: Path, *more: str | Path, day: str = "2014-09-26") -> Done:
    return datong("dibao", "assess", "--date", day, "--input", file, *more)


def changed(folder: Path, **parts: Any) -> Path:
    """The example household with some parts changed."""
    file = folder / "household.json"
    file.write_text(json.dumps(json.loads(HOUSEHOLD.read_text()) | parts, ensure_ascii=False))
    return file


def test_amount_criteria_articles_and_what_would_change_it() -> None:
    # 3 x 2,777.00 / 12 = 694.25; income 2,700.00 + 900.00 + 600.00 = 4,200.00, / 12 = 350.00; gap 344.25.
    # Uplifts 20% + 10% of 231.41666... = 69.425. 344.25 + 69.425 = 413.675 -> 413.68.
    done = assess(HOUSEHOLD)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("没有给出 --county-parameters，用的是示例县的示例值")
    assert "月低保金：41368 分（413.68 元）" in lines
    assert any(
        "家庭人均月收入低于低保标准：116.67 元（低于 231.42 元）  民发〔2012〕220号第四条第二款" in line
        for line in lines
    )
    assert "  月收入增加 344.25 元以上（核算期 12 个月合计增加 4131.00 元以上）就不再符合收入条件" in lines


def test_the_countys_own_file_needs_no_warning_of_default() -> None:
    done = assess(HOUSEHOLD, "--county-parameters", COUNTY)
    assert "没有给出" not in done.stdout
    assert "所用县级参数是示例值" in done.stdout


def test_in_english() -> None:
    done = assess(HOUSEHOLD, "--lang", "en")
    assert "benefit a month: 41368 fen (413.68 yuan)" in done.stdout.splitlines()
    assert (
        "[met] registered in this county: yes (must be so)  Minfa [2012] No. 220, art. 4 para. 2"
        in done.stdout
    )


def test_as_json() -> None:
    done = assess(HOUSEHOLD, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["eligible"], found["amount"], found["pack"]) == (0, True, 41368, "v2012")
    assert found["verdict"] == {"zh": "符合条件", "en": "eligible"}
    assert found["demonstration"] is True
    assert "示例值" in done.stderr
    assert json.loads(assess(HOUSEHOLD, "--json", "--lang", "en").stdout)["verdict"] == "eligible"


def test_something_missing_is_status_1(tmp_path: Path) -> None:
    done = assess(changed(tmp_path, registered_here=None))
    assert done.returncode == 1
    assert "结论：无法认定：还缺少资料或参数" in done.stdout
    assert "  registered_here：没有填写申请人户籍是否在本县" in done.stdout.splitlines()
    assert "月低保金" not in done.stdout


def test_not_eligible_is_determined(tmp_path: Path) -> None:
    done = assess(changed(tmp_path, property=[{"kind": "vehicle"}]))
    assert (done.returncode, "月低保金：0 分（0.00 元）" in done.stdout) == (0, True)
    assert "  家庭财产：机动车辆和船舶" not in done.stdout
    assert "  机动车辆和船舶减少 1 件以上就符合这一条" in done.stdout.splitlines()


@pytest.mark.parametrize(("content", "words"), [
    ('{"version": 1, "area": "rural", "sum": 1}', "sum：不认识这个键"),
    ('{"version": 1, "version": 1}', "键 version 写了两次"),
    ("{", "不是 JSON：第 1 行"),
    ("[]", "一组键和值"),
])  # fmt: skip
def test_bad_input_is_status_2_with_its_place(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "x.json").write_text(content)
    done = assess(tmp_path / "x.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    done = assess(changed(tmp_path, area="town", registered_here="yes"), "--lang", "en")
    assert [line.partition(":")[2].split(":")[0].strip() for line in done.stderr.splitlines()] == [
        "area",
        "registered_here",
    ]


def test_bad_parameters_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("county: '1'\nparameters: {standard.town: []}\n")
    assert assess(HOUSEHOLD, "--county-parameters", tmp_path / "c.yaml").returncode == 2
    (tmp_path / "d.yaml").write_text("a: [")
    assert "不是 YAML" in assess(HOUSEHOLD, "--county-parameters", tmp_path / "d.yaml").stderr
    assert assess(tmp_path / "none.json").returncode == 2


def test_before_the_first_pack_it_is_refused() -> None:
    done = assess(HOUSEHOLD, day="2012-12-11")
    assert done.returncode == 2
    assert "2012-12-11 早于 2012-12-12" in done.stderr


@pytest.mark.slow
def test_it_needs_no_database(tmp_path: Path) -> None:
    done = Datong(tmp_path)("dibao", "assess", "--date", "2014-09-26", "--input", HOUSEHOLD)
    assert done.returncode == 0, done.stderr
    assert "月低保金：41368 分" in done.stdout
    assert list(tmp_path.glob("*.sqlite3*")) == []
