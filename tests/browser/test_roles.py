"""Each role after signing in: what it may see, what it may not, and that it is told why."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

PROGRAMMES = [
    "低保专项整治",
    "农村家庭医生",
    "水利渠系整治",
    "阳光行动",
    "党员民主评议",
    "银龄守护",
    "行政审批改革",
]


def test_an_officer_sees_the_county_and_hands_in_ledgers(sign_in: Open) -> None:
    page = sign_in("officer", fresh=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    navigation = page.get_by_role("navigation", name="主导航")
    for name in (*PROGRAMMES, "简报", "指标", "台账"):
        expect(navigation.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(page.locator(".cockpit-leads a", has_text="8851户")).to_be_visible()
    navigation.get_by_role("link", name="台账", exact=True).click()
    expect(page.locator("input[type=file]")).to_be_visible()


def test_an_officer_of_one_programme_sees_that_one(sign_in: Open) -> None:
    page = sign_in("dibao", fresh=True)
    cards = page.locator(".cockpit-card:not(.cockpit-paper) h2")
    expect(cards).to_have_text(["低保专项整治"])
    answer = page.goto("/registers/family_doctor/services/")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("您的岗位不含这个地方或这项工作的名册。")


def test_a_clerk_sees_the_own_town(sign_in: Open) -> None:
    page = sign_in("clerk", fresh=True)
    expect(page.locator(".scope-note").first).to_contain_text("只含您负责的范围")
    page.goto("/registers/dibao/roster/")
    expect(page.locator(".page-count").first).to_contain_text("1,037")
    page.goto("/ledgers/")
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("link", name="行待更正").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("退回的行")
    towns = set(page.locator("td[data-label=地方]").all_inner_texts())
    assert towns != set()
    assert all("调元镇" in town or "村" in town for town in towns)


def test_a_cadre_sees_the_own_village_and_takes_nothing_away(sign_in: Open) -> None:
    page = sign_in("cadre", fresh=True)
    page.goto("/registers/dibao/roster/")
    villages = set(page.locator("td[data-label='村（社区）']").all_inner_texts())
    assert villages == {"百花村"}
    expect(page.get_by_role("link", name="导出 Excel")).to_have_count(0)
    for closed in ("/ledgers/", "/briefing/", "/registers/dibao/roster/export.csv"):
        answer = page.goto(closed)
        assert answer is not None
        assert answer.status == 403, closed
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_leader_reads_and_changes_nothing(sign_in: Open) -> None:
    page = sign_in("leader")
    page.goto("/briefing/")
    expect(page.locator(".paper")).to_contain_text("8851户、14296人")
    for words in ("定稿第", "修改文字"):
        expect(page.get_by_text(words)).to_have_count(0)
    page.goto("/registers/dibao/roster/?size=25")
    expect(page.locator("tbody tr")).to_have_count(25)


def test_an_auditor_reads_imports_and_corrects_nothing(sign_in: Open) -> None:
    page = sign_in("auditor")
    page.goto("/ledgers/imports/1/")
    expect(page.get_by_role("heading", name="各工作表")).to_be_visible()
    for words in ("更正退回的行", "下载退回的行", "撤销这次导入"):
        expect(page.get_by_role("link", name=words)).to_have_count(0)


def test_the_administrator_sees_accounts_and_no_personal_data(sign_in: Open) -> None:
    page = sign_in("admin", fresh=True)
    navigation = page.get_by_role("navigation", name="主导航")
    navigation.get_by_role("link", name="账号").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("账号")
    for closed in ("/registers/dibao/roster/", "/search/?q=bhc", "/persons/1/", "/figures/"):
        answer = page.goto(closed)
        assert answer is not None
        assert answer.status == 403, closed


def test_signing_out(sign_in: Open) -> None:
    page = sign_in("leader", fresh=True)
    page.get_by_role("button", name="退出登录").click()
    page.goto("/briefing/")
    expect(page).to_have_url(re.compile("/account/login/"))


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/ledgers/", 403, "error-forbidden"),
        ("/nothing/here/", 404, "error-not-found"),
        ("/persons/0/", 404, ""),
    ],
)
def test_error_pages_say_why_and_what_next(
    sign_in: Open,
    axe: Callable[..., None],
    shot: Callable[..., None],
    fits: Callable[..., None],
    address: str,
    status: int,
    name: str,
) -> None:
    page = sign_in("cadre")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    if status == 403:
        expect(page.locator("main")).to_contain_text("导入情况只对专干、镇经办人和审计人员开放。")
    axe(page)
    if name:
        shot(page, name)
        page.set_viewport_size({"width": 360, "height": 740})
        fits(page)
