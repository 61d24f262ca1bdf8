"""Objections by the two doors the road of sunshine does not take: in English, and on paper through the town's clerk."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.foundation.access.walk import BAIHUA

Look = Callable[..., None]
WORDS = "第三组清渠的人工费和我们知道的不一样，请核对。"


def looked_at(page: Page, name: str, axe: Look, shot: Callable[..., None], fits: Look) -> None:
    axe(page)
    shot(page, name)
    page.set_viewport_size(PHONE)
    fits(page)


def test_in_english(
    open_page: Callable[..., Page], axe: Look, shot: Callable[..., None], fits: Look, scene: object
) -> None:
    page = open_page(language="en")
    page.goto(f"/open/en/ask/?place={BAIHUA}")
    page.locator("input[name=defect][value=not_notified]").check()
    page.locator("button[name=about]").click()
    page.locator("textarea[name=words]").fill("Nobody told group 3 when the list was on the board.")
    axe(page)
    page.locator("button[name=words_done]").click()
    axe(page)
    page.locator("button[name=send]").click()
    page.wait_for_url("**/open/en/ask/receipt/")
    assert "Your objection has been received" in page.locator("main").inner_text()
    looked_at(page, "ask-receipt-en", axe, shot, fits)


def test_on_paper(
    sign_in: Callable[..., Page], axe: Look, shot: Callable[..., None], fits: Look, scene: object
) -> None:
    page = sign_in("clerk")
    page.goto(f"/openness/objections/new/?place={BAIHUA}")
    page.locator("select[name=defect]").select_option("not_to_standard")
    page.locator("input[name=channel][value=visit]").check()
    page.locator("textarea[name=words]").fill(WORDS)
    page.locator("form:has(textarea[name=words]) button[type=submit]").click()
    page.wait_for_url("**/openness/objections/receipt/")
    assert page.locator(".code-card .digits").count() == 2
    looked_at(page, "objection-receipt", axe, shot, fits)
