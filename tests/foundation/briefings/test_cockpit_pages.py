"""The cockpit and the programmes' pages: lights with reasons, lead figures, the map, registers, who sees what."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.briefings.service import light
from datong.foundation.indicators import service as indicators
from datong.foundation.indicators.service import SeenCheck
from datong.kernel.bilingual import Text
from tests import small_county as second
from tests.foundation.briefings.readers import Reader, officer, reader
from tests.foundation.ledgers.importing import ROSTER, recipient, take, write

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
DAY = second.AS_OF
FINDING = indicators.Finding("519999000000", Text("一处", "one"))


def seen(*, blocks: bool, findings: int, explained: bool = False) -> SeenCheck:
    """A check with some findings."""
    check = indicators.Check(
        key="dibao.x",
        name=Text("某项核对", "some check"),
        definition=Text("", ""),
        run=lambda *_: [],
        blocks=blocks,
    )
    explanation: Any = object() if explained else None
    return SeenCheck(check, [FINDING] * findings, "", explanation)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("checks", "refused", "newest", "colour", "reason"),
    [
        ([], 0, DAY, "good", "核对一致，台账及时"),
        ([seen(blocks=True, findings=0)], 0, ago(100), "good", "核对一致，台账及时"),
        ([seen(blocks=True, findings=2)], 5, DAY, "late", "不一致：某项核对"),
        ([seen(blocks=True, findings=2, explained=True)], 0, DAY, "good", "核对一致，台账及时"),
        ([seen(blocks=False, findings=1)], 0, DAY, "watch", "存疑：某项核对"),
        ([], 1307, DAY, "watch", "1,307 行待更正"),
        ([], 0, ago(101), "watch", "台账已 101 天未更新（最近 2015-03-21）"),
    ],
)
def test_lights(checks: list[SeenCheck], refused: int, newest: dt.date, colour: str, reason: str) -> None:
    found = light(checks, refused, newest, DAY, data=True)
    assert (found.colour, found.reason.zh) == (colour, reason)


def test_a_programme_without_ledgers_is_grey() -> None:
    found = light([], 0, None, DAY, data=False)
    assert (found.colour, found.reason.zh) == ("unknown", "还没有报送台账")


def test_the_gravest_reason_comes_first() -> None:
    checks = [seen(blocks=False, findings=1), seen(blocks=True, findings=1)]
    kinds = [reason.kind for reason in light(checks, 3, ago(200), DAY, data=True).reasons]
    assert kinds == ["contradiction", "doubt", "refused", "stale"]


def test_the_cockpit_has_a_card_for_each_programme_in_order(officer: Reader) -> None:
    page = officer.get("/").content.decode()
    order = [page.index(f'<h2><a href="/programmes/{slug}/">') for slug in
             ("dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals")]  # fmt: skip
    assert order == sorted(order)
    assert page.count('<li class="cockpit-card') == 8  # and one for the briefing


def test_lead_figures_are_printed_and_open(officer: Reader) -> None:
    page = officer.get("/").content.decode()
    assert '<a class="digits" href="/figures/dibao.households/">10户</a>' in page
    assert '<a class="digits" href="/figures/approvals.construction_days_after/">19个工作日</a>' in page


def test_what_disagrees_is_said_with_its_link(officer: Reader) -> None:
    page = officer.get("/").content.decode()
    assert 'href="/checks/dibao.removed_not_on_roster/">不一致：清退的户不在册' in page
    # 16 of the roster, 3 of removals, 2 of additions, 2 of meetings
    assert 'href="/ledgers/refused/?programme=dibao">23 行待更正' in page
    assert "light-late" in page


def test_the_map_shows_the_towns_of_a_chosen_figure(officer: Reader) -> None:
    assert "最多：临溪镇 5；最少：云台街道 2。" in officer.text("/")
    page = officer.get("/?figure=sunshine.villages_done").content.decode()
    assert "最多：临溪镇 2；最少：云台街道 0。" in page
    assert 'value="sunshine.villages_done" selected' in page
    assert 'href="/figures/sunshine.villages_done/?inside=519999100000#places"' in page


@pytest.mark.parametrize("chosen", ["dibao.nothing", "approvals.permits_suspended", "approvals.delegated"])
def test_a_figure_that_lies_nowhere_is_not_drawn(officer: Reader, chosen: str) -> None:
    assert "最多：临溪镇 5；" in officer.text(f"/?figure={chosen}")


def test_the_earlier_date_is_grey_and_empty(officer: Reader) -> None:
    page = officer.get("/?as_of=2010-01-01").content.decode()
    assert page.count("light-unknown") == 7
    assert "暂无数据" in page


def test_a_clerk_sees_the_own_town(small_county: Any) -> None:
    page = reader("clerk").text("/")
    assert "只含您负责的范围" in page
    assert "5户" in page
    assert "最多：柳坝村 2；最少：东街社区 1。" in page
    assert "石桥" not in page
    assert "简报" not in page


def test_a_cadre_sees_the_own_village(small_county: Any) -> None:
    page = reader("cadre").text("/")
    assert "1户" in page
    assert "3人" in page
    assert "临溪镇" not in page


def test_what_is_the_countys_alone_is_not_zero_in_a_village(small_county: Any) -> None:
    """Reformed items and yearly funds lie in no village."""
    cadre = reader("cadre")
    page = cadre.text("/")
    assert "行政审批改革 正常 这个专项只有全县的数，没有分到镇、村。" in page
    assert "0项" not in page
    assert "万元" not in page
    opened = cadre.text("/figures/approvals.permits_suspended/")
    assert "只有全县一个数，由县里查看" in opened
    assert "0项" not in opened
    # services lie where their contracts do; 大安村 has none
    assert "诊疗服务" in page


def test_figures_with_places_through_another_sheet_are_on_the_map(officer: Reader) -> None:
    page = officer.text("/?figure=family_doctor.services")
    # Y-01 and Y-02: 4; Y-03 and Y-05: 2; Y-04: 1
    assert "最多：临溪镇 4；最少：云台街道 1。" in page


def test_a_programmes_officer_sees_one_card(small_county: Any) -> None:
    page = reader("dibao").get("/").content.decode()
    assert "/programmes/dibao/" in page
    assert "/programmes/membership/" not in page


def test_strangers_see_no_cockpit(small_county: Any) -> None:
    assert reader("elsewhere").get("/?county=519999").status_code == 403


def test_whoever_has_no_cockpit_is_led_to_the_own_account(small_county: Any) -> None:
    answer = reader("admin").get("/?county=519999")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")


@pytest.mark.parametrize("address", ["/", "/programmes/dibao/", "/briefing/"])
def test_the_number_of_queries_does_not_grow_with_the_records(
    officer: Reader, tmp_path: Path, address: str
) -> None:
    officer.queries(address)
    before = officer.queries(address)
    take(write(tmp_path, [ROSTER, *(recipient(name) for name in ("王六合", "冯七夕", "郑五湖", "江洪"))]))
    assert officer.queries(address) == before


def test_a_programme_shows_figures_registers_checks_paragraph_and_imports(officer: Reader) -> None:
    page = officer.text("/programmes/dibao/")
    assert "清退人数 8人 8 人" in page
    assert "在册对象 15 条" in page
    assert "新增名单 3 条" in page
    assert "期初＋新增－清退＝期末（按村）" in page
    assert "目前，全县在册城乡低保 10户 、 15人" in page
    assert "民政局低保报表.xlsx" in page


def test_a_programme_of_a_cadre_counts_the_own_village(small_county: Any) -> None:
    page = reader("cadre").text("/programmes/dibao/")
    assert "在册对象 3 条" in page
    assert "简报段落" not in page
    assert "最近导入" not in page


def test_unknown_and_forbidden_programmes(small_county: Any, officer: Reader) -> None:
    assert officer.get("/programmes/nothing/").status_code == 404
    assert reader("dibao").get("/programmes/membership/").status_code == 403


def test_the_navigation_leads_to_programmes_seen(small_county: Any) -> None:
    page = reader("dibao").get("/").content.decode()
    assert '<a href="/programmes/dibao/"' in page[: page.index("<main")]
    assert "/programmes/sunshine/" not in page
    assert '<a href="/briefing/"' in page
    assert '<a href="/account/manage/"' not in page
