"""No value of the county takes effect before it was run on the current register; the run tells who would change, to whom may know."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.service import Refused, console
from datong.foundation.journal.models import Entry
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import CountyParameter, Shadow
from datong.programmes.dibao.queries import shadows
from tests.programmes.dibao.purse import BACKEND, COUNTY, Purse
from tests.programmes.dibao.road import EXAMPLES
from tests.programmes.dibao.test_simulating import stated

pytestmark = pytest.mark.django_db
RURAL = "standard.rural"
HIGHER = {"amount": "3000.00", "per": "year"}
SINCE = dt.date(2014, 9, 1)
TYPED = {"amount": "3000.00", "per": "year", "since": "2014-09-01", "document": "罗府发〔2014〕8号"}


def change(actor: Any, value: Any = HIGHER, key: str = RURAL, **more: Any) -> dict[str, Any]:
    return {
        "actor": actor,
        "county": COUNTY,
        "key": key,
        "value": value,
        "since": SINCE,
        "document": "罗府发〔2014〕8号",
    } | more


@pytest.fixture
def paid(purse: Purse) -> Purse:
    """One household in pay with a document, one without, on 2014-09-15."""
    stated(purse)
    purse.paid(90_00, "何无材料")
    purse.to_day("2014-09-15")
    return purse


def standing() -> tuple[int, int]:
    found = dibao.county_parameters(COUNTY).value(RURAL, dt.date(2014, 9, 15))
    return found.fen, found.months


def test_a_change_waits_for_its_shadow_run(paid: Purse) -> None:
    with pytest.raises(dibao.NeedsShadow, match="请先点“试算”"):
        dibao.enter_parameter(**change(paid.officer))
    assert standing() == (277_700, 12)
    run = dibao.shadow_parameter(**change(paid.officer))
    assert standing() == (277_700, 12)
    assert (run.changed, run.covers["households"], run.covers["uncovered"], run.covers["uncovered_fen"]) == (
        1,
        1,
        1,
        90_00,
    )
    dibao.enter_parameter(**change(paid.officer))
    assert standing() == (300_000, 12)


def test_the_run_says_who_and_why(paid: Purse) -> None:
    run = dibao.shadow_parameter(**change(paid.officer, {"amount": "1000.00", "per": "year"}))
    [line] = shadows.told(shadows.touched(run))
    assert (line.case.label, line.place, line.before, line.after) == (
        "何0",
        "百花村",
        (True, 413_68),
        (False, 0),
    )
    assert [text.zh for text in line.why] == ["人均收入是否低于标准"]
    assert shadows.report(run, inside=True).total.moves["leaving"] == 1
    assert shadows.report(run, inside=False).total.moves["leaving"] is None


def test_where_only_the_sum_differs_the_computation_is_named(paid: Purse) -> None:
    [line] = shadows.told(shadows.touched(dibao.shadow_parameter(**change(paid.officer))))
    assert [text.zh for text in line.why] == ["保障金的计算（标准、计入收入或分类施保）"]


def test_what_would_be_missing_is_named() -> None:
    assert [text.zh for text in shadows.reasons(("property_houses_kept",), 64)] == [
        "财产限额（houses）",
        "还缺：缺少声明的日期",
    ]


def test_a_run_is_good_for_exactly_these_values(paid: Purse) -> None:
    dibao.shadow_parameter(**change(paid.officer))
    for other in (
        {"value": {"amount": "3000.01", "per": "year"}}, {"since": dt.date(2014, 9, 2)}, {"document": "罗府发〔2014〕9号"},
        {"until": dt.date(2014, 10, 31)},
    ):  # fmt: skip
        with pytest.raises(dibao.NeedsShadow):
            dibao.enter_parameter(**change(paid.officer) | other)


def test_a_run_is_good_for_thirty_days(paid: Purse) -> None:
    dibao.shadow_parameter(**change(paid.officer))
    paid.to_day("2014-10-16")
    with pytest.raises(dibao.NeedsShadow, match="30 天"):
        dibao.enter_parameter(**change(paid.officer))
    paid.to_day("2014-10-15")
    dibao.enter_parameter(**change(paid.officer))
    assert standing() == (300_000, 12)


def test_a_run_is_not_good_after_another_change(paid: Purse) -> None:
    run = dibao.shadow_parameter(**change(paid.officer))
    dibao.shadow_parameter(**change(paid.officer, 6, "income_period_months"))
    dibao.enter_parameter(**change(paid.officer, 6, "income_period_months"))
    with pytest.raises(dibao.NeedsShadow):
        dibao.enter_shadowed(paid.officer, run.pk)


def test_what_was_run_is_entered(paid: Purse) -> None:
    run = dibao.shadow_parameter(**change(paid.officer))
    assert (shadows.stands(run), dibao.enter_shadowed(paid.officer2, run.pk), shadows.stands(run)) == (
        False,
        1,
        True,
    )
    assert dibao.enter_shadowed(paid.officer2, run.pk) == 0
    last = Entry.objects.filter(action="dibao.parameters").latest("id")
    assert (last.actor, last.detail["shadow"], last.detail["keys"]) == ("pay2", run.pk, [RURAL])


def test_nobody_in_the_register_makes_an_empty_run(purse: Purse) -> None:
    dibao.enter_parameter(**change(purse.officer))
    dibao.enter_parameter(**change(purse.officer, 12, "income_period_months"))
    assert [
        (run.changed, run.covers["households"], shadows.touched(run)) for run in Shadow.objects.all()
    ] == [(0, 0, [])] * 2


def test_a_county_s_first_values_have_nothing_to_be_held_against(purse: Purse) -> None:
    purse.paid(90_00)
    dibao.enter_parameter(**change(purse.officer))
    assert Shadow.objects.get().covers["uncovered"] == 1
    with pytest.raises(dibao.NeedsShadow):
        dibao.enter_parameter(**change(purse.officer, 12, "income_period_months"))


def test_what_begins_later_is_run_on_its_first_day(paid: Purse) -> None:
    later = dt.date(2015, 1, 1)
    assert dibao.shadow_parameter(**change(paid.officer, since=later)).on == later
    assert dibao.shadow_parameter(**change(paid.officer)).on == dt.date(2014, 9, 15)
    over = change(paid.officer, since=dt.date(2013, 1, 1), until=dt.date(2013, 6, 30))
    assert dibao.shadow_parameter(**over).on == dt.date(2013, 6, 30)


def test_what_stands_needs_no_run(paid: Purse) -> None:
    row = CountyParameter.objects.filter(key=RURAL, since=dt.date(2014, 1, 1)).get()
    with pytest.raises(dibao.BadParameter, match="已经登记"):
        dibao.shadow_parameter(
            **change(paid.officer, row.value, since=row.since, until=row.until, document=row.document)
        )


def test_what_is_no_value_is_not_run(paid: Purse) -> None:
    with pytest.raises(dibao.BadParameter, match="两千"):
        dibao.shadow_parameter(**change(paid.officer, {"amount": "两千", "per": "year"}))
    assert Shadow.objects.filter(by=paid.officer).count() == 0


def test_who_may_run_it(paid: Purse) -> None:
    for outsider in (paid.clerk, paid.cadre, paid.leader):
        with pytest.raises(Refused):
            dibao.shadow_parameter(**change(outsider))


def test_a_run_is_written_once_and_sealed(paid: Purse) -> None:
    run = dibao.shadow_parameter(**change(paid.officer))
    with connection.cursor() as cursor:
        cursor.execute("SELECT changes FROM dibao_shadow WHERE id = %s", [run.pk])
        assert "41368" not in str(cursor.fetchone()[0])
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Shadow.objects.filter(pk=run.pk).update(changed=0)
    told = Entry.objects.filter(action="dibao.shadow").latest("id").detail
    assert (told["keys"], told["changed"]) == ([RURAL], 1)


def test_demonstration_values_are_run_on_the_way(paid: Purse, tmp_path: Path) -> None:
    """A later edition of the example's values comes into a register that is not empty: it is run, and then it stands."""
    text = (EXAMPLES / "dibao-parameters.yaml").read_text().replace("2777.00", "3000.00")
    newer = tmp_path / "newer.yaml"
    newer.write_text(text)
    runs = Shadow.objects.count()
    assert (dibao.load_parameters(console(), newer), Shadow.objects.count() - runs) == (1, 1)
    assert standing() == (300_000, 12)
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("3000.00", "3100.00").replace("demonstration: true", "demonstration: false"))
    with pytest.raises(dibao.NeedsShadow):
        dibao.load_parameters(console(), own)


# ---- pages -------------------------------------------------------------------------------------------------------


def enter(client: Client, user: Any) -> Client:
    client.force_login(user, BACKEND)
    return client


def test_the_way_over_the_pages(paid: Purse, client: Client, settings: Any) -> None:
    enter(client, paid.officer)
    address = reverse("dibao_parameter", args=[RURAL])
    refused = client.post(address, TYPED)
    words = refused.content.decode()
    assert (refused.status_code, "请先点“试算”" in words, 'value="3000.00"' in words) == (422, True, True)
    settings.DATONG_JOBS = "inline"
    order = client.post(address, TYPED | {"do": "shadow"})
    answer = client.get(order["Location"])
    run = Shadow.objects.filter(by=paid.officer).get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("dibao_shadow", args=[run.pk]))
    shown = client.get(answer["Location"]).content.decode()
    assert [
        "何0" in shown,
        "413.68" in shown,
        "每年 3,000.00 元（合每月 250.00 元）" in shown,
        "另有 1 户 1 人" in shown,
    ] == [True] * 4
    assert client.post(answer["Location"])["Location"] == reverse("dibao_parameters")
    assert standing() == (300_000, 12)
    assert "已登记" in client.get(answer["Location"]).content.decode()


def ordered(paid: Purse, monkeypatch: pytest.MonkeyPatch) -> dibao.Simulation:
    """A shadow run that is ordered and whose process has not begun."""
    monkeypatch.setattr(type(dibao.SIMULATIONS), "launch", lambda *_: None)
    return dibao.start_shadow(**change(paid.officer))


def test_an_order_is_no_run(paid: Purse, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    order = ordered(paid, monkeypatch)
    told = Entry.objects.filter(action="dibao.simulate").get().detail
    assert told == {"keys": [RURAL], "on": "2014-09-15", "shadow": True}
    with pytest.raises(dibao.NeedsShadow):
        dibao.enter_parameter(**change(paid.officer))
    address = reverse("dibao_simulation", args=[order.pk])
    waiting = enter(client, paid.officer).get(address).content.decode()
    assert ["正在试算" in waiting, "等待开始" in waiting, "<noscript>" in waiting] == [True, True, True]
    assert address in client.get(reverse("dibao_parameter", args=[RURAL])).content.decode()
    dibao.SIMULATIONS.run(order.pk)
    shown = client.get(f"{address}progress/", headers={"HX-Request": "true"})["HX-Redirect"]
    run = Shadow.objects.filter(by=paid.officer).get()
    assert client.get(shown)["Location"] == reverse("dibao_shadow", args=[run.pk])
    dibao.enter_parameter(**change(paid.officer))
    assert standing() == (300_000, 12)


def test_what_was_changed_meanwhile_is_found_when_it_is_entered(
    paid: Purse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The values stand otherwise by the time the run is made: it is of what then stands, and good for that alone."""
    order = ordered(paid, monkeypatch)
    dibao.shadow_parameter(**change(paid.officer, 6, "income_period_months"))
    dibao.enter_parameter(**change(paid.officer, 6, "income_period_months"))
    dibao.SIMULATIONS.run(order.pk)
    dibao.enter_parameter(**change(paid.officer))
    assert standing() == (300_000, 12)


def test_a_run_broken_off_says_so_and_begins_anew(
    paid: Purse, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ordered(paid, monkeypatch)
    address = reverse("dibao_simulation", args=[order.pk])
    order.at -= dt.timedelta(minutes=1)
    order.save()
    broken = enter(client, paid.officer).get(address).content.decode()
    assert ["试算没有完成" in broken, "计算中断了" in broken, "再试一次" in broken] == [True, True, True]
    with pytest.raises(dibao.NeedsShadow):
        dibao.enter_parameter(**change(paid.officer))
    filled = client.get(reverse("dibao_parameter", args=[RURAL]), {"order": order.pk}).content.decode()
    assert ['value="3000.00"' in filled, 'value="2014-09-01"' in filled] == [True, True]
    assert client.post(address).status_code == 302
    dibao.SIMULATIONS.run(order.pk)
    assert Shadow.objects.filter(by=paid.officer).count() == 1
    assert Entry.objects.filter(action="dibao.simulate").count() == 2


def test_who_may_order_a_run_and_whose_it_is(
    paid: Purse, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for outsider in (paid.clerk, paid.cadre, paid.leader):
        with pytest.raises(Refused):
            dibao.start_shadow(**change(outsider))
    order = ordered(paid, monkeypatch)
    assert enter(client, paid.officer2).get(reverse("dibao_simulation", args=[order.pk])).status_code == 404
    with pytest.raises(dibao.BadParameter, match="两千"):
        dibao.start_shadow(**change(paid.officer, {"amount": "两千", "per": "year"}))


def test_an_old_run_cannot_be_entered_on_its_page(paid: Purse, client: Client) -> None:
    run = dibao.shadow_parameter(**change(paid.officer))
    paid.to_day("2014-12-01")
    answer = enter(client, paid.officer).post(reverse("dibao_shadow", args=[run.pk]))
    assert (answer.status_code, "请先点“试算”" in answer.content.decode()) == (422, True)
    assert standing() == (277_700, 12)


def test_a_leader_reads_and_does_not_enter(paid: Purse, client: Client) -> None:
    run = dibao.shadow_parameter(**change(paid.officer))
    address = reverse("dibao_shadow", args=[run.pk])
    shown = enter(client, paid.leader).get(address).content.decode()
    assert ["少于 10 户的数" in shown, "看过了，登记" in shown] == [True, False]
    assert client.post(address).status_code == 403
    for outsider in (paid.clerk, paid.cadre):
        assert enter(client, outsider).get(address).status_code == 403
    assert enter(client, paid.officer).get(reverse("dibao_shadow", args=[999])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(paid: Purse, client: Client) -> None:
    asked = []
    for count, since in ((1, SINCE), (3, dt.date(2014, 9, 2))):
        if count > 1:
            stated(paid, count - 1)
        run = dibao.shadow_parameter(**change(paid.officer, since=since))
        assert run.changed == count
        enter(client, paid.officer).get(reverse("dibao_shadow", args=[run.pk]))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("dibao_shadow", args=[run.pk]))
        asked.append(len(found))
    assert asked[0] == asked[1]
