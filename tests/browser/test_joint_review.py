"""A list in an odd layout becomes a question to a household: handed in, understood, run, told, answered; nothing stops."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.foundation.ledgers.workbooks import save_rows
from tests.prepared import ROOT

LEDGER = ROOT / "examples" / "luojiang-2014" / "01-城乡低保台账.xlsx"
FILE = "车辆情况-9月报送.xlsx"
ANSWER = "车是帮表弟上的户，一直是他在开，去年已经过户给他了。"


@pytest.fixture(scope="module")
def recipient() -> tuple[str, str]:
    """Somebody of the town of the demo clerk who receives: name and number, from the ledger itself."""
    book = python_calamine.CalamineWorkbook.from_path(str(LEDGER))
    rows = book.get_sheet_by_name("在册对象").to_python()
    found = [
        (row[5], row[7]) for row in rows if row[1] == "调元镇" and row[6] == "户主" and len(str(row[7])) == 18
    ]
    name, number = found[len(found) // 3]
    return str(name), str(number)


def odd(folder: Path, name: str, number: str) -> Path:
    """A title, a blank row, headings in the source's own words, a total."""
    rows = [
        ["罗江县机动车情况报送表（2014年）"],
        [],
        ["序号", "机动车所有人", "所有人证明号", "民族", "号牌", "车辆现值（万元）", "初次登记日期"],
        [1, "何不在", "510626197001011237", "汉族", "川F·X0001", 2.6, "2011.5.20"],
        [2, name, number, "汉族", "川F·T7788", 3.5, "2013.3.5"],
        ["合计", None, None, None, None, 6.1, None],
    ]
    return save_rows(folder / FILE, rows)


def submit(page: Page) -> None:
    """Send the page's own form."""
    page.locator("main form button.btn-primary[type=submit]").first.click()


def test_from_a_list_to_the_answer(
    sign_in: Open,
    tmp_path: Path,
    recipient: tuple[str, str],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    name, number = recipient
    page = sign_in("dibao")
    page.goto("/reviews/sources/")
    page.get_by_role("link", name=re.compile("^机动车登记")).first.click()
    page.get_by_role("link", name="接收名单").first.click()
    page.get_by_label("名单截至哪一天").fill((dt.date.today() - dt.timedelta(2)).isoformat())
    page.locator("input[type=file]").set_input_files(odd(tmp_path, name, number))
    expect(page.locator(".drop-files")).to_contain_text(FILE)
    submit(page)

    page.wait_for_url("**/reviews/lists/*/")
    columns = page.locator(".columns-list tbody tr")
    expect(columns.filter(has_text="所有人证明号").locator("select")).to_have_value("id")
    expect(columns.filter(has_text="民族")).to_contain_text("不读入、不保存")
    assert number not in page.content()
    columns.filter(has_text="车辆现值").locator("select").select_option("amount")
    page.get_by_role("button", name="先看看这样读入的样子").click()
    expect(page.locator("section[aria-labelledby=rows]")).to_contain_text("35,000.00")
    axe(page)
    shot(page, "review-list")
    page.set_viewport_size(PHONE)
    fits(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="确认各列含义").click()
    expect(page.locator("#messages")).to_contain_text("各列含义已确认")

    page.get_by_role("link", name="去核对").click()
    page.get_by_label("核对哪里").select_option(label="调元镇")
    submit(page)
    expect(page.locator("#job progress, .result-line").first).to_be_visible()
    page.wait_for_url("**/reviews/runs/*/", timeout=90_000)  # a process of its own
    expect(page.locator(".result-line")).to_contain_text("提出 1 个要核实的问题")
    expect(page.locator(".gone")).to_contain_text("没有比中的 1 行已于")
    shot(page, "review-result")

    clerk = sign_in("clerk")
    clerk.goto("/reviews/?stage=untold")
    clerk.locator("tbody tr", has_text=name).filter(has_text="机动车登记").locator("a").first.click()
    expect(clerk.locator("main")).to_contain_text("川FT7788")
    expect(clerk.locator("main")).to_contain_text("待遇照常发放")
    clerk.get_by_role("link", name="告知这一户").click()
    submit(clerk)
    clerk.get_by_role("link", name="登记送达").click()
    clerk.locator("input[name=channel][value=handed]").check()
    clerk.get_by_label("由谁收到").fill(name)
    clerk.get_by_label("送达凭证").fill("本人签收")
    submit(clerk)
    expect(clerk.locator(".case-head")).to_contain_text("答复期")
    clerk.get_by_role("link", name="登记家庭说明").click()
    clerk.get_by_label("家庭的说明").fill(ANSWER)
    submit(clerk)
    expect(clerk.locator("section[aria-labelledby=h-replies]")).to_contain_text(ANSWER)
    shot(clerk, "review-card")
