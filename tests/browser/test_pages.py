"""Every page, looked at: nothing an accessibility checker calls serious, no sideways scrolling on a phone, a picture."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Window

from tests.architecture.test_urls import routes
from tests.browser.conftest import DESK, PATIENCE, PHONE, Watch, through_code, through_login
from tests.browser.pages import HOUSEHOLD, OPEN, PAGES, Page, samples
from tests.browser.server import Server

# Addresses that are no page: files, fragments, what only takes a form; and pages with a test of their own.
FILES = {
    "briefing_download",
    "briefing_issue_download",
    "dibao_draw_file",
    "dibao_fairness_file",
    "dibao_form",
    "dibao_payment_file",
    "dibao_posting_sheet",
    "evidence_item",
    "evidence_preview",
    "figure_trace",
    "healthz",
    "import_refused",
    "ledger_template",
    "meeting_paper",
    "mfa_download_recovery_codes",
    "my_case_letter",
    "notice_docx",
    "notice_pdf",
    "register_export",
    "books_import_refused",
    "books_template",
    "log_checkpoint",
    "log_tile",
    "log_vkey",
    "open_robots",
    "open_sitemap",
    "openness_draft_file",
    "openness_sheet",
}
FORMS = {
    "case_code",
    "inbox_together",
    "job_progress",
    "ledger_upload",
    "meeting_act",
    "my_case_leave",
    "objection_acknowledge",
    "person_unmask",
    "set_language",
    "contact_remove",
    "openness_catalogue_load",
    "openness_down",
    "openness_draft_act",
    "openness_photo",
    "openness_publication_act",
    "openness_raise",
    "reviews_job_progress",
    "dibao_simulation_progress",
}
ELSEWHERE = {  # test_accounts.py, test_objecting.py, test_sunshine_road.py, test_joint_review.py
    "reviews_job",
    "ask_react",
    "ask_receipt",
    "ask_receipt_en",
    "objection_receipt",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}


@pytest.fixture(scope="module")
def numbers(server: Server, scene: dict[str, str]) -> dict[str, int | str | None]:
    """What the addresses are about."""
    return samples(server.home)


def test_every_page_is_here() -> None:
    listed = {page.name for page in (*PAGES, *OPEN)}
    assert {name for name, _, _ in routes()} == listed | FILES | FORMS | ELSEWHERE


Visit = Callable[[str], Window]


@pytest.fixture(scope="module")
def desks(
    server: Server, chromium: Browser, scene: dict[str, str]
) -> Iterator[Callable[[str], BrowserContext]]:
    """One window a reader for all of their pages: fonts and styles are fetched once, no process is started for a page."""
    known: dict[str, BrowserContext] = {}

    def desk(reader: str) -> BrowserContext:
        if reader not in known:
            known[reader] = context = chromium.new_context(
                base_url=server.url, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            context.set_default_timeout(PATIENCE)
            window = context.new_page()
            if reader == HOUSEHOLD:
                through_code(window, scene["number"], scene["code"])
            elif reader:
                through_login(window, reader)
        return known[reader]

    yield desk
    for context in known.values():
        context.close()


@pytest.fixture
def visit(desks: Callable[[str], BrowserContext], watch: Watch) -> Iterator[Visit]:
    """A reader's window (nobody's, without one), watched during the test."""
    windows: list[Window] = []

    def opened(reader: str) -> Window:
        window = desks(reader).pages[0]
        window.set_viewport_size(DESK)
        watch.over(window)
        windows.append(window)
        return window

    yield opened
    for window in windows:
        watch.leave(window)


@pytest.mark.parametrize("at", [*PAGES, *OPEN], ids=lambda page: page.shot)
def test_page(
    at: Page,
    numbers: dict[str, int | str | None],
    visit: Visit,
    axe: Callable[..., None],
    shot: Callable[..., None],
    fits: Callable[..., None],
) -> None:
    page = visit(at.reader)
    answer = page.goto(at.address.format_map(numbers))
    assert answer is not None
    assert answer.status == at.status
    assert page.locator("h1").count() == 1
    axe(page)
    shot(page, at.shot)
    page.set_viewport_size(PHONE)
    fits(page)
    shot(page, f"{at.shot}-phone")
