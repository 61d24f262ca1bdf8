"""If it is declared, the reference knows it: ledgers, figures, permissions, settings, commands."""

import os
import re

import pytest

from datong.config.environment import SETTINGS
from tests.architecture.tree import ROOT
from tools import reference


@pytest.mark.parametrize("name", list(reference.PAGES))
def test_page_is_what_the_declarations_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "COLUMNS", "100")
    made = reference.PAGES[name]()
    assert (ROOT / "docs" / "reference" / f"{name}.md").read_text() == made


def test_every_variable_read_is_a_setting() -> None:
    read = {
        word
        for path in (ROOT / "src").rglob("*.py")
        for word in re.findall(
            r'os\.environ(?:\.get)?[\[(]"([A-Z_]+)"|(?:flag|words)\("([A-Z_]+)"', path.read_text()
        )
        for word in word
        if word
    }
    assert read - {"DJANGO_SETTINGS_MODULE"} <= set(SETTINGS)
    assert {"DATONG_HOME", "DATABASE_URL"} <= read
