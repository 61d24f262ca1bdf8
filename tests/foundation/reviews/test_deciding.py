"""A question is asked, answered, decided by a human; nothing else follows."""

import ast
import datetime as dt
import json
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from datong.foundation.access.service import Refused
from datong.foundation.casework.service import Case
from datong.foundation.documents.service import to_pdf
from datong.foundation.journal.service import Entry
from datong.foundation.notices import service as notices
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import BatchCause, Hit, Switch, Verdict
from datong.foundation.reviews.notices import compose
from datong.foundation.reviews.queries import findings
from datong.foundation.reviews.service import Asking, KeptApart, NotNow, Unfit
from datong.foundation.reviews.tables.words import switched
from datong.kernel import clock
from tests.foundation.access.walk import TIAOYUAN
from tests.foundation.reviews.scene import PROVED, TODAY, Scene, go_to, planted, said, told, vehicles

HOUSE = Path("src/datong/foundation/reviews")


def replied(scene: Scene, hit: Hit) -> Hit:
    made = told(scene, hit)
    reviews.reply(scene.clerk, made.pk, "车去年卖给表弟了，有协议。", on=TODAY)
    return made


def test_the_household_is_told_that_nothing_stops(scene: Scene) -> None:
    one, other = planted(scene, ["邓有田", "陈素芳"])
    letter = reviews.tell_household(scene.clerk, [one.pk, other.pk])
    assert (letter.recipient_name, letter.article) == ("邓有田", "社会救助暂行办法 第五十八条")
    words = str(notices.letter(letter))
    assert "这只是询问，不是决定：在有人核实清楚之前，您家的待遇照常发放" in words
    assert "机动车登记（截至2014年8月31日）：邓有田，车牌号 川FA1234；金额 35000.00" in words
    assert "请在收到本告知书之日起 10 日内（从第二天起算），到调元镇" in words
    assert "想问您什么" in words
    assert "决定内容" not in words, "a question, not a decision"
    assert "骗" not in words
    assert set(Hit.objects.values_list("notice_id", flat=True)) == {letter.pk}
    assert "question, not a decision" in str(notices.letter(letter, "en"))
    assert "我家的办件" not in words, "a household without a case cannot answer online"


def test_the_letter_says_where_and_until_when_to_answer_online(scene: Scene) -> None:
    (hit,) = planted(scene)
    scene.open_check(scene.officer, findings.of(hit), "", "page")
    letter = reviews.tell_household(scene.clerk, [hit.pk], page="https://county.example/my/")
    zh, en = str(notices.letter(letter)), str(notices.letter(letter, "en"))
    assert (
        "打开网页 https://county.example/my/ “我家的办件”，填办件编号 T-1 和查询码，在“请您说明的情况”里写"
        in zh
    )
    assert "open “My case” at https://county.example/my/, give the case number T-1 and your code" in en
    assert "Within 10 days of receiving this letter, counted from the day after" in en


def test_one_letter_is_for_one_household_and_once(scene: Scene) -> None:
    one, other = planted(scene, ["邓有田", "邓小川"])
    with pytest.raises(NotNow, match="一户"):
        reviews.tell_household(scene.clerk, [one.pk, other.pk])
    reviews.tell_household(scene.clerk, [one.pk])
    with pytest.raises(NotNow, match="已经告知"):
        reviews.tell_household(scene.clerk, [one.pk])


def test_without_a_time_to_answer_nobody_is_asked(scene: Scene) -> None:
    (hit,) = planted(scene)
    scene.limit = None
    with pytest.raises(NotNow, match="县里也还没有设定"):
        reviews.tell_household(scene.clerk, [hit.pk])


def test_the_time_to_answer_runs_from_proved_delivery(scene: Scene, stopped: ExitStack) -> None:
    """Ten days from 26 September 2014 end on 6 October, in the holiday of National Day: 8 October is the next working day."""
    (hit,) = planted(scene)
    assert told(scene, hit).reply_until == dt.date(2014, 10, 8)


ENTRY = {
    "source": "住房公积金缴存名单",
    "as_of": "2014-08-31",
    "whose": "陈素芳",
    "said": {
        "zh": "开户单位 四川省罗江县信用社；余额 52310.00",
        "en": "employer 四川省罗江县信用社; balance 52310.00",
    },
}
ASKED = {
    "name": "邓有田", "county": "罗江县", "town": "调元镇", "article": "社会救助暂行办法 第五十八条", "case": "510626-2014-000123",
    "page": "https://datong.luojiang.gov.cn/my/", "days": {"zh": "10 个工作日", "en": "10 working days"},
}  # fmt: skip


@pytest.mark.parametrize(("entries", "pages"), [(3, 1), (14, 2)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_usual_letter_is_one_sheet(lang: str, entries: int, pages: int) -> None:
    """Three entries of two lines, an address to answer at and a reference; in large type."""
    letter = compose({**ASKED, "items": [ENTRY] * entries}, lang)
    sent = replace(letter, number="GZ-510626-2014-000123", code="GZ-510626-2014-000123", dated=TODAY)
    assert letter.large
    assert len(PdfReader(BytesIO(to_pdf(sent))).pages) == pages


@pytest.mark.parametrize("way", ["sms", "email"])
def test_a_message_proves_nothing(scene: Scene, way: str) -> None:
    (hit,) = planted(scene)
    letter = reviews.tell_household(scene.clerk, [hit.pk])
    reviews.record_delivery(scene.clerk, letter.pk, channel=way, on=TODAY, receiver="邓有田", proof="已发送")
    hit.refresh_from_db()
    assert hit.reply_until is None


def confirm(scene: Scene, hit: Hit, **changes: object) -> Hit:
    return reviews.decide(scene.clerk, hit.pk, "confirm", said(reasons=PROVED, ground="", **changes))[0]


def test_confirmed_only_after_telling_and_hearing(scene: Scene, stopped: ExitStack) -> None:
    (hit,) = planted(scene)
    with pytest.raises(NotNow, match="还没有告知"):
        confirm(scene, hit)
    letter = reviews.tell_household(scene.clerk, [hit.pk])
    with pytest.raises(NotNow, match="还没有送达凭证"):
        confirm(scene, hit)
    reviews.record_delivery(
        scene.clerk, letter.pk, channel="visit", on=TODAY, receiver="邓有田", proof="签收"
    )
    with pytest.raises(NotNow, match="答复期到 2014-10-08 为止"):
        confirm(scene, hit)
    go_to(stopped, "2014-10-08")
    with pytest.raises(NotNow):
        confirm(scene, hit)
    go_to(stopped, "2014-10-09")
    assert confirm(scene, hit).state == "confirmed"


def test_an_answer_is_heard_at_once(scene: Scene) -> None:
    (hit,) = planted(scene)
    made = replied(scene, hit)
    assert reviews.decide(scene.clerk, made.pk, "explain", said())[0].state == "explained"
    verdict = Verdict.objects.get()
    assert (verdict.ground, verdict.by_name, verdict.before, verdict.after) == (
        "stale",
        "clerk的姓名",
        "to_verify",
        "explained",
    )
    with pytest.raises(NotNow, match="已经办结"):
        reviews.reply(scene.clerk, made.pk, "还有话说。", on=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": "属实"}, "reasons"),
        ({"article": " "}, "article"),
        ({"ground": ""}, "ground"),
        ({"ground": "gossip"}, "ground"),
        ({"kin_declared": False}, "kin_declared"),
    ],
)
def test_a_decision_needs_all_of_it(scene: Scene, changes: dict[str, object], field: str) -> None:
    (hit,) = planted(scene)
    with pytest.raises(Unfit) as refused:
        reviews.decide(scene.clerk, hit.pk, "dismiss", said(**changes))
    assert (refused.value.field, Verdict.objects.count()) == (field, 0)


def test_below_the_threshold_a_second_proof_is_needed(scene: Scene) -> None:
    (hit,) = planted(scene, kind="fuzzy", probability=0.9, below=True)
    replied(scene, hit)
    with pytest.raises(Unfit, match="另外一项证据"):
        confirm(scene, hit)
    confirm(scene, hit, second_proof="车管所2014年9月28日书面答复，登记人即本人。")
    assert Verdict.objects.get().second_proof == "车管所2014年9月28日书面答复，登记人即本人。"


def test_whoever_ran_it_does_not_confirm(scene: Scene) -> None:
    (hit,) = planted(scene)
    replied(scene, hit)
    with pytest.raises(KeptApart):
        reviews.decide(scene.officer, hit.pk, "confirm", said(reasons=PROVED))
    assert reviews.decide(scene.second, hit.pk, "confirm", said(reasons=PROVED))[0].state == "confirmed"


def test_verified_again_by_somebody_else(scene: Scene) -> None:
    (hit,) = planted(scene)
    reviews.decide(scene.clerk, hit.pk, "dismiss", said())
    with pytest.raises(KeptApart):
        reviews.decide(scene.clerk, hit.pk, "reopen", said(reasons=PROVED))
    with pytest.raises(NotNow):
        reviews.decide(scene.second, hit.pk, "confirm", said(reasons=PROVED))
    assert reviews.decide(scene.second, hit.pk, "reopen", said(reasons=PROVED))[0].state == "to_verify"


def test_nobody_decides_for_near_kin(scene: Scene) -> None:
    (hit,) = planted(scene)
    scene.clerk.person_id = scene.persons["陈素芳"]
    scene.clerk.save()
    with pytest.raises(KeptApart):
        reviews.decide(scene.clerk, hit.pk, "dismiss", said())


def test_two_people_at_once(scene: Scene) -> None:
    (hit,) = planted(scene)
    reviews.decide(scene.second, hit.pk, "dismiss", said())
    with pytest.raises(NotNow):
        reviews.decide(scene.clerk, hit.pk, "reopen", said(seen="to_verify"))


def test_who_may_not(scene: Scene) -> None:
    (hit,) = planted(scene)
    for user in (scene.far_clerk, scene.leader, scene.auditor, scene.cadre):
        for attempt in (
            lambda user=user: reviews.tell_household(user, [hit.pk]),
            lambda user=user: reviews.reply(user, hit.pk, "说明", on=TODAY),
            lambda user=user: reviews.decide(user, hit.pk, "dismiss", said()),
            lambda user=user: reviews.explain_many(
                user, [hit.pk], "dismiss", "名单是二〇一二年的，没有更新过，车多已过户。", said()
            ),
            lambda user=user: reviews.open_check(user, hit.pk, "复核"),
        ):
            with pytest.raises(Refused):
                attempt()
    for user in (scene.clerk, scene.leader, scene.auditor):
        with pytest.raises(Refused):
            reviews.correction_list(user, hit.source_id, "csv", "请交警大队更正")


def test_confirmed_changes_nothing_and_lets_somebody_open_a_check(scene: Scene) -> None:
    (hit,) = planted(scene)
    with pytest.raises(NotNow, match="只有认定属实"):
        reviews.open_check(scene.clerk, hit.pk, "启动复核")
    replied(scene, hit)
    confirm(scene, hit)
    assert (Case.objects.count(), scene.opened) == (0, [])
    case = reviews.open_check(scene.clerk, hit.pk, "核对发现有车，入户复核")
    hit.refresh_from_db()
    assert (hit.case_id, scene.opened[0].kind, scene.opened[0].hit) == (
        case.pk,
        "vehicle",
        f"reviews.Hit:{hit.pk}",
    )
    with pytest.raises(NotNow, match="已经启动复核"):
        reviews.open_check(scene.clerk, hit.pk, "再来一次")


def test_the_database_settles_nothing_without_a_human(scene: Scene) -> None:
    (hit,) = planted(scene)
    for state in ("confirmed", "explained", "dismissed"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hit.objects.filter(pk=hit.pk).update(state=state)
    reviews.decide(scene.clerk, hit.pk, "dismiss", said())
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.update(by_name="别人")
    source = hit.source
    with pytest.raises(IntegrityError), transaction.atomic():
        Switch.objects.create(
            source=source, on=True, automatic=True, why="自动", at=clock.now(), by=scene.officer
        )


def test_no_code_of_the_house_reaches_a_benefit() -> None:
    """Casework is entered for a case's number only, and the one way on is the programme's own `open_check`."""
    taken = {
        f"{path.relative_to(HOUSE)}: {alias.name}"
        for path in HOUSE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("datong.foundation.casework")
        for alias in node.names
    }
    assert taken == {
        "models/hits.py: Case",
        "protocols.py: Case",
        "actions/opening.py: Case",
        "actions/deciding.py: SHORTEST_REASONS",
        "actions/answering.py: Case",
        "queries/questions.py: Case",
        "queries/questions.py: opened_in",
        "forms/desk.py: SHORTEST_REASONS",
        "views/acting.py: CaseworkError",
    }
    everything = "".join(path.read_text() for path in HOUSE.rglob("*.py"))
    assert [
        word for word in ("entitlement", "Award", "datong.programmes", "casework.take") if word in everything
    ] == []


def test_no_word_of_guilt() -> None:
    words = "".join(path.read_text() for path in HOUSE.rglob("*.py"))
    assert [
        word for word in ("骗", "欺诈", "fraud", "嫌疑", "suspect", "违规", "guilt") if word in words.lower()
    ] == []


CAUSE = "这份名单是二〇一二年的，此后没有更新过，车辆多已过户。"


def test_one_cause_explains_many_and_each_keeps_its_record(scene: Scene) -> None:
    rows = planted(scene, ["邓有田", "陈素芳", "邓小川"])
    batch, off = reviews.explain_many(scene.clerk, [row.pk for row in rows], "dismiss", CAUSE, said())
    assert (batch.cause, batch.hits, batch.verdicts.count(), off) == (CAUSE, 3, 3, None)
    assert set(Hit.objects.values_list("state", flat=True)) == {"dismissed"}
    assert Entry.objects.filter(action="reviews.batch").count() == 1
    with pytest.raises(NotNow):
        reviews.explain_many(scene.clerk, [rows[0].pk], "confirm", CAUSE, said())
    with pytest.raises(NotNow):
        reviews.explain_many(scene.clerk, [rows[0].pk], "dismiss", CAUSE, said())
    assert BatchCause.objects.count() == 1


def test_a_batch_is_of_one_source_and_of_the_own_town(scene: Scene) -> None:
    (one,) = planted(scene)
    (other,) = planted(scene, source=vehicles(scene, key="houses"))
    (far,) = planted(scene, ["王大山"], source=one.source)
    with pytest.raises(NotNow, match="同一来源"):
        reviews.explain_many(scene.clerk, [one.pk, other.pk], "explain", CAUSE, said())
    with pytest.raises(Refused):
        reviews.explain_many(scene.clerk, [one.pk, far.pk], "explain", CAUSE, said())
    assert Verdict.objects.count() == 0


def test_a_source_that_is_mostly_wrong_is_switched_off_and_its_owner_told(scene: Scene) -> None:
    """14 confirmed of 29 decided leave it on; the 30th, dismissed, makes it 14 of 30, less than half."""
    source = vehicles(scene)
    rows = planted(scene, ["邓有田"] * 45, source=source)
    for row in rows[:14]:
        verdict = Verdict.objects.create(
            hit=row, step="confirm", before="to_verify", after="confirmed", reasons=PROVED, reasons_digest=b"0" * 16,
            article="第五十八条", by=scene.second, by_name="second", at=row.at,
        )  # fmt: skip
        Hit.objects.filter(pk=row.pk).update(state="confirmed", verdict=verdict)
    reviews.explain_many(scene.clerk, [row.pk for row in rows[14:29]], "dismiss", CAUSE, said())
    source.refresh_from_db()
    assert source.on
    _, off = reviews.decide(scene.clerk, rows[29].pk, "dismiss", said())
    source.refresh_from_db()
    assert not source.on
    made = Switch.objects.get()
    assert off == made
    assert (made.automatic, made.confirmed, made.decided, made.by) == (True, 14, 30, scene.clerk)
    assert switched(made) == "已核实 30 条，属实 14 条，不到一半，自动停用"
    with translation.override("en"):
        assert (
            switched(made) == "14 of 30 decided matches confirmed, less than half: switched off automatically"
        )
    assert made.notice.recipient_name == "罗江县公安局交警大队"
    assert "已核实的 30 条线索中，只有 14 条属实" in str(notices.letter(made.notice))
    assert Entry.objects.filter(action="reviews.switch_off").count() == 1
    reviews.switch(scene.officer, source.pk, True, "交警大队已经更正名单")
    reviews.decide(scene.clerk, rows[30].pk, "dismiss", said())
    source.refresh_from_db()
    assert source.on, "counted anew since people switched it on"


def test_matches_nobody_settled_do_not_count_against_a_source(scene: Scene) -> None:
    """A list in which nearly everybody is found: 60 matches wait, 29 are settled, none confirmed. It stays on until the
    30th is settled; what waits counts neither for nor against it."""
    source = vehicles(scene)
    rows = planted(scene, ["邓有田"] * 90, source=source)
    reviews.explain_many(
        scene.clerk, [row.pk for row in rows[:29]], "explain", CAUSE, said(ground="declared")
    )
    source.refresh_from_db()
    assert (source.on, Switch.objects.count()) == (True, 0)
    reviews.decide(scene.clerk, rows[29].pk, "explain", said(ground="declared"))
    assert (Switch.objects.get().confirmed, Switch.objects.get().decided) == (0, 30)
    assert Hit.objects.filter(state="to_verify").count() == 60


def test_exactly_half_leaves_it_on(scene: Scene) -> None:
    rows = planted(scene, ["邓有田"] * 30)
    for row in rows[:15]:
        verdict = Verdict.objects.create(
            hit=row, step="confirm", before="to_verify", after="confirmed", reasons=PROVED, reasons_digest=b"0" * 16,
            article="第五十八条", by=scene.second, by_name="second", at=row.at,
        )  # fmt: skip
        Hit.objects.filter(pk=row.pk).update(state="confirmed", verdict=verdict)
    reviews.explain_many(scene.clerk, [row.pk for row in rows[15:]], "dismiss", CAUSE, said())
    rows[0].source.refresh_from_db()
    assert (rows[0].source.on, Switch.objects.count()) == (True, 0)


def test_the_card(scene: Scene) -> None:
    (hit,) = planted(scene)
    planted(scene, ["陈素芳"], source=hit.source)
    reviews.reply(scene.clerk, told(scene, hit).pk, "车卖了。", on=TODAY)
    card = reviews.card(scene.clerk, hit.pk)
    assert card is not None
    assert [(line.field, line.same) for line in card.lines] == [
        ("id", True), ("name", True), ("sex", True), ("birth", None), ("plate", None), ("amount", None),
    ]  # fmt: skip
    assert card.lines[0].ours == card.lines[0].theirs == "510626********1236"
    assert (card.why.zh, card.age_days, card.stale, card.others) == (
        "身份证号码 18 位完全相同。",
        26,
        False,
        1,
    )
    assert (card.consequence.eligible, card.consequence.before, card.consequence.after) == (False, 60_000, 0)
    assert ([step.key for step in card.steps], card.hindrance) == (["explain", "confirm", "dismiss"], None)
    assert [reply.text for reply in card.replies] == ["车卖了。"]
    assert reviews.card(scene.far_clerk, hit.pk) is None
    assert reviews.card(scene.leader, hit.pk) is None
    assert reviews.card(scene.auditor, hit.pk) is not None
    Hit.objects.filter(pk=hit.pk).update(row=None, ours=None)
    erased = reviews.card(scene.auditor, hit.pk)
    assert (erased.lines, erased.consequence, "已销毁" in erased.why.zh) == ([], None, True)


def test_queues_are_scoped_and_narrowed(scene: Scene) -> None:
    planted(scene, ["邓有田", "陈素芳"])
    (far,) = planted(scene, ["王大山"], source=Hit.objects.first().source, eligible=None, after=None)
    (less,) = planted(scene, ["邓小川"], source=far.source, eligible=True, after=20_000)
    seen = {
        user.username: reviews.hits(user).count()
        for user in (scene.officer, scene.clerk, scene.far_clerk, scene.leader, scene.cadre)
    }
    assert seen == {"officer": 4, "clerk": 3, "far": 1, "leader": 0, "cadre": 0}
    asked = {effect: reviews.hits(scene.officer, Asking(effect=effect)).count() for effect in reviews.EFFECTS}
    assert asked == {"loses": 2, "less": 1, "same": 0, "unknown": 1}
    assert (
        reviews.hits(
            scene.officer, Asking(place=TIAOYUAN, state="to_verify", kind="exact", below=False)
        ).count()
        == 3
    )
    assert list(reviews.hits(scene.officer))[-1] == far
    assert list(reviews.hits(scene.officer, Asking(effect="less"))) == [less]


def test_queues_cost_the_same_for_one_and_for_many(scene: Scene) -> None:
    def cost() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            seen = [
                (row.source.name, row.person.name, row.listing.as_of, row.verdict, row.notice, row.case)
                for row in reviews.hits(scene.second)
            ]
            switched = [
                (each.owner.name, each.open_hits, [switch.by.username for switch in each.switches.all()])
                for each in reviews.sources(scene.second)
            ]
            assert all(seen)
            assert all(switched)
            list(reviews.shares(scene.second, "510626", "source"))
        return [each["sql"] for each in asked]

    planted(scene)
    cost()  # the reader's posts are read once
    once = len(cost())
    planted(scene, ["陈素芳", "邓小川", "王大山"] * 5, source=vehicles(scene, key="more"))
    assert len(cost()) == once


def test_figures_with_their_intervals(scene: Scene) -> None:
    rows = planted(scene, ["邓有田"] * 4)
    planted(scene, ["王大山"], source=rows[0].source)
    reviews.explain_many(scene.second, [row.pk for row in rows[:2]], "dismiss", CAUSE, said())
    (source,) = reviews.shares(scene.leader, "510626", "source")
    assert (source.name.zh, source.total, source.decided, source.confirmed, source.share) == (
        "机动车登记",
        5,
        2,
        0,
        0.0,
    )
    assert (source.interval[0], round(source.interval[1], 4)) == (0.0, 0.6576)
    towns = {share.name.zh: share.total for share in reviews.shares(scene.leader, "510626", "town")}
    assert towns == {"调元镇": 4, "万安镇": 1}
    assert [share.total for share in reviews.shares(scene.clerk, "510626", "kind")] == [4]
    assert [share.name.zh for share in reviews.shares(scene.leader, "510626", "list")] == ["机动车"]


def test_reasons_that_repeat_are_seen(scene: Scene) -> None:
    rows = planted(scene, ["邓有田"] * 10)
    for number, row in enumerate(rows):
        reasons = (
            said().reasons
            if number < 3
            else f"第{number}户：入户看过，车辆已经报废，有报废证明，登记没有注销。"
        )
        reviews.decide(scene.clerk, row.pk, "dismiss", said(reasons=reasons))
    (same,) = reviews.identical_reasons(scene.leader, TODAY)
    assert (same.count, same.total, same.deciders, len(same.hits)) == (3, 10, ["clerk的姓名"], 3)
    assert reviews.identical_reasons(scene.leader, TODAY + dt.timedelta(7)) == []


def test_what_was_wrong_goes_back_to_the_owner(scene: Scene) -> None:
    rows = planted(scene, ["邓有田", "陈素芳", "邓小川"])
    reviews.decide(scene.clerk, rows[0].pk, "dismiss", said(ground="wrong_data"))
    reviews.decide(scene.clerk, rows[1].pk, "explain", said(ground="declared"))
    with pytest.raises(Unfit):
        reviews.correction_list(scene.officer, rows[0].source_id, "csv", "更")
    made = reviews.correction_list(scene.officer, rows[0].source_id, "csv", "请交警大队更正登记")
    assert made.decode("utf-8-sig").splitlines() == [
        "身份证号码,姓名,车牌号,金额,名单截至,问题,核实日期",
        "510626195803121236,邓有田,川FA1234,35000.0,2014-08-31,来源登记有误,2014-09-26",
    ]
    assert (
        reviews.correction_list(scene.officer, rows[0].source_id, "xlsx", "请交警大队更正登记")[:2] == b"PK"
    )
    entry = Entry.objects.filter(action="reviews.export").first()
    assert (entry.why, entry.detail["rows"]) == ("请交警大队更正登记", 1)


def test_rows_of_settled_matches_go_and_the_decision_stays(scene: Scene, stopped: ExitStack) -> None:
    rows = planted(scene, ["邓有田", "陈素芳", "邓小川"])
    reviews.decide(scene.clerk, rows[0].pk, "dismiss", said())
    replied(scene, rows[1])
    confirm(scene, rows[1])
    go_to(stopped, "2014-10-27")
    assert reviews.destroy_due(scene.officer, "510626").rows == 1
    kept = {row.person.name: row.row is None for row in Hit.objects.select_related("person")}
    assert kept == {"邓有田": True, "陈素芳": False, "邓小川": False}
    assert Verdict.objects.get(hit=rows[0]).reasons == said().reasons
    assert json.loads(Hit.objects.get(pk=rows[1].pk).row)["plate"] == "川FA1234"
