"""Public pages: the same for everybody, only what is proved, nothing of what is over."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.models import User
from datong.foundation.evidence.service import store
from datong.foundation.openness.core.content import PublicFileNote, Words, content
from datong.foundation.openness.core.content import words as said
from datong.foundation.openness.models import Edition, Publication, PublicFile
from datong.foundation.openness.queries.public import shelf
from datong.foundation.portal import service as portal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, make_user, plant_places
from tests.foundation.portal import scene
from tests.foundation.portal.reading import words

INCOME = {"林地发包": 1_500_000, "财政补助": 3_000_000}
SPENDING = {"水渠维修": 2_350_000}
NUMBER = "GK-510626-2014-000001"
PAGE = f"/open/p/{NUMBER}/"
SECRET = "龚有田"


@pytest.fixture
def user(db: None) -> Iterator[User]:
    """Who publishes, on 26 September 2014."""
    plant_places()
    with clock.override(scene.DAY):
        yield make_user("zhang")


@pytest.fixture
def quarter(user: User) -> Publication:
    """A quarter's money in the signed log."""
    row = scene.publish(user, 1, scene.money(INCOME, SPENDING))
    publiclog.integrate()
    return row


def test_a_page_knows_no_reader(client: Client, quarter: Publication) -> None:
    answer = client.get(PAGE)
    headers = {name: answer.headers.get(name) for name in ("Vary", "Cache-Control", "Content-Language")}
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert headers == {"Vary": None, "Cache-Control": "public, max-age=60", "Content-Language": "zh-CN"}
    assert "csrf" not in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_an_unchanged_page_is_not_sent_again(client: Client, quarter: Publication) -> None:
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_pages_take_nothing(client: Client, method: str) -> None:
    assert getattr(client, method)("/open/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["nothing/", "v/510626106999/", "p/GK-510626-2014-000009/", "v/510626106209/nothing/", "publications-2.json",
     "p/GK-510626-2014-000009/1/content.json", "en/publications.json"],
)  # fmt: skip
def test_what_is_not_there_is_said_so(client: Client, path: str) -> None:
    assert client.get(f"/open/{path}").status_code == 404


def test_the_article_says_exactly_what_was_logged(client: Client, quarter: Publication) -> None:
    assert words(client.get(PAGE).content) == [
        "百花村2014年第3季度收支", "百花村",
        "收入", "项目", "金额", "林地发包", "15,000.00", "财政补助", "30,000.00", "合计", "45,000.00",
        "支出", "项目", "金额", "水渠维修", "23,500.00", "合计", "23,500.00",
    ]  # fmt: skip


def test_words_in_the_way_of_markup_come_through(user: User) -> None:
    block = Words("第一行 <b>&amp;\n第二行", "“说明”<script>")
    row = scene.publish(user, 1, (block, *scene.relief([("胡<敏>光", 3, 36_000)])), source="低保 & 救助")
    publiclog.integrate()
    written = portal.page(f"p/{row.number}/", "en").body
    assert row.edition is not None
    expected = [each.strip() for each in said(json.loads(row.edition.content), "en") if each.strip()]
    assert words(written) == expected
    assert b"<script>\xe2" not in written


def test_money_comes_as_pictures_compared_with_the_quarter_before(client: Client, user: User) -> None:
    scene.publish(user, 1, scene.money({"林地发包": 1_000_000}, {"办公费": 2_400_000}), period=scene.SECOND)
    scene.publish(user, 2, scene.money(INCOME, SPENDING))
    publiclog.integrate()
    page = client.get("/open/p/GK-510626-2014-000002/").text
    assert "收入比上一期多 35,000.00 元。" in page
    assert "支出比上一期少 500.00 元。" in page
    assert page.index("钱从哪里来") < page.index('id="published"')


def test_a_correction_says_why_and_the_old_edition_says_that_it_is_old(
    client: Client, quarter: Publication
) -> None:
    user = User.objects.get(username="zhang")
    scene.publish(
        user, 1, scene.money(INCOME, {"水渠维修": 2_300_000}), corrects=quarter, reason="多写了 500 元"
    )  # fmt: skip
    publiclog.integrate()
    new, old = client.get(PAGE).text, client.get(f"{PAGE}1/").text
    assert "更正的原因：多写了 500 元" in new
    assert ("23,000.00" in new, "23,500.00" in new) == (True, False)
    assert "这是第 1 版，后来作了更正。" in old
    assert '<meta name="robots" content="noindex">' in old


def test_what_the_log_does_not_prove_is_refused(client: Client, quarter: Publication) -> None:
    edition = Edition.objects.get()
    Edition.objects.update(content=edition.content.replace("林地发包", SECRET))
    for prefix in ("/open/", "/open/en/"):
        answer = client.get(f"{prefix}p/{NUMBER}/")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
        assert SECRET not in answer.text
        assert 'id="published"' not in answer.text
    machine = client.get(f"{PAGE}1/content.json")
    assert (machine.status_code, SECRET in machine.text) == (503, False)


def test_what_has_not_entered_the_log_yet_is_not_shown(client: Client, user: User) -> None:
    scene.publish(user, 1)
    assert client.get(PAGE).status_code == 503


def withdrawn(row: Publication) -> None:
    """A withdrawal as it is published: contents gone, a notice in their place."""
    row.editions.update(content="")
    row.state = "withdrawn"
    notice = content(
        number=row.number, version=2, action="withdraw", title=Text("百花村：已撤回", "Baihua: withdrawn"),
        place=(BAIHUA, "百花村"), publisher=(BAIHUA, "百花村村民委员会"), aspect=("assets", scene.ASPECT),
        item=("assets.income", Text("各项收入", "Income")), period=("2014-07-01", "2014-09-30"), posted="2014-09-26",
        until=None, blocks=(), replaces=f"{row.number}/1", reason="名单有误，重新核实",
    )  # fmt: skip
    scene.issue(User.objects.get(username="zhang"), row, notice)


@pytest.mark.parametrize("prefix", ["/open/", "/open/en/"])
def test_a_withdrawn_publication_is_gone_and_says_when(client: Client, user: User, prefix: str) -> None:
    withdrawn(scene.publish(user, 1, scene.relief([(SECRET, 3, 36_000)]), profile="R2"))
    publiclog.integrate()
    answer = client.get(f"{prefix}p/{NUMBER}/")
    assert answer.status_code == 410
    assert ("2014-09-26" in answer.text, "名单有误，重新核实" in answer.text, SECRET in answer.text) == (
        True,
        True,
        False,
    )
    assert client.get(f"{prefix}p/{NUMBER}/1/").status_code == 410
    assert client.get(f"/open/p/{NUMBER}/1/content.json").status_code == 410


def test_expiry_follows_the_clock_and_not_the_job(client: Client, user: User) -> None:
    scene.publish(user, 1, scene.relief([(SECRET, 3, 36_000)]), until=dt.date(2014, 10, 6), profile="R2")
    publiclog.integrate()
    with clock.override(dt.datetime(2014, 10, 6, 23, 59, tzinfo=clock.SHANGHAI)):
        assert client.get(PAGE).status_code == 200
    with clock.override(dt.datetime(2014, 10, 7, 0, 1, tzinfo=clock.SHANGHAI)):
        gone = client.get(PAGE)
        assert (gone.status_code, "公示到 2014-10-06 为止" in gone.text, SECRET in gone.text) == (
            410,
            True,
            False,
        )
        assert client.get("/open/publications.json").json()["publications"] == []
        assert NUMBER not in client.get("/sitemap.xml").text
        assert NUMBER not in client.get(f"/open/v/{BAIHUA}/").text


def test_lists_of_persons_are_kept_from_search_engines(client: Client, user: User) -> None:
    scene.publish(user, 1, scene.relief([(SECRET, 3, 36_000)]), profile="R2")
    scene.publish(user, 2)
    publiclog.integrate()
    assert client.get(PAGE).headers["X-Robots-Tag"] == "noindex"
    sitemap = client.get("/sitemap.xml").text
    assert (NUMBER in sitemap, "GK-510626-2014-000002" in sitemap) == (False, True)


def test_attachments_are_saved_and_never_run(client: Client, user: User) -> None:
    sha256 = store.write(shelf(), b"<script>alert(1)</script>")
    note = PublicFileNote("验收 照片.html", "text/html", 25, sha256)
    row = scene.publish(user, 1, files=(note,))
    PublicFile.objects.create(publication=row, name=note.name, media=note.media, size=25, sha256=sha256)
    publiclog.integrate()
    answer = client.get(f"{PAGE}1/files/{sha256}/x")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{PAGE}1/files/{'0' * 64}/x").status_code == 404


def test_every_page_speaks_both_languages_by_its_address(client: Client, quarter: Publication) -> None:
    for path in (
        "",
        f"v/{BAIHUA}/",
        f"v/{BAIHUA}/assets/",
        f"p/{NUMBER}/",
        "search/",
        "figures/",
        "briefing/",
        "check/",
    ):
        chinese, english = client.get(f"/open/{path}"), client.get(f"/open/en/{path}")
        assert (chinese.status_code, english.status_code) == (200, 200), path
        assert ('<html lang="zh-CN">' in chinese.text, '<html lang="en">' in english.text) == (True, True)
        assert f'href="/open/en/{path}"' in chinese.text
        assert f'href="/open/{path}"' in english.text


def test_in_english_a_village_keeps_its_characters(client: Client, quarter: Publication) -> None:
    page = client.get(f"/open/en/v/{BAIHUA}/").text
    assert 'Baihua Village <span class="native" lang="zh-CN">百花村</span>' in page


@pytest.mark.parametrize(
    "path", ["", f"v/{BAIHUA}/", f"v/{BAIHUA}/assets/", "publications.json", "search/?q=水渠"]
)
def test_many_publications_ask_no_more_than_two(client: Client, user: User, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/open/{path}").status_code == 200
        return len(asked)

    for serial in (1, 2):
        scene.publish(user, serial, key=f"assets.plan.p{serial}")
    publiclog.integrate()
    few = queries()
    for serial in range(3, 12):
        scene.publish(
            user, serial, key=f"assets.plan.p{serial}", place="510626106210" if serial % 2 else BAIHUA
        )
    publiclog.integrate()
    assert queries() == few


def test_the_list_for_machines_names_every_publication_once(client: Client, user: User) -> None:
    for serial in (1, 2, 3):
        scene.publish(user, serial)
    listed = client.get("/open/publications.json").json()
    assert (listed["page"], listed["pages"], listed["total"], listed["next"]) == (1, 1, 3, None)
    assert [each["number"] for each in listed["publications"]] == [
        f"GK-510626-2014-00000{n}" for n in (1, 2, 3)
    ]
    assert listed["publications"][1] | {"item_name": None} == {
        "number": "GK-510626-2014-000002", "version": 1, "action": "publish", "index": 1, "place": BAIHUA,
        "aspect": "assets", "item": "assets.income", "item_name": None,
        "title": {"zh": "百花村2014年第3季度收支", "en": "Baihua: income and spending, Q3 2014"},
        "period": {"from": "2014-07-01", "to": "2014-09-30"}, "posted": "2014-09-26", "until": None,
        "address": "/open/p/GK-510626-2014-000002/", "content": "/open/p/GK-510626-2014-000002/1/content.json",
        "proof": "/open/p/GK-510626-2014-000002/1/proof.json",
    }  # fmt: skip


def test_machines_are_told_where_to_look(client: Client, user: User, settings: Any) -> None:
    settings.DATONG_PUBLIC_URL = "https://county.example"
    assert client.get("/robots.txt").text == (
        "User-agent: *\nAllow: /open/\nAllow: /log/\nAllow: /static/\nDisallow: /\n"
        "Sitemap: https://county.example/sitemap.xml\n"
    )
    assert f"<loc>https://county.example/open/v/{BAIHUA}/</loc>" in client.get("/sitemap.xml").text
    code = client.get(f"/open/v/{BAIHUA}/qr.svg")
    assert (code.status_code, code.headers["Content-Type"]) == (200, "image/svg+xml")
