"""Conflict of interest: recipients who are near relatives of staff and cadres and are not registered as such (近亲属备案)."""

import datetime as dt

import pytest

from datong.foundation.casework.service import Case
from datong.foundation.organisations import service as organisations
from datong.foundation.people.models import Kinship, Person
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Hit
from datong.foundation.reviews.service import KeptApart, NewSource, Order, Said
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Award, NearRelative
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.programmes.dibao import road
from tests.programmes.dibao.conftest import ToDay
from tests.programmes.dibao.test_adopt import AS_OF, on_roster, receipt

TOLD = "家庭承认是村主任的兄弟，申请时没有写明，已按规定补登记并记录在案。"


def official(
    name: str, duty: str, since: dt.date = dt.date(2014, 1, 1), until: dt.date | None = None
) -> Person:
    person = Person.objects.create(name=name, place_code=BAIHUA)
    organisations.appoint(
        "officer", person_id=person.pk, name=name, duty=duty, place_code=BAIHUA, since=since, until=until
    )
    return person


def related(one: Person, other: Person, relation: str) -> None:
    Kinship.objects.create(person=one, relative=other, relation=relation, source="户口簿", at=clock.now())


@pytest.mark.django_db
def test_from_the_registers_to_a_check(who: road.Crew, to_day: ToDay) -> None:
    """A brother of the village head is asked about; a registered one, one of a former head, and a neighbour are not."""
    sheet = receipt(who)
    homes = [on_roster(sheet, number, members=1) for number in range(4)]
    brother, registered, former, _neighbour = (home.head for home in homes)
    head, clerk, was = (
        official("村主任", "committee"),
        official("低保员", "dibao_staff"),
        official("前主任", "committee", until=dt.date(2014, 6, 30)),
    )
    related(brother, head, "sibling")
    related(registered, clerk, "parent")
    related(former, was, "spouse")
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    case = Case.objects.get(household=homes[1])
    NearRelative.objects.create(
        case=case,
        person=clerk,
        name="低保员",
        duty="dibao_staff",
        place_code=BAIHUA,
        source="declared",
        at=clock.now(),
    )

    source = reviews.declare(who.officer, NewSource(
        county="510626", programme="dibao", key="kin", name="近亲属备案", kind="kinship", owner="县民政局", document="民发〔2012〕220号",
        article="第三十三条", freshness_days=1, retention_days=30,
    ))  # fmt: skip
    paid = list(Award.objects.order_by("pk").values_list("pk", "amount", "last_month"))
    run = reviews.run(who.officer, Order("dibao", LUOJIANG, kinship=True))
    hit = Hit.objects.get()
    assert (run.counts["kinship"], hit.person, hit.source, hit.kind, hit.below) == (
        1,
        brother,
        source,
        "kinship",
        False,
    )
    assert (hit.eligible, hit.before, hit.after) == (None, 15_000, None), (
        "kin changes nothing about eligibility"
    )
    assert reviews.run(who.officer, Order("dibao", LUOJIANG, kinship=True)).counts["new"] == 0

    card = reviews.card(who.clerk, hit.pk)
    assert card is not None
    assert card.why.zh == "人口登记和亲属登记显示为近亲属。"
    assert "单独登记" in card.consequence.said.zh
    letter = reviews.tell_household(who.clerk, [hit.pk])
    reviews.record_delivery(
        who.clerk, letter.pk, channel="visit", on=clock.today(), receiver="户主", proof="签收"
    )
    reviews.reply(who.clerk, hit.pk, "是我哥，忘了写。", on=clock.today())
    said = Said(TOLD, "民发〔2012〕220号第三十三条", kin_declared=True)
    who.clerk.person = head
    who.clerk.save()
    with pytest.raises(KeptApart):
        reviews.decide(who.clerk, hit.pk, "confirm", said)
    reviews.decide(who.clerk2, hit.pk, "confirm", said)
    opened = reviews.open_check(who.clerk2, hit.pk, "补登记近亲属，入户核查")
    assert (opened.household_id, opened.state, opened.entitlement) == (homes[0].pk, "under_review", "paid")
    assert list(Award.objects.order_by("pk").values_list("pk", "amount", "last_month")) == paid
