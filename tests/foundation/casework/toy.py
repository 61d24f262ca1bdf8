"""A small procedure with one of everything: permits to keep a pond (养鱼塘许可), and people to run it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from datong.foundation.access.service import Role, User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Input, Move, NewCase, Procedure, Ruling
from datong.foundation.people.models import Household, Membership, Person
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Clock, Deadline, Objectable, State, Step, Stop, Workflow
from datong.kernel.workdays import Limit
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user

DAY = dt.date(2014, 9, 15)
LAW = "办法第{}条"
REASONS = "经入户核实，鱼塘位于自家承包地内，不影响排水，符合办法规定。"


def words(zh: str, en: str) -> Text:
    return Text(zh, en)


STATES = (
    State("draft", words("登记", "draft")),
    State("accepted", words("已受理", "accepted")),
    State("surveyed", words("已勘查", "surveyed")),
    State("posted", words("公示中", "posted")),
    State("ready", words("待决定", "ready to decide")),
    State("in_use", words("使用中", "in use"), resting=True, entitlement="paid"),
    State("warned", words("拟收回", "to be withdrawn"), entitlement="paid"),
    State("withdrawn", words("已收回", "withdrawn"), final=True, entitlement="stopped"),
    State("refused", words("不予许可", "refused"), final=True, entitlement="refused"),
    State("paper_era", words("旧制", "of the paper era"), retired=True),
)
STEPS = (
    Step("accept", words("受理", "accept"), ("draft",), "accepted", "cases.handle", "town", LAW.format("一")),
    Step(
        "survey",
        words("勘查", "survey"),
        ("accepted",),
        "surveyed",
        "cases.handle",
        "town",
        LAW.format("二"),
        deadlines=(
            Deadline(
                Limit(10, "working", LAW.format("二")), extension=Limit(5, "working", LAW.format("二第二款"))
            ),
        ),
    ),
    Step("post", words("公示", "post"), ("surveyed",), "posted", "cases.handle", "town", LAW.format("三")),
    Step(
        "close_posting",
        words("公示期满", "end the posting"),
        ("posted",),
        "ready",
        "cases.handle",
        "town",
        LAW.format("三"),
        deadlines=(
            Deadline(
                Limit(7, "calendar", LAW.format("三")),
                floor=True,
                other=Limit(7, "working", "目录"),
                since="post",
            ),
        ),
        guards=("no_open_objection",),
    ),
    Step(
        "grant",
        words("准予", "grant"),
        ("ready",),
        "in_use",
        "cases.answer",
        "county",
        LAW.format("四"),
        deadlines=(Deadline(Limit(3, "working", LAW.format("四")), since="close_posting"),),
        effect="grant",
        apart=("survey",),
        guards=("dry_feet",),
    ),
    Step(
        "refuse",
        words("不准予", "refuse"),
        ("ready",),
        "refused",
        "cases.answer",
        "county",
        LAW.format("四"),
        duty=False,
        effect="refuse",
        apart=("survey",),
        notice="toy.refusal",
    ),
    Step(
        "warn",
        words("拟收回", "give notice"),
        ("in_use",),
        "warned",
        "cases.answer",
        "county",
        LAW.format("五"),
        duty=False,
        effect="stop",
        apart=("survey",),
        notice="toy.warning",
    ),
    Step(
        "withdraw",
        words("收回", "withdraw"),
        ("warned",),
        "withdrawn",
        "cases.answer",
        "county",
        LAW.format("五"),
        deadlines=(
            Deadline(Limit(10, "calendar", LAW.format("五")), since="delivered:toy.warning", floor=True),
        ),
        guards=("notice_delivered", "notice_period_over", "no_open_objection"),
    ),
    Step(
        "keep",
        words("不再收回", "let it be"),
        ("warned",),
        "in_use",
        "cases.answer",
        "county",
        LAW.format("五"),
        duty=False,
        back=True,
    ),
    Step(
        "look_again",
        words("年检", "yearly look"),
        ("in_use",),
        "in_use",
        "cases.handle",
        "town",
        LAW.format("六"),
        deadlines=(Deadline(Limit(12, "month", LAW.format("六"))),),
    ),
)
TABLE = Workflow(
    key="toy.v1",
    name=words("养鱼塘许可", "pond permits"),
    programme="dibao",
    start="draft",
    states=STATES,
    steps=STEPS,
    clocks=(
        Clock(
            "total",
            words("全程", "in all"),
            Limit(30, "working", LAW.format("七")),
            "accept",
            ("in_use", "refused"),
            Limit(15, "working", LAW.format("七第二款")),
        ),
    ),
    entries=("in_use",),
    stops=(Stop("experts", words("专家评审", "expert review"), "行政许可法第四十五条"),),
    objections=(
        Objectable(
            "posting",
            words("对公示的异议", "to the posting"),
            ("posted",),
            "county",
            Limit(20, "working", LAW.format("八")),
        ),
        Objectable(
            "stop",
            words("对收回的异议", "to the withdrawal"),
            ("warned",),
            "review",
            Limit(20, "working", LAW.format("八")),
        ),
    ),
)
HOOKED: list[str] = []


def dry_feet(_case: Case, move: Move, _actor: User) -> Text | None:
    """The programme's own guard: says no when told that the pond is wet land."""
    return words("塘基渗水，先整改。", "The bank leaks; mend it first.") if move.data.get("leaks") else None


def hooked(case: Case, _move: Move, _actor: User) -> None:
    HOOKED.append(case.state)


PROCEDURE = Procedure(
    workflow=TABLE,
    prefix="YT",
    open="cases.handle",
    guards={"dry_feet": dry_feet},
    after={"grant": hooked},
    letter=lambda case, step, _decision: {"number": case.number, "step": step.key},
)


@dataclass(frozen=True)
class Crew:
    """Officials of 调元镇 and Luojiang, and a household of two in 百花村."""

    cadre: User
    clerk: User
    clerk2: User
    officer: User
    officer2: User
    reviewer: User
    leader: User
    auditor: User
    household: Household
    head: Person
    child: Person
    stranger: Person


def crew() -> Crew:
    """Put them into the tables; places must be there."""
    head = Person.objects.create(name="邓有田", sex="男", place_code=BAIHUA)
    child = Person.objects.create(name="邓小满", sex="女", place_code=BAIHUA)
    stranger = Person.objects.create(name="何不识", sex="男", place_code=BAIHUA)
    household = Household.objects.create(head=head, place_code=BAIHUA)
    Membership.objects.create(household=household, person=head, relation="户主")
    Membership.objects.create(household=household, person=child, relation="之女")
    return Crew(
        cadre=make_user("toy-cadre", Role.VILLAGE_CADRE, BAIHUA),
        clerk=make_user("toy-clerk", Role.TOWN_CLERK, TIAOYUAN),
        clerk2=make_user("toy-clerk2", Role.TOWN_CLERK, TIAOYUAN),
        officer=make_user("toy-officer", Role.COUNTY_OFFICER, LUOJIANG),
        officer2=make_user("toy-officer2", Role.COUNTY_OFFICER, LUOJIANG),
        reviewer=make_user("toy-reviewer", Role.REVIEWER, LUOJIANG),
        leader=make_user("toy-leader", Role.COUNTY_LEADER, LUOJIANG),
        auditor=make_user("toy-auditor", Role.AUDITOR, LUOJIANG),
        household=household,
        head=head,
        child=child,
        stranger=stranger,
    )


def opened(who: Crew, **changes: Any) -> Case:
    """A case of the household, opened by the town clerk on DAY."""
    fields: dict[str, Any] = {
        "workflow": TABLE.key,
        "place_code": BAIHUA,
        "label": who.head.name,
        "law_on": DAY,
        "household": who.household.pk,
        "subject": who.head.pk,
    }
    return casework.open_case(who.clerk, NewCase(**fields | changes))


def ruling(**changes: Any) -> Ruling:
    """A decision that has everything."""
    fields: dict[str, Any] = {
        "reasons": REASONS,
        "article": LAW.format("四"),
        "facts": "承包地内，面积半亩",
        "rule_version": "toy-1",
        "inputs": (Input("面积", "半亩", "现场勘查", "2014-09-16"),),
        "amount": None,
        "kin_declared": True,
    }
    return Ruling(**fields | changes)


def walk_to(who: Crew, case: Case, state: str) -> Case:
    """Take the case along the main road as far as `state`; the clock must stand where the steps are allowed."""
    road = (
        ("accept", who.clerk, {}),
        ("survey", who.clerk, {}),
        ("post", who.clerk, {}),
        ("close_posting", who.clerk, {}),
        ("grant", who.officer, {"ruling": ruling()}),
        ("warn", who.officer, {"ruling": ruling(article=LAW.format("五"))}),
    )
    for step, actor, more in road:
        if case.state == state:
            return case
        case = casework.take(actor, case.pk, Move(step, **more))
    return case
