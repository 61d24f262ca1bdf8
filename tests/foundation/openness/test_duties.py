"""The duty calendar: raised once, owed at once, exempted, fulfilled; which villages are open."""

import datetime as dt

import pytest

from datong.foundation.access import service as access
from datong.foundation.access.enums import Role
from datong.foundation.journal import service as journal
from datong.foundation.openness import service
from datong.foundation.openness.enums import DutyState
from datong.foundation.openness.models import Duty, Item, Opened, Publication
from datong.foundation.openness.queries import duties
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, WANAN_COMMUNITY, make_user, plant_places

D = dt.date
COUNTY = "510626"
SHUANGYAN = "510626106210"
AS_OF = D(2014, 9, 26)


@pytest.fixture
def console(db):
    plant_places()
    user = access.console()
    service.load_catalogue(user, COUNTY, "sunshine", door="cli")
    return user


def published(key, start, end, stage="", place=BAIHUA):
    aspect = key.split(".")[0]
    return Publication.objects.create(
        number=f"GK-510626-2014-{Publication.objects.count():06d}", county=COUNTY, place_code=place, aspect=aspect, key=key,
        profile="R0", period_start=start, period_end=end, stage=stage, title_zh="公开", title_en="Open",
        published_on=AS_OF, board_until=AS_OF, changed_at=clock.now(),
    )  # fmt: skip


def test_raising_again_changes_nothing(console):
    # of 98 items 64 are quarterly, 4 yearly, 8 standing: one duty each for three villages by 26 September
    kinds = {cycle: Item.objects.filter(cycle=cycle).count() for cycle in ("quarterly", "yearly", "standing")}
    assert kinds == {"quarterly": 64, "yearly": 4, "standing": 8}
    assert service.raise_duties(console, COUNTY, AS_OF) == 228
    entries = journal.entries().count()
    assert service.raise_duties(console, COUNTY, AS_OF) == 0
    assert (Duty.objects.count(), journal.entries().count()) == (228, entries)
    assert service.present(COUNTY) == AS_OF


def test_the_calendar_never_goes_back_and_goes_on_by_periods(console):
    service.raise_duties(console, COUNTY, AS_OF)
    assert service.raise_duties(console, COUNTY, D(2014, 8, 1)) == 0
    assert service.present(COUNTY) == AS_OF
    assert service.raise_duties(console, COUNTY, D(2014, 10, 1)) == 192  # 64 quarterly items, three villages


def test_a_village_that_lost_its_duties_gets_them_again(console):
    service.raise_duties(console, COUNTY, AS_OF)
    Duty.objects.filter(place_code=BAIHUA, aspect="members").delete()
    assert service.raise_duties(console, COUNTY, AS_OF) == 4


def test_raising_is_for_the_county(console):
    clerk = make_user("clerk", Role.TOWN_CLERK, TIAOYUAN)
    with pytest.raises(access.Refused):
        service.raise_duties(clerk, COUNTY, AS_OF)


def test_what_happened_is_owed_within_ten_days(console):
    cadre = make_user("cadre", Role.VILLAGE_CADRE, BAIHUA)
    first = service.owe_event(cadre, BAIHUA, "works.tender", AS_OF, " 村道硬化工程 ")
    again = service.owe_event(cadre, BAIHUA, "works.tender", AS_OF, "村道硬化工程")
    assert (first.pk, first.due_on, first.stage) == (again.pk, D(2014, 10, 6), "村道硬化工程")
    with pytest.raises(
        service.OpennessError, match="“公开承诺及践诺情况（汇总）”按每季度公开，不按事项登记。"
    ):
        service.owe_event(cadre, BAIHUA, "members.commitments", AS_OF, "一季度")
    with pytest.raises(access.Refused):
        service.owe_event(cadre, SHUANGYAN, "works.tender", AS_OF, "村道硬化工程")


def test_exempt_with_a_reason_by_the_town(console):
    service.raise_duties(console, COUNTY, AS_OF)
    duty = Duty.objects.filter(place_code=BAIHUA, key="mutual_aid.loans").get()
    clerk = make_user("clerk", Role.TOWN_CLERK, TIAOYUAN)
    with pytest.raises(service.OpennessError, match="请写明免公开的理由"):
        service.exempt(clerk, duty.pk, " 无 ")
    service.exempt(clerk, duty.pk, "本村没有互助会")
    duty.refresh_from_db()
    assert (duty.exempt, duty.exempt_by_id) == ("本村没有互助会", clerk.pk)
    assert duties.state_of(duty, D(2015, 1, 1), AS_OF) == DutyState.EXEMPT
    far = Duty.objects.filter(place_code=WANAN_COMMUNITY, key="mutual_aid.loans").get()
    with pytest.raises(access.Refused):
        service.exempt(clerk, far.pk, "本村没有互助会")


def test_a_publication_fulfils_its_period_alone_and_opens_its_aspect(console):
    service.raise_duties(console, COUNTY, D(2014, 10, 1), begins=D(2014, 7, 1))
    there = published("members.points", D(2014, 7, 1), D(2014, 9, 30))
    assert service.fulfil(there, AS_OF) == 1
    found = Duty.objects.filter(publication=there)
    assert list(found.values_list("key", "period_start", "fulfilled_on")) == [
        ("members.points", D(2014, 7, 1), AS_OF)
    ]
    assert list(Opened.objects.values_list("place_code", "aspect", "on")) == [(BAIHUA, "members", AS_OF)]
    assert service.unfulfil(there) == 1


def test_a_sheet_of_a_class_fulfils_all_its_items(console):
    service.raise_duties(console, COUNTY, AS_OF)
    assert service.fulfil(published("assets.income", D(2014, 7, 1), D(2014, 9, 30)), AS_OF) == 11


def test_a_standing_item_is_fulfilled_whatever_its_day(console):
    service.raise_duties(console, COUNTY, AS_OF)
    assert service.fulfil(published("services.hours", D(2014, 1, 1), D(2014, 12, 31)), AS_OF) == 1


def test_what_was_published_at_once_unasked_is_reckoned_too(console):
    there = published("economy.decisions.land", D(2014, 9, 20), D(2014, 9, 20), "二轮延包")
    assert service.fulfil(there, AS_OF) == 1
    assert Duty.objects.get(publication=there).due_on == D(2014, 9, 30)


def opened_all():
    return {(BAIHUA, aspect.key): D(2014, 8, 1) for aspect in service.aspects_in_force(AS_OF)}


def test_open_is_every_aspect_and_nothing_overdue(console):
    service.raise_duties(console, COUNTY, AS_OF)
    starts = opened_all()
    assert (
        service.open_aspects(console, COUNTY, {**starts, (SHUANGYAN, "assets"): D(2014, 8, 1)}, "test") == 11
    )
    assert service.open_villages(COUNTY, AS_OF) == {BAIHUA}
    assert service.open_villages(COUNTY, D(2014, 7, 31)) == set()
    assert service.village_card(BAIHUA, AS_OF).open is True
    service.raise_duties(console, COUNTY, D(2014, 10, 16))  # the third quarter was due the day before
    assert service.open_villages(COUNTY, D(2014, 10, 15)) == {BAIHUA}
    assert service.open_villages(COUNTY, D(2014, 10, 16)) == set()
    assert service.village_card(BAIHUA, D(2014, 10, 16)).open is False


def test_an_aspect_that_retired_is_not_asked_for(console):
    service.raise_duties(console, COUNTY, AS_OF)
    starts = opened_all()
    del starts[BAIHUA, "campaign"]
    service.open_aspects(console, COUNTY, starts, "test")
    Duty.objects.all().delete()
    assert service.open_villages(COUNTY, D(2014, 12, 31)) == set()
    assert service.open_villages(COUNTY, D(2015, 1, 1)) == {BAIHUA}


def test_one_origin_takes_back_what_it_says_no_more(console):
    service.open_aspects(console, COUNTY, opened_all(), "test")
    fewer = {(BAIHUA, "assets"): D(2014, 8, 2)}
    assert service.open_aspects(console, COUNTY, fewer, "test") == 10  # nine gone, one moved
    assert service.open_aspects(console, COUNTY, fewer, "test") == 0
    assert list(Opened.objects.values_list("aspect", "on")) == [("assets", D(2014, 8, 2))]


def test_lists_by_state_agree_with_the_state_of_each(console):
    service.raise_duties(console, COUNTY, D(2015, 1, 10), begins=D(2014, 7, 1))
    rows = Duty.objects.filter(place_code=BAIHUA, period_start=D(2014, 7, 1))
    rows.filter(aspect="members").update(fulfilled_on=D(2014, 10, 15))
    rows.filter(aspect="mutual_aid").update(fulfilled_on=D(2014, 10, 16))
    rows.filter(aspect="supervision").update(exempt="本村不适用")
    cadre = make_user("cadre", Role.VILLAGE_CADRE, BAIHUA)
    for day in (D(2014, 10, 15), D(2014, 10, 16), D(2015, 1, 10)):
        every = duties.lines(service.duties(cadre, COUNTY, day), day, service.present(COUNTY))
        for state in DutyState:
            asked = duties.Asked(state=state.value)
            assert {row.pk for row in service.duties(cadre, COUNTY, day, asked)} == {
                line.duty.pk for line in every if line.state == state
            }, (day, state)
