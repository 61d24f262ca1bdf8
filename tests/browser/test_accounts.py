"""Accounts on the pages: the administrator opens one, its holder signs in, adds a second factor, and needs it."""

from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open

PASSWORD = "tiao-yuan-1769"


def test_an_account_from_opening_to_a_second_factor(
    sign_in: Open, axe: Callable[..., None], shot: Callable[..., None], fits: Callable[..., None]
) -> None:
    def looked_at(page: Page, name: str) -> None:
        axe(page)
        shot(page, name)
        page.set_viewport_size(PHONE)
        fits(page)
        page.set_viewport_size(DESK)

    admin = sign_in("admin")
    open_account(admin)
    page = sign_in("wang.fang", password=PASSWORD, fresh=True)
    expect(page.locator(".scope-note").first).to_be_visible()
    page.goto("/account/2fa/totp/activate/")  # a change of this weight asks for the password once more
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    secret = page.locator("#authenticator_secret").input_value()
    looked_at(page, "second-factor-on")
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.goto("/account/2fa/recovery-codes/")
    codes = page.locator("#recovery_codes").input_value().split()
    looked_at(page, "second-factor-codes")
    for address, name in (
        ("/account/2fa/recovery-codes/generate/", "second-factor-new-codes"),
        ("/account/2fa/totp/deactivate/", "second-factor-off"),
        ("/account/2fa/reauthenticate/", "second-factor-again"),
    ):
        page.goto(address)
        looked_at(page, name)

    page.goto("/account/")
    page.get_by_role("button", name="退出登录").click()
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("wang.fang")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url("**/account/2fa/authenticate/**")
    looked_at(page, "second-factor-asked")
    page.locator("input[name=code]").first.fill(codes[0])
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")


def open_account(admin: Page) -> None:
    """A cadre of 百花村, as the administrator opens accounts."""
    admin.goto("/account/manage/new/")
    admin.locator("[name=username]").fill("wang.fang")
    admin.locator("[name=name]").fill("王芳")
    admin.locator("[name=password]").fill(PASSWORD)
    admin.locator("[name=role]").select_option("village_cadre")
    admin.locator("[name=place]").fill("百花村")
    admin.locator("form:has([name=username]) button[type=submit]").click()
    expect(admin.locator("#messages")).to_contain_text("账号 wang.fang 已开设")


def code_of(secret: str) -> str:
    """The code of this half minute."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
