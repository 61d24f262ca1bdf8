"""Other ways to use the pages: in English, by keyboard, without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open
from tests.browser.workbooks import faulty

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_english_and_back(sign_in: Open) -> None:
    page = sign_in("officer", fresh=True)
    page.goto("/registers/dibao/roster/?size=25")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile(r"/registers/dibao/roster/\?size=25$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    labels = [
        *page.locator("nav.sidebar").all_inner_texts(),
        *page.locator("thead th").all_inner_texts(),
        *page.locator("main button, main label").all_inner_texts(),
        *page.locator("h1").all_inner_texts(),
    ]
    assert [label for label in labels if CHINESE.search(label)] == []
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize(
    "address", ["/", "/briefing/", "/ledgers/", "/figures/dibao.persons/?size=25", "/search/?q=bhc"]
)
def test_in_english_by_the_browser_s_own_wish(sign_in: Open, shot: object, address: str) -> None:
    page = sign_in("officer", language="en")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    words = [*page.locator("h1, h2").all_inner_texts(), *page.locator("main button").all_inner_texts()]
    assert [each for each in words if CHINESE.search(each.replace("罗江县", "").replace("百花村", ""))] == []
    shot(page, f"english{address.partition('?')[0].replace('/', '-').rstrip('-')}")  # type: ignore[operator]


def test_the_keyboard_alone(sign_in: Open) -> None:
    page = sign_in("officer")
    page.goto("/registers/dibao/roster/?size=25")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    rows = page.locator("tbody tr td:first-child a")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    name = rows.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_first_key_leads_to_the_content(sign_in: Open) -> None:
    page = sign_in("officer")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_whole_row_opens(sign_in: Open) -> None:
    page = sign_in("officer")
    page.goto("/registers/dibao/roster/?size=25")
    page.locator("tbody tr").nth(3).locator("td").last.click()
    expect(page).to_have_url(re.compile(r"/registers/dibao/roster/\d+/"))


def test_the_navigation_of_a_phone_opens_and_closes(sign_in: Open) -> None:
    page = sign_in("cadre", viewport=PHONE)
    page.goto("/")
    navigation = page.get_by_role("navigation", name="主导航")
    expect(navigation).not_to_be_in_viewport()
    page.locator(".menu-button").click()
    expect(navigation.get_by_role("link", name="低保专项整治")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(navigation).not_to_be_in_viewport()


def test_without_scripts(sign_in: Open, tmp_path: Path) -> None:
    page = sign_in("officer", fresh=True, javascript=False)
    page.goto("/registers/dibao/roster/?size=25")
    page.get_by_role("combobox", name="保障类别").select_option("A类")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".chips")).to_contain_text("A类")
    page.locator("tbody tr a").first.click()
    expect(page).to_have_url(re.compile(r"/registers/dibao/roster/\d+/"))

    page.goto("/ledgers/")
    page.locator("input[type=file]").set_input_files(faulty(tmp_path))
    page.get_by_label("只试运行").check()
    page.get_by_role("button", name="导入罗江县台账").click()
    for _ in range(20):
        if page.locator("h2#sheets").count():
            break
        page.get_by_role("link", name="刷新进度").click()
        page.wait_for_timeout(250)
    expect(page.locator("section[aria-labelledby=sheets]")).to_contain_text("在册对象")
    expect(page.locator("section[aria-labelledby=codes]")).to_contain_text("没有这个地名")
