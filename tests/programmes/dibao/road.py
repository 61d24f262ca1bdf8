"""The people of 调元镇 and 百花村, one household, and the road from its application on."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datong.foundation.access.service import Role, User, console
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.foundation.meetings import service as meetings
from datong.foundation.notices import service as notices
from datong.foundation.organisations import service as organisations
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.service import Application, Named, Verdict, Visit
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user

EXAMPLES = Path("examples/luojiang-2014")
HEAD, WIFE, CHILD = (
    Named("邓有田", "510626195803121236"),
    Named("陈素芳", "510626196007021220"),
    Named("邓小川", "510626200111201239"),
)
PEOPLE = {"a": HEAD, "b": WIFE, "c": CHILD}
REASONS = "经入户调查和审核，家庭人均收入低于当地低保标准，财产符合规定。"
WHY = "家庭收入、人口均已核实，理由充分，依据如上条文。"


@dataclass(frozen=True)
class Crew:
    """One of each, two where one prepares what another decides."""

    cadre: User
    cadre2: User
    clerk: User
    clerk2: User
    officer: User
    officer2: User
    reviewer: User


def crew() -> Crew:
    """Put them into the tables, in charge of everything in their places."""
    return Crew(
        cadre=make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
        cadre2=make_user("cadre2", Role.VILLAGE_CADRE, BAIHUA),
        clerk=make_user("clerk", Role.TOWN_CLERK, TIAOYUAN),
        clerk2=make_user("clerk2", Role.TOWN_CLERK, TIAOYUAN),
        officer=make_user("officer", Role.COUNTY_OFFICER, LUOJIANG),
        officer2=make_user("officer2", Role.COUNTY_OFFICER, LUOJIANG),
        reviewer=make_user("reviewer", Role.REVIEWER, LUOJIANG),
    )


def parameters() -> int:
    """The demonstration values."""
    return dibao.load_parameters(console(), EXAMPLES / "dibao-parameters.yaml")


def document(first: str = "2013-09", last: str = "2014-08", **changes: Any) -> dict[str, Any]:
    """The example household: farming 2,700.00 net, casual work 900.00, support 600.00 in twelve months; three persons."""
    made: dict[str, Any] = json.loads((EXAMPLES / "household.json").read_text())
    for item in (*made["income"], *made["supporters"]):
        item.update({"month": last} if "month" in item else {"from": first, "to": last})
    year, month = divmod(int(last[:4]) * 12 + int(last[5:]), 12)
    made["declaration"]["date"] = f"{year}-{month + 1:02d}-01"
    return made | changes


def application(day: str = "2014-09-15", **changes: Any) -> Application:
    """As the village hands it in."""
    return Application(BAIHUA, dt.date.fromisoformat(day), document(**changes), PEOPLE)


def applied(who: Crew, day: str = "2014-09-15", **changes: Any) -> Case:
    """Handed in by the village."""
    return dibao.apply(who.cadre, application(day, **changes))


def consent(who: Crew, case: Case, day: str = "2014-09-15") -> None:
    """Every adult signs."""
    for person in dibao.unsigned(case):
        dibao.record_consent(who.cadre, case.pk, person, signed_on=dt.date.fromisoformat(day))


def accepted(who: Crew, day: str = "2014-09-15") -> Case:
    """Accepted by the town on the same day."""
    case = applied(who, day)
    consent(who, case, day)
    return dibao.accept(who.clerk, case.pk)


def visit(who: Crew, day: str, **changes: Any) -> Visit:
    """Two people at the household's table."""
    fields: dict[str, Any] = {"investigators": (who.clerk.pk, who.cadre2.pk), "respondent": "邓有田"}
    return Visit(day=dt.date.fromisoformat(day), **(fields | changes))


def step(actor: User, case: Case, key: str, note: str = "情况属实，按程序办理", **data: Any) -> Case:
    """One plain step."""
    return casework.take(actor, case.pk, Move(key, note=note, data=data))


def verdict(**changes: Any) -> Verdict:
    """What a decider says, with all it needs unless changed."""
    fields: dict[str, Any] = {"reasons": WHY, "article": "民发〔2012〕220号 第二十九条", "kin_declared": True}
    return Verdict(**(fields | changes))


def decide(actor: User, case: Case, key: str, **changes: Any) -> Case:
    """One step that decides."""
    return dibao.decide(actor, case.pk, key, verdict(**changes))


def deliver(actor: User, case: Case, kind: str, day: str, channel: str = "handed") -> Case:
    """The newest letter of a kind reaches the household."""
    letter = notices.notices_of(casework.target(case)).filter(kind=kind).last()
    assert letter is not None, f"no letter {kind}"
    return casework.deliver_notice(
        actor,
        case.pk,
        letter.pk,
        channel=channel,
        on=dt.date.fromisoformat(day),
        receiver="邓有田",
        proof="本人签收",
    )


def numbers(letter: Any) -> Mapping[str, str]:
    """What stands in the table of a letter: number by the words before it."""
    grids = [block for block in letter.blocks if hasattr(block, "rows")]
    return {row[0]: row[1] for grid in grids for row in grid.rows}


def day(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)


# ---- a village with its officials, and its appraisal -----------------------------------------------------------


def officials(person: int | None = None) -> dict[str, int]:
    """Person ids by name: one of the town, two of the committee, eight representatives of 百花村; `person`: a committee member more."""
    made = {}
    for name, duty, place in (
        ("镇上甲", "town_staff", TIAOYUAN),
        ("委员甲", "committee", BAIHUA),
        ("委员乙", "committee", BAIHUA),
        *((f"代表{nth}", "villager_rep", BAIHUA) for nth in "甲乙丙丁戊己庚辛"),
    ):
        made[name] = people.Person.objects.create(name=name, place_code=BAIHUA).pk
        appointed(made[name], name, duty, place)
    if person is not None:
        appointed(person, "陈会计", "committee", BAIHUA)
    return made


def appointed(person: int, name: str, duty: str, place: str) -> None:
    """Give a person a duty."""
    organisations.appoint(
        "admin", person_id=person, name=name, duty=duty, place_code=place, since=dt.date(2014, 1, 1)
    )


def called(who: Crew, case: Case, held_on: str, seats: Mapping[str, int]) -> meetings.Meeting:
    """An appraisal of one case with these people (name to person id), who all have come."""
    groups = {"镇": "town_staff", "委": "committee", "陈": "committee", "代": "villager_rep"}
    wanted = meetings.NewMeeting(
        kind="dibao.appraisal",
        place_code=BAIHUA,
        held_on=day(held_on),
        place_text="村活动室",
        chair="镇上甲",
        recorder="委员甲",
        key=f"{case.pk}-{held_on}-{len(seats)}",
        seats=[meetings.NewSeat(name, groups[name[0]], person) for name, person in seats.items()],
        cases=[case.pk],
    )
    made = meetings.call(who.clerk2, wanted)
    for seat in made.attendees.all():
        meetings.check_in(who.clerk2, seat.pk)
    return made


def appraised(
    who: Crew, case: Case, held_on: str, seats: Mapping[str, int], against: int = 0
) -> meetings.Result:
    """The whole meeting: opened, voted, everybody's name signed, closed. `against`: how many say no."""
    made = called(who, case, held_on, seats)
    meetings.open_meeting(who.clerk2, made.pk)
    motion = made.motions.get(order=1)
    meetings.put(who.clerk2, motion.pk)
    meetings.begin_vote(who.clerk2, motion.pk)
    voters = list(
        made.attendees.filter(entitled=True).exclude(recusals__motion=motion).values_list("pk", flat=True)
    )
    meetings.vote(
        who.clerk2, motion.pk, {pk: "no" if nth < against else "yes" for nth, pk in enumerate(voters)}
    )
    meetings.confirm(who.clerk2, motion.pk, conclusion="调查结果属实")
    for seat in made.attendees.all():
        meetings.sign_typed(who.clerk2, seat.pk, seat.name)
    meetings.close(who.clerk2, made.pk)
    found = meetings.result_of(case.pk, "dibao.appraisal")
    assert found is not None, "a closed meeting has a result"
    return found


# ---- the two roads, without a look left or right ---------------------------------------------------------------


def county_2012(who: Crew, to_day: Callable[[str], None], day_of: str = "2014-07-01", **changes: Any) -> Case:
    """2012: applied on 2014-07-01, surveyed 07-07, appraised 07-10, posted 07-11, with the county on 07-23."""
    to_day(day_of)
    given = Application(BAIHUA, day(day_of), document("2013-07", "2014-06", **changes), PEOPLE)
    case = dibao.apply(who.cadre, given)
    consent(who, case, day_of)
    case = dibao.accept(who.clerk, case.pk)
    to_day("2014-07-07")
    case = dibao.record_survey(who.clerk, case.pk, visit(who, "2014-07-07"))
    to_day("2014-07-10")
    appraised(who, case, "2014-07-10", officials())
    case = step(who.clerk2, step(who.clerk2, case, "appraise"), "review")
    to_day("2014-07-11")
    case = step(who.clerk2, case, "post_town")
    to_day("2014-07-23")
    case = step(who.clerk2, case, "close_town")
    return step(who.officer, case, "receive")


def paid_2012(who: Crew, to_day: Callable[[str], None]) -> Case:
    """2012: opined and posted on 07-24, approved on 08-05, delivered 08-06, in pay since 2014-09-01 with 413.68 a month."""
    case = county_2012(who, to_day)
    to_day("2014-07-24")
    case = step(who.officer2, step(who.officer2, case, "opine"), "post_county")
    to_day("2014-08-05")
    case = step(who.officer2, case, "close_county")
    case = decide(who.officer2, case, "approve", category="B")
    to_day("2014-08-06")
    case = deliver(who.clerk, case, "dibao.approval", "2014-08-06")
    to_day("2014-09-01")
    return step(who.officer, case, "enter_pay")


def county_2021(who: Crew, to_day: Callable[[str], None], **changes: Any) -> Case:
    """2021: applied 2024-03-04, accepted 03-05, surveyed 03-12, posted 03-14, with the county on 03-26."""
    to_day("2024-03-04")
    case = dibao.apply(who.cadre, Application(BAIHUA, day("2024-03-04"), document_2024(**changes), PEOPLE))
    consent(who, case, "2024-03-04")
    to_day("2024-03-05")
    case = dibao.accept(who.clerk, case.pk)
    to_day("2024-03-06")
    case = step(who.clerk, case, "start_survey")
    to_day("2024-03-08")
    case = step(who.officer, case, "start_check")
    to_day("2024-03-12")
    case = dibao.record_survey(who.clerk, case.pk, visit(who, "2024-03-12"))
    to_day("2024-03-13")
    case = step(who.clerk2, case, "review")
    to_day("2024-03-14")
    case = step(who.clerk2, case, "post_town")
    to_day("2024-03-26")
    case = step(who.clerk2, case, "close_town")
    return step(who.officer, case, "receive")


def paid_2021(who: Crew, to_day: Callable[[str], None]) -> Case:
    """2021: approved on 2024-03-27, delivered 03-28, in pay since 2024-04-01 with 1,638.16 a month."""
    case = county_2021(who, to_day)
    to_day("2024-03-27")
    case = decide(who.officer2, case, "approve", category="unstable", article="民发〔2021〕57号 第二十条")
    to_day("2024-03-28")
    case = deliver(who.clerk, case, "dibao.approval", "2024-03-28")
    to_day("2024-04-01")
    return step(who.officer, case, "enter_pay")


def document_2024(first: str = "2023-03", last: str = "2024-02", **changes: Any) -> dict[str, Any]:
    """The same household ten years later; the child, 22, studies full-time."""
    made = document(first, last, **changes)
    made["members"][2]["full_time"] = True
    return made


def found_at(case: Case, first: str, last: str, **changes: Any) -> dict[str, Any]:
    """What a later visit finds of the household on file: the same, about other months; then `changes`."""
    made = dibao.document_of(dibao.latest(case))  # type: ignore[arg-type]
    fresh = document_2024(first, last)
    for key in ("income", "supporters"):
        made[key] = fresh[key]
        for item in made[key]:
            item["member"] = made["applicant"]
    made["declaration"] = fresh["declaration"]
    return made | changes


def reviewed(who: Crew, case: Case, on: str, document: Mapping[str, Any]) -> Case:
    """A re-verification of one day: opened by the town, visited by clerk and cadre."""
    case = dibao.open_review(who.clerk, case.pk)
    found = visit(who, on, investigators=(who.clerk.pk, who.cadre.pk), document=document)
    dibao.record_review_visit(who.clerk, case.pk, found)
    return Case.objects.get(pk=case.pk)


def paid_out(who: Crew, month: str) -> dibao.PaymentList:
    """The month's list, frozen by one officer and signed by the other."""
    made = paying.freeze(who.officer, LUOJIANG[:6], day(f"{month}-01"))
    return paying.sign(who.officer2, made.pk)


def line_of(listed: Any, case: Case) -> tuple[int, int] | None:
    """What a case gets on a list: for the month, and of arrears; None when it is not on it."""
    return listed.lines.filter(case=case).values_list("amount", "arrears").first()  # type: ignore[no-any-return]


def history(case: Case) -> list[tuple[str, str, str]]:
    """What happened: step, legal day, by whom."""
    rows = case.events.order_by("number").values_list("step", "on", "actor__username")
    return [(step, on.isoformat(), by) for step, on, by in rows]


def letter(case: Case, kind: str, lang: str = "zh") -> Any:
    """The newest letter of a kind, as a document."""
    found = notices.notices_of(casework.target(case)).filter(kind=kind).last()
    assert found is not None, f"no letter {kind}"
    return notices.letter(found, lang)


def words(doc: Any) -> str:
    """The sentences of a letter."""
    return "\n".join(block.text for block in doc.blocks if hasattr(block, "text"))
