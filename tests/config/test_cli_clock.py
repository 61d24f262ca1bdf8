"""datong clock due, over the database of the test."""

import datetime as dt
import json

import pytest

from datong.foundation.calendar import actions
from datong.foundation.calendar.core.days import Named
from tests.config.commandline import datong

pytestmark = pytest.mark.django_db
DUE = ("clock", "due")


def test_28_working_days_from_26_september_2014():
    done = datong(*DUE, "--from", "2014-09-26", "--working-days", "28")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2014-11-10\n", "")


def test_json_adds_the_skipped_days():
    done = datong(*DUE, "--from", "2014-09-26", "--working-days", "5", "--json")
    assert json.loads(done.stdout) == {
        "from": "2014-09-26",
        "working_days": 5,
        "due": "2014-10-09",
        "provisional": False,
        "skipped": [
            {"day": "2014-09-27", "reason": "周六"},
            {"day": "2014-10-01", "reason": "国庆节"},
            {"day": "2014-10-02", "reason": "国庆节"},
            {"day": "2014-10-03", "reason": "国庆节"},
            {"day": "2014-10-04", "reason": "国庆节"},
            {"day": "2014-10-05", "reason": "国庆节"},
            {"day": "2014-10-06", "reason": "国庆节"},
            {"day": "2014-10-07", "reason": "国庆节"},
        ],
    }


def test_json_in_english():
    done = datong(*DUE, "--from", "2014-09-26", "--working-days", "1", "--json", "--lang", "en")
    assert json.loads(done.stdout)["skipped"] == [{"day": "2014-09-27", "reason": "Saturday"}]


def test_calendar_days_roll_over_the_holiday():
    done = datong(*DUE, "--from", "2014-09-25", "--calendar-days", "7")
    assert (done.returncode, done.stdout) == (0, "2014-10-08\n")
    told = json.loads(datong(*DUE, "--from", "2014-10-01", "--calendar-days", "1", "--json").stdout)
    assert (told["calendar_days"], told["due"], len(told["skipped"])) == (1, "2014-10-08", 6)


def test_a_year_without_notice_is_refused_unless_provisional():
    done = datong(*DUE, "--from", "2026-12-30", "--working-days", "5")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2004-01-01 至 2026-12-31 以外的日历" in done.stderr
    assert "(counting from 2026-12-30 needs days outside" in done.stderr
    done = datong(*DUE, "--from", "2026-12-30", "--working-days", "5", "--provisional")
    assert (done.returncode, done.stdout) == (0, "2027-01-06\n")
    told = json.loads(
        datong(*DUE, "--from", "2026-12-30", "--working-days", "5", "--provisional", "--json").stdout
    )
    assert (told["due"], told["provisional"]) == ("2027-01-06", True)


def test_the_calendar_of_the_database_is_used():
    actions.add(2027, "号", [Named(dt.date(2027, 1, 1), False, "元旦", "New Year's Day")])
    done = datong(*DUE, "--from", "2026-12-30", "--working-days", "2")
    assert (done.returncode, done.stdout) == (0, "2027-01-04\n")


def test_a_batch_answers_line_by_line(tmp_path):
    """A byte order mark, Windows line ends, blanks around a cell and an empty line do no harm."""
    file = tmp_path / "dates.csv"
    file.write_bytes(
        "\ufefffrom,working_days\r\n2014-09-26,28\r\n2014-09-15, 10\r\n\r\n2026-02-13,72\r\n".encode()
    )
    done = datong(*DUE, "--batch", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2014-09-26,28,2014-11-10\n2014-09-15,10,2014-09-28\n2026-02-13,72,2026-06-04\n"


def test_a_batch_and_single_dates_agree(tmp_path):
    rows = [(f"2014-{month:02}-11", days) for month in range(1, 13) for days in (1, 7, 30)]
    file = tmp_path / "dates.csv"
    file.write_text("from,working_days\n" + "".join(f"{start},{days}\n" for start, days in rows))
    lines = datong(*DUE, "--batch", file).stdout.splitlines()
    single = [
        datong(*DUE, "--from", start, "--working-days", str(days)).stdout.strip() for start, days in rows
    ]
    assert lines == [f"{start},{days},{due}" for (start, days), due in zip(rows, single, strict=True)]


@pytest.mark.parametrize(
    ("content", "zh"),
    [
        ("2014-09-26,28\n", "第 1 行应是表头 from,working_days。"),
        ("", "第 1 行应是表头 from,working_days。"),
        ("from,working_days\n2014-09-26,28\n26.9.2014,28\n", "第 3 行的“26.9.2014”不是日期（2014-09-26）。"),
        ("from,working_days\n2014-02-30,28\n", "第 2 行的“2014-02-30”不是日期（2014-09-26）。"),
        ("from,working_days\n2014-09-26,-1\n", "第 2 行的“-1”不是天数（0 或正整数）。"),
        ("from,working_days\n2014-09-26,２８\n", "第 2 行的“２８”不是天数（0 或正整数）。"),
        ("from,working_days\n2014-09-26\n", "第 2 行应有两格：from,working_days。"),
        ("from,working_days\n2014-09-26,1,2\n", "第 2 行应有两格：from,working_days。"),
        (
            "from,working_days\n2026-12-30,5\n",
            "第 2 行：从 2026-12-30 起算，要用到 2004-01-01 至 2026-12-31 以外的日历",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_printed(tmp_path, content, zh):
    file = tmp_path / "dates.csv"
    file.write_text(content)
    done = datong(*DUE, "--batch", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert zh in done.stderr


def test_many_bad_rows_are_told_shortly(tmp_path):
    file = tmp_path / "dates.csv"
    file.write_text("from,working_days\n" + "x,1\n" * 50)
    lines = datong(*DUE, "--batch", file).stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "datong: 还有 30 行有错。 (30 more lines are wrong.)"


def test_files_that_cannot_be_read(tmp_path):
    wrong = tmp_path / "gbk.csv"
    wrong.write_bytes("from,working_days\n日期,1\n".encode("gbk"))
    assert "不是 UTF-8 文本" in datong(*DUE, "--batch", wrong).stderr
    done = datong(*DUE, "--batch", tmp_path / "nowhere.csv")
    assert (done.returncode, "nowhere.csv" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "2014-09-26"),
        ("--working-days", "3"),
        ("--from", "2014-09-26", "--working-days", "3", "--calendar-days", "3"),
        ("--from", "2014-09-31", "--working-days", "3"),
        ("--from", "2014-09-26", "--working-days", "-3"),
        ("--from", "2014-09-26", "--working-days", "three"),
        ("--batch", "dates.csv", "--from", "2014-09-26"),
        ("--batch", "dates.csv", "--json"),
        ("--from", "9999-12-30", "--working-days", "3", "--provisional"),
        ("--from", "2014-09-26", "--working-days", "999999999", "--provisional"),
    ],
)
def test_unusable_arguments(arguments):
    done = datong(*DUE, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr != ""
    assert "Traceback" not in done.stderr
