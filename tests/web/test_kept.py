"""Compiled templates that are kept: the same pages without compiling, told apart by everything compiled into them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest

from datong.web import settled
from datong.web.kept import Kept

PAGE = '<ul>\n\n  <li></li>\n    {% for each in (1, 2) %}\n    <li>{{ _("选村") }} {{ each }}</li>\n\n    {% endfor %}\n</ul>'
ZH = "<ul>\n<li></li>\n    <li>选村 1</li>\n    <li>选村 2</li>\n</ul>"
EN = "<ul>\n<li></li>\n    <li>Villages 1</li>\n    <li>Villages 2</li>\n</ul>"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A data folder without compiled templates."""
    settings.DATONG_HOME = tmp_path
    settled.environment.cache_clear()
    yield tmp_path
    settled.environment.cache_clear()


def drawn(language: str) -> str:
    """The page, as a new process draws it."""
    settled.environment.cache_clear()
    env = settled.environment(language)
    env.loader = jinja2.DictLoader({"page.html": PAGE})
    return env.get_template("page.html").render()


def test_a_kept_template_is_not_compiled_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indentation is left out; each language has its own."""
    assert (drawn("zh-hans"), drawn("en")) == (ZH, EN)
    kept = sorted(path.suffix for path in (home / "cache/templates").iterdir())
    assert kept == [".en", ".zh-hans"]
    monkeypatch.setattr(settled.Settled, "_parse", None)
    assert (drawn("zh-hans"), drawn("en")) == (ZH, EN)


def test_the_folder_is_its_owners_alone(home: Path) -> None:
    drawn("en")
    assert [(home / name).stat().st_mode & 0o077 for name in ("cache", "cache/templates")] == [0, 0]


@pytest.mark.parametrize("name", ["words.mo", "staticfiles.json"])
def test_other_words_and_addresses_are_another_template(home: Path, settings: Any, name: str) -> None:
    settings.LOCALE_PATHS, settings.STATIC_ROOT = [home], str(home)
    before = Kept("en").get_source_checksum(PAGE)
    assert Kept("en").get_source_checksum(PAGE) == before
    (home / name).write_bytes(b"changed")
    assert Kept("en").get_source_checksum(PAGE) != before
    assert Kept("zh-hans").get_source_checksum(PAGE) != Kept("en").get_source_checksum(PAGE)


@pytest.mark.parametrize("left", [b"", b"\x80\x05half", b"nonsense"])
def test_what_cannot_be_read_is_compiled(home: Path, left: bytes) -> None:
    drawn("en")
    (path,) = (home / "cache/templates").iterdir()
    path.write_bytes(left)
    assert drawn("en") == EN


def test_without_a_folder_pages_are_drawn_all_the_same(home: Path, settings: Any) -> None:
    (home / "file").write_text("no folder")
    settings.DATONG_HOME = home / "file"
    assert drawn("en") == EN


def test_lines_of_commands_begin_without_a_space(settings: Any) -> None:
    """Indentation is left out everywhere, so no command on a public page may need it."""
    pages = [path.read_text() for path in Path(settings.BASE).glob("foundation/portal/jinja2/portal/*.html")]
    commands = [part.partition("</pre>")[0] for text in pages for part in text.split("<pre")[1:]]
    assert len(commands) == 3
    assert [each for each in commands if re.search(r"\s{2}", each)] == []
