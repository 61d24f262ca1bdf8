"""From an application typed in the village to a survey on a cheap phone in a field without a network: kept, sent once."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from datong.kernel.identity import check_digit
from tests.browser.conftest import PHONE, Open, Watch

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)
NUMBERS = "51062619620509127", "51062619640822126"
KEPT, WAITS = "已保存在本机。", "已保存在本机，联网后发送。"


@pytest.fixture
def fields() -> tuple[str, str]:
    """Identity numbers of a couple nobody else in the tests has."""
    first, second = (number + check_digit(number) for number in NUMBERS)
    return first, second


def applied(page: Page, head: str, wife: str) -> int:
    """Type an application in, with rows added by the page itself; the draft survives a reload. The case's id."""
    page.goto("/dibao/apply/")
    page.locator("[name=household-area]").select_option("rural")
    page.locator("#step-members > summary").click()
    page.locator("[name=members-0-name]").fill("钟来福")
    page.locator("[name=members-0-identity]").fill(head)
    page.locator("[name=members-0-relation]").select_option("self")
    page.get_by_role("button", name="加一名成员").click()
    page.locator("[name=members-1-name]").fill("钟秀英")
    page.locator("[name=members-1-identity]").fill(wife)
    page.locator("[name=members-1-relation]").select_option("spouse")
    page.reload()
    expect(page.locator(".draft-note")).to_contain_text("已恢复上次没有提交的内容")
    expect(page.locator("[name=members-1-name]")).to_have_value("钟秀英")
    page.locator("#step-income > summary").click()
    page.get_by_role("button", name="加一项收入").click()
    page.locator("[name=income-0-member]").focus()
    page.locator("[name=income-0-member]").select_option(label="钟秀英")
    page.locator("[name=income-0-kind]").select_option("farming")
    page.locator("[name=income-0-amount]").fill("3600")
    page.locator("[name=income-0-method]").select_option("declared")
    page.get_by_role("button", name="核对并测算").click()
    expect(page.get_by_role("heading", name="核对申请")).to_be_visible()
    expect(page.locator("main")).to_contain_text("这只是测算，不是决定")
    page.get_by_role("button", name="确认并递交").click()
    page.wait_for_url("**/applied/")
    return int(page.url.split("/")[-3])


def signed(page: Page, case: int) -> None:
    """Both sign the consent."""
    page.goto(f"/dibao/cases/{case}/consent/")
    while page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="登记授权").click()
        page.wait_for_load_state()


def stepped(page: Page, case: int, step: str) -> None:
    """A plain step."""
    page.goto(f"/cases/{case}/steps/{step}/")
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(f"**/cases/{case}/")


def filled_in(phone: Page) -> None:
    """Who was there, a picture, another sum than declared with both versions, a signature."""
    phone.get_by_label("村干部（演示）（百花村村干部）", exact=True).check()
    phone.locator("[name=respondent]").fill("申请人本人")
    phone.locator("[name=photos]").set_input_files(
        {"name": "屋.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    phone.locator("#step-income > summary").click()
    phone.locator("#group-income .row-fold > summary").click()
    phone.locator("[name=income-0-amount]").fill("4100")
    phone.locator("#group-income .row-dispute > summary").click()
    phone.locator("[name=theirs-income-0]").fill("三千六")
    phone.locator("[name=ours-income-0]").fill("四千一")
    phone.get_by_text("签名", exact=True).click()
    frame = phone.locator("canvas").first
    box = frame.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.mouse.down()
    for across in range(30, 200, 20):
        phone.mouse.move(box["x"] + across, box["y"] + 40)
    phone.mouse.up()


def test_survey_without_a_network(
    sign_in: Open,
    watch: Watch,
    fields: tuple[str, str],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    cadre = sign_in("cadre")
    case = applied(cadre, *fields)
    assert cadre.locator(".code-big").inner_text().replace(" ", "").isalnum()
    signed(cadre, case)
    clerk = sign_in("clerk")
    clerk.goto(f"/dibao/cases/{case}/relatives/")
    clerk.get_by_role("button", name="受理").click()
    clerk.wait_for_url(f"**/cases/{case}/")
    stepped(clerk, case, "start_survey")
    stepped(sign_in("dibao"), case, "start_check")

    phone = sign_in("clerk", viewport=PHONE)
    phone.goto(f"/dibao/cases/{case}/survey/")
    fits(phone)
    axe(phone)
    phone.context.set_offline(True)
    filled_in(phone)
    expect(phone.locator("[data-offline-state]")).to_have_text(KEPT)
    phone.get_by_role("button", name="登记入户情况").click()
    expect(phone.locator("[data-offline-state]")).to_have_text(WAITS)
    expect(phone.locator("[data-offline-waiting]")).to_contain_text("入户调查 钟来福")
    shot(phone, "dibao-survey-offline")
    watch.findings[:] = [each for each in watch.findings if "ERR_INTERNET_DISCONNECTED" not in str(each)]

    phone.context.set_offline(False)
    phone.wait_for_url(f"**/cases/{case}/")
    main = phone.locator("main")
    expect(main).to_contain_text("已入户调查")
    expect(main).to_contain_text("三千六")
    expect(main).to_contain_text("四千一")
    expect(main).to_contain_text("屋.png")
    expect(main).to_contain_text("1 个签名")
    assert main.get_by_text("形成第 2 版申报").count() == 1
    fits(phone)
    axe(phone)
    shot(phone, "dibao-case-phone")
    watch.findings[:] = [each for each in watch.findings if "ERR_INTERNET_DISCONNECTED" not in str(each)]
