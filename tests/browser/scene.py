"""What pages of casework and dibao need to show anything, made in the server's own database by a process beside it.

    python -m tests.browser.scene          # with DATONG_HOME; prints {"number": …, "code": …} of the household's page

A household applies in 百花村 and lacks papers; another one in pay has objected, is re-verified and met about; a month is
listed; a control is drawn. The village has a publication on its board, prepares two more, and has to answer an objection.
"""

import datetime as dt
import json

import django

django.setup()

from datong.foundation.access import service as access  # noqa: E402
from datong.foundation.access.service import User  # noqa: E402
from datong.foundation.casework import service as casework  # noqa: E402
from datong.foundation.casework.service import Case  # noqa: E402
from datong.foundation.meetings import service as meetings  # noqa: E402
from datong.foundation.openness import service as openness  # noqa: E402
from datong.foundation.people import service as people  # noqa: E402
from datong.kernel import clock  # noqa: E402
from datong.kernel.bilingual import Text  # noqa: E402
from datong.programmes.dibao import service as dibao  # noqa: E402
from tests.foundation.access.walk import BAIHUA, LUOJIANG  # noqa: E402
from tests.foundation.evidence.files import photograph  # noqa: E402
from tests.programmes.dibao import road  # noqa: E402


def somebody(username: str) -> User:
    """One of the demo accounts."""
    return User.objects.get(username=username)


def applying() -> Case:
    """Handed in by the village; a photograph is there, papers are missing, a letter says which."""
    cadre, clerk = somebody("cadre"), somebody("clerk")
    case = dibao.apply(cadre, road.application("2014-09-26"))
    casework.add_paper(clerk, case.pk, kind="photo", name="入户.jpg", content=photograph())
    dibao.ask_papers(clerk, case.pk, ["户口簿复印件", "残疾证复印件"])
    return case


def in_pay() -> list[Case]:
    """Households of 百花村 in pay."""
    return list(Case.objects.filter(place_code=BAIHUA, state="in_pay").order_by("id")[:2])


def reviewed(case: Case) -> None:
    """The household has objected; the village reports a death."""
    raised = casework.Raised("金额算得不对，请重新核算", "applicant", "visit", by_name=case.label)
    casework.object_to(somebody("clerk"), case.pk, raised)
    dibao.report_death(somebody("cadre"), case.pk, "老人去世，已见死亡证明")


def met(case: Case) -> None:
    """A meeting that is going on, called by the village."""
    cadre = somebody("cadre")
    seats = [meetings.NewSeat(name, "villager_rep") for name in ("何代表", "张代表", "李代表", "王代表")]
    wanted = meetings.NewMeeting(
        kind="dibao.appraisal", place_code=BAIHUA, held_on=clock.today(), place_text="村委会会议室", chair="何主任",
        recorder="何文书", key="scene", seats=[*seats, meetings.NewSeat("赵支书", "committee")],
        wordings=[f"{case.label}一家的情况"],
    )  # fmt: skip
    meeting = meetings.call(cadre, wanted)
    for attendee in meeting.attendees.all():
        meetings.check_in(cadre, attendee.pk)
    meetings.open_meeting(cadre, meeting.pk)


def known(case: Case) -> None:
    """A duty in the village, and a tie between two people of it."""
    officer = somebody("officer")
    access.appoint_official(
        officer,
        access.NewOfficial(road.HEAD.identity, road.HEAD.name, "committee", BAIHUA, dt.date(2014, 1, 1)),
    )
    relative = people.by_identity(road.WIFE.identity)
    assert relative is not None
    assert case.subject_id is not None
    people.declare_kinship(officer.username, case.subject_id, relative.pk, "sibling", "户口簿")


def county() -> None:
    """A month's list, a control drawn, a higher standard tried and run on the register."""
    officer = somebody("dibao")
    dibao.freeze(officer, LUOJIANG[:6], clock.today())
    source = "村民代表当场各掷三次骰子，依次记录点数"
    drawn = dibao.announce(officer, LUOJIANG[:6], source, purpose="control")
    dibao.draw(officer, drawn.pk, "314152")
    higher = {"amount": "3000.00", "per": "year"}
    document = "罗江县人民政府关于调整低保标准的通知（示例）"
    tried = dibao.Simulation.objects.create(
        county=LUOJIANG[:6], values={"standard.rural": higher}, on=clock.today(), by=officer, at=clock.now()
    )
    dibao.SIMULATIONS.run(tried.pk)
    dibao.shadow_parameter(
        officer, LUOJIANG[:6], "standard.rural", higher, since=clock.today(), document=document
    )


def disclosed() -> None:
    """A sheet that hangs without a photograph; a draft with a picture, another one handed over; an objection."""
    cadre, income = somebody("cadre"), "assets.income"
    shown = openness.shown().filter(place_code=BAIHUA, key=income).latest("period_end")
    openness.post(cadre, shown.number, 1, shown.published_on)
    period = (dt.date(2014, 10, 1), dt.date(2014, 12, 31))
    openness.attach(cadre, openness.begin(cadre, BAIHUA, income, *period).pk, "租金合同.jpg", photograph())
    second = openness.begin(cadre, BAIHUA, "works.progress", *period)
    said = openness.Words("三组堰塘清淤已完成八成，十一月底验收。", "进度")
    second = openness.save(
        cadre, second.pk, [said], Text("三组堰塘清淤进度", "The pond of group 3"), second.moves
    )
    openness.submit(cadre, second.pk, second.moves)
    words = "清渠那一天的人工费和我们知道的不一样，请核对花名册。"
    openness.object_publicly(
        openness.Asked(BAIHUA, "fact", words, number=shown.number, where="第 3 行"), address="127.0.0.1"
    )


def main() -> None:
    """Make all of it."""
    applying()
    first, second = in_pay()
    reviewed(first)
    met(first)
    known(first)
    county()
    disclosed()
    print(json.dumps({"number": second.number, "code": casework.issue_code(somebody("clerk"), second.pk)}))  # noqa: T201


if __name__ == "__main__":
    main()
