"""Dibao as the people walk it who live by it: each in their own window, on the days of the law, through pages only."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.road import (
    NAMES,
    Walk,
    drawn,
    focused,
    go,
    officials_of_the_village,
    people_of_the_village,
    press,
    saved,
    saying,
    serving_here,
    typed,
)
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road
from tests.programmes.dibao.pages import MEANS, MEMBERS

# axe leaves empty style attributes behind, which htmx would copy into what it draws anew, against the policy.
TIDY = "() => document.querySelectorAll('[style=\"\"]').forEach((each) => each.removeAttribute('style'))"
# Pages of one address, width and make-up an accessibility checker has read: the long roads pass many of them again.
inspected: set[tuple[object, ...]] = set()
VILLAGERS = [f"代表{each}" for each in "甲乙丙丁戊己庚辛"]
OWN_WORDS = "经核对入户调查、民主评议和公示的情况，家庭人均收入低于低保标准，财产符合规定。"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
TOWN_2014 = [
    "邓有田",
    "镇级公示",
    "入户调查结果",
    "2014-07-07 入户调查，共同生活的家庭成员 3 人",
    "民主评议结果",
    "2014-07-10 民主评议，认为调查结果客观真实",
    "审核结果",
    "符合条件，拟月保障金额 413.68 元",
    "",
    "2014-07-11 至 2014-07-22；办法规定到 2014-07-18，公开目录规定到 2014-07-22，按较晚的一天",
    "",
    "登记异议",
]
COUNTY_2014 = [
    "邓有田",
    "县级公示",
    "家庭成员",
    "邓有田、陈素芳、邓小川",
    "月保障金额（元）",
    "413.68",
    "",
    "2014-07-24 至 2014-08-04；办法规定到 2014-07-31，公开目录规定到 2014-08-04，按较晚的一天",
    "",
    "登记异议",
]
FACTS = {
    name: value for name, value in MEMBERS.items() if not name.endswith(("-name", "-identity", "-relation"))
}


@pytest.fixture
def walk(
    crowd_db: None,
    chromium: Browser,
    axe: Callable[[Page], None],
    shot: Callable[..., None],
    fits: Callable[[Page], None],
) -> Iterator[Walk]:
    """The village, its people and a server, on 2014-07-01."""

    def stage(page: Page, name: str) -> None:
        page.evaluate("window.scrollTo(0, 0)")
        shot(page, f"dibao-{name}")
        fits(page)
        kind = (
            re.sub(r"\d+", "#", page.url.partition("?")[0].partition("//")[2]),
            page.viewport_size["width"],
        )  # type: ignore[index]
        seen = page.locator("main form").count(), page.locator("main section").count()
        if (*kind, *seen) not in inspected:
            axe(page)
            inspected.add((*kind, *seen))
        page.evaluate(TIDY)

    with serving_here() as url:
        walking = Walk(url, chromium, stage)
        walking.to("2014-07-01")
        walking.who = people_of_the_village()
        yield walking
        walking.close()


def nothing(page: Page, name: str) -> None:
    """No picture of this one."""


def means(first: str, last: str) -> dict[str, str]:
    """The household's income and property over twelve months, numbered as the page numbers new rows."""
    spans = {"2013-09": first, "2014-08": last, "2014-03": last, "n0": "邓有田"}
    return {name.replace("income-3", "income-1"): spans.get(value, value) for name, value in MEANS.items()}


def applied(
    walk: Walk, day: str, first: str, last: str, page: Page | None = None, **facts: str
) -> tuple[str, str, str]:
    """The cadre takes the application down; gives the address of the case, its number, the household's code."""
    page, stage = page or walk.desk("cadre"), nothing if page else walk.stage
    go(page, "/dibao/apply/")
    typed(page, {"applied_on": day, "who": "邓有田"})
    press(page, "查名册")
    saying(page, "百花村 · 3 人家庭")
    typed(page, {"household-area": "rural", "household-registered_here": "yes"})
    press(page, "就是他，带出家庭")
    saying(page, "户口簿上：长子")
    typed(page, FACTS | facts | {"household-declaration_members_complete": "yes"})
    stage(page, f"apply-members-{day[:4]}")
    given = means(first, last)
    for step, group, button, rows in (
        ("收入和支出", "income", "加一项收入", 2),
        ("赡养、抚养、扶养", "supporters", "加一名亲属", 1),
        ("财产", "property", "加一项财产", 2),
    ):
        press(page, f"下一步：{step}")
        for _each in range(rows):
            press(page, button)
        typed(page, {name: value for name, value in given.items() if name.startswith(group)})
        if group != "supporters":
            typed(page, {f"household-declaration_{group}_complete": "yes"})
    press(page, "下一步：声明和授权")
    typed(page, {"household-declaration_date": day})
    for name in ("邓有田", "陈素芳"):
        page.locator("#step-consent").get_by_label(name).check()
    stage(page, f"apply-{day[:4]}")
    press(page, "核对并测算")
    saying(page, "这只是测算，不是决定。")
    stage(page, f"apply-check-{day[:4]}")
    press(page, "确认并递交")
    saying(page, "这个码只显示这一次")
    stage(page, f"apply-receipt-{day[:4]}")
    card = page.locator(".code-card strong")
    number, code = card.nth(1).inner_text(), card.nth(2).inner_text()
    press(page, "看办件")
    return page.url, number, code


def found_in_the_inbox(walk: Walk, who: str) -> Page:
    """Somebody opens the household's case from the inbox."""
    page = walk.desk(who)
    go(page, "/inbox/")
    page.locator(".task-name", has_text="邓有田").click()
    return page


def accepted(walk: Walk, name: str) -> None:
    """The clerk accepts; the wife's brother on the committee is found."""
    page = found_in_the_inbox(walk, "clerk")
    press(page, "受理并登记近亲属", exact=True)
    saying(page, "陈会计")
    walk.stage(page, f"accept-{name}")
    press(page, "受理", exact=True)
    saying(page, "申请已受理。")


def surveyed(walk: Walk, address: str, day: str, tmp_path: Path) -> None:
    """Two visit with a telephone; the network is gone while they send."""
    page = walk.phone("clerk")
    go(page, f"{address}survey/")
    page.get_by_label(NAMES["cadre2"]).check()
    typed(
        page,
        {
            "day": day,
            "respondent": "邓有田",
            "remarks": "土木结构平房两间，家里只有一台旧电视机；邻居说他家主要靠种地。",
        },
    )
    photo = tmp_path / "房屋.png"
    photo.write_bytes(PNG)
    page.locator("input[name=photos]").set_input_files(photo)
    walk.stage(page, f"survey-phone-{day[:4]}")
    page.context.set_offline(True)
    press(page, "登记入户情况")
    saying(page, "已保存在本机，联网后发送。")
    walk.stage(page, f"survey-phone-offline-{day[:4]}")
    page.context.set_offline(False)
    page.wait_for_url("**/cases/*/")
    walk.watch.findings = [each for each in walk.watch.findings if "ERR_INTERNET_DISCONNECTED" not in each]


def step(walk: Walk, who: str, name: str, at: str = "", **fields: str) -> Page:
    """One step from the page of the case (from the inbox unless `at` is its address), with the form it opens."""
    page = walk.desk(who) if at else found_in_the_inbox(walk, who)
    if at:
        go(page, at)
    press(page, name, exact=True)
    typed(page, {"note": "情况属实，按程序办理。"} | fields)
    press(page, name, exact=True)
    saying(page, "已办理")
    return page


def appraised(walk: Walk, tmp_path: Path) -> None:
    """The village meets: all come, the wife's brother steps aside, everybody's name is on the minutes."""
    page = walk.desk("clerk2")
    go(page, "/meetings/new/")
    typed(page, {"kind": "dibao.appraisal", "place": BAIHUA, "held_on": "2014-07-10"})
    press(page, "下一步")
    typed(page, {"place_text": "百花村党群服务中心", "chair": "镇上甲", "recorder": "委员甲"})
    walk.stage(page, "meeting-called")
    press(page, "召集", exact=True)
    saying(page, "会议已召集")
    for name in ("镇上甲", "委员甲", "委员乙", "陈会计", *VILLAGERS):
        press(page, f"{name}到会")
        page.get_by_role("button", name=f"{name}离会").wait_for()
    walk.stage(page, "meeting-roster")
    press(page, "开会", exact=True)
    press(page, "开始第 1 项")
    saying(page, "陈会计回避")
    press(page, "开始表决")
    typed(page, {"rest": "yes"})
    press(page, "登记举手")
    page.get_by_role("button", name="确认结果").wait_for()
    walk.stage(page, "meeting-voting")
    typed(page, {"conclusion": "调查结果属实"})
    press(page, "确认结果")
    saying(page, "各项都已结束")
    press(page, "签名", exact=True)
    page.get_by_role("link", name="屏上签名").first.click()
    drawn(page, page.locator("canvas"))
    press(page, "保存签名")
    saying(page, "签名已保存。")
    scan = tmp_path / "签到表.png"
    scan.write_bytes(PNG)
    page.locator("input[type=file]").set_input_files(scan)
    walk.stage(page, "meeting-signing")
    press(page, "保存纸上签名")
    saying(page, "签名已保存。")
    press(page, "回到会议")
    press(page, "结束会议")
    saying(page, "会议已结束")
    walk.stage(page, "meeting-closed")
    press(page, "会议记录")
    saying(page, "调查结果属实")
    walk.stage(page, "meeting-minutes")


def hanging(walk: Walk, name: str) -> list[list[str]]:
    """What hangs in the village, line by line; nothing else is shown."""
    page = walk.desk("cadre2")
    go(page, "/dibao/postings/")
    walk.stage(page, name)
    return [each.split("\n") for each in page.locator(".posted > li").all_inner_texts()]


def printed(walk: Walk, who: str, address: str, name: str, tmp_path: Path) -> bytes:
    """A paper that a link of a page gives."""
    page = walk.desk(who)
    go(page, address)
    return saved(page, page.get_by_role("link", name=name).first.click, tmp_path).read_bytes()


def spot_checked(walk: Walk, tmp_path: Path) -> None:
    """Announced today, drawn tomorrow, verified by anybody; never drawn twice."""
    page = walk.desk("officer")
    go(page, "/dibao/draws/")
    typed(
        page,
        {"purpose": "spot_check", "source": "七月二十四日福利彩票三地开奖号码与三名村民代表各掷一次骰子"},
    )
    walk.stage(page, "draw-announcing")
    press(page, "公布")
    saying(page, "名单已冻结并公布")
    walk.to("2014-07-24")
    page.reload()
    typed(page, {"digits": "314159"})
    walk.stage(page, "draw-frame")
    press(page, "抽取，只能抽一次")
    saying(page, "已经抽取")
    walk.stage(page, "draw")
    address = page.url
    assert page.get_by_role("button", name="抽取，只能抽一次").count() == 0
    anybody = walk.phone("household")
    go(anybody, address)
    walk.stage(anybody, "draw-phone")
    for link in ("frame.txt", "draw.json", "verify_draw.py"):
        saved(anybody, lambda: anybody.get_by_role("link", name=link).click(), tmp_path)  # noqa: B023 - called at once
    told = subprocess.run(
        [sys.executable, "verify_draw.py", "draw.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "一致 agree" in told.stdout) == (0, True), told.stdout + told.stderr
    again = page.evaluate(TWICE)
    assert again == 422, "a draw was made twice"


TWICE = """async () => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("digits", "271828");
    return (await fetch(location.href, {method: "POST", body})).status;
}"""


def visited_by_the_county(walk: Walk, address: str) -> None:
    """Officer and clerk go there themselves."""
    page = walk.desk("officer")
    go(page, f"{address}county-visit/")
    page.get_by_label(NAMES["clerk"]).check()
    typed(page, {"respondent": "邓有田", "remarks": "与镇里调查一致。"})
    walk.stage(page, "county-visit")
    press(page, "登记入户情况")
    page.wait_for_url("**/cases/*/")


def approved(walk: Walk, name: str, category: str, button: str) -> None:
    """The second officer decides with the file before their eyes."""
    page = found_in_the_inbox(walk, "officer2")
    press(page, button, exact=True)
    typed(page, {"category": category, "reasons": OWN_WORDS})
    page.get_by_label("我与申请家庭不是同一家庭").check()
    walk.stage(page, f"decide-{name}")
    press(page, button, exact=True)
    saying(page, "已办理")
    walk.stage(page, f"approved-{name}")


def delivered(walk: Walk, address: str, name: str, tmp_path: Path) -> None:
    """The clerk prints the newest letter and hands it over."""
    page = walk.desk("clerk")
    go(page, address)
    letter = saved(page, page.locator("#letters a", has_text="PDF").last.click, tmp_path)
    assert letter.read_bytes()[:5] == b"%PDF-"
    page.locator("#letters").get_by_role("link", name="登记送达").last.click()
    typed(page, {"channel": "handed", "receiver": "邓有田", "proof": "本人签收"})
    walk.stage(page, f"deliver-{name}")
    page.locator("main form.form button[type=submit]").click()
    page.locator("#letters .state", has_text="已送达").last.wait_for()


def paid(walk: Walk, address: str, name: str, month: str, tmp_path: Path) -> str:
    """Entered on the list by one officer, signed by the other; gives the bank's file."""
    step(walk, "officer", "列入发放名册")
    page = walk.desk("clerk")
    go(page, f"{address}account/")
    typed(
        page, {"bank": "罗江县农村信用合作联社调元分社", "holder": "邓有田", "number": "6217 0000 1234 5678"}
    )
    walk.stage(page, f"account-{name}")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/cases/*/**")
    page = walk.desk("officer")
    go(page, "/dibao/payments/")
    press(page, f"编制 {month} 的名册")
    saying(page, "请另一位同志复核签字")
    assert page.get_by_role("button", name="核对无误，签字").count() == 0
    other = walk.desk("officer2")
    go(other, page.url)
    walk.stage(other, f"payment-{name}")
    press(other, "核对无误，签字")
    saying(other, "已复核签字")
    walk.stage(other, f"payment-signed-{name}")
    return saved(other, lambda: press(other, "CSV", exact=True), tmp_path).read_bytes().decode("utf-8-sig")


def own_page(walk: Walk, number: str, code: str) -> Page:
    """The household opens its own page on a telephone."""
    page = walk.phone("household")
    go(page, "/my/")
    walk.stage(page, "my-open-phone")
    typed(page, {"number": number, "code": code})
    press(page, "查看")
    saying(page, "邓有田：")
    return page


def test_from_the_application_to_the_first_payment_of_2012(walk: Walk, tmp_path: Path) -> None:
    officials_of_the_village()
    case, number, code = applied(walk, "2014-07-01", "2013-07", "2014-06")
    dibao = case.replace("/cases/", "/dibao/cases/")
    assert number == "DB-510626-2014-000001"
    accepted(walk, "2014")
    walk.to("2014-07-07")
    surveyed(walk, dibao, "2014-07-07", tmp_path)
    walk.to("2014-07-10")
    appraised(walk, tmp_path)
    step(walk, "clerk2", "民主评议")
    step(walk, "clerk2", "镇审核")
    walk.to("2014-07-11")
    step(walk, "clerk2", "镇级公示")
    assert hanging(walk, "postings-town-2014") == [TOWN_2014]
    paper = printed(walk, "cadre2", "/dibao/postings/", "公示单 A4", tmp_path)
    assert paper[:5] == b"%PDF-"
    walk.to("2014-07-23")
    assert hanging(walk, "postings-none") == []
    step(walk, "clerk2", "公示期满，报县")
    step(walk, "officer", "县里接收")
    spot_checked(walk, tmp_path)
    visited_by_the_county(walk, dibao)
    step(walk, "officer2", "提出拟批准意见")
    step(walk, "officer2", "县级公示")
    assert hanging(walk, "postings-county-2014") == [COUNTY_2014]
    walk.to("2014-08-05")
    step(walk, "officer2", "县级公示期满")
    approved(walk, "2014", "B", "批准")
    walk.to("2014-08-06")
    delivered(walk, case, "2014", tmp_path)
    walk.to("2014-09-01")
    bank = paid(walk, dibao, "2014", "2014-09", tmp_path)
    assert bank.splitlines()[1:] == [
        "1,邓有田,罗江县农村信用合作联社调元分社,6217000012345678,413.68,2014年9月低保金"
    ]
    page = own_page(walk, number, code)
    saying(page, "413.68")
    saying(page, OWN_WORDS)
    walk.stage(page, "my-case-phone")


def test_the_shorter_road_of_2021(walk: Walk, tmp_path: Path) -> None:
    walk.to("2024-03-04")
    case, number, code = applied(walk, "2024-03-04", "2023-03", "2024-02", **{"members-2-full_time": "yes"})
    dibao = case.replace("/cases/", "/dibao/cases/")
    walk.to("2024-03-05")
    page = found_in_the_inbox(walk, "clerk")
    assert "还没有签署核对授权：邓小川" in page.locator(".ways li", has_text="受理并登记近亲属").inner_text()
    go(page, f"{dibao}consent/")
    page.get_by_label("邓小川").check()
    walk.stage(page, "consent")
    press(page, "登记授权", exact=True)
    saying(page, "成年家庭成员都已签字。")
    go(page, f"{dibao}relatives/")
    press(page, "受理", exact=True)
    saying(page, "申请已受理。")
    step(walk, "clerk", "启动家庭经济状况调查")
    walk.to("2024-03-08")
    step(walk, "officer", "县里启动信息核对")
    walk.to("2024-03-12")
    surveyed(walk, dibao, "2024-03-12", tmp_path)
    walk.to("2024-03-13")
    step(walk, "clerk2", "提出初审意见")
    walk.to("2024-03-14")
    step(walk, "clerk2", "公示初审意见")
    [board] = hanging(walk, "postings-2024")
    assert "符合条件，拟月保障金额 1638.16 元" in board
    assert [line for line in board if "评议" in line or "陈素芳" in line] == []
    walk.to("2024-03-26")
    step(walk, "clerk2", "公示期满，报县")
    step(walk, "officer", "县里接收")
    approved(walk, "2024", "unstable", "确认")
    walk.to("2024-03-28")
    delivered(walk, case, "2024", tmp_path)
    walk.to("2024-04-01")
    bank = paid(walk, dibao, "2024", "2024-04", tmp_path)
    assert bank.splitlines()[1].split(",")[4] == "1638.16"
    page = own_page(walk, number, code)
    saying(page, "1,638.16")


WORKS = "申请人已在县城就业，按工资单计算家庭人均收入超过低保标准。"


def employed(walk: Walk, address: str) -> None:
    """The clerk and the cadre visit again: the head earns 2,000.00 a month."""
    page = walk.phone("clerk")
    go(page, f"{address}review-visit/")
    page.get_by_label(NAMES["cadre"]).check()
    span = {"from": "2013-12", "to": "2014-11"}
    typed(page, {"respondent": "邓有田", "income-0-from": "2013-12", "income-0-to": "2014-11"})
    typed(page, {"income-1-from": "2014-11", "income-1-to": "2014-11"})
    press(page, "加一项收入")
    wage = {
        "kind": "wage",
        "member": "邓有田",
        "amount": "2000.00",
        "per": "month",
        "method": "documented",
        "source": "工资单",
    }
    typed(page, {f"income-2-{key}": value for key, value in (wage | span).items()})
    typed(page, {f"supporters-0-{key}": value for key, value in span.items()})
    typed(page, {"household-declaration_date": "2014-12-01"})
    walk.stage(page, "review-visit-phone")
    press(page, "登记入户情况")
    page.wait_for_url("**/cases/*/")


def objected(walk: Walk, number: str, code: str) -> None:
    """The household objects in three steps."""
    page = own_page(walk, number, code)
    walk.stage(page, "my-stop-phone")
    press(page, "我有异议")
    typed(page, {"text": "工资单是同名的人的，我一直在家种地。", "contact": "13608212345"})
    walk.stage(page, "my-object-phone")
    press(page, "下一步：核对")
    walk.stage(page, "my-object-check-phone")
    press(page, "提交", exact=True)
    saying(page, "已经收到您的异议")
    walk.stage(page, "my-object-receipt-phone")


def test_an_objection_freezes_an_exit(walk: Walk, tmp_path: Path) -> None:
    row = road.paid_2012(walk.who, walk.to)
    case, number = f"{walk.url}/cases/{row.pk}/", row.number
    dibao = case.replace("/cases/", "/dibao/cases/")
    walk.to("2014-12-01")
    step(walk, "clerk", "启动复核", case)
    employed(walk, dibao)
    step(walk, "clerk2", "提出停发建议", case, note=WORKS)
    walk.to("2014-12-03")
    page = walk.desk("officer")
    go(page, f"{dibao}decide/decide_stop/")
    typed(page, {"reasons": WORKS})
    page.get_by_label("我与申请家庭不是同一家庭").check()
    press(page, "核对", exact=True)
    walk.stage(page, "stop-check")
    press(page, "确认并提交")
    saying(page, "已办理")
    walk.to("2014-12-04")
    delivered(walk, case, "stop", tmp_path)
    page = walk.desk("clerk")
    press(page, "发查询码")
    code = page.locator(".code-big").inner_text()
    objected(walk, number, code)
    walk.to("2014-12-22")
    page = walk.desk("officer")
    go(page, case)
    shut = page.locator(".ways li", has_text="执行停发").inner_text()
    assert "有异议尚未答复" in shut
    walk.stage(page, "case-frozen")
    go(page, f"{case}steps/carry_out_stop/")
    walk.stage(page, "step-shut")
    page = walk.desk("reviewer")
    go(page, case)
    press(page, "答复", exact=True)
    typed(
        page,
        {
            "outcome": "upheld",
            "reasons": "工资单上的身份证号码与申请人不符，收入认定有误，停发决定应当撤销。",
            "article": "社会救助暂行办法 第十三条",
        },
    )
    walk.stage(page, "objection-answer")
    press(page, "答复", exact=True)
    saying(page, "异议已答复。")
    page = walk.desk("officer2")
    go(page, case)
    press(page, "撤销停发决定", exact=True)
    typed(page, {"reasons": "复核认定工资单不是申请人的，停发决定撤销，继续保障。"})
    page.get_by_label("我与申请家庭不是同一家庭").check()
    press(page, "撤销停发决定", exact=True)
    saying(page, "已办理")
    assert page.locator(".case-head .state").first.inner_text() == "在保"
    walk.stage(page, "case-restored")


def test_a_clerk_accepts_by_keyboard_alone(walk: Walk) -> None:
    row = road.applied(walk.who, "2014-07-01")
    road.consent(walk.who, row, "2014-07-01")
    page = walk.desk("clerk")
    go(page, "/inbox/")
    walk.stage(page, "inbox")
    focused(page, page.locator("[name=task]"))
    page.keyboard.press("Space")
    focused(page, page.get_by_role("button", name="我来办"))
    page.keyboard.press("Enter")
    saying(page, "办成 1 件")
    focused(page, page.get_by_role("main").get_by_role("link", name="邓有田"))
    page.keyboard.press("Enter")
    way = page.get_by_role("link", name="受理并登记近亲属")
    way.wait_for()
    focused(page, way)
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="受理", exact=True)
    button.wait_for()
    focused(page, button)
    page.keyboard.press("Enter")
    saying(page, "申请已受理。")


def test_an_application_is_sent_without_scripts(walk: Walk) -> None:
    page = walk.window("cadre", javascript=False)
    _case, number, code = applied(walk, "2014-07-01", "2013-07", "2014-06", page)
    assert (number, len(code.replace(" ", ""))) == ("DB-510626-2014-000001", 10)
