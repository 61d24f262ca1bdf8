"""The navigation: order, permission, which entry is being read, sections."""

from types import SimpleNamespace

import pytest

from datong.kernel.bilingual import Text
from datong.web import navigation
from tests.web.drawing import request


@pytest.fixture(autouse=True)
def own_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register("低保户", "households", "heart-handshake", 20, "registers.view", programme="dibao")
    navigation.register("总览", "cockpit", "layout-dashboard", 1)
    navigation.register(
        "简报", "briefing", "file-text", 2, "briefings.view", section=Text("资料", "Material")
    )


def test_entries_come_in_their_order() -> None:
    assert [item.label for item in navigation.items(request("/"))] == ["总览", "简报", "低保户"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "总览"),
        ("/households/", "低保户"),
        ("/households/7", "低保户"),
        ("/briefing", "简报"),
        ("/else", None),
    ],
)
def test_the_nearest_entry_is_current(path: str, current: str | None) -> None:
    marked = [item.label for item in navigation.items(request(path)) if item.current]
    assert marked == ([current] if current else [])


def test_only_permitted_entries_are_shown() -> None:
    shown = navigation.items(request("/"), lambda entry: entry.programme != "dibao")
    assert [item.label for item in shown] == ["总览", "简报"]


def test_entries_without_an_address_are_left_out() -> None:
    navigation.register("将来", "not_routed", "sun", 3)
    assert [item.label for item in navigation.items(request("/"))] == ["总览", "简报", "低保户"]


def test_registering_twice_is_refused_unless_equal() -> None:
    navigation.register("总览", "cockpit", "layout-dashboard", 1)
    with pytest.raises(ValueError, match="cockpit"):
        navigation.register("另一个总览", "cockpit", "layout-dashboard", 1)


def test_sections_are_cut_where_the_name_changes() -> None:
    cut = navigation.sections(navigation.items(request("/")))
    assert [(section.name, [item.label for item in section.entries]) for section in cut] == [
        ("", ["总览"]),
        ("资料", ["简报"]),
        ("", ["低保户"]),
    ]


def test_lines_without_a_section_are_one_part() -> None:
    lines = [SimpleNamespace(label="甲"), SimpleNamespace(label="乙")]
    assert [(each.name, len(each.entries)) for each in navigation.sections(lines)] == [("", 2)]
