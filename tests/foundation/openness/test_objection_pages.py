"""The pages: three steps without a login, the receipt, the objector's own page; and no page of the village tells who it was."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.models import Sent
from datong.foundation.openness import service as openness
from datong.foundation.openness.models import Answer, Contact, Objection, ReplyRule
from datong.foundation.openness.queries import objections
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.foundation.casework.reading import Reader, words
from tests.foundation.evidence.files import photograph
from tests.foundation.openness.asking import (
    LEAKS,
    NAME,
    NUMBER,
    PHONE,
    REPLY,
    SECRET,
    WHY,
    WORDS,
    answered,
    asked,
    crew,
    published,
    raised,
)

NOON = dt.datetime.fromisoformat("2014-09-26T12:00:00+08:00")
STEP1 = {"place": BAIHUA, "aspect": "benefits", "defect": "fact", "number": "", "duty": ""}
STEP2 = {
    "words": WORDS, "where": "第 12 行", "right": "四百五十元", "private": SECRET, "by": "villager", "by_name": NAME,
    "phone": PHONE, "website": "",
}  # fmt: skip


@pytest.fixture
def who(db):
    with clock.override(NOON):
        yield crew()


@pytest.fixture
def villager(who):
    client = Client(headers={"Accept-Language": "en"})
    client.get("/open/ask/")
    return client


def test_the_village_is_found_by_name_and_by_initials(villager):
    page = words(villager.get("/open/ask/"))
    assert "是哪个村（社区）" in page
    assert "双埝村" in page
    found = villager.get("/open/ask/?q=bhc").content.decode()
    assert f'href="/open/ask/?place={BAIHUA}"' in found
    assert "没有找到“张家界”" in words(villager.get("/open/ask/?q=张家界"))
    assert "没有找到这份公开内容" in words(villager.get("/open/ask/?number=GK-510626-2014-777777"))


def test_what_is_no_fact_has_no_row_and_is_checked_all_the_same(who, villager):
    said = {"defect": "not_notified", "words": WORDS, "private": "", "by": "villager", "website": ""}
    third = villager.post("/open/en/ask/", STEP1 | said | {"words_done": "1"})
    assert third.status_code == 200
    assert WORDS in words(third)


def test_in_three_steps_to_the_receipt_and_to_the_own_page(who, villager):
    first = words(villager.get(f"/open/ask/?place={BAIHUA}"))
    assert "第 1 步，共 3 步" in first
    assert "调元镇百花村" in first
    second = words(villager.post("/open/ask/", STEP1 | {"about": "1"}))
    assert "第 2 步，共 3 步" in second
    assert second.index("村里会看到") < second.index("村里看不到")
    third = villager.post("/open/ask/", STEP1 | STEP2 | {"words_done": "1"})
    assert "第 3 步，共 3 步" in words(third)
    assert "村里 3 天内答复（监督小组提的 10 天内）；不满意或者过期不答，由镇里 20 天内办" in words(third)
    assert "no-store" in third.headers["Cache-Control"]
    assert Objection.objects.count() == 0
    answer = villager.post("/open/ask/", STEP1 | STEP2 | {"send": "1"})
    assert answer.headers["Location"] == "/open/ask/receipt/"
    receipt = words(villager.get("/open/ask/receipt/"))
    assert "YJ-510626-2014-000001" in receipt
    assert "最晚 2014年9月29日 答复您" in receipt
    assert "<svg" in villager.get("/open/ask/receipt/").content.decode()
    code = villager.session["ask_receipt"][1]
    assert code not in answer.headers["Location"]
    reader = Client(headers={"Accept-Language": "zh-CN"})
    assert 'value="YJ-510626-2014-000001"' in reader.get("/my/?number=YJ-510626-2014-000001").content.decode()
    own = words(reader.post("/my/", {"number": "YJ-510626-2014-000001", "code": code}, follow=True))
    assert "公开异议（内容不属实）：已收到，待村里核实" in own
    assert "2014年9月26日 收到，次日起算 3 日，算到 2014年9月29日" in own
    assert WORDS in own
    assert [leak for leak in LEAKS if leak in own] == []


def test_what_is_typed_is_kept_when_something_is_wrong(villager):
    bad = STEP1 | STEP2 | {"words": f"我是{NAME}，第 12 行不对", "words_done": "1"}
    answer = villager.post("/open/ask/", bad)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "里面有您自己的姓名" in words(answer, 422)
    for typed in (f"我是{NAME}，第 12 行不对", SECRET, PHONE, "四百五十元"):
        assert typed in page
    back = villager.post("/open/ask/", STEP1 | STEP2 | {"edit": "1"}).content.decode()
    assert SECRET in back
    start = villager.post("/open/ask/", STEP1 | STEP2 | {"back": "1"}).content.decode()
    assert f'name="private" value="{SECRET}"' in start
    none = villager.post("/open/ask/", {"place": BAIHUA, "about": "1"})
    assert "请选一项：哪里不对。" in words(none, 422)


def test_sent_twice_it_counts_once_and_nothing_typed_is_kept_by_the_shell(villager):
    key = {"idempotency_key": "c" * 32, "send": "1"}
    for _ in range(2):
        assert villager.post("/open/ask/", STEP1 | STEP2 | key).headers["Location"] == "/open/ask/receipt/"
    villager.post("/open/ask/", STEP1 | STEP2 | {"words_done": "1", "idempotency_key": "d" * 32})
    assert Objection.objects.count() == 1
    kept = " ".join(row.answer or "" for row in Sent.objects.all())
    assert [leak for leak in (*LEAKS, WORDS) if leak in kept] == []


def test_machines_and_floods_are_told_in_a_sentence(villager):
    trapped = villager.post("/open/ask/", STEP1 | STEP2 | {"website": "http://x", "send": "1"})
    assert "有一栏是给机器看的" in words(trapped, 422)
    assert 'value="http://x"' not in trapped.content.decode()
    large = villager.post("/open/ask/", STEP1 | STEP2 | {"private": "长" * 30_000, "send": "1"})
    assert "内容太多了，没有提交" in words(large, 413)
    for _ in range(20):
        openness.object_publicly(asked(), address="127.0.0.1")
    answer = villager.post("/open/ask/", STEP1 | STEP2 | {"send": "1"})
    assert "一小时内已经提交了 20 份" in words(answer, 422)
    assert SECRET in answer.content.decode()


def test_in_english_below_its_own_address(who):
    client = Client(headers={"Accept-Language": "zh-CN"})
    answer = client.get(f"/open/en/ask/?place={BAIHUA}")
    assert answer.headers["Content-Language"] == "en"
    assert 'lang="en"' in answer.content.decode()
    assert f'href="/open/ask/?place={BAIHUA}"' in answer.content.decode()
    assert "not to standard: incomplete, in the wrong form" in words(answer)
    sent = client.post("/open/en/ask/", STEP1 | STEP2 | {"send": "1"})
    assert sent.headers["Location"] == "/open/en/ask/receipt/"


def opened(found):
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.post("/my/", {"number": found.number, "code": found.code})
    return client


def test_the_objector_says_it_on_the_own_page(who):
    published(who.cadre)
    found = raised(number=NUMBER)
    openness.answer(who.cadre, found.case, answered())
    client = opened(found)
    page = words(client.get("/my/case/"))
    assert REPLY in page
    assert "您对这个答复满意吗" in page
    assert "请写一句为什么不满意" in words(
        client.post("/open/ask/react/", {"said": "unsatisfied", "why": ""}), 422
    )
    assert (
        client.post("/open/ask/react/", {"said": "unsatisfied", "why": WHY}).headers["Location"]
        == "/my/case/"
    )
    assert "镇（街道）正在办理" in words(client.get("/my/case/"))
    openness.answer(who.clerk, found.case, answered())
    client.post("/open/ask/react/", {"said": "satisfied"})
    assert objections.of_case(found.case).case.state == "satisfied"
    assert Client().get("/open/ask/react/").headers["Location"] == "/my/"


def test_a_fresh_code_is_given_out_by_the_county_alone(who):
    """Whoever has a code can say that the objector is satisfied."""
    case = raised().case
    for user in (who.cadre, who.clerk):
        assert "发查询码" not in Reader(user).text(f"/cases/{case}/")
        assert Reader(user).post(f"/cases/{case}/code/").status_code == 403
    assert "发查询码" in Reader(who.officer).text(f"/cases/{case}/")
    assert Reader(who.officer).post(f"/cases/{case}/code/").status_code == 200


def test_the_objector_takes_it_back(who):
    found = raised()
    client = opened(found)
    assert "没有人可以要求您撤回" in words(client.get("/open/ask/react/?said=withdraw"))
    client.post("/open/ask/react/", {"said": "withdraw"})
    assert objections.of_case(found.case).case.state == "withdrawn"


def pages(client, case):
    """Every page the village can open about it, the files it may fetch included."""
    fixed = [
        "/inbox/", "/inbox/?tab=late", "/inbox/?tab=waiting", "/cases/", "/cases/watch/?days=1", "/openness/objections/",
        f"/cases/{case}/", f"/cases/{case}/?as_of=2014-09-27", f"/openness/objections/{case}/answer/", "/openness/contacts/",
        f"/cases/?q={NAME}", f"/search/?q={NAME}", f"/cases/{case}/steps/acknowledge/", f"/openness/objections/{case}/who/",
        f"/openness/objections/{case}/said/", "/journal/", "/openness/objections/new/", "/open/ask/statistics/",
    ]  # fmt: skip
    case_page = client.get(f"/cases/{case}/").content.decode()
    linked = re.findall(r'href="(/(?:cases|evidence|openness|notices)/[^"#]*)"', case_page)
    return list(dict.fromkeys([*fixed, *linked]))


def test_no_page_of_the_village_tells_who_objected(who):
    given = openness.register_objection(who.clerk, asked(), scan=(f"{NAME}的信.jpg", photograph()))
    openness.answer(who.cadre, given.case, answered())
    openness.react(objections.of_case(given.case), satisfied=False, why=WHY)
    paper = objections.papers(objections.of_case(given.case))[0]
    with clock.override(NOON + dt.timedelta(days=3)):
        cadre = Reader(who.cadre)
        seen = {}
        for address in [
            *pages(cadre, given.case),
            f"/evidence/{paper.pk}/",
            f"/evidence/{paper.pk}/preview/",
        ]:
            answer = cadre.get(address)
            seen[address] = answer.status_code
            text = (
                answer.content.decode(errors="replace")
                .replace(f"?q={NAME}", "")
                .replace(f'value="{NAME}"', "")
            )
            text = text.replace(f"“{NAME}”", "")
            assert [leak for leak in LEAKS if leak in text and f"q={NAME}" not in address] == [], address
        assert WORDS in cadre.get(f"/cases/{given.case}/").content.decode()
        assert seen[f"/cases/{given.case}/"] == 200
        assert seen["/openness/objections/"] == 200
        assert seen[f"/openness/objections/{given.case}/who/"] == 403
        assert seen[f"/evidence/{paper.pk}/"] in (403, 404)
        assert seen["/journal/"] == 403
        shut = {address for address, status in seen.items() if status != 200}
        assert len(seen) - len(shut) >= 14, sorted(shut)


def test_those_above_see_it_for_a_purpose(who):
    found = raised()
    clerk = Reader(who.clerk)
    assert "看谁提的（须写用途）" in clerk.text(f"/cases/{found.case}/")
    assert NAME not in clerk.text(f"/openness/objections/{found.case}/who/")
    assert "请写明用途" in words(
        clerk.post(f"/openness/objections/{found.case}/who/", {"purpose": "看"}), 422
    )
    shown = clerk.post(f"/openness/objections/{found.case}/who/", {"purpose": "电话核实第 12 行"})
    assert NAME in words(shown)
    assert SECRET in words(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert "看谁提的" not in Reader(who.cadre).text(f"/cases/{found.case}/")


def test_the_village_answers_on_its_page_and_a_second_cadre_is_told(who):
    found = raised()
    address = f"/openness/objections/{found.case}/answer/"
    cadre = Reader(who.cadre)
    assert f'href="{address}"' in cadre.get(f"/cases/{found.case}/").content.decode()
    assert "答复要写明" in words(cadre.post(address, {"outcome": "upheld", "text": "好", "seen": "0"}), 422)
    sent = {"outcome": "upheld", "text": REPLY, "seen": "0"}
    assert cadre.post(address, sent).headers["Location"] == f"/cases/{found.case}/"
    late = Reader(who.cadre2).post(address, sent | {"outcome": "dismissed"})
    assert "您打开页面之后，此案已有新的办理" in words(late, 422)
    assert REPLY in late.content.decode()
    assert Reader(who.far).get(address).status_code == 403
    assert Answer.objects.get().outcome == "upheld"
    said = {"said": "satisfied", "why": "9月27日电话里说满意"}
    assert Reader(who.cadre2).post(f"/openness/objections/{found.case}/said/", said).status_code == 403
    Reader(who.clerk).post(f"/openness/objections/{found.case}/said/", said)
    assert objections.of_case(found.case).case.state == "satisfied"


def test_taken_in_on_paper_the_receipt_is_shown_once(who):
    cadre = Reader(who.cadre)
    file = SimpleUploadedFile("信.jpg", photograph(), "image/jpeg")
    form = STEP2 | {
        "place": BAIHUA,
        "number": "",
        "aspect": "",
        "defect": "fact",
        "channel": "paper",
        "on": "",
        "scan": file,
    }
    wrong = cadre.post("/openness/objections/new/", form | {"words": "不", "scan": ""})
    assert "请写明哪里不对" in words(wrong, 422)
    assert SECRET in wrong.content.decode()
    assert (
        cadre.post("/openness/objections/new/", form).headers["Location"] == "/openness/objections/receipt/"
    )
    assert "YJ-510626-2014-000001" in cadre.text("/openness/objections/receipt/")
    assert cadre.get("/openness/objections/receipt/").status_code == 302
    assert [(row.channel, row.typed_by) for row in Objection.objects.all()] == [("paper", who.cadre)]
    assert Reader(who.leader).get("/openness/objections/new/").status_code == 403


def test_the_list_is_scoped_and_costs_the_same(who):
    raised()
    cadre = Reader(who.cadre)
    assert "YJ-510626-2014-000001" in cadre.text("/openness/objections/")
    assert "没有公开异议" in Reader(who.far).text("/openness/objections/")
    assert "没有公开异议" in cadre.text("/openness/objections/?defect=not_disclosed")
    one = cadre.queries("/openness/objections/")
    for _ in range(4):
        raised(defect="not_notified", where="")
    assert cadre.queries("/openness/objections/") == one
    assert "YJ-510626-2014-000003" in cadre.text("/openness/objections/?defect=not_notified&state=received")


def test_numbers_are_open_to_everybody_and_cost_the_same(who):
    client = Client()
    raised()
    with clock.override(NOON + dt.timedelta(days=30)):
        with CaptureQueriesContext(connection) as one:
            page = words(client.get("/open/ask/statistics/?year=2014"))
        assert "2014年1月1日 至 2014年9月30日 收到的意见： 不足 10，不公布" in page
        for number in range(12):
            openness.object_publicly(asked(), address=f"10.0.0.{number}")
        with CaptureQueriesContext(connection) as many:
            client.get("/open/ask/statistics/?year=2014")
        assert len(one) == len(many)
        assert client.get("/open/en/ask/statistics/?year=1999").status_code == 200


def test_reply_times_and_contacts_have_pages(who):
    officer, cadre = Reader(who.officer), Reader(who.cadre)
    assert "四川省村务公开条例（2009年）第十七条" in officer.text("/openness/objections/times/")
    rule = {
        "who": "upper",
        "days": "10",
        "unit": "calendar",
        "since": "2014-09-26",
        "source": "罗府发〔2014〕9号",
    }
    assert officer.post("/openness/objections/times/", rule).status_code == 302
    assert (ReplyRule.objects.get().county, ReplyRule.objects.get().days) == (LUOJIANG[:6], 10)
    assert cadre.get("/openness/objections/times/").status_code == 403
    form = {
        "place": BAIHUA,
        "name": "何书记",
        "duty": "村务公开",
        "phone": PHONE,
        "hours": "",
        "mailbox": "",
        "order": "0",
    }
    assert "这里登记的会公开" in words(cadre.post("/openness/contacts/", form), 422)
    assert cadre.post("/openness/contacts/", form | {"phone": "0838-3120000"}).status_code == 302
    pk = Contact.objects.get().pk
    assert "何书记" in cadre.text("/openness/contacts/")
    assert cadre.post(f"/openness/contacts/?change={pk}", form | {"phone": "0838-3120001"}).status_code == 302
    assert Contact.objects.get().phone == "0838-3120001"
    assert Reader(who.far).get(f"/openness/contacts/?change={pk}").status_code == 404
    assert Reader(who.far).post(f"/openness/contacts/{pk}/remove/").status_code == 403
    assert cadre.post(f"/openness/contacts/{pk}/remove/").status_code == 302
    assert Contact.objects.count() == 0
