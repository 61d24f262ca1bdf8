"""The accessibility checker of the tests finds what it is there for, and the contrast of a look it has not seen."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import Inspector

PAGE = """<!doctype html><html lang="zh"><head><title>百花村</title><style>.pale {{ color: #bbb }}</style></head>
<body style="background: #fff"><main><h1>公示</h1>{0}</main></body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_page()


def found(inspector: Inspector, page: Page, inside: str) -> dict[str, list[list[str]]]:
    """Where which rule is broken in a page with this inside."""
    page.set_content(PAGE.format(inside))
    return {each["id"]: [node["target"] for node in each["nodes"]] for each in inspector.violations(page)}


def test_what_is_wrong_is_found_in_every_page(page: Page) -> None:
    inspector = Inspector()
    for _ in range(5):
        assert found(inspector, page, '<p>本月发放低保金</p><img src="data:,">') == {"image-alt": [["img"]]}


def test_pale_words_are_found_among_many_others(page: Page) -> None:
    inspector = Inspector()
    plain = "<p>本月发放低保金</p>"
    assert found(inspector, page, plain * 9) == {}
    assert found(inspector, page, f'{plain * 9}<p class="pale" id="here">本月发放低保金</p>') == {
        "color-contrast": [["#here"]]
    }


def test_the_same_words_on_another_ground_are_another_look(page: Page) -> None:
    inspector = Inspector()
    plain = "<p>本月发放低保金</p>"
    assert found(inspector, page, plain * 9) == {}
    assert found(inspector, page, f'<div style="background: #333"><p id="here">本月</p></div>{plain}') == {
        "color-contrast": [["#here"]]
    }


def test_a_look_counts_from_where_it_is_visible(page: Page) -> None:
    inspector = Inspector()
    pale = '<p class="pale">本月发放低保金</p>'
    assert found(inspector, page, f"<div hidden>{pale * 9}</div>") == {}
    assert "color-contrast" in found(inspector, page, pale)


def test_nothing_of_it_stays_in_the_page(page: Page) -> None:
    found(Inspector(), page, "<p>本月发放低保金</p>")
    assert "data-contrast" not in page.content()
