"""What no ledger brings, made through the doors of the houses: the child's case with all that hangs on it, a meeting, a duty."""

import datetime as dt
from typing import NamedTuple

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.meetings import service as meetings
from datong.foundation.notices import service as notices
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from tests.counties import County
from tests.foundation.evidence.files import photograph
from tests.second_county.people import ID

VILLAGE = "519999101201"


class Hands(NamedTuple):
    """Who makes them: those whose posts cover the child."""

    officer: User
    clerk: User
    cadre: User


def made(county: County, by: Hands, child: people.Person) -> dict[str, int]:
    """Numbers by field of `Things`. Every page about the case or the meeting has the child's name on it."""
    case = case_of(county, by, child)
    return {
        "tie": tie(by, child),
        "case": case.pk,
        "deadline": case.deadlines.get(key="open_review").pk,
        "objection": casework.Objection.objects.get(case=case).pk,
        "notice": notice(by, case),
        "item": item(by, case),
        **meeting(by, child),
        "holder": holder(by),
        "payments": dibao.freeze(by.officer, county.code, clock.today()).pk,
        "draw": draw(by, county),
        "shadow": shadow(by, county),
        "simulation": simulation(by, county),
        "entry": journal.entries().filter(place=VILLAGE).latest("id").pk,
    }


def case_of(county: County, by: Hands, child: people.Person) -> Case:
    """The household's case, as taken over from the ledger; the child applies in it, and has objected. It is re-verified."""
    assert dibao.adopt(by.officer, county.code, county.as_of) == 10
    [home] = people.households_with(child.pk)
    assert Case.objects.filter(household=home).update(subject=child, label=child.name) == 1
    case = Case.objects.get(household=home)
    raised = casework.Raised("金额算得不对，请重新核算", "applicant", "visit", by_name=child.name)
    casework.object_to(by.cadre, case.pk, raised)
    return dibao.report_death(by.cadre, case.pk, "户主去世，已见死亡证明")


def tie(by: Hands, child: people.Person) -> int:
    """A cousin in the next town."""
    cousin = people.Person.objects.get(name="何大明")
    return people.declare_kinship(by.clerk.username, child.pk, cousin.pk, "other", "本人声明").pk


def notice(by: Hands, case: Case) -> int:
    """A letter to the household."""
    procedure = casework.PROCEDURES.get(case.workflow)
    step = next(step for step in procedure.workflow.steps if step.key == "ask_papers")
    letter = notices.issue(
        by.clerk,
        kind=step.notice,
        target=casework.target(case),
        programme=case.programme,
        place_code=case.place_code,
        recipient=case.subject_id,
        recipient_name=case.label,
        facts=procedure.letter(case, step, None),
    )
    return int(letter.pk)


def item(by: Hands, case: Case) -> int:
    """A photograph of a visit."""
    return int(casework.add_paper(by.clerk, case.pk, kind="photo", name="入户.jpg", content=photograph()).pk)


def meeting(by: Hands, child: people.Person) -> dict[str, int]:
    """The village talks about the child's household."""
    wanted = meetings.NewMeeting(
        kind="dibao.appraisal", place_code=VILLAGE, held_on=clock.today(), place_text="村委会", chair="何主任",
        recorder="何文书", key="walk", seats=[meetings.NewSeat("何代表", "villager_rep")], wordings=[f"{child.name}一家的情况"],
        title=f"{child.name}一家的评议会",
    )  # fmt: skip
    called = meetings.call(by.cadre, wanted)
    return {"meeting": called.pk, "motion": called.motions.get().pk}


def draw(by: Hands, county: County) -> int:
    """A control of cases, drawn."""
    source = "村民代表当场各掷三次骰子，依次记录点数"
    announced = dibao.announce(by.officer, county.code, source, purpose="control")
    return dibao.draw(by.officer, announced.pk, "314152").pk


def shadow(by: Hands, county: County) -> int:
    """A value of the county, run on the register and not entered."""
    run = dibao.shadow_parameter(
        by.officer,
        county.code,
        "income_period_months",
        12,
        since=dt.date(2014, 1, 1),
        document="县政府办公室通知",
    )
    return run.pk


def simulation(by: Hands, county: County) -> int:
    """A value of the county, to be tried by a process that nobody starts."""
    values = {"income_period_months": 6}
    made = dibao.Simulation.objects.create(
        county=county.code[:6], values=values, on=dt.date(2014, 9, 15), by=by.officer, at=clock.now()
    )
    return made.pk


def holder(by: Hands) -> int:
    """Somebody of the village committee."""
    official = access.NewOfficial(ID["何大林"], "何大林", "committee", VILLAGE, dt.date(2014, 1, 1))
    return access.appoint_official(by.officer, official).pk


__all__ = ["Hands", "made"]
