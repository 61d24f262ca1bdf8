"""What cannot be done is refused in one sentence of two languages, and nothing is left behind."""

import shutil
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from datong.engine.synth import block, writing
from datong.engine.synth.codes import Codes
from datong.engine.synth.errors import SynthRefused
from tests.config.commandline import datong


def refused(households: int, directory: Path, codes: Codes) -> SynthRefused:
    with pytest.raises(SynthRefused) as error:
        writing.generate(households, 1, directory, codes)
    return error.value


@pytest.mark.parametrize("households", [0, -1, 980_100_001])
def test_an_impossible_number(households: int, tmp_path: Path, codes: Codes) -> None:
    text = refused(households, tmp_path / "new", codes).text
    assert text.zh == f"户数应在 1 到 980100000 之间，现在是 {households}"
    assert text.en == f"the number of households must be between 1 and 980100000, not {households}"
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something(tmp_path: Path, codes: Codes) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    assert "不是空文件夹" in refused(10, tmp_path, codes).text.zh
    assert "is not an empty folder" in refused(10, tmp_path / "mine.txt", codes).text.en
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_a_full_disk(tmp_path: Path, codes: Codes, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(writing.shutil, "disk_usage", lambda _: usage._replace(free=10_000_000))
    text = refused(100_000, tmp_path / "new", codes).text
    assert "只剩 10 MB" in text.zh
    assert "has 10 MB left" in text.en


def test_what_fails_on_the_way_is_cleared_away(
    tmp_path: Path, codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "draw_block", full)
    assert (
        refused(10, tmp_path / "new", codes).text.en
        == f"cannot write into {tmp_path / 'new'}: No space left on device"
    )
    assert not (tmp_path / "new").exists()
    (tmp_path / "empty").mkdir()
    refused(10, tmp_path / "empty", codes)
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_process_that_was_ended(tmp_path: Path, codes: Codes, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(writing, "draw_block", killed)
    assert refused(10, tmp_path / "new", codes).text.en.startswith("a drawing process was ended")
    assert not (tmp_path / "new").exists()


def test_a_word_that_the_programme_does_not_have(codes: Codes) -> None:
    poorer = Codes({**codes.words, "income": ("wage",)}, 100)
    with pytest.raises(ValueError, match="casual_work"):
        block.draw_block(1, 0, poorer)


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    done = datong("synth", "--households", "40", "--seed", "3", "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 6
    assert lines[0].startswith(f"已写入 {tmp_path / 'out'}：40 户、")
    assert lines[1].startswith(f"written to {tmp_path / 'out'}: 40 households, ")
    assert lines[5].endswith("Nobody in them exists.")


def test_the_command_refuses_in_both_languages(tmp_path: Path) -> None:
    done = datong("synth", "--households", "0", "--seed", "3", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "datong: 户数应在 1 到 980100000 之间，现在是 0 (the number of households must be between 1 and 980100000, not 0)"
    ]
