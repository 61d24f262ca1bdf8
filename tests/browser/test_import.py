"""A workbook with faults, from handing in to correcting and taking back."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.workbooks import FILE, RIGHT, WRONG, faulty

ROSTER = 14_296


@pytest.fixture
def page(sign_in: Open) -> Page:
    return sign_in("officer")


@pytest.fixture
def taken_in(page: Page, tmp_path: Path) -> Iterator[str]:
    """The address of the result; afterwards this and what came after it is taken back."""
    before = newest(page)
    page.goto("/ledgers/")
    page.locator("input[type=file]").set_input_files(faulty(tmp_path))
    expect(page.locator(".drop-files")).to_contain_text(FILE)
    page.get_by_role("button", name="导入罗江县台账").click()
    expect(page.locator("#job progress, h2#sheets").first).to_be_visible()
    page.wait_for_url("**/ledgers/imports/*/**")
    yield page.url
    while (last := newest(page)) > before:
        page.goto(f"/ledgers/imports/{last}/undo/")
        page.get_by_role("button", name="撤销这次导入").click()
        expect(page.locator("#messages")).to_contain_text("导入已撤销")


def newest(page: Page) -> int:
    """The number of the newest import in force, from the history."""
    page.goto("/ledgers/")
    rows = page.locator("section[aria-labelledby=history] tbody tr:not(:has-text('已撤销'))")
    return int(rows.first.locator("a").first.get_attribute("href").split("/")[3])  # type: ignore[union-attr]


def lines(page: Page) -> int:
    """How many rows the register of dibao has."""
    page.goto("/registers/dibao/roster/?size=25")
    return int(
        page.locator(".page-count .digits, .page-count").first.inner_text().split()[0].replace(",", "")
    )


def test_import_correct_and_take_back(
    page: Page, taken_in: str, axe: Callable[..., None], shot: Callable[..., None]
) -> None:
    page.goto(taken_in)
    sheet = page.locator("section[aria-labelledby=sheets] tbody tr", has_text="在册对象").first
    expect(sheet.locator("td[data-label='接收（行）']")).to_have_text("2")
    expect(sheet.locator("td[data-label='退回（行）']")).to_have_text("3")
    reasons = page.locator("section[aria-labelledby=codes]")
    for words in ("身份证号码有误", "没有这个地名"):
        expect(reasons).to_contain_text(words)
    refused = page.locator("section[aria-labelledby=refused]")
    expect(refused).to_contain_text("百花谷村")
    assert WRONG not in page.content()
    axe(page)
    shot(page, "import-with-faults")

    refused.locator("tr", has_text="第 4 行").locator("a").first.click()
    first = page.locator("form.form .field").first
    expect(first).to_have_class("field field-wrong")
    expect(first.locator("input")).to_have_value(WRONG)
    expect(first).to_contain_text("校验码应为")
    page.get_by_role(
        "button", name="更正并收入名册"
    ).click()  # nothing is corrected yet: refused again, nothing lost
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("form.form .field input").first).to_have_value(WRONG)
    axe(page)
    shot(page, "refused-row-again")
    page.locator("form.form .field input").first.fill(RIGHT)
    page.get_by_role("button", name="更正并收入名册").click()
    expect(page.locator("#messages")).to_contain_text("已更正并收入名册")
    page.goto("/registers/dibao/roster/?q=王六合")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr").first).to_contain_text("百花村")


def test_two_versions_are_weighed_by_a_person(
    page: Page, taken_in: str, axe: Callable[..., None], shot: Callable[..., None]
) -> None:
    page.goto(taken_in)
    page.locator("section[aria-labelledby=refused] tr", has_text="第 7 行").locator("a").first.click()
    versions = page.locator("section[aria-labelledby=versions]")
    expect(versions.locator("tr.is-different")).to_have_count(1)
    axe(page)
    shot(page, "refused-row-conflict")
    page.get_by_role("button", name="以退回的这一行为准").click()
    expect(page.locator("#messages")).to_contain_text("已更正并收入名册")
    page.goto("/registers/dibao/roster/?q=何大林")
    page.locator("tbody tr a").first.click()
    expect(page.locator("main")).to_contain_text("B类")
    expect(page.locator("main")).to_contain_text("A类")


def test_refused_rows_go_home_as_a_workbook(page: Page, taken_in: str) -> None:
    page.goto(taken_in)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的行").click()
    workbook = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    text = "".join(workbook.read(name).decode() for name in workbook.namelist() if name.endswith(".xml"))
    assert "退回原因" in text
    assert WRONG in text
    assert "百花谷村" in text


def test_taking_back_leaves_no_trace_in_the_register(page: Page, tmp_path: Path, server: Server) -> None:
    assert lines(page) == ROSTER


def test_the_same_workbook_again_changes_nothing(page: Page, taken_in: str, tmp_path: Path) -> None:
    page.goto("/ledgers/")
    page.locator("input[type=file]").set_input_files(tmp_path / FILE)
    page.get_by_role("button", name="导入罗江县台账").click()
    page.wait_for_url("**/ledgers/imports/*/**")
    expect(page.locator("#messages")).to_contain_text("内容没有变化")
    assert page.url.partition("?")[0] == taken_in.partition("?")[0]


def test_what_is_no_workbook_is_refused_at_once(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "低保.xls"
    wrong.write_text("<html>不是工作簿</html>", encoding="utf-8")
    page.goto("/ledgers/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="导入罗江县台账").click()
    expect(page.locator(".error-summary")).to_contain_text("不是 .xlsx 工作簿")
