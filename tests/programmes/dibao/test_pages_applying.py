"""The application page: known households come filled in, nothing typed is lost, the computation is shown before it is sent."""

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case
from datong.foundation.people.models import Person
from datong.foundation.people.service import join, settle
from datong.foundation.storage import service as storage
from datong.programmes.dibao import service as dibao
from tests.foundation.access.walk import BAIHUA, SHEHONG_VILLAGE, make_user
from tests.programmes.dibao import road
from tests.programmes.dibao.pages import FORM, Reader, typed, words

pytestmark = pytest.mark.django_db
APPLY = "/dibao/apply/"


@pytest.fixture
def cadre(who):
    return Reader(who.cadre)


def post(reader, **changes):
    return reader.post(APPLY, typed(**changes))


def family(place=BAIHUA):
    """Head, wife and son of the register, whose household is known."""
    rows = [
        Person.objects.create(name=name, sex="男", place_code=place, birth_date=birth)
        for name, birth in (("邓有田", "1958-03-12"), ("陈素芳", "1960-07-02"), ("邓小川", "2001-11-20"))
    ]
    storage.index_names([row.pk for row in rows], [row.name for row in rows])
    home = settle({rows[0].pk: place})[rows[0].pk]
    join([home] * 3, [row.pk for row in rows], ["户主", "妻", "长子"])
    return rows


def test_it_opens_with_one_empty_row_and_says_what_is_done(cadre):
    page = cadre.text(APPLY)
    assert "1 谁申请" in page
    assert "成员 1 姓名" in page
    assert "members-1-" not in cadre.get(APPLY).content.decode()
    assert "已填" not in page


def test_only_village_and_town_may(who):
    assert Reader(who.officer).get(APPLY).status_code == 403
    assert Reader(make_user("reader", Role.AUDITOR)).get(APPLY).status_code == 403
    assert Reader(who.clerk).get(APPLY).status_code == 200


def test_rows_are_added_and_taken_out_without_losing_anything(cadre):
    page = post(cadre, add="income", **{"income__0__amount": "4200"}).content.decode()
    assert 'name="income-4-kind"' in page
    assert 'value="4200"' in page
    assert "必须填写" not in page
    page = post(cadre, remove="income-3").content.decode()
    assert "income-3-" not in page
    assert 'value="4,200.00"' in page
    assert 'value="邓小川"' in page


def test_a_known_person_is_found_by_part_of_the_name_or_by_number(cadre):
    family()
    page = words(post(cadre, do="find", who="有田"))
    assert "邓有田" in page
    assert "百花村 · 3 人家庭 就是他，带出家庭" in page
    assert "您的范围里没有查到" in words(post(cadre, do="find", who="510626195803121236"))


def test_a_known_household_is_filled_in_and_marked(cadre):
    rows = family()
    answer = post(cadre, do=f"take:{rows[0].pk}")
    assert "邓小川 户口簿上：长子 系统已有" in words(answer)
    body = answer.content.decode()
    assert body.count("field-known") == 3
    assert f'name="members-1-id" value="{rows[1].pk}"' in body
    assert 'name="members-1-identity"' not in body.split("<template>")[0]
    assert body.count('<option value="spouse" selected>') == 1
    assert body.count('<option value="child" selected>') == 2  # the son, and the one who owes support


def test_somebody_of_another_place_is_neither_found_nor_taken(cadre):
    rows = family(SHEHONG_VILLAGE)
    assert "您的范围里没有查到" in words(post(cadre, do="find", who="有田"))
    assert "field-known" not in post(cadre, do=f"take:{rows[0].pk}").content.decode()
    forged = {name: value for name, value in FORM.items() if not name.startswith("members-0-")}
    forged |= {"members-0-id": str(rows[0].pk), "members-0-relation": "self", "do": "send"}
    assert cadre.post(APPLY, forged).status_code == 422
    assert Case.objects.count() == 0


def test_the_check_page_computes_and_says_it_is_no_decision(cadre):
    answer = post(cadre, do="check", signed=["n0", "n1"])
    page = words(answer)
    # farming 4,200 - 1,500, casual work 900, support 12 x 50: 4,200 in 12 months, 3 persons: 116.67; standard 2,777 a year: 231.42
    assert "符合条件 每月 413.68 元 测算，不是决定" in page
    assert "人均月收入 116.67 元" in page
    assert "低保标准 231.42 元 低于标准" in page
    assert "这只是测算，不是决定。" in page
    assert "月收入增加 344.25 元以上" in page
    assert 'name="income-3-amount" value="900"' in answer.content.decode()
    assert Case.objects.count() == 0


def test_what_is_missing_is_named_with_its_place(cadre):
    page = words(post(cadre, do="check", **{"members__1__hukou": "", "income__0__amount": None}))
    assert "无法认定" in page
    assert "成员 2 · 陈素芳 没有填写户籍类别" in page
    assert "每月 413.68" not in page


def test_mistakes_stand_at_their_fields_and_everything_is_kept(cadre):
    wrong = {
        "members__0__identity": "510626195803121237",
        "income__0__amount": "四千",
        "income__3__to": "2014-02",
        "household__area": "",
    }
    answer = post(cadre, do="check", **wrong)
    page = words(answer, 422)
    assert "没有提交，请按下面的提示改正；已填的内容还在" in page
    assert "成员 1 · 邓有田 · 身份证号码 第 18 位校验码应为 6，请核对身份证号码。" in page
    assert "收入 1 · 金额（元） 应为数字，最多两位小数" in page
    body = answer.content.decode()
    assert 'value="四千"' in body
    assert 'value="邓小川"' in body
    answer = post(cadre, do="check", **{"income__3__to": "2014-02"})
    assert "收入 2 · 到哪个月 截止月份早于起始月份" in words(answer, 422)


def test_there_is_one_applicant(cadre):
    page = words(post(cadre, do="check", **{"members__1__relation": "self"}), 422)
    assert "请指定一名申请人" in page


def test_it_is_handed_in_once_with_consents_and_a_code(who, cadre):
    answer = post(cadre, do="send", signed=["n0", "n1"])
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.number, case.state, case.place_code, case.label) == (
        "DB-510626-2014-000001",
        "submitted",
        BAIHUA,
        "邓有田",
    )
    assert dibao.unsigned(case) == {}
    assert dibao.assessment_of(case).amount == 41_368
    receipt = cadre.get(answer["Location"])
    page = words(receipt)
    code = page.partition("查询码 ")[2][:11]
    assert casework.open_with_code(case.number, code)[0] == case
    assert "no-store" in receipt["Cache-Control"]
    assert "查询码已经显示过" in cadre.text(answer["Location"])
    again = post(cadre, do="send")
    assert "这个家庭在本项工作中已有未办结的办件" in words(again, 422)
    assert Case.objects.count() == 1


def test_a_name_that_does_not_fit_the_number_is_told_at_the_number(cadre):
    post(cadre, do="send")
    Case.objects.get()
    page = words(post(cadre, do="send", **{"members__1__name": "陈素芬"}), 422)
    assert "成员 2 · 陈素芬 · 身份证号码 名册里这个号码的姓名与所填姓名不同" in page


def test_the_page_costs_the_same_however_many_rows(cadre):
    cadre.get(APPLY)
    before = cadre.queries(APPLY)
    for number in range(5):
        Person.objects.create(name=f"何{number}", place_code=BAIHUA)
    assert cadre.queries(APPLY) == before


def test_a_receipt_of_another_county_is_shut(who):
    case = road.applied(who)
    stranger = make_user("far", Role.TOWN_CLERK, "510922101000")
    assert Reader(stranger).get(f"/dibao/cases/{case.pk}/applied/").status_code == 403
