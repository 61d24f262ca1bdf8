"""The household's own pages: a number and a code, each code once, for half an hour."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Code, Look, Objection, Wrong
from datong.kernel import clock
from tests.foundation.casework import toy
from tests.foundation.casework.reading import Reader, words

pytestmark = pytest.mark.django_db
WRONG = "编号或查询码不对，或者查询码已经用过。"


@pytest.fixture
def warned(who, to_day):
    """A case whose withdrawal was decided on 2014-10-08."""
    case = toy.walk_to(who, toy.opened(who), "posted")
    to_day("2014-09-29")
    case = casework.take(who.clerk, case.pk, casework.Move("close_posting"))
    case = casework.take(who.officer, case.pk, casework.Move("grant", ruling=toy.ruling(amount=21_250)))
    to_day("2014-10-08")
    return casework.take(who.officer, case.pk, casework.Move("warn", ruling=toy.ruling(article="办法第五条")))


def citizen():
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.get("/my/")
    return client


def enter(client, number, code, **more):
    return client.post("/my/", {"number": number, "code": code, **more}, follow=True)


def test_number_and_code_open_the_case(who, warned):
    code = casework.issue_code(who.clerk, warned.pk)
    client = citizen()
    page = words(enter(client, warned.number.lower(), f"{code[:5]} {code[5:].lower()}"))
    assert "邓有田：拟收回" in page
    assert "下次用的查询码" in page
    assert "收回 由县级部门办理" in page
    assert toy.REASONS in page
    assert "依据：办法第五条" in page
    assert "决定人：toy-officer的姓名，罗江县县级部门专干" in page
    assert "告知书（PDF）" in page
    assert (
        client.get("/my/case/").headers["Cache-Control"]
        == "max-age=0, no-cache, no-store, must-revalidate, private"
    )


def test_a_code_works_once_and_the_next_one_after_it(who, warned):
    code = casework.issue_code(who.clerk, warned.pk)
    first = citizen()
    enter(first, warned.number, code)
    following = first.session["my_case_next"]
    assert WRONG in words(enter(citizen(), warned.number, code))
    assert "邓有田：拟收回" in words(enter(citizen(), warned.number, following))
    assert Code.objects.filter(case=warned, spent_at=None).count() == 1


def test_an_unknown_number_and_a_wrong_code_are_told_alike(who, warned):
    casework.issue_code(who.clerk, warned.pk)
    wrong = words(enter(citizen(), warned.number, "AAAAABBBBB")).replace(warned.number, "")
    unknown = words(enter(citizen(), "YT-510626-2014-777777", "AAAAABBBBB")).replace(
        "YT-510626-2014-777777", ""
    )
    assert wrong == unknown
    assert WRONG in wrong


def test_wrong_tries_are_counted_and_shut_the_number(who, warned):
    """Also with the key of a form: what is counted must not be rolled back with the answer."""
    code = casework.issue_code(who.clerk, warned.pk)
    client = citizen()
    for number in range(5):
        enter(client, warned.number, "AAAAABBBBB", idempotency_key=f"{number:032d}")
    assert Wrong.objects.get().tries == 5
    assert "输错次数太多" in words(enter(client, warned.number, code, idempotency_key="a" * 32))


def test_sent_twice_it_opens_once(who, warned):
    code = casework.issue_code(who.clerk, warned.pk)
    client = citizen()
    for _ in range(2):
        page = words(enter(client, warned.number, code, idempotency_key="b" * 32))
        assert "邓有田：拟收回" in page
    assert Code.objects.filter(case=warned).count() == 2


def test_without_the_code_nothing_opens(who, warned):
    for address in ("/my/case/", "/my/case/object/", "/my/case/receipt/", "/my/case/letters/1.pdf"):
        assert citizen().get(address).headers["Location"] == "/my/"


def test_it_shuts_after_half_an_hour_and_when_left(who, warned):
    code = casework.issue_code(who.clerk, warned.pk)
    client = citizen()
    enter(client, warned.number, code)
    with clock.override(clock.now() + dt.timedelta(minutes=31)):
        assert client.get("/my/case/").headers["Location"] == "/my/"
    assert client.get("/my/case/").status_code == 200
    client.post("/my/leave/")
    assert client.get("/my/case/").headers["Location"] == "/my/"


def test_who_looked_is_told_by_unit_without_a_name(who, warned):
    Reader(who.leader).get(f"/cases/{warned.pk}/")
    client = citizen()
    page = words(enter(client, warned.number, casework.issue_code(who.clerk, warned.pk)))
    assert "谁看过我家的资料 2014-10-08 罗江县县领导" in page
    assert who.leader.name not in page
    assert Look.objects.filter(user=None).count() == 1


def test_objecting_in_three_steps(who, warned):
    client = citizen()
    enter(client, warned.number, casework.issue_code(who.clerk, warned.pk))
    assert "第 1 步，共 3 步" in words(client.get("/my/case/object/"))
    assert "请写明对什么有异议" in words(client.post("/my/case/object/", {"text": "不服", "sure": "1"}), 422)
    text = {"text": "鱼塘一直在用，邻居可以作证。", "contact": "村口小卖部"}
    check = words(client.post("/my/case/object/", text))
    assert "第 2 步，共 3 步" in check
    assert "鱼塘一直在用，邻居可以作证。 联系方式：村口小卖部" in check
    assert Objection.objects.count() == 0
    receipt = words(client.post("/my/case/object/", text | {"sure": "1"}, follow=True))
    row = Objection.objects.get()
    assert f"回执编号，请抄下来： YY-2014-{row.pk:06d}" in receipt
    # twenty working days from 10-08; 10-11 is a make-up day: 11-04
    assert "最晚 2014年11月4日 答复您" in receipt
    assert (row.channel, row.typed_by, row.capacity) == ("page", None, "applicant")
    assert "您提出的异议，待答复" in words(client.get("/my/case/"))
    assert "现在这一步还没有可以提出异议的决定" not in words(client.get("/my/case/"))


def test_an_objection_of_somebody_else_is_told_without_its_words(who, warned):
    raised = casework.Raised("他家的塘早就荒了。", "villager", "visit", by_name="何不识")
    casework.object_to(who.cadre, warned.pk, raised)
    page = words(enter(citizen(), warned.number, casework.issue_code(who.clerk, warned.pk)))
    assert "有人提出异议，待答复" in page
    assert "荒了" not in page
    assert "何不识" not in page


def test_where_no_objection_is_open_the_way_is_told(who):
    case = toy.opened(who)
    client = citizen()
    page = words(enter(client, case.number, casework.issue_code(who.clerk, case.pk)))
    assert "现在这一步还没有可以提出异议的决定" in page
    assert client.get("/my/case/object/").headers["Location"] == "/my/case/"


def test_the_number_is_in_no_address(who, warned):
    client = citizen()
    answer = enter(client, warned.number, casework.issue_code(who.clerk, warned.pk))
    assert [address for address, _ in answer.redirect_chain] == ["/my/case/"]


def test_an_official_gives_the_code_out_once(who, warned):
    clerk = Reader(who.clerk)
    answer = clerk.post(f"/cases/{warned.pk}/code/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert Code.objects.get(case=warned).issued_by == who.clerk
    assert Reader(who.leader).post(f"/cases/{warned.pk}/code/").status_code == 403
    assert clerk.get(f"/cases/{warned.pk}/code/").status_code == 405


def test_the_page_costs_the_same_however_many_looked(who, warned):
    client = citizen()
    enter(client, warned.number, casework.issue_code(who.clerk, warned.pk))
    Reader(who.clerk).get(f"/cases/{warned.pk}/")
    counts = []
    for user in (who.leader, who.officer2, who.auditor):
        with CaptureQueriesContext(connection) as captured:
            client.get("/my/case/")
        counts.append(len(captured))
        Reader(user).get(f"/cases/{warned.pk}/")
    assert counts[0] == counts[1] == counts[2]
