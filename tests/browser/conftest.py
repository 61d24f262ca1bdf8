"""A real Chromium on a real server over the example county.

    def test_something(sign_in, axe, shot):
        page = sign_in("officer")
        page.goto("/")
        axe(page)
        shot(page, "cockpit-officer")

Every page is watched: an error in a script, a breach of the content security policy or a request to anywhere
but our server fails the test. Under that policy wait on selectors, not with `wait_for_function`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.looking import Inspector
from tests.browser.server import Server, serving
from tests.browser.workbooks import faulty
from tests.chromium import ARGUMENTS, ChromiumMissing, executable
from tests.prepared import ROOT, environment

SCREENSHOTS = ROOT / "test-output" / "screenshots"
PASSWORD = "datong-2014"
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 360, "height": 740}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
PATIENCE = 30_000
# The browser reports every answer of 4xx as an error of the console; error pages are tested: no finding.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Server]:
    """The example county, one for each process; tests that change it use records of their own."""
    home = shutil.copytree(example, tmp_path_factory.mktemp("served") / "datong")
    with serving(home) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests. A machine without it fails and says how to install it."""
    path, missing = "", ""
    try:
        path = executable()
    except ChromiumMissing as problem:
        missing = str(problem)
    if missing:
        pytest.fail(missing, pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """What went wrong in the pages of one test without anyone looking."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.findings: list[str] = []

    def over(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self.heard)
        page.on("pageerror", self.broke)
        page.on("request", self.asked)

    def leave(self, page: Page) -> None:
        """Listen no more."""
        page.remove_listener("console", self.heard)
        page.remove_listener("pageerror", self.broke)
        page.remove_listener("request", self.asked)

    def broke(self, error: Error) -> None:
        """Keep errors of scripts."""
        self.findings.append(f"script error: {error}")

    def heard(self, message: ConsoleMessage) -> None:
        """Keep errors of the console."""
        if message.type == "error" and not EXPECTED.search(message.text):
            self.findings.append(f"console: {message.text} ({message.location.get('url', '')})")

    def asked(self, request: Request) -> None:
        """Keep requests to elsewhere."""
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.findings.append(f"request to elsewhere: {request.url}")


@pytest.fixture
def watch(server: Server) -> Iterator[Watch]:
    """Fails the test afterwards when a page had errors nobody looked at."""
    watching = Watch(server.url)
    yield watching
    assert watching.findings == []


@pytest.fixture
def open_page(server: Server, chromium: Browser, watch: Watch) -> Iterator[Open]:
    """Open a fresh window: `open_page(viewport=PHONE, language="en", dark=True, javascript=False)`."""
    contexts: list[BrowserContext] = []

    def opened(
        *,
        viewport: ViewportSize | None = None,
        language: str = "zh",
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            viewport=viewport or DESK,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.over(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def through_login(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the login page and send it."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda address: "/account/login" not in address)


def through_code(page: Page, number: str, code: str) -> None:
    """Open the household's own case and object."""
    page.goto("/my/")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=code]").fill(code)
    page.locator("form:has(input[name=code]) button[type=submit]").click()
    page.wait_for_url("**/my/case/")
    page.goto("/my/case/object/")
    page.locator("textarea[name=text]").fill("金额与告知的不一致，请重新核算。")
    page.locator("form:has(textarea[name=text]) button[type=submit]").click()
    page.locator("button[name=sure]").click()
    page.wait_for_url("**/my/case/receipt/")


@pytest.fixture(scope="session")
def signed_in_before() -> dict[str, Any]:
    """Cookies of whoever signed in once, so that most tests begin after the login page."""
    return {}


@pytest.fixture
def sign_in(open_page: Open, signed_in_before: dict[str, Any]) -> Open:
    """Sign in as one of the demo accounts; takes the options of `open_page`.

    `leader`, `officer` (all programmes), `dibao` (one), `clerk`, `cadre` (village), `auditor`, `admin`. The first time
    through the login page, then with the same session; `fresh=True` always through the login page, for tests that
    sign out.
    """

    def signed_in(username: str, *, fresh: bool = False, password: str = PASSWORD, **options: Any) -> Page:
        page = open_page(**options)
        if username in signed_in_before and not fresh:
            page.context.add_cookies(signed_in_before[username])
            return page
        through_login(page, username, password)
        if not fresh:
            cookies = page.context.cookies()
            signed_in_before[username] = [each for each in cookies if each["name"] == "sessionid"]
        return page

    return signed_in


@pytest.fixture(scope="session")
def scene(server: Server, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What some pages need to show anything: a trial import, a frozen briefing, and what stands in scene.py.

    Gives `number` and `code` of a household's own page; the code opens it once.
    """
    context = chromium.new_context(base_url=server.url, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    through_login(page, "officer")
    page.goto("/ledgers/")
    page.locator("input[type=file]").set_input_files(faulty(tmp_path_factory.mktemp("trial")))
    page.get_by_label("只试运行").check()
    page.get_by_role("button", name="导入罗江县台账").click()
    page.get_by_role("heading", name="各工作表").wait_for()
    page.goto("/briefing/freeze/")
    page.get_by_role("button", name="定稿").click()
    page.wait_for_url("**/briefing/issues/*/**")
    context.close()
    return made_beside(server.home)


def made_beside(home: Path) -> dict[str, str]:
    """Run scene.py over the server's database; what it says."""
    known = environment(home)
    known |= {
        "PYTHONPATH": f"{known['PYTHONPATH']}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "datong.config.settings",
    }
    command = [sys.executable, "-m", "tests.browser.scene"]
    done = subprocess.run(
        command, cwd=ROOT, env=known, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    said: dict[str, str] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that a page has no serious or critical accessibility violation."""
    return Inspector()


@pytest.fixture(scope="session")
def shot() -> Callable[..., None]:
    """Keep a screenshot in test-output/screenshots/ when PICTURES is set; with `whole=False` of the visible part."""

    def keep(page: Page, name: str, *, whole: bool = True) -> None:
        if "PICTURES" in os.environ:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole, animations="disabled")

    return keep


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Assert that a page does not scroll sideways."""

    def measure(page: Page) -> None:
        wide, seen = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= seen, f"{page.url} is {wide} px wide in a window of {seen}"

    return measure
