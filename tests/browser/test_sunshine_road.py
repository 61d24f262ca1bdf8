"""Sunshine as the people walk it who live by it: from the clerk's workbook to the board and to a telephone in the fields, an
objection up two storeys, and a figure changed behind everybody's back. Each in their own window, through pages only."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from datong.config.cli import run
from datong.foundation.publiclog import models as publiclog_models
from tests.browser.road import Walk, go, press, saved, saying, serving_here, typed
from tests.browser.village import (
    behind_the_back,
    board_photo,
    changed,
    filled_in,
    people_with_duties,
    second_quarter,
    third_quarter,
)
from tests.foundation.access.walk import BAIHUA

# axe leaves empty style attributes behind, which htmx would copy into what it draws anew, against the policy.
TIDY = "() => document.querySelectorAll('[style=\"\"]').forEach((each) => each.removeAttribute('style'))"
inspected: set[tuple[object, ...]] = set()
IDENTITY = "510626195803121236"
INCOME, SPENDING, ASSETS = "assets.income", "assets.spending", "assets.assets"
SIGNED = "邓有田、陈素芳"
BOOKS = f"/sunshine/books/{BAIHUA}/"


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
        shot(page, f"sunshine-{name}")
        fits(page)
        kind = (re.sub(r"\d+", "#", urlsplit(page.url).path), page.viewport_size["width"])  # type: ignore[index]
        if kind not in inspected:
            axe(page)
            inspected.add(kind)
        page.evaluate(TIDY)

    with serving_here() as url:
        walking = Walk(url, chromium, stage)
        walking.to("2014-07-01")
        walking.who = people_with_duties()
        yield walking
        walking.close()


# --- the clerk's workbook ---


def imported(walk: Walk, folder: Path) -> None:
    """The template is downloaded and filled in; a voucher that does not balance comes back, is mended, and is taken."""
    page = walk.desk("clerk")
    go(page, f"{BOOKS}import/")
    template = saved(page, page.get_by_role("link", name="账簿模板").click, folder)
    right = filled_in(template, folder / "百花村账簿.xlsx")
    wrong = changed(right, folder / "百花村账簿-初稿.xlsx", "记账凭证", 64, "借方（元）", 180)
    handed_in(page, wrong)
    walk.stage(page, "import-returned")
    assert "借贷不平：借方合计 180.00 元，贷方合计 1,800.00 元" in page.locator("main").inner_text()
    back = saved(page, page.get_by_role("link", name="下载退回的行").click, folder)
    handed_in(page, changed(back, folder / "百花村账簿-改好.xlsx", "记账凭证", 2, "借方（元）", 1800))
    saying(page, "没有等着改的行。")
    walk.stage(page, "import-taken")


def handed_in(page: Page, file: Path) -> None:
    """One workbook, from the page of workbooks."""
    go(page, f"{BOOKS}import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    saying(page, "工作簿已处理，结果如下。")


def closed(walk: Walk) -> None:
    """A voucher entered wrongly is reversed in red ink; the trial balance holds; the quarter is closed for good."""
    page = walk.desk("clerk")
    go(page, BOOKS)
    walk.stage(page, "books")
    page.get_by_role("link", name="2014-028").click()
    typed(page, {"day": "2014-09-29", "why": "金额应为560元，已按29号凭证登记"})
    press(page, "冲销这张凭证")
    saying(page, "号红字凭证冲销。")
    page.locator(".breadcrumbs, nav[aria-label='所在位置']").get_by_role("link", name="百花村").click()
    press(page, "试算平衡", exact=True)
    sums = page.locator(".books-sum > p").all_inner_texts()
    walk.stage(page, "trial-balance")
    assert [each.endswith("相等") for each in sums[:3]] == [True, True, True], sums
    press(page, "结账", exact=True)
    typed(page, {"until": "2014-09-30"})
    page.locator("main form.form button[type=submit]").click()
    saying(page, "已结账到 2014-09-30")
    walk.stage(page, "closed")


# --- prepared by one, released by another ---


def begun(walk: Walk, name: str) -> Page:
    """The cadre begins what the list of duties says is due; the sheet fills itself from the books."""
    page = walk.desk("cadre")
    go(page, "/openness/drafts/")
    if name == "各项收入":
        walk.stage(page, "drafts-due")
    page.locator(".duty-list > li", has_text=f"{name} ·").get_by_role("button", name="准备").click()
    saying(page, "村级账簿")
    return page


def signed(page: Page) -> None:
    """On the preview: the finance group signs, the cadre hands it over."""
    press(page, "保存并看预览")
    typed(page, {"names": SIGNED})
    press(page, "登记签字")
    saying(page, "签字已登记")
    press(page, "提交审核")
    saying(page, "已提交，请另一位同志审核发布。")


def released(walk: Walk, address: str, name: str = "") -> str:
    """The clerk looks at the preview and releases; the number."""
    page = walk.desk("clerk")
    go(page, address)
    if name:
        walk.stage(page, f"preview-{name}")
    press(page, "看过，发布")
    saying(page, "已发布。")
    if name:
        walk.stage(page, f"released-{name}")
    return urlsplit(page.url).path.rstrip("/").rpartition("/")[2]


def with_a_planted_number(walk: Walk) -> str:
    """Somebody's identity number in a note: the preview says so, the release is refused, it goes back and is taken out."""
    page = begun(walk, "各项支出")
    press(page, "加一段文字")
    typed(page, {"b1-words": f"付款经办人陈光明，身份证号 {IDENTITY}，有疑问请找他。"})
    walk.stage(page, "draft")
    signed(page)
    saying(page, "发现个人信息，不能发布")
    walk.stage(page, "preview-blocked")
    address = page.url
    clerk = walk.desk("clerk")
    go(clerk, address)
    press(clerk, "看过，发布")
    refusal = clerk.locator(".error-summary")
    refusal.wait_for()
    assert IDENTITY not in refusal.inner_text()
    walk.stage(clerk, "release-refused")
    typed(clerk, {"note": "文字里有身份证号，请删去"})
    press(clerk, "退回", exact=True)
    saying(clerk, "已退回。")
    go(page, address.replace("preview/", ""))
    saying(page, "退回意见：文字里有身份证号，请删去")
    typed(page, {"b1-words": "付款经办人：陈光明。"})
    signed(page)
    saying(page, "没有发现问题")
    return released(walk, address, "spending")


def hung(walk: Walk, number: str, folder: Path) -> None:
    """The sheet is printed, hung and photographed."""
    page = walk.desk("cadre")
    go(page, f"/openness/publications/{number}/")
    press(page, "张贴", exact=True)
    paper = saved(page, page.get_by_role("link", name="张贴单 A4").click, folder)
    printed = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, text=True, check=True)
    words = re.sub(r"\s+", "", printed.stdout)
    for each in ("百花村2014年第三季度各项收入", "果园承包", "9,000.00", "53,488.17", SIGNED, number):
        assert each in words, each
    page.locator("input[name=photo]").set_input_files(board_photo(folder / "公开栏.jpg"))
    typed(page, {"posted_on": "2014-10-08", "taken_at": "2014-10-08T09:50"})
    press(page, "登记", exact=True)
    saying(page, "张贴已登记。")
    walk.stage(page, "posting")
    assert page.locator(".duty-posting").inner_text().count("有照片") == 1


# --- on a telephone in the fields ---


def found_the_village(page: Page) -> None:
    """By its name, like anybody: no login, no account."""
    go(page, "/open/")
    page.locator("input[name=q]").fill("百花村")
    press(page, "找村")
    page.locator(".villages a", has_text="调元镇").click()
    page.wait_for_url(f"**/open/v/{BAIHUA}/")


def read_by_a_villager(walk: Walk, number: str) -> Page:
    """Where the money came from and went, compared with last quarter; the table; checked on the telephone itself."""
    page = walk.phone("household")
    go(page, "/open/")
    walk.stage(page, "phone-home")
    found_the_village(page)
    walk.stage(page, "phone-village")
    page.locator(".aspect", has_text="“三资”").get_by_role("link").click()
    walk.stage(page, "phone-money")
    told = page.locator(".purse").inner_text()
    for each in ("53,488.17", "17,293.40", "多 2,491.75 元", "钱从哪里来", "钱花到哪里去", "和上一期比"):
        assert each in told, f"{each}: {told}"
    page.locator(f"a[href$='/p/{number}/']").first.click()
    page.wait_for_url(f"**/open/p/{number}/")
    walk.stage(page, "phone-publication")
    told = page.locator("article#published").inner_text()
    for each in ("果园承包", "9,000.00", "53,488.17"):
        assert each in told, f"{each}: {told}"
    press(page, "用这台手机或电脑核对")
    saying(page, "核对过了：您看到的就是当初公开的，没有被改动。")
    walk.stage(page, "phone-checked")
    return page


def read_without_scripts(walk: Walk, number: str) -> None:
    """The same on an old telephone that runs no script."""
    page = walk.window("household", phone=True, javascript=False)
    found_the_village(page)
    page.locator(".aspect", has_text="“三资”").get_by_role("link").click()
    assert "53,488.17" in page.locator(".purse").inner_text()
    page.locator(f"a[href$='/p/{number}/']").first.click()
    assert "53,488.17" in page.locator("article#published").inner_text()
    assert page.locator("[data-check-run]").is_visible() is False
    page.locator("#check summary", has_text="用命令核对").click()
    assert f"datong log prove {number}" in page.locator("#check").inner_text()


def corrected(walk: Walk, number: str) -> None:
    """A word is put right: a new edition that names the old one; the old one stays and says that it is old."""
    page = walk.desk("cadre")
    go(page, f"/openness/publications/{number}/")
    page.locator("summary", has_text="更正").click()
    typed(page, {"correct-reason": "果园承包费的明细写得不全"})
    press(page, "准备更正")
    cell = page.locator("input[value='果园承包']").first
    cell.fill("集体果园承包（六组）")
    walk.stage(page, "correction")
    signed(page)
    assert released(walk, page.url) == number
    phone = walk.phone("household")
    go(phone, f"/open/p/{number}/")
    phone.reload()  # for a minute a browser may show what it has
    saying(phone, "这是更正后的第 2 版。更正的原因：果园承包费的明细写得不全")
    saying(phone, "集体果园承包（六组）")
    walk.stage(phone, "phone-corrected")
    phone.locator("#editions").get_by_role("link", name="第 1 版").click()
    saying(phone, "这是第 1 版，后来作了更正。")
    walk.stage(phone, "phone-old-edition")
    assert "集体果园承包（六组）" not in phone.locator("article#published").inner_text()


def test_a_quarter_from_the_workbook_to_a_telephone(walk: Walk, tmp_path: Path) -> None:
    second_quarter(walk, tmp_path, (INCOME, SPENDING))
    walk.to("2014-10-08")
    imported(walk, tmp_path)
    closed(walk)
    page = begun(walk, "各项收入")
    signed(page)
    income = released(walk, page.url, "income")
    with_a_planted_number(walk)
    page = begun(walk, "各项资产")
    signed(page)
    released(walk, page.url, "assets")
    hung(walk, income, tmp_path)
    read_by_a_villager(walk, income)
    read_without_scripts(walk, income)
    walk.to("2014-10-09")
    corrected(walk, income)


# --- an objection ---

PRIVATE = "我家住三组，那天我在现场看见的，请不要让村里知道是我。"
WORDS = "端午节过后没有人清过三组的水渠，这3650元是给谁的？"
VILLAGE_SAYS = "七月十八日清的是一组到二组的渠道，共19个工，每工按实际天数发放，花名册在村委会可以看。"
TOWN_SAYS = "镇里查了花名册和领款单，19个工都有本人签字；已要求村里把花名册贴到公开栏，十一月五日前办好。"


def objected(walk: Walk, number: str) -> tuple[str, str]:
    """Three steps on a telephone, without a login and without a name; number and code."""
    page = walk.phone("household")
    go(page, f"/open/p/{number}/")
    press(page, "有疑问，提意见")
    typed(page, {"defect": "fact"})
    walk.stage(page, "phone-ask-1")
    press(page, "下一步：写下来")
    typed(page, {"where": "渠道清淤人工费 3,650.00", "words": WORDS, "private": PRIVATE})
    walk.stage(page, "phone-ask-2")
    press(page, "下一步：核对")
    saying(page, "姓名：没有写")
    walk.stage(page, "phone-ask-3")
    press(page, "提交", exact=True)
    saying(page, "已经收到您的意见")
    walk.stage(page, "phone-ask-receipt")
    card = page.locator(".my-code .digits")
    return card.nth(0).inner_text(), card.nth(1).inner_text()


def answered(walk: Walk, who: str, outcome: str, text: str, name: str) -> None:
    """From the inbox, in writing."""
    page = walk.desk(who)
    go(page, "/inbox/")
    walk.stage(page, f"objection-inbox-{name}")
    page.locator(".task-name", has_text="公开异议（内容不属实）").click()
    seen = page.locator("main").inner_text()
    assert WORDS in seen
    assert PRIVATE not in seen
    walk.stage(page, f"objection-case-{name}")
    press(page, "书面答复")
    typed(page, {"outcome": outcome, "text": text})
    walk.stage(page, f"objection-answer-{name}")
    press(page, "答复", exact=True)
    saying(page, "答复已记录")


def own_page(walk: Walk, number: str, code: str) -> tuple[Page, str]:
    """The objector's own page, with number and code; the code for the next time."""
    page = walk.phone("household")
    go(page, f"/my/?number={number}")
    typed(page, {"number": number, "code": code})
    press(page, "查看")
    saying(page, "您的意见和答复")
    return page, page.locator(".my-code .digits").inner_text()


def test_an_objection_goes_up_and_ends_in_content(walk: Walk) -> None:
    [number] = third_quarter(walk, [SPENDING])
    case, code = objected(walk, number)
    assert case == "YJ-510626-2014-000001"
    walk.to("2014-10-13")
    answered(walk, "cadre", "dismissed", VILLAGE_SAYS, "village")
    page, code = own_page(walk, case, code)
    saying(page, VILLAGE_SAYS)
    walk.stage(page, "phone-own-answer")
    press(page, "不满意", exact=True)
    typed(page, {"why": "花名册没有贴出来，我们看不到。"})
    walk.stage(page, "phone-own-not-satisfied")
    press(page, "不满意，请上一级办理")
    saying(page, "镇（街道）正在办理")
    walk.to("2014-10-27")
    answered(walk, "clerk", "partly", TOWN_SAYS, "town")
    page = walk.desk("clerk")
    press(page, "看谁提的（须写用途）")
    typed(page, {"purpose": "核实三组清渠情况"})
    press(page, "查看", exact=True)
    saying(page, PRIVATE)
    walk.stage(page, "objection-who")
    page, code = own_page(walk, case, code)
    saying(page, TOWN_SAYS)
    press(page, "满意，可以办结")
    saying(page, "提出人满意，已办结")
    walk.stage(page, "phone-own-satisfied")
    walk.to("2015-01-06")
    go(page, "/open/ask/statistics/?year=2014")
    walk.stage(page, "phone-statistics")
    told = page.locator("main").inner_text()
    assert "不足 10，不公布" in told


# --- a hand in the database ---

REFUSED = "这份内容证明不了没有被改动，所以不显示"
REFUSED_EN = "This cannot be proved unaltered, so it is not shown"


def test_a_changed_figure_is_refused_by_the_page(
    walk: Walk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spending, income = third_quarter(walk, [SPENDING, INCOME])
    page = walk.phone("household")
    address = f"/open/p/{spending}/"
    go(page, address)
    assert "3,650.00" in page.locator("article#published").inner_text()
    kept = kept_at_home(page, tmp_path)
    watch = ["log", "monitor", walk.url, "--state", str(tmp_path / "state.json")]
    assert [run(each) for each in (watch, ["log", "verify"], kept)] == [0, 0, 0]
    one_byte(spending, "365000", "165000")
    refused_to_everybody(walk, address)
    shown = [
        "/open/",
        f"/open/v/{BAIHUA}/",
        f"/open/v/{BAIHUA}/assets/",
        f"/open/p/{income}/",
        "/open/check/",
    ]
    assert [page.request.get(each).status for each in shown] == [200] * 5
    go(page, f"/open/p/{income}/")
    press(page, "用这台手机或电脑核对")
    saying(page, "核对过了：您看到的就是当初公开的，没有被改动。")
    capsys.readouterr()
    assert run(watch) == 1
    assert capsys.readouterr().out.startswith(f"unreadable {address}1/content.json: 打不开（HTTP 503）")
    forged = Path(kept[3])
    forged.write_text(forged.read_text().replace("365000", "165000"))
    assert run(kept) == 1
    assert capsys.readouterr().out.startswith("不符 bad: ")
    one_byte(spending, "165000", "365000")
    go(page, address)
    assert "3,650.00" in page.locator("article#published").inner_text()
    assert run(watch) == 0
    another_commitment()
    capsys.readouterr()
    assert run(["log", "verify"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "entry 0: the database differs from the log"
    walk.watch.findings = [each for each in walk.watch.findings if "status of 503" not in each]


def kept_at_home(page: Page, folder: Path) -> list[str]:
    """A villager saves proof and content; the command with which anybody checks them, on paper the key of the log."""
    page.locator("summary", has_text="指纹、证明和检查点").click()
    proof = saved(page, page.get_by_role("link", name=".tlog-proof").click, folder)
    content = saved(page, page.get_by_role("link", name="content.json").click, folder)
    return [
        "log", "check", str(proof), str(content), "--vkey", page.request.get("/log/vkey").text().strip()
    ]  # fmt: skip


def refused_to_everybody(walk: Walk, address: str) -> None:
    """The page in both languages says why it shows nothing; nor is anything given to machines."""
    page = walk.phone("household")
    answer = page.reload()
    assert answer is not None
    assert answer.status == 503
    refusing(walk, page, REFUSED, "phone-refused")
    go(page, address.replace("/open/", "/open/en/"), 503)
    refusing(walk, page, REFUSED_EN, "phone-refused-en")
    files = ("content.json", "proof.json", "publication.tlog-proof")
    assert [page.request.get(f"{address}1/{each}").status for each in files] == [503, 503, 503]


def refusing(walk: Walk, page: Page, sentence: str, name: str) -> None:
    """The page says this, and neither the old figure nor the new one."""
    told = page.locator("main").inner_text()
    assert (sentence in told, "3,650.00" in told, "1,650.00" in told) == (True, False, False), told
    walk.stage(page, name)


def one_byte(number: str, old: str, new: str) -> None:
    """The amount of a voucher, in the database, by somebody who has its password."""
    statement = (
        "UPDATE openness_edition SET content = replace(content, %s, %s) "
        "WHERE publication_id = (SELECT id FROM openness_publication WHERE number = %s)"
    )
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1
    assert behind_the_back(statement, f",{old}]", f",{new}]", number) == 1


def another_commitment() -> None:
    """One byte of the log's first line, in the table that can only be added to."""
    entry = bytes(publiclog_models.LogEntry.objects.get(index=0).entry)
    at = entry.index(b'"commitment":"') + 14
    byte = b"1" if entry[at : at + 1] == b"0" else b"0"
    changed_entry = entry[:at] + byte + entry[at + 1 :]
    assert behind_the_back('UPDATE publiclog_logentry SET entry = %s WHERE "index" = 0', changed_entry) == 1
