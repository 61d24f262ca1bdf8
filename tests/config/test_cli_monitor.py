"""datong log monitor over a static export: exit status, a line for each alarm, what is remembered between rounds."""

import json
from pathlib import Path

import pytest

from tests.config.commandline import Done, datong
from tests.foundation.portal.site import LOG_KEY, Site, built, content, folder_of


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = built()
    folder_of(made, tmp_path / "site")
    return made


def watched(folder: Path, *more: str | Path) -> Done:
    return datong("log", "monitor", folder / "site", "--state", folder / "state.json", *more)


def test_silence_then_an_alarm(site: Site, tmp_path: Path) -> None:
    done = watched(tmp_path, "--vkey", LOG_KEY.vkey)
    assert (done.returncode, done.stdout, done.stderr) == (0, "3 publications, 6 entries, 0 alarms\n", "")
    page = tmp_path / "site" / "open" / "p" / "A-1" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"1,234.50", b"9,234.50"))
    done = watched(tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "altered /open/p/A-1/: 网页上的文字与所记的内容不同 (the words of the page differ from the content that was logged)\n"
        "3 publications, 6 entries, 1 alarms\n"
    )


def test_the_key_seen_first_is_kept(site: Site, tmp_path: Path) -> None:
    done = watched(tmp_path)
    assert (done.returncode, done.stderr.startswith("公钥取自被查的网站")) == (0, True)
    assert json.loads((tmp_path / "state.json").read_text())["vkeys"] == [LOG_KEY.vkey]
    folder_of(site.sign(66), tmp_path / "site")
    done = watched(tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("altered /log/checkpoint: ")


def test_a_rollback_is_told_again_and_again(site: Site, tmp_path: Path) -> None:
    site.publish(content("A-5"))
    folder_of(site.sign(), tmp_path / "site")
    assert watched(tmp_path, "--vkey", LOG_KEY.vkey).stdout == "4 publications, 7 entries, 0 alarms\n"
    folder_of(built(), tmp_path / "site")
    told = [watched(tmp_path) for _ in range(2)]
    assert [(each.returncode, each.stdout) for each in told] == [
        (
            1,
            "rolled-back /log/checkpoint: 日志现有 6 条，上次见到 7 条：被退回了"
            " (the log has 6 entries and had 7: it was rolled back)\n3 publications, 6 entries, 1 alarms\n",
        )
    ] * 2


def test_a_site_that_is_not_there(tmp_path: Path) -> None:
    done = watched(tmp_path, "--vkey", LOG_KEY.vkey)
    assert (done.returncode, done.stdout) == (
        1,
        "missing /log/checkpoint: 打不开（HTTP 404） (cannot be opened (HTTP 404))\n0 publications, 0 entries, 1 alarms\n",
    )


def test_an_unusable_key_is_told(tmp_path: Path) -> None:
    done = watched(tmp_path, "--vkey", "nonsense")
    assert (done.returncode, done.stderr[:13]) == (2, "datong: 不是公钥：")


def test_another_file_is_no_state(site: Site, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("[]")
    done = watched(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "不是监测状态文件" in done.stderr
