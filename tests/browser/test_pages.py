"""Every page, looked at: nothing an accessibility checker calls serious, no sideways scrolling on a phone, a picture."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.test_urls import routes
from tests.browser.conftest import PHONE, Open
from tests.browser.pages import OPEN, PAGES, Page, samples
from tests.browser.server import Server

# Addresses that are no page: files, fragments, what only takes a form; and pages with a test of their own.
FILES = {
    "briefing_download",
    "briefing_issue_download",
    "figure_trace",
    "healthz",
    "import_refused",
    "ledger_template",
    "mfa_download_recovery_codes",
    "register_export",
}
FORMS = {"ledger_upload", "person_unmask", "set_language", "job_progress"}
ELSEWHERE = {  # test_accounts.py
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}


@pytest.fixture(scope="module")
def numbers(server: Server, scene: None) -> dict[str, int | None]:
    """What the addresses are about."""
    return samples(server.home)


def test_every_page_is_here() -> None:
    listed = {page.name for page in (*PAGES, *OPEN)}
    assert {name for name, _, _ in routes()} == listed | FILES | FORMS | ELSEWHERE


@pytest.mark.parametrize("at", PAGES, ids=lambda page: page.shot)
def test_page(
    at: Page,
    numbers: dict[str, int | None],
    sign_in: Open,
    axe: Callable[..., None],
    shot: Callable[..., Path],
    fits: Callable[..., None],
) -> None:
    page = sign_in(at.reader)
    answer = page.goto(at.address.format_map(numbers))
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    axe(page)
    shot(page, at.shot)
    page.set_viewport_size(PHONE)
    fits(page)
    shot(page, f"{at.shot}-phone")


@pytest.mark.parametrize("at", OPEN, ids=lambda page: page.shot)
def test_page_for_whoever_comes(
    at: Page, open_page: Open, axe: Callable[..., None], shot: Callable[..., Path], fits: Callable[..., None]
) -> None:
    page = open_page()
    page.goto(at.address)
    assert page.locator("h1").count() == 1
    axe(page)
    shot(page, at.shot)
    page.set_viewport_size(PHONE)
    fits(page)
    shot(page, f"{at.shot}-phone")
