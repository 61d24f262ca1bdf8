"""The desk: the queue, the evidence card, telling and hearing, deciding, a batch, controls, figures, the export."""

import datetime as dt
import json
import re
from io import BytesIO
from typing import Any

import pytest
import python_calamine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.models import User
from datong.foundation.casework.service import Case
from datong.foundation.evidence.models import Item
from datong.foundation.journal.service import Entry
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import BatchCause, Control, Hit, Reply, Verdict
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA
from tests.foundation.evidence.files import photograph
from tests.foundation.reviews.scene import (
    ARTICLE,
    CHEN,
    DENG,
    PROVED,
    REASONS,
    TODAY,
    Scene,
    planted,
    said,
    told,
    vehicles,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CAUSE = "这份名单是二〇一二年的，此后没有更新过，车辆多已过户。"
GOES_ON = "待遇照常发放"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def get(user: User, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = as_(user).get(reverse(name, args=args), query)
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def post(user: User, name: str, *args: object, query: str = "", **typed: object) -> Any:
    return as_(user).post(reverse(name, args=args) + query, typed)


def names_in(page: str) -> list[str]:
    """Names of persons of the scene (not of heads of households) in the order in which a page says them first."""
    return list(dict.fromkeys(re.findall(r">(邓有田|陈素芳|邓小川|王大山)<", page)))


def test_the_oldest_deadline_comes_first(scene: Scene) -> None:
    first, second, third = planted(scene, ["陈素芳", "邓小川", "邓有田"])
    Hit.objects.filter(pk=second.pk).update(reply_until="2014-09-30")
    Hit.objects.filter(pk=third.pk).update(reply_until="2014-09-20")
    page = get(scene.clerk, "reviews")
    assert names_in(page) == ["邓有田", "邓小川", "陈素芳"]
    assert "答复期已过（9月20日止）" in page
    assert "答复期还有 3 个工作日（9月30日止）" in page  # Sunday the 28th was worked
    assert names_in(get(scene.clerk, "reviews", sort="-found"))[0] == "邓有田"
    assert first.reply_until is None


def test_the_queue_is_narrowed_and_counted(scene: Scene) -> None:
    source = vehicles(scene)
    planted(scene, ["邓有田"], source=source)
    planted(scene, ["陈素芳"], source=source, eligible=True, before=60_000, after=50_000)
    (settled,) = planted(scene, ["邓小川"], source=source, eligible=None, after=None, kind="fuzzy")
    planted(scene, ["王大山"], source=source)
    reviews.decide(scene.clerk, settled.pk, "explain", said())
    page = get(scene.officer, "reviews")
    assert [f'digits">{count}<' in page for count in (3, 1, 0)] == [True, True, True]
    assert names_in(get(scene.officer, "reviews", effect="loses")) == ["邓有田", "王大山"]
    assert names_in(get(scene.officer, "reviews", effect="less")) == ["陈素芳"]
    assert names_in(get(scene.officer, "reviews", state="explained", kind="fuzzy")) == ["邓小川"]
    assert names_in(get(scene.officer, "reviews", state="all", place="510626106000")) == [
        "邓有田", "陈素芳", "邓小川",
    ]  # fmt: skip
    assert names_in(get(scene.officer, "reviews", stage="untold", source=source.pk)) == [
        "邓有田", "王大山", "陈素芳",
    ]  # fmt: skip
    assert names_in(get(scene.clerk, "reviews")) == ["邓有田", "陈素芳"]
    assert "没有符合条件的线索" in get(scene.clerk, "reviews", stage="ready")
    nonsense = {
        "source": "x",
        "place": "1'",
        "kind": "?",
        "effect": "all",
        "sort": "-",
        "state": "no",
        "page": "z",
    }
    assert names_in(get(scene.clerk, "reviews", **nonsense)) == ["邓有田", "陈素芳"]


def test_each_stage_is_one_of_four(scene: Scene) -> None:
    one, two, three, four = planted(scene, ["邓有田", "邓小川", "王大山", "陈素芳"])
    Hit.objects.filter(pk=two.pk).update(notice=told(scene, one).notice)
    for stage, expected in (
        ("untold", ["陈素芳", "王大山"]),
        ("undelivered", ["邓小川"]),
        ("waiting", ["邓有田"]),
    ):
        assert sorted(names_in(get(scene.officer, "reviews", stage=stage))) == sorted(expected), stage
    reviews.reply(scene.clerk, four.pk, "不是我的车。", on=TODAY)
    assert names_in(get(scene.officer, "reviews", stage="ready")) == ["陈素芳"]
    assert names_in(get(scene.officer, "reviews", stage="untold")) == [three.person.name]


def test_an_empty_queue_says_what_to_do(scene: Scene) -> None:
    page = get(scene.clerk, "reviews")
    assert "没有待核实的线索" in page
    assert "收到部门名单、开展一次核对之后" in page
    assert "还没有线索" in get(scene.leader, "reviews_figures")
    assert "还没有抽过" in get(scene.clerk, "reviews_controls")
    assert "没有要请来源单位更正的行" in get(scene.officer, "reviews_export")
    assert "没有待核实的线索" in get(scene.clerk, "reviews_batch")


def queries(user: User, name: str, *args: object, query: str = "") -> int:
    client = as_(user)
    client.get(reverse(name, args=args) + query)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(name, args=args) + query).status_code == 200
    return len(found)


def test_many_rows_cost_as_many_queries_as_one(scene: Scene) -> None:
    source = vehicles(scene)
    (hit,) = planted(scene, ["邓有田"], source=source)
    control = Control.objects.create(run=hit.run, person_id=hit.person_id, place_code=hit.place_code)
    asked = (
        ("reviews", ""), ("reviews", "?stage=untold"), ("reviews_batch", ""), ("reviews_batch", f"?source={source.pk}"),
        ("reviews_controls", ""), ("reviews_figures", ""),
    )  # fmt: skip
    few = [queries(scene.officer, name, query=query) for name, query in asked]
    for name in ("陈素芳", "邓小川", "王大山", "邓有田") * 4:
        planted(scene, [name], source=source)
    for run in {each.run_id for each in Hit.objects.all()} - {hit.run_id}:
        Control.objects.create(run_id=run, person_id=control.person_id, place_code=control.place_code)
    assert [queries(scene.officer, name, query=query) for name, query in asked] == few


def test_the_card_says_all_a_decider_needs(scene: Scene) -> None:
    (hit,) = planted(scene)
    page = get(scene.clerk, "reviews_hit", hit.pk)
    for words in (
        "线索只是问题，不是结论", GOES_ON, "身份证号码 18 位完全相同。", "罗江县公安局交警大队", "社会救助暂行办法 第五十八条",
        "2014-08-31（26 天前）", "在时效内（90 天）", "川FA1234", "35,000.00 元", "如果属实，这一户不再符合条件", "600.00",
        "每月少 600.00 元", "有机动车", "还没有告知这一户", "告知这一户", "把握 100.0%，公布的门槛 95.0%。",
    ):  # fmt: skip
        assert words in page, words
    assert DENG not in page
    assert "5106" in page
    assert [word for word in ("骗", "嫌疑", "违规") if word in page] == []


def test_an_inference_shows_its_probability_and_the_threshold(scene: Scene) -> None:
    (hit,) = planted(
        scene, kind="fuzzy", probability=0.912, below=True, eligible=None, before=None, after=None
    )
    page = get(scene.clerk, "reviews_hit", hit.pk)
    assert "把握 91.2%，公布的门槛 95.0%。" in page
    assert "低于门槛，只是线索。" in page
    assert "没有另外一项证据不能认定属实" in page
    assert "91.2%，低于门槛" in get(scene.clerk, "reviews")
    assert 'name="second_proof"' in get(scene.clerk, "reviews_decide", hit.pk, "confirm")


def test_what_differs_is_marked_by_a_word(scene: Scene) -> None:
    (hit,) = planted(scene)
    Hit.objects.filter(pk=hit.pk).update(row=json.dumps({"id": CHEN, "name": "邓有添"}))
    page = get(scene.clerk, "reviews_hit", hit.pk)
    assert page.count('class="pair-differs"') == 3  # number, name, and the sex the number tells
    assert page.count("不同</td>") == 3
    assert CHEN not in page


def test_near_relatives_are_two_people(scene: Scene) -> None:
    """Nobody marks as differing what belongs to two people."""
    (hit,) = planted(scene, kind="kinship")
    Hit.objects.filter(pk=hit.pk).update(
        row=json.dumps({"name": "王大山", "role": "村民委员会"}, ensure_ascii=False)
    )
    page = get(scene.clerk, "reviews_hit", hit.pk)
    assert (page.count("是两个人，不作比较"), 'class="pair-differs"' in page) == (1, False)


def test_a_town_and_a_village_of_it_agree_as_far_as_they_go(scene: Scene) -> None:
    (hit,) = planted(scene)
    for record, place in (("ours", "调元镇百花村"), ("row", "罗江县调元镇")):
        known = json.loads(getattr(hit, record)) | {"place": place}
        Hit.objects.filter(pk=hit.pk).update(**{record: json.dumps(known, ensure_ascii=False)})
    page = get(scene.clerk, "reviews_hit", hit.pk)
    assert (page.count("相符，写得粗细不同"), 'class="pair-differs"' in page) == (1, False)


def test_destroyed_records_leave_the_decision(scene: Scene) -> None:
    (hit,) = planted(scene)
    reviews.decide(scene.clerk, hit.pk, "dismiss", said())
    Hit.objects.filter(pk=hit.pk).update(row=None, ours=None)
    page = get(scene.clerk, "reviews_hit", hit.pk)
    assert "两边的记录已销毁" in page
    assert REASONS in page
    assert "川FA1234" not in page


def test_told_delivered_heard_explained(scene: Scene) -> None:
    one, other = planted(scene, ["邓有田", "陈素芳"])
    form = get(scene.clerk, "reviews_tell", one.pk)
    assert form.count('name="hits"') == 2
    sent = post(scene.clerk, "reviews_tell", one.pk, hits=[one.pk, other.pk], lang="zh")
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/reviews/hits/{one.pk}/")
    letter = Hit.objects.get(pk=one.pk).notice
    assert letter is not None
    assert Hit.objects.get(pk=other.pk).notice == letter
    assert f"/notices/{letter.pk}.pdf" in get(scene.clerk, "reviews_hit", one.pk)
    assert "告知书还没有送达凭证" in get(scene.clerk, "reviews_hit", one.pk)

    wrong = post(scene.clerk, "reviews_delivery", one.pk, channel="visit", on="2014-09-30", receiver="邓有田")
    assert wrong.status_code == 422
    assert 'value="邓有田"' in wrong.content.decode()
    assert (
        post(
            scene.clerk, "reviews_delivery", one.pk, channel="visit", receiver="邓有田", proof="签收"
        ).status_code
        == 302
    )
    assert "答复期还有" in get(scene.clerk, "reviews_hit", one.pk)

    words, paper = "车卖给表弟了，有协议。", BytesIO(photograph())
    paper.name = "协议.jpg"
    assert post(scene.clerk, "reviews_answer", one.pk, text=words, paper=paper).status_code == 302
    assert Reply.objects.get().text == words
    assert Item.objects.get().target == f"reviews.Hit:{one.pk}"
    page = get(scene.clerk, "reviews_hit", one.pk)
    assert words in page
    assert "协议.jpg" in page

    typed = {
        "reasons": REASONS,
        "article": ARTICLE,
        "ground": "stale",
        "kin_declared": "on",
        "seen": "to_verify",
    }
    assert post(scene.clerk, "reviews_decide", one.pk, "explain", **typed).status_code == 302
    page = get(scene.clerk, "reviews_hit", one.pk)
    assert "已说明" in page
    assert REASONS in page
    assert "来源信息已过时 · 依据：社会救助暂行办法第五十八条" in page
    assert Item.objects.get().closed_on == TODAY
    typed = {"reasons": PROVED, "article": ARTICLE, "kin_declared": "on", "seen": "explained"}
    assert post(scene.second, "reviews_decide", one.pk, "reopen", **typed).status_code == 302
    assert Item.objects.get().closed_on is None


def test_a_letter_is_not_sent_about_nothing(scene: Scene) -> None:
    (hit,) = planted(scene)
    answer = post(scene.clerk, "reviews_tell", hit.pk, lang="zh")
    assert answer.status_code == 422
    assert "请至少选一条线索。" in answer.content.decode()
    scene.limit = None
    answer = post(scene.clerk, "reviews_tell", hit.pk, hits=[hit.pk], lang="zh")
    assert "县里也还没有设定" in answer.content.decode()
    answer = post(scene.clerk, "reviews_delivery", hit.pk, channel="visit", receiver="邓有田", proof="签收")
    assert "还没有告知这一户" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reasons": "不是他的"}, "理由太短：请用自己的话写明事实和依据，至少 20 个字（现在 4 个）。"),
        ({"reasons": ""}, "请用自己的话写明理由。"),
        ({"article": ""}, "请写明依据的文件和条款。"),
        ({"ground": ""}, "请选择不影响保障的原因。"),
        ({"ground": "gossip"}, "gossip"),
        ({"kin_declared": ""}, "请申明没有近亲属关系"),
        ({"seen": "confirmed"}, "这条线索刚被别人办理过"),
    ],
)
def test_what_was_typed_stays(scene: Scene, changes: dict[str, str], sentence: str) -> None:
    (hit,) = planted(scene)
    typed = {
        "reasons": REASONS,
        "article": ARTICLE,
        "ground": "stale",
        "kin_declared": "on",
        "seen": "to_verify",
    }
    answer = post(scene.clerk, "reviews_decide", hit.pk, "dismiss", **{**typed, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert ({**typed, **changes}["reasons"] or "textarea") in page
    assert GOES_ON in page
    assert Verdict.objects.count() == 0


def test_who_ran_it_sees_that_somebody_else_confirms(scene: Scene) -> None:
    (hit,) = planted(scene)
    told(scene, hit)
    reviews.reply(scene.clerk, hit.pk, "是我的。", on=TODAY)
    assert "核对是您开展的，认定属实须由另一个人。" in get(scene.officer, "reviews_hit", hit.pk)
    typed = {"reasons": PROVED, "article": ARTICLE, "kin_declared": "on", "seen": "to_verify"}
    answer = post(scene.officer, "reviews_decide", hit.pk, "confirm", **typed)
    assert answer.status_code == 422
    assert "核对是您开展的" in answer.content.decode()
    assert post(scene.second, "reviews_decide", hit.pk, "confirm", **typed).status_code == 302
    assert "上次是您核实的" in get(scene.second, "reviews_hit", hit.pk)
    assert "启动复核" in get(scene.clerk, "reviews_hit", hit.pk)
    assert post(scene.clerk, "reviews_check", hit.pk, note="").status_code == 422
    assert post(scene.clerk, "reviews_check", hit.pk, note="查清车辆现在由谁使用。").status_code == 302
    assert "T-1" in get(scene.auditor, "reviews_hit", hit.pk)
    again = post(scene.clerk, "reviews_check", hit.pk, note="查清车辆现在由谁使用。")
    assert "已经启动复核，办件编号 T-1" in again.content.decode()


def test_the_time_spent_with_the_evidence_is_kept(scene: Scene) -> None:
    (hit,) = planted(scene)
    client = as_(scene.clerk)
    page = client.get(reverse("reviews_decide", args=[hit.pk, "dismiss"])).content.decode()
    opened = page.split('name="opened" value="')[1].split('"')[0]
    typed = {
        "reasons": REASONS,
        "article": ARTICLE,
        "ground": "stale",
        "kin_declared": "on",
        "opened": opened,
    }
    assert client.post(reverse("reviews_decide", args=[hit.pk, "dismiss"]), typed).status_code == 302
    assert Verdict.objects.get().seconds == 0


def test_a_step_that_cannot_follow_is_refused_in_words(scene: Scene) -> None:
    (hit,) = planted(scene)
    assert as_(scene.clerk).get(reverse("reviews_decide", args=[hit.pk, "stop"])).status_code == 404
    typed = {"reasons": REASONS, "article": ARTICLE, "kin_declared": "on"}
    answer = post(scene.clerk, "reviews_decide", hit.pk, "reopen", **typed)
    assert answer.status_code == 422
    assert "线索现在是“待核实”" in answer.content.decode()


def batch(scene: Scene, source: int, **changes: object) -> Any:
    found = Hit.objects.filter(source=source, state="to_verify", place_code__startswith="510626106")
    typed = {
        "step": "dismiss", "ground": "stale", "cause": CAUSE, "reasons": REASONS, "article": ARTICLE, "kin_declared": "on",
        "count": found.count(), "upto": max(found.values_list("pk", flat=True), default=0),
    }  # fmt: skip
    return post(scene.clerk, "reviews_batch", query=f"?source={source}", **{**typed, **changes})


def test_one_cause_explains_many_after_a_look_at_all(scene: Scene) -> None:
    source = vehicles(scene)
    planted(scene, ["邓有田", "陈素芳", "邓小川", "王大山"], source=source)
    page = get(scene.clerk, "reviews_batch", source=source.pk)
    assert sorted(names_in(page)) == sorted(["邓有田", "陈素芳", "邓小川"])
    assert 'value="confirm"' not in page
    page = batch(scene, source.pk).content.decode()
    assert "还没有提交" in page
    assert "确认，记录 3 条" in page
    assert Verdict.objects.count() == 0
    assert CAUSE in batch(scene, source.pk, edit="1").content.decode()
    assert batch(scene, source.pk, sure="1").status_code == 302
    assert (BatchCause.objects.get().cause, Verdict.objects.count()) == (CAUSE, 3)
    assert Hit.objects.get(person__name="王大山").state == "to_verify"


@pytest.mark.parametrize("many", [False, True])
def test_whoever_decides_hears_that_the_source_was_switched_off_by_it(scene: Scene, many: bool) -> None:
    """The 30th decision, none of them confirmed: by itself on the card, or the last in a batch of 30."""
    source = vehicles(scene)
    rows = planted(scene, ["邓有田"] * 30, source=source)
    if many:
        sent = batch(scene, source.pk, sure="1")
    else:
        reviews.explain_many(scene.second, [row.pk for row in rows[:29]], "dismiss", CAUSE, said())
        typed = {"reasons": REASONS, "article": ARTICLE, "ground": "stale", "kin_declared": "on"}
        sent = post(scene.clerk, "reviews_decide", rows[29].pk, "dismiss", **typed)
    page = sent.client.get(sent["Location"]).content.decode()
    assert "来源“机动车登记”随之自动停用：已核实 30 条，属实 0 条，不到一半。" in page
    assert "告知罗江县公安局交警大队的文书已写好。" in page
    assert f'<a href="/reviews/sources/{source.pk}/">看这个来源</a>' in page
    assert "随之自动停用" not in sent.client.get(sent["Location"]).content.decode(), "said once"


def test_a_batch_refuses_what_changed_meanwhile_and_what_is_against_the_household(scene: Scene) -> None:
    source = vehicles(scene)
    planted(scene, ["邓有田", "陈素芳"], source=source)
    changed = batch(scene, source.pk, count=1, sure="1")
    assert changed.status_code == 422
    assert "页面上是 1 条，现在是 2 条" in changed.content.decode()
    for changes in ({"step": "confirm"}, {"cause": "旧"}, {"reasons": ""}, {"kin_declared": ""}):
        assert batch(scene, source.pk, sure="1", **changes).status_code == 422, changes
    assert batch(scene, 999_999, sure="1").status_code == 422
    assert (Verdict.objects.count(), BatchCause.objects.count()) == (0, 0)


def test_a_control_is_recorded_and_counted(scene: Scene) -> None:
    (hit,) = planted(scene)
    drawn = [
        Control.objects.create(run=hit.run, person_id=scene.persons[name], place_code=hit.place_code)
        for name in ("邓小川", "陈素芳")
    ]
    assert "抽中 2 人，还没有登记结果" in get(scene.clerk, "reviews_controls")
    first = drawn[0].pk
    assert post(scene.clerk, "reviews_control", first, note="").status_code == 422
    assert (
        post(scene.clerk, "reviews_control", first, seen="clear", note="入户查看，没有发现。").status_code
        == 302
    )
    page = get(scene.clerk, "reviews_controls", seen="clear")
    assert names_in(page) == ["邓小川"]
    assert "没有发现漏掉的；漏掉的比例不超过 95.0%（95% 把握）" in page
    assert "入户查看，没有发现。" in get(scene.auditor, "reviews_control", first)
    assert post(scene.auditor, "reviews_control", drawn[1].pk, seen="clear", note="看过").status_code == 403
    assert get(scene.far_clerk, "reviews_control", first, status=404)


def test_figures_say_shares_with_intervals_and_what_is_off(scene: Scene) -> None:
    source = vehicles(scene)
    hits = planted(scene, ["邓有田", "陈素芳", "邓小川"], source=source)
    for hit in hits[:2]:
        reviews.decide(scene.clerk, hit.pk, "dismiss", said())
    page = get(scene.leader, "reviews_figures")
    assert "共 3 条线索，已核实 2 条，属实 0 条，占 0%（0%–66%）；还有 1 条待核实。" in page
    assert names_in(page) == []
    assert "调元镇" in get(scene.leader, "reviews_figures", by="town")
    reviews.switch(scene.officer, source.pk, on=False, why="名单明显过时，先停用，等对方更正。")
    page = get(scene.leader, "reviews_figures", by="nonsense")
    assert "“机动车登记”已停用" in page
    assert "名单明显过时，先停用，等对方更正。" in page


def test_the_export_asks_what_for_and_holds_only_the_lists_own_words(scene: Scene) -> None:
    source = vehicles(scene)
    hits = planted(scene, ["邓有田", "陈素芳"], source=source)
    with clock.override(
        dt.datetime(2014, 9, 25, 16, 30, tzinfo=dt.UTC)
    ):  # half past midnight of the 26th in China
        reviews.decide(scene.clerk, hits[0].pk, "dismiss", said(ground="wrong_data"))
    assert "机动车登记（罗江县公安局交警大队），1 行" in get(scene.officer, "reviews_export")
    short = post(scene.officer, "reviews_export", source=source.pk, format="xlsx", why="更正")
    assert short.status_code == 422
    assert "至少 4 个字" in short.content.decode()
    why = "交县公安局交警大队更正机动车登记"
    answer = post(scene.officer, "reviews_export", source=source.pk, format="xlsx", why=why)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    rows = (
        python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert len(rows) == 2
    assert rows[1][-3:] == ["2014-08-31", "来源登记有误", "2014-09-26"]
    assert REASONS not in str(rows)
    assert Entry.objects.filter(action="reviews.export").latest("id").why == why


REFUSED = (
    ("cadre", ("reviews", "reviews_figures", "reviews_batch", "reviews_controls", "reviews_export"), 403),
    ("leader", ("reviews", "reviews_batch", "reviews_controls", "reviews_export"), 403),
    ("auditor", ("reviews_batch", "reviews_export"), 403),
    ("clerk", ("reviews_export",), 403),
)


def test_pages_are_for_those_of_the_table(scene: Scene) -> None:
    (hit,) = planted(scene)
    for who, names, status in REFUSED:
        for name in names:
            assert as_(getattr(scene, who)).get(reverse(name)).status_code == status, (who, name)
    for name in ("reviews_tell", "reviews_delivery", "reviews_answer", "reviews_check"):
        assert as_(scene.auditor).get(reverse(name, args=[hit.pk])).status_code == 403, name
        assert as_(scene.far_clerk).get(reverse(name, args=[hit.pk])).status_code == 404, name
    assert get(scene.auditor, "reviews_hit", hit.pk)
    assert get(scene.far_clerk, "reviews_hit", hit.pk, status=404)
    assert get(scene.leader, "reviews_hit", hit.pk, status=403)
    assert as_(scene.clerk).get(reverse("reviews_hit", args=[999_999])).status_code == 404
    assert Client().get(reverse("reviews")).status_code == 302


def household(scene: Scene, name: str = "邓有田") -> Client:
    """A browser that has opened the household's case with number and code."""
    case = Case.objects.create(
        number=f"T-{name}", workflow="toy", programme="toy", state="in_pay", county="510626", place_code=BAIHUA,
        household_id=scene.households[name], label=name, law_on=TODAY, opened_on=TODAY, moved_on=TODAY,
        moved_at=clock.now(), entitlement="paid",
    )  # fmt: skip
    client = Client()
    session = client.session
    session["my_case"], session["my_case_until"] = case.pk, clock.now().timestamp() + 1_800
    session.save()
    return client


def test_the_household_reads_and_answers_its_own_questions(scene: Scene) -> None:
    one, untold = planted(scene, ["邓有田", "陈素芳"])
    (others,) = planted(scene, ["邓小川"], source=one.source)
    told(scene, one)
    told(scene, others)
    client = household(scene)
    page = client.get("/my/questions/").content.decode()
    assert "这只是询问，不是决定。核实清楚之前，您家的待遇照常发放。" in page
    assert page.count('class="my-question"') == 1
    assert "写的是 邓有田：车牌号 川FA1234；金额 35000.00（名单截至 2014年8月31日）。" in page
    assert "最晚 2014年10月8日 说明" in page
    assert DENG not in page
    assert client.post("/my/questions/", {"question": one.pk, "text": " "}).status_code == 422
    for foreign in (untold.pk, others.pk, 999_999, "x"):
        answer = client.post("/my/questions/", {"question": foreign, "text": "不是我的。"})
        assert answer.status_code == 422, foreign
    assert Reply.objects.count() == 0
    assert client.post("/my/questions/", {"question": one.pk, "text": "车早卖了。"}).status_code == 302
    kept = Reply.objects.get()
    assert (kept.hit_id, kept.text, kept.door, kept.on) == (one.pk, "车早卖了。", "citizen", TODAY)
    assert "家庭在“我家的办件”里填写" in get(scene.clerk, "reviews_hit", one.pk)
    reviews.decide(scene.clerk, one.pk, "explain", said())
    page = client.get("/my/questions/").content.decode()
    assert "已经说明清楚，不影响您家。" in page
    assert f"理由：{REASONS}" in page
    assert f"依据：{ARTICLE}" in page
    assert "<textarea" not in page


def test_without_number_and_code_nobody_reads_a_question(scene: Scene) -> None:
    (hit,) = planted(scene)
    told(scene, hit)
    answer = Client().get("/my/questions/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/")
    assert Client().post("/my/questions/", {"question": hit.pk, "text": "我的。"}).status_code == 302
    assert Reply.objects.count() == 0
    assert "现在没有要您说明的情况" in household(scene, "王大山").get("/my/questions/").content.decode()
