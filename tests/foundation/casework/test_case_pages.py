"""The case page and the forms of its steps: who sees what, what is refused, and that nothing typed is lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Decision, Event, Look
from datong.foundation.casework.service import Move, Raised
from datong.foundation.notices import service as notices
from tests.foundation.access.walk import SHEHONG, make_user
from tests.foundation.casework import toy
from tests.foundation.casework.reading import Reader, hidden, many, words

pytestmark = pytest.mark.django_db
WHY = "鱼塘占用基本农田，航拍图和村委会证明均可证实，依办法不予许可。"


@pytest.fixture
def ready(who, to_day):
    """A case that waits for the county's decision, on 2014-09-29."""
    case = toy.walk_to(who, toy.opened(who), "posted")
    to_day("2014-09-29")
    return casework.take(who.clerk, case.pk, Move("close_posting", note="公示期间无异议"))


@pytest.fixture
def warned(who, ready, to_day):
    """A case whose withdrawal was decided on 2014-10-08."""
    case = casework.take(who.officer, ready.pk, Move("grant", ruling=toy.ruling(amount=21_250)))
    to_day("2014-10-08")
    return casework.take(who.officer, case.pk, Move("warn", ruling=toy.ruling(article="办法第五条")))


def test_the_page_tells_the_whole_case(who, warned):
    page = Reader(who.officer2).text(f"/cases/{warned.pk}/")
    assert "YT-510626-2014-000001 拟收回" in page
    assert "现在可以办 不再收回 可以办，不是必须 收回 告知书还没有送达，请先登记送达。" in page
    assert "准予 2014-09-29 经入户核实，鱼塘位于自家承包地内" in page
    assert "金额 212.50 元" in page
    assert "决定人 toy-officer的姓名 职权 罗江县县级部门专干 依据 办法第四条" in page
    assert "依据的数据（1 项） 项目 值 来源 日期 面积 半亩 现场勘查 2014-09-16" in page
    assert "2014-09-29 公示期满 待决定 toy-clerk的姓名 · 调元镇镇经办人 · 网页" in page
    assert "公示期间无异议" in page
    assert "告知书 T-510626-2014-000001 还没有送达" in page
    assert "邓有田 户主" in page
    assert "邓小满 之女" in page


def test_both_norms_of_a_posting_are_shown(who):
    case = toy.walk_to(who, toy.opened(who), "posted")
    page = Reader(who.clerk).text(f"/cases/{case.pk}/")
    # seven days from 09-15: 09-22; seven working days: 09-24, which binds
    assert "公示期满 必须满的期间 7 日（办法第三条）；7 个工作日（目录） · 按较晚的一天 满 2014-09-24" in page
    assert "另一规定 2014-09-22" in page


def test_outsiders_do_not_see_it(who, warned):
    stranger = make_user("far", Role.COUNTY_OFFICER, SHEHONG)
    for address in (f"/cases/{warned.pk}/", f"/cases/{warned.pk}/steps/keep/", f"/cases/{warned.pk}/object/"):
        assert Reader(stranger).get(address).status_code == 403
    assert Reader(stranger).get("/cases/999999/").status_code == 404
    assert "邓有田" not in Reader(stranger).text("/cases/")
    assert Look.objects.count() == 0


def test_a_step_of_another_desk_is_refused(who, ready):
    assert Reader(who.clerk).get(f"/cases/{ready.pk}/steps/grant/").status_code == 403
    assert Reader(who.officer).get(f"/cases/{ready.pk}/steps/no-such/").status_code == 404


def test_looking_is_kept_once_a_day(who, ready):
    for _ in range(2):
        Reader(who.leader).get(f"/cases/{ready.pk}/")
    [look] = Look.objects.all()
    assert (look.user, look.day) == (who.leader, dt.date(2014, 9, 29))


def test_the_page_costs_the_same_however_long_the_history(who, ready):
    reader = Reader(who.officer)
    reader.get(f"/cases/{ready.pk}/")
    before = reader.queries(f"/cases/{ready.pk}/")
    for number in range(30):
        Event.objects.create(
            case=ready, number=100 + number, on=dt.date(2014, 9, 29), at=ready.moved_at, step="survey",
            after="ready", actor=who.clerk2, door="page",
        )  # fmt: skip
    assert reader.queries(f"/cases/{ready.pk}/") == before


def test_as_it_stood_on_a_day(who, warned, to_day):
    to_day("2014-10-09")
    page = Reader(who.officer).text(f"/cases/{warned.pk}/?as_of=2014-09-29")
    assert "这是 2014年9月29日 当日的情况" in page
    assert "YT-510626-2014-000001 使用中" in page
    assert "准予 2014-09-29" in page
    assert "拟收回" not in page
    assert "现在可以办" not in page
    page = Reader(who.officer).text(f"/cases/{warned.pk}/?as_of=2014-09-20")
    assert "YT-510626-2014-000001 公示中" in page
    assert "还没有决定" in page
    assert "尚未立案" in Reader(who.officer).text(f"/cases/{warned.pk}/?as_of=2014-09-01")
    assert "拟收回" in Reader(who.officer).text(f"/cases/{warned.pk}/?as_of=never")


def test_a_step_goes(who):
    case = toy.opened(who)
    clerk = Reader(who.clerk)
    form = clerk.text(f"/cases/{case.pk}/steps/accept/")
    assert "现在 登记 办后 已受理 依据 办法第一条" in form
    sent = clerk.post(f"/cases/{case.pk}/steps/accept/", {"note": "材料齐全", "seen": "0"}, follow=True)
    assert "已办理：受理" in words(sent)
    case.refresh_from_db()
    assert (case.state, case.moves) == ("accepted", 1)
    assert Event.objects.get(case=case, step="accept").note == "材料齐全"


def ruled(ready, **changes):
    fields = {
        "reasons": WHY,
        "article": "办法第四条",
        "facts": "占用三分",
        "kin_declared": "on",
        "seen": str(ready.moves),
    }
    return fields | changes


def test_nothing_of_the_reasons_is_filled_in_beforehand(who, ready):
    page = Reader(who.officer).get(f"/cases/{ready.pk}/steps/grant/").content.decode()
    assert '<textarea name="reasons" cols="40" rows="6" data-least="20"' in page
    assert 'value="办法第四条"' in page
    assert toy.REASONS not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reasons": "同意"}, "理由太短：请用自己的话写明事实和依据，至少 20 个字（现在 2 个）。"),
        ({"article": ""}, "请写明依据的条文。"),
        ({"kin_declared": ""}, "请确认您与申请家庭不是同一家庭、也没有近亲属关系。"),
        ({"amount": "二百"}, "金额应为数字，例如 212.50。"),
        ({"amount": "1.005"}, "金额最多两位小数"),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(who, ready, changes, sentence):
    answer = Reader(who.officer).post(f"/cases/{ready.pk}/steps/grant/", ruled(ready, **changes))
    assert sentence in words(answer, 422)
    page = answer.content.decode()
    assert changes.get("reasons", WHY) in page
    assert "占用三分" in page
    assert Decision.objects.count() == 0


def test_an_adverse_decision_is_shown_once_more_before_it_is_sent(who, ready):
    officer = Reader(who.officer)
    opened = hidden(officer.get(f"/cases/{ready.pk}/steps/refuse/"), "opened")
    check = officer.post(f"/cases/{ready.pk}/steps/refuse/", ruled(ready, opened=opened))
    assert "还没有提交。请逐项核对" in words(check)
    assert WHY in words(check)
    assert Decision.objects.count() == 0
    back = officer.post(f"/cases/{ready.pk}/steps/refuse/", ruled(ready, opened=opened, edit="1"))
    assert WHY in words(back)
    assert Decision.objects.count() == 0
    officer.post(f"/cases/{ready.pk}/steps/refuse/", ruled(ready, opened=opened, sure="1"))
    decision = Decision.objects.get()
    assert (decision.reasons, decision.effect, decision.seconds) == (WHY, "refuse", 0)


def test_a_forged_or_foreign_mark_measures_nothing(who, ready):
    opened = hidden(Reader(who.officer2).get(f"/cases/{ready.pk}/steps/grant/"), "opened")
    Reader(who.officer).post(
        f"/cases/{ready.pk}/steps/grant/", ruled(ready, opened=opened, amount="1,234.50")
    )
    decision = Decision.objects.get()
    assert (decision.seconds, decision.amount) == (None, 123_450)


def test_whoever_comes_second_sees_what_is_new_and_keeps_the_text(who):
    case = toy.opened(who)
    second = Reader(who.clerk2)
    casework.take(who.clerk, case.pk, Move("accept", note="第一位先受理了"))
    answer = second.post(f"/cases/{case.pk}/steps/survey/", {"note": "我写的说明", "seen": "0"})
    page = words(answer, 422)
    assert "您打开页面之后，此案已有新的办理。" in page
    assert "您打开页面之后的新情况 受理 2014-09-15 toy-clerk的姓名" in page
    assert "我写的说明" in page
    assert hidden(answer, "seen") == "1"
    second.post(f"/cases/{case.pk}/steps/survey/", {"note": "我写的说明", "seen": "1"})
    assert Case.objects.get(pk=case.pk).state == "surveyed"


def test_the_list_finds_by_number_and_by_name(who, ready):
    officer = Reader(who.officer)
    for query in (
        "",
        "q=YT-510626-2014",
        "q=邓有田",
        "state=dibao/ready",
        "standing=open",
        "place=510626106000",
    ):
        assert "邓有田 待决定" in officer.text(f"/cases/?{query}"), query
    for query in ("q=DB-", "q=何不识", "state=dibao/draft", "standing=closed", "place=510626100000"):
        assert "没有符合条件的办件" in officer.text(f"/cases/?{query}"), query


def test_the_list_costs_the_same_for_one_and_thirty(who, ready):
    officer = Reader(who.officer)
    officer.get("/cases/")
    one = officer.queries("/cases/")
    many(ready, 29)
    assert officer.queries("/cases/") == one
    assert "办件 30 件" in officer.text("/cases/")


def test_the_clock_is_stopped_started_and_extended_on_pages(who, to_day):
    case = casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    clerk = Reader(who.clerk)
    assert "专家评审（行政许可法第四十五条）" in clerk.text(f"/cases/{case.pk}/stop/")
    assert clerk.post(f"/cases/{case.pk}/stop/", {"reason": ""}).status_code == 422
    clerk.post(f"/cases/{case.pk}/stop/", {"reason": "experts", "note": "请水利专家看塘基"})
    page = clerk.text(f"/cases/{case.pk}/")
    assert "期限已中止" in page
    assert "中止 专家评审（行政许可法第四十五条）2014-09-15 – 至今 toy-clerk的姓名 · 请水利专家看塘基" in page
    to_day("2014-09-17")
    clerk.post(f"/cases/{case.pk}/go-on/", {})
    # ten working days from 09-15, two of them stopped: 09-28 is the tenth, 09-30 the twelfth
    assert "还剩 10 个工作日（9月30日止）" in clerk.text(f"/cases/{case.pk}/")
    deadline = case.deadlines.get(key="survey")
    assert "可延长 5 个工作日 依据 办法第二第二款条" in clerk.text(f"/cases/deadlines/{deadline.pk}/extend/")
    clerk.post(f"/cases/deadlines/{deadline.pk}/extend/", {"why": "等专家书面意见"})
    assert "已延长" in clerk.text(f"/cases/{case.pk}/")
    twice = clerk.post(f"/cases/deadlines/{deadline.pk}/extend/", {"why": "再等一等"})
    assert "已经延长过一次" in words(twice, 422)


def test_a_delivery_is_recorded_and_a_failed_try_too(who, warned, to_day):
    to_day("2014-10-09")
    letter = notices.notices_of(casework.target(warned)).get()
    address = f"/cases/{warned.pk}/letters/{letter.pk}/deliver/"
    clerk = Reader(who.clerk)
    clerk.post(address, {"failed": "on", "channel": "visit", "why": "家中无人"})
    assert "没有送到 家中无人" in clerk.text(f"/cases/{warned.pk}/")
    lacking = clerk.post(address, {"channel": "handed", "receiver": "", "proof": "本人签收"})
    assert "请填写由谁收到。" in words(lacking, 422)
    assert "本人签收" in lacking.content.decode()
    clerk.post(address, {"channel": "handed", "receiver": "邓有田", "proof": "本人签收"})
    page = clerk.text(f"/cases/{warned.pk}/")
    assert "已送达 2014-10-09" in page
    assert "满 2014-10-20" in page
    assert clerk.get(f"/cases/{warned.pk}/letters/999999/deliver/").status_code == 404


def test_the_objectors_name_is_hidden_from_whoever_took_part(who, warned):
    raised = Raised("我家的鱼塘一直在用。", "villager", "paper", by_name="何不识", contact="村口小卖部")
    row = casework.object_to(who.cadre, warned.pk, raised)
    for user in (who.officer, who.clerk):  # decided; surveyed
        page = Reader(user).text(f"/cases/{warned.pk}/")
        assert "我家的鱼塘一直在用。" in page
        assert "提出人姓名不对办案人员公开" in page
        assert "何不识" not in page
        assert "小卖部" not in page
    assert "何不识 村口小卖部" in Reader(who.reviewer).text(f"/cases/{warned.pk}/")
    assert "何不识" not in Reader(who.reviewer).text(f"/cases/objections/{row.pk}/answer/")


def test_an_objection_is_typed_in_answered_and_withdrawn_on_pages(who, warned):
    cadre, reviewer = Reader(who.cadre), Reader(who.reviewer)
    fields = {
        "kind": "stop",
        "text": "鱼塘在用",
        "capacity": "applicant",
        "channel": "visit",
        "by_name": "邓有田",
    }
    short = cadre.post(f"/cases/{warned.pk}/object/", fields | {"text": "不服"})
    assert "请写明对什么有异议。" in words(short, 422)
    cadre.post(f"/cases/{warned.pk}/object/", fields | {"text": "鱼塘一直在用"})
    row = warned.objections.get()
    assert (row.typed_by, row.channel, row.text) == (who.cadre, "visit", "鱼塘一直在用")
    answer = {"outcome": "dismissed", "reasons": "太短", "article": "办法第八条"}
    assert "理由太短" in words(reviewer.post(f"/cases/objections/{row.pk}/answer/", answer), 422)
    assert Reader(who.clerk).get(f"/cases/objections/{row.pk}/answer/").status_code == 403
    own = Reader(who.officer).post(f"/cases/objections/{row.pk}/answer/", answer | {"reasons": WHY})
    assert "由作出决定的人和单位以外的人答复" in words(own, 422)
    reviewer.post(f"/cases/objections/{row.pk}/answer/", answer | {"reasons": WHY})
    row.refresh_from_db()
    assert (row.state, row.outcome, row.answered_by) == ("answered", "dismissed", who.reviewer)
    cadre.post(f"/cases/{warned.pk}/object/", fields | {"text": "我再说一次"})
    again = warned.objections.exclude(pk=row.pk).get()
    cadre.post(f"/cases/objections/{again.pk}/acknowledge/")
    cadre.post(f"/cases/objections/{again.pk}/withdraw/", {"why": "本人到村委会说不再提"})
    again.refresh_from_db()
    assert (again.state, again.acknowledged_on) == ("withdrawn", dt.date(2014, 10, 8))


def test_a_paper_is_kept(who, ready):
    clerk = Reader(who.clerk)
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 20)
    assert clerk.post(f"/cases/{ready.pk}/papers/", {"kind": "other", "file": bad}).status_code == 422
    good = SimpleUploadedFile("说明.txt", "塘基稳固".encode())
    clerk.post(f"/cases/{ready.pk}/papers/", {"kind": "other", "file": good})
    assert "其他材料 说明.txt toy-clerk的姓名 2014-09-29" in clerk.text(f"/cases/{ready.pk}/")
    assert Reader(who.leader).get(f"/cases/{ready.pk}/papers/").status_code == 403
