"""datong sample draw | verify."""

import json
from fractions import Fraction

import pytest

from datong.kernel.sampling import published
from tests.config.commandline import datong

SIX = "A-1\nA-2\nA-3\nB-1\nB-2\nB-3\n"


@pytest.fixture
def ids(tmp_path):
    return tmp_path / "ids"


def test_the_ids_in_order_and_the_hash_of_the_frame_beside(ids):
    ids.write_text(SIX)
    done = datong("sample", "draw", "--ids", ids, "--seed", "314159", "--count", "6")
    assert (done.returncode, done.stdout) == (0, "B-2\nB-3\nA-3\nA-2\nB-1\nA-1\n")
    assert "d1758d67c051c6f4e8d601adb4c8570d02f4859507c3f13bd7381ca562ccb483" in done.stderr


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(ids):
    ids.write_bytes(b"\xef\xbb\xbf" + SIX.replace("\n", "\r\n").encode().rstrip())
    done = datong("sample", "draw", "--ids", ids, "--seed", "314159", "--count", "2")
    assert (done.returncode, done.stdout) == (0, "B-2\nB-3\n")


@pytest.mark.parametrize(
    ("content", "seed", "count", "zh"),
    [
        ("", "1", "0", "名单是空的，没有可抽的。"),
        ("A-1\n\nA-2\n", "1", "1", "第 2 行是空的。"),
        ("A-1\nA-2\nA-1\n", "1", "1", "编号 A-1 出现了两次；每件只能有一个编号。"),
        ("A-1\n A-2\n", "1", "1", "前后有空白或中间有换行"),
        (SIX, "1", "7", "要抽 7 件，名单只有 6 件。"),
        (SIX, "", "1", "没有随机种子，不能抽样。"),
        (SIX, "1", "-1", "不是数目"),
        (SIX, "1", "many", "不是数目"),
    ],
)
def test_what_is_refused(ids, content, seed, count, zh):
    ids.write_text(content)
    done = datong("sample", "draw", "--ids", ids, "--seed", seed, "--count", count)
    assert (done.returncode, done.stdout) == (2, "")
    assert zh in done.stderr


def test_a_missing_file(ids):
    done = datong("sample", "draw", "--ids", ids, "--seed", "1", "--count", "1")
    assert (done.returncode, str(ids) in done.stderr) == (2, True)


def test_verify_agrees_differs_or_cannot_read(ids):
    draw = published({"A-1": "万安镇", "B-1": "调元镇", "B-2": "调元镇"}, "314159", Fraction(3, 10), ["B-1"])
    ids.write_text(json.dumps(draw))
    done = datong("sample", "verify", ids)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "一致 agree")
    ids.write_text(json.dumps(draw | {"drawn": ["B-1"]}))
    done = datong("sample", "verify", ids)
    assert (done.returncode, done.stdout.startswith("不一致 differ: ")) == (1, True)
    ids.write_text("not json")
    done = datong("sample", "verify", ids)
    assert (done.returncode, "不是一次抽样的记录" in done.stderr) == (2, True)
