"""The road of a household through the pages: a server inside the test whose clock can be set, and a window for everybody on the road.

walk.to("2014-09-01")                    # for the server's threads too
page = walk.desk("clerk")                # signed in; walk.phone("clerk") at 360 px
walk.go(page, "/inbox/"); walk.type(page, note="材料齐全"); walk.press(page, "受理")
walk.stage(page, "accepted")             # screenshot, axe, no sideways scrolling
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, ViewportSize

from datong.foundation.people import service as people
from datong.kernel import clock
from tests.browser.conftest import DESK, PATIENCE, PHONE, Watch, through_login
from tests.foundation.access.gates import BACKEND
from tests.foundation.access.walk import BAIHUA, PASSWORD, plant_places
from tests.programmes.dibao import road

KIN = "510626196505051211"
"""The identity number of 陈会计, the wife's brother, who sits on the village committee."""

NAMES = {
    "cadre": "刘建国",
    "cadre2": "周玉兰",
    "clerk": "何小平",
    "clerk2": "唐文娟",
    "officer": "向志远",
    "officer2": "罗世贵",
    "reviewer": "黄秀英",
}

KIND = (
    """each => [each.getAttribute("type") || each.localName, each.closest("details:not([open])") !== null]"""
)
"""What kind of field it is, and whether it is folded away."""
FIELD = "main [name='{}']:not([type=hidden])"
KINDS = f"""asked => asked.map(field => document.querySelector(field)).map(each => each && ({KIND})(each))"""
"""The same of many fields at once; null where there is none yet."""


@contextmanager
def serving_here() -> Iterator[str]:
    """The pages served by threads of this process on its test database; gives the address. `clock.override` holds for them."""
    application = StaticFilesHandler(get_wsgi_application())
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Walk:
    """Everybody on one road. `who` are the people with posts."""

    def __init__(self, url: str, browser: Browser, stage: Callable[[Page, str], None]) -> None:
        self.url = url
        self.browser = browser
        self.watch = Watch(url)
        self.stage = stage
        self.clock = ExitStack()
        self.signed_in = False
        self.contexts: dict[tuple[str, bool, bool], BrowserContext] = {}
        self.who: road.Crew

    def to(self, day: str, hour: int = 10) -> None:
        """Set the calendar and the clock in China."""
        self.clock.enter_context(clock.override(dt.datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00")))

    def window(self, who: str, *, phone: bool = False, javascript: bool = True) -> Page:
        """A new window of somebody's browser, signed in; of somebody without an account for "household"."""
        if (who, phone, javascript) not in self.contexts:
            size: ViewportSize = PHONE if phone else DESK
            context = self.browser.new_context(
                base_url=self.url,
                viewport=size,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                java_script_enabled=javascript,
                accept_downloads=True,
            )
            context.set_default_timeout(PATIENCE)
            self.contexts[who, phone, javascript] = context
            context.new_page()
            self.watch.over(context.pages[0])
            if who != "household":
                self.sign_in(context.pages[0], who)
        return self.contexts[who, phone, javascript].pages[0]

    def sign_in(self, page: Page, who: str) -> None:
        """The first on the road through the login page, the others with a session of their own."""
        if not self.signed_in:
            through_login(page, who, PASSWORD)
        else:
            client = Client()
            client.force_login(getattr(self.who, who), BACKEND)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])
        self.signed_in = True

    def desk(self, who: str) -> Page:
        """Somebody's window on an office computer."""
        return self.window(who)

    def phone(self, who: str) -> Page:
        """Somebody's telephone, 360 px wide."""
        return self.window(who, phone=True)

    def close(self) -> None:
        """Shut every window, let the clock run again; raises AssertionError when a page had errors."""
        for context in self.contexts.values():
            context.close()
        self.clock.close()
        assert self.watch.findings == [], str(self.watch.findings)


def go(page: Page, address: str, status: int = 200) -> Response:
    """Open an address; it answers with `status`."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address}: {answer.status}, {page.locator('main').inner_text()[:400]}"
    return answer


def press(page: Page | Locator, name: str, **how: Any) -> None:
    """Press the button, or follow the link, of this name."""
    found = page.get_by_role("button", name=name, **how).or_(page.get_by_role("link", name=name, **how))
    found.first.click()


def typed(page: Page, fields: dict[str, Any]) -> None:
    """Fill in fields by their names: text, a choice (of somebody: by name), ticks. What is folded away is unfolded first."""
    kinds = page.evaluate(KINDS, [FIELD.format(name) for name in fields])
    for (name, value), known in zip(fields.items(), kinds, strict=True):
        found = page.locator(FIELD.format(name))
        kind, folded = known or (None, True)
        if folded:  # perhaps no longer: another field may have unfolded it
            kind, folded = found.first.evaluate(KIND)
        if folded:
            unfold(found.first)
        if kind in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                page.locator(f"main [name='{name}'][value='{each}']").check()
        elif kind == "select" and name.endswith("-member"):
            found.first.focus()
            found.first.select_option(label=str(value))
        elif kind == "select":
            found.first.select_option(str(value))
        else:
            found.first.fill(str(value))


def unfold(field: Locator) -> None:
    """Open what a field is folded into, the outermost first."""
    for _each in range(3):
        shut = field.locator("xpath=ancestor::details[not(@open)]").first
        if shut.count() == 0:
            return
        shut.locator("> summary").click()


def saying(page: Page, words: str) -> None:
    """Wait until the page says these words."""
    page.get_by_text(words).first.wait_for()


def drawn(page: Page, frame: Locator) -> None:
    """A stroke in a frame for signatures."""
    frame.wait_for()
    page.wait_for_load_state()
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for part in (0.3, 0.6, 0.8):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * (1 - part), steps=4)
    page.mouse.up()


def focused(page: Page, wanted: Locator) -> None:
    """Press Tab until the control has the focus; raises AssertionError when it cannot be reached."""
    for _each in range(120):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {wanted}")


def saved(page: Page, act: Callable[[], None], folder: Path) -> Path:
    """The file that an act downloads."""
    with page.expect_download() as waiting:
        act()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def people_of_the_village() -> road.Crew:
    """Two counties with places, the crew, the county's values, and the household 邓有田 in the register of people."""
    plant_places()
    crew = road.crew()
    for username, name in NAMES.items():
        user = getattr(crew, username)
        user.name = name
        user.save(update_fields=["name"])
    road.parameters()
    ids = [people.admit(each.identity, each.name, BAIHUA) for each in (road.HEAD, road.WIFE, road.CHILD)]
    home = people.settle({ids[0]: BAIHUA})[ids[0]]
    people.join([home] * 3, ids, ["户主", "妻", "长子"])
    return crew


def officials_of_the_village() -> None:
    """Committee and representatives; the wife's brother 陈会计 sits on the committee."""
    wife, brother = (
        people.admit(road.WIFE.identity, road.WIFE.name, BAIHUA),
        people.admit(KIN, "陈会计", BAIHUA),
    )
    people.declare_kinship("admin", wife, brother, "sibling", "户口簿")
    road.officials(brother)
