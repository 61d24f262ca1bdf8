"""The pages of drafts and publications: what is typed stays, two people act, lists cost the same however long."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from datong.foundation.openness import service
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, make_user
from tests.foundation.openness.publishing import GUIDE, LIST, NOON, Q3, drafted, published, table, village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stopped():
    with clock.override(NOON):
        yield


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts(page: str, article: str = "published") -> list[str]:
    """The text nodes of the article, blanks left out."""
    inside = re.search(rf'<article class="{article}".*?</article>', page, re.S)
    return (
        [html.unescape(each) for each in re.findall(r">([^<]+)<", inside.group()) if each.strip()]
        if inside
        else []
    )


def fields(row, **changed) -> dict[str, object]:
    """What the form of a relief list with one line sends."""
    cells = {f"b0-0-{at}": value for at, value in enumerate(("王大山", "3组", "2", "低保", "450"))}
    return {
        "seen": row.moves,
        "title_zh": row.title_zh,
        "title_en": row.title_en,
        "b0-rows": 1,
        "do": "save",
        **cells,
        **changed,
    }


def test_a_duty_is_prepared_with_one_press():
    people = village()
    sent = {"place": BAIHUA, "key": LIST, "start": "2014-07-01", "end": "2014-09-30", "stage": ""}
    answer = as_(people.first).post("/openness/drafts/new/", sent)
    row = service.Draft.objects.get()
    assert (answer.status_code, answer["Location"], row.key) == (302, f"/openness/drafts/{row.pk}/", LIST)


def test_typed_cells_are_saved():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    answer = as_(people.first).post(f"/openness/drafts/{row.pk}/", fields(row))
    row.refresh_from_db()
    (block,) = service.blocks_of(row)
    assert answer.status_code == 302
    assert (block.rows, block.total) == (
        (("王大山", "3组", 2, "低保", 45000),),
        ("合计", None, 2, None, 45000),
    )


def test_what_cannot_be_read_is_kept_as_typed():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    answer = as_(people.first).post(f"/openness/drafts/{row.pk}/", fields(row, **{"b0-0-4": "四百五"}))
    page = answer.content.decode()
    assert (answer.status_code, 'value="四百五"' in page, 'value="王大山"' in page) == (422, True, True)
    assert "第 1 行“金额”" in page
    row.refresh_from_db()
    assert row.moves == 0


def test_whoever_saves_second_keeps_what_was_typed():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    stale = fields(row, **{"b0-0-0": "我填的名字"})
    as_(people.second).post(f"/openness/drafts/{row.pk}/", fields(row))
    answer = as_(people.first).post(f"/openness/drafts/{row.pk}/", stale)
    page = answer.content.decode()
    assert (answer.status_code, 'value="我填的名字"' in page, 'name="seen" value="1"' in page) == (
        409,
        True,
        True,
    )
    again = as_(people.first).post(f"/openness/drafts/{row.pk}/", stale | {"seen": 1})
    row.refresh_from_db()
    assert (again.status_code, service.blocks_of(row)[0].rows[0][0]) == (302, "我填的名字")


@pytest.mark.parametrize("way", ["csv", "paste"])
def test_a_table_is_taken_from_a_spreadsheet(way):
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    lines = "三季度名单\n序号,姓名,村组,金额\n1,王大山,3组,450\n2,李四,4组,1200.5\n合计,,,1650.5\n"
    more = (
        {"b0-file": SimpleUploadedFile("名单.csv", lines.encode("gb18030"))}
        if way == "csv"
        else {"b0-paste": lines.replace(",", "\t")}
    )
    answer = as_(people.first).post(f"/openness/drafts/{row.pk}/", fields(row, do="sheet-0", **more))
    row.refresh_from_db()
    assert answer.status_code == 302
    assert service.blocks_of(row)[0].rows == (
        ("王大山", "3组", None, None, 45000),
        ("李四", "4组", None, None, 120050),
    )


def test_a_spreadsheet_without_the_columns_is_refused_and_the_typed_stays():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    answer = as_(people.first).post(
        f"/openness/drafts/{row.pk}/", fields(row, do="sheet-0", **{"b0-paste": "甲\t乙\n1\t2"})
    )
    assert (
        answer.status_code,
        "没有认出表头" in answer.content.decode(),
        'value="王大山"' in answer.content.decode(),
    ) == (422, True, True)


@pytest.mark.parametrize(("pressed", "count"), [("words", 2), ("table", 2), ("save", 1)])
def test_blocks_are_added(pressed, count):
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    as_(people.first).post(f"/openness/drafts/{row.pk}/", fields(row, do=pressed, kind="works"))
    row.refresh_from_db()
    assert len(service.blocks_of(row)) == count


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_preview_shows_word_for_word_what_the_log_will_hold(lang):
    people = village()
    row = drafted(people, blocks=(table(), service.Words("第一行\n第二行", "说明")))
    client = as_(people.second)
    client.cookies["django_language"] = "en" if lang == "en" else "zh-hans"
    page = client.get(f"/openness/drafts/{row.pk}/preview/").content.decode()
    assert texts(page) == list(service.words(service.preview(row), lang))
    assert ("510626195501010014" in page, "李小花" in page) == (False, False)


def test_from_preparing_to_the_public_by_two_people(django_capture_on_commit_callbacks):
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    one, two = as_(people.first), as_(people.second)
    one.post(f"/openness/drafts/{row.pk}/", fields(row))
    assert one.post(f"/openness/drafts/{row.pk}/do/submit/", {"seen": 1}).status_code == 302
    assert one.post(f"/openness/drafts/{row.pk}/do/release/", {"seen": 1}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        answer = two.post(f"/openness/drafts/{row.pk}/do/release/", {"seen": 1})
    assert (answer.status_code, answer["Location"]) == (302, "/openness/publications/GK-510626-2014-000001/")
    page = two.get(answer["Location"]).content.decode()
    assert texts(page) == list(service.words(service.read("GK-510626-2014-000001").content, "zh"))


def test_a_blocked_release_says_where_and_never_repeats_the_number():
    people = village()
    row = drafted(people, GUIDE, (service.Words("身份证510626198102038513，中心街18号"),))
    answer = as_(people.second).post(
        f"/openness/drafts/{row.pk}/do/release/", {"seen": row.moves, "pass-address": "办公地址"}
    )
    aside = answer.content.decode().split("<aside", 1)[1]
    assert (
        answer.status_code,
        "51…13" in aside,
        "510626198102038513" in aside,
        'value="办公地址"' in aside,
    ) == (422, True, False, True)


def test_corrected_and_withdrawn_from_its_page(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    client, there = as_(people.clerk), f"/openness/publications/{made.number}/"
    assert client.post(f"{there}do/correct/", {"correct-reason": "错"}).status_code == 422
    begun = client.post(f"{there}do/correct/", {"correct-reason": "金额填错了"})
    assert begun["Location"] == f"/openness/drafts/{service.Draft.objects.get(corrects=made).pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{there}do/withdraw/", {"withdraw-reason": "名单有误"}).status_code == 302
    page = client.get(there).content.decode()
    assert ("已撤回" in page, "王大山" in page) == (True, False)


def test_pages_are_closed_to_strangers():
    people = village()
    row = drafted(people)
    for address in (f"/openness/drafts/{row.pk}/", "/openness/drafts/", "/openness/publications/"):
        assert as_(make_user(f"nobody{address.count('/')}{len(address)}")).get(address).status_code == 403
    assert Client().get(f"/openness/drafts/{row.pk}/").status_code == 302


def test_lists_cost_the_same_however_long(django_capture_on_commit_callbacks):
    people = village()
    client = as_(people.first)

    def count(address: str) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    published(people, django_capture_on_commit_callbacks)
    service.begin(people.first, BAIHUA, GUIDE, *Q3, "甲")
    before = [count(address) for address in ("/openness/drafts/", "/openness/publications/")]
    for stage in ("乙", "丙"):
        service.begin(people.first, BAIHUA, GUIDE, *Q3, stage)
        row = drafted(people, GUIDE, (service.Words(stage),))
        service.release(people.second, row.pk, row.moves)
    assert [count(address) for address in ("/openness/drafts/", "/openness/publications/")] == before


def test_attachments_through_the_page():
    people = village()
    row = service.begin(people.first, BAIHUA, GUIDE, *Q3)
    client = as_(people.first)
    good = client.post(
        f"/openness/drafts/{row.pk}/do/attach/", {"files": SimpleUploadedFile("指南.txt", "说明".encode())}
    )
    bad = client.post(
        f"/openness/drafts/{row.pk}/do/attach/", {"files": SimpleUploadedFile("a.txt", b"13812345678")}
    )
    assert (good.status_code, bad.status_code, row.files.count()) == (302, 422, 1)
    file = row.files.get()
    kept = client.get(f"/openness/drafts/{row.pk}/files/{file.pk}/")
    assert (kept.content, kept["Content-Disposition"][:10]) == ("说明".encode(), "attachment")
