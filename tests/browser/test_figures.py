"""A number is opened: from the cockpit to its places, its records, and a file of them."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

FULL_NUMBER = re.compile(r"\d{17}[\dX]")


@pytest.fixture
def page(sign_in: Open) -> Page:
    return sign_in("officer")


def test_from_the_cockpit_to_the_records(page: Page) -> None:
    page.goto("/")
    page.locator(".cockpit-leads a", has_text="14296人").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("在册低保人数")
    places = page.locator("#places")
    expect(places.locator("tbody tr")).to_have_count(10)
    expect(places.locator("tfoot")).to_contain_text("14,296")
    places.get_by_role("link", name="调元镇").click()
    expect(places.locator("tfoot")).to_contain_text("1,037")
    expect(places.locator("tbody")).to_contain_text("百花村")
    trace = page.locator("#trace")
    expect(trace.locator(".page-count")).to_contain_text("14,296")
    trace.locator("tbody tr a").first.click()
    expect(page).to_have_url(re.compile(r"/registers/dibao/roster/\d+/"))


def test_the_records_as_a_file(page: Page) -> None:
    page.goto("/figures/dibao.persons/")
    with page.expect_download() as download:
        page.locator("#trace").get_by_role("link", name="CSV").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert "身份证号码" in rows[0]
    assert len(rows) == 1 + 14_296
    assert FULL_NUMBER.search(content.decode()) is None
    assert download.value.suggested_filename == "dibao.persons-2014-09-26.csv"


def test_a_share_shows_its_arithmetic(page: Page) -> None:
    page.goto("/figures/membership.unqualified_share/?size=25")
    expect(page.locator(".figure-printed")).to_have_text("1.39%")
    expect(page.locator(".figure-value")).to_contain_text("145 ÷ 10,431")


def test_the_map_is_drawn_for_the_figure_chosen(page: Page, shot: Callable[..., None]) -> None:
    page.goto("/")
    page.locator("#figure").select_option("family_doctor.pairs")
    page.locator("form.map-choice button").click()
    expect(page).to_have_url(re.compile("figure=family_doctor.pairs"))
    expect(page.locator(".tile")).to_have_count(10)
    page.locator(".tile a").first.click()
    expect(page).to_have_url(re.compile("/figures/family_doctor.pairs/"))


def test_a_check_leads_to_what_it_found(page: Page) -> None:
    page.goto("/briefing/")
    page.locator("#questions a").first.click()
    expect(page).to_have_url(re.compile("/checks/"))
    expect(page.locator("ol.findings li")).not_to_have_count(0)


@pytest.mark.parametrize(
    "dark", ["/", "/figures/dibao.persons/?size=25", "/briefing/", "/registers/dibao/roster/?size=25"]
)
def test_in_the_dark(sign_in: Open, axe: Callable[..., None], shot: Callable[..., None], dark: str) -> None:
    page = sign_in("officer", dark=True)
    page.goto(dark)
    axe(page)
    shot(page, f"dark{dark.partition('?')[0].replace('/', '-').rstrip('-')}", whole=False)
