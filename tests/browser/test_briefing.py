"""The briefing: words are edited, the issue is frozen, and it goes out as a file."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

WORDS = "干部逐户走访核实。"


@pytest.fixture
def page(sign_in: Open) -> Page:
    return sign_in("officer")


@pytest.fixture
def edited(page: Page) -> Iterator[None]:
    """The dibao paragraph with a sentence of our own; afterwards the standard one."""
    page.goto("/briefing/edit/dibao/")
    text = page.get_by_label("段落文字").input_value()
    page.get_by_label("段落文字").fill(text + WORDS)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("段落已保存")
    yield
    page.goto("/briefing/edit/dibao/")
    page.get_by_role("button", name="恢复标准文字").click()
    expect(page.locator("#messages")).to_contain_text("段落已保存")
    page.goto("/briefing/")
    expect(page.locator(".paper")).not_to_contain_text(WORDS)


def fetched(page: Page, link: str) -> tuple[str, bytes]:
    """The name and the content of a file behind a link."""
    with page.expect_download() as download:
        page.locator(".downloads").get_by_role("link", name=link, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_numbers_typed_by_hand_are_not_taken_and_nothing_is_lost(page: Page) -> None:
    page.goto("/briefing/edit/dibao/")
    text = page.get_by_label("段落文字").input_value() + "另有 300 户正在核实。"
    page.get_by_label("段落文字").fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_text_error")).to_contain_text("300")
    expect(page.get_by_label("段落文字")).to_have_value(text)


def test_edit_freeze_and_download(page: Page, edited: None) -> None:
    page.goto("/briefing/")
    expect(page.locator(".paper")).to_contain_text(WORDS)
    expect(
        page.locator(".paper a[data-figure='dibao.households'], .paper a[href*='dibao.households']").first
    ).to_be_visible()
    page.get_by_role("link", name=re.compile("^定稿第")).click()
    page.get_by_role("button", name="定稿", exact=True).click()
    page.wait_for_url("**/briefing/issues/*/**")
    expect(page.locator(".paper")).to_contain_text(WORDS)
    expect(page.locator("aside")).to_contain_text("内容与校验码一致")

    name, pdf = fetched(page, "PDF")
    assert (name.startswith("罗江县简报-2014-09-26-第"), pdf[:5]) == (True, b"%PDF-")
    _, docx = fetched(page, "DOCX")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        paper = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert WORDS in paper
    assert "8851户、14296人" in paper
    _, markdown = fetched(page, "Markdown")
    assert WORDS in markdown.decode()
    _, data = fetched(page, "JSON")
    told: dict[str, Any] = json.loads(data)
    assert told["sha256"] in page.locator(".hash").inner_text()


def test_a_frozen_issue_stays_as_it_was(page: Page, scene: None) -> None:
    page.goto("/briefing/issues/1/")
    expect(page.locator("#restated")).to_have_count(0)
    expect(page.locator(".paper")).to_contain_text("8851户、14296人")
