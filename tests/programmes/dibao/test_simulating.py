"""The register beside itself under other values: what is read of it, what is told of it, to whom."""

import datetime as dt
import json
import re
import stat
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.service import Refused, console
from datong.foundation.journal.models import Entry
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.extracts import register
from datong.programmes.dibao.extracts.register import Coverage
from datong.programmes.dibao.models import Award, Simulation, Statement
from datong.programmes.dibao.rules import Wholesale, assess_amount, parse_document
from tests.programmes.dibao import road
from tests.programmes.dibao.purse import BACKEND, COUNTY, Purse

pytestmark = pytest.mark.django_db
ON = dt.date(2014, 9, 15)
RURAL = "standard.rural"


def a_year(yuan: str) -> dict[str, dict[str, str]]:
    return {RURAL: {"amount": yuan, "per": "year"}}


@pytest.fixture
def settled(who: road.Crew) -> road.Crew:
    """One household that has applied: 4,200.00 a year for three, standard 2,777.00 a year."""
    road.applied(who)
    return who


def stated(purse: Purse, count: int = 1, amount: int = 100_00) -> list[Statement]:
    """Households in pay with the example document, about the twelve months before September 2014."""
    road.parameters()
    made = []
    for nth in range(count):
        case = purse.paid(amount, f"何{nth}")
        text = json.dumps(road.document())
        made.append(
            Statement.objects.create(
                case=case, number=1, kind="application", document=text, digest=b"x" * 16, by=purse.clerk,
                on=case.law_on, at=case.moved_at,
            )
        )  # fmt: skip
        type(case).objects.filter(pk=case.pk).update(law_on=ON)
    return made


def test_the_files_say_what_the_page_says(settled: road.Crew, tmp_path: Path) -> None:
    """On the day of the application, the row of the file comes to what the assessment finds of the document."""
    from datong.engine.runs import running

    rows, covers = register.read(COUNTY, ON)
    files = register.write(rows, tmp_path)
    assert (covers.households, covers.receiving, covers.carried, covers.uncovered) == (1, 0, 0, 0)
    county = dibao.county_parameters(COUNTY)
    running.run(Wholesale(ON, county), files, tmp_path / "out.parquet")
    found = pl.read_parquet(tmp_path / "out.parquet").row(0, named=True)
    statement = Statement.objects.get()
    one = assess_amount(parse_document(dibao.document_of(statement)), ON, county)
    assert (found["household"], found["eligible"], found["amount"]) == (
        statement.case_id,
        one.eligible,
        one.amount,
    )
    assert one.eligible is True


def test_no_name_and_no_number_leaves_the_tables(settled: road.Crew, tmp_path: Path) -> None:
    files = register.write(register.read(COUNTY, ON)[0], tmp_path)
    text = {
        (name, column)
        for name, path in files.items()
        for column, kind in pl.read_parquet_schema(path).items()
        if kind == pl.String
    }
    assert text == {
        ("households", "county_ground"),
        ("persons", "provincial_exclusion"),
        ("persons", "groups"),
    }
    persons = pl.read_parquet(files["persons"]).get_column("person").to_list()
    case = Statement.objects.get().case_id
    assert persons == [case * 1000, case * 1000 + 1, case * 1000 + 2]


def test_months_are_carried_to_the_day_asked(settled: road.Crew) -> None:
    """The same document four months later: its twelve months are the twelve before, and its declaration is as fresh."""
    then = register.read(COUNTY, dt.date(2015, 1, 20))
    now = register.read(COUNTY, ON)
    assert (then[1].carried, now[1].carried) == (1, 0)
    assert then[0].tables["households"][0][9] == 20150101
    assert now[0].tables["households"][0][9] == 20140901
    first = [rows.tables["incomes"][0][4] for rows in (now[0], then[0])]
    assert first[1] - first[0] == 4


def test_who_is_paid_without_a_document_is_counted_and_not_guessed(purse: Purse) -> None:
    stated(purse)
    purse.paid(90_00)
    purse.paid(60_50)
    covers = register.read(COUNTY, ON)[1]
    assert (covers.households, covers.receiving) == (1, 1)
    assert (covers.uncovered, covers.uncovered_persons, covers.uncovered_fen) == (2, 2, 150_50)


def test_reading_costs_the_same_for_one_and_for_many(purse: Purse) -> None:
    asked = []
    for count in (1, 2):
        stated(purse, count)
        with CaptureQueriesContext(connection) as found:
            assert register.read(COUNTY, ON)[1].households == (1, 3)[count - 1]
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_the_private_folder_is_gone(settled: road.Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Path, int]] = []
    write = register.write

    def watched(rows: register.Rows, folder: Path) -> dict[str, Path]:
        seen.append((folder, stat.S_IMODE(folder.stat().st_mode)))
        return write(rows, folder)

    monkeypatch.setattr(register, "write", watched)
    dibao.simulate(console(), COUNTY, a_year("3000.00"), ON)
    [(folder, mode)] = seen
    assert (mode, folder.exists()) == (0o700, False)


def test_a_higher_standard(purse: Purse) -> None:
    """Paid 100.00 each. Due by the rule 413.68 (2777.00 a year, see the letters); under 3000.00: 3000 x 3 - 4200 = 4800 a year, 400.00
    a month, and 20% and 10% of 250.00 for two of them, 475.00."""
    stated(purse, 2)
    found = dibao.simulate(console(), COUNTY, a_year("3000.00"), ON)
    total = found.report.total
    assert (total.households, total.moves["more"], total.now.missed, total.now.leakage) == (
        2,
        2,
        None,  # both are paid: who is left out cannot be seen
        Fraction(0),
    )
    assert (total.now.cost, total.then.cost) == (2 * 413_68, 2 * 475_00)
    assert found.coverage is not None
    assert found.coverage.receiving == 2


def test_everybody_may_fall_out(purse: Purse) -> None:
    stated(purse)
    total = dibao.simulate(console(), COUNTY, a_year("1000.00"), ON).report.total
    assert (total.moves["leaving"], total.then.cost, total.then.leakage) == (1, 0, Fraction(1))


def test_small_cells_stay_inside(purse: Purse) -> None:
    stated(purse)
    inside = dibao.simulate(purse.officer, COUNTY, a_year("3000.00"), ON).report
    outside = dibao.simulate(purse.leader, COUNTY, a_year("3000.00"), ON).report
    assert (inside.hidden, inside.total.households) == (False, 1)
    assert (outside.hidden, outside.total.households, outside.total.now.cost) == (True, None, None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({RURAL: {"amount": "两千", "per": "year"}}, "两千"),
        ({"taper_months": 3}, "只管程序"),
        ({"standard.moon": 1}, "没有这个参数"),
    ],
)
def test_what_cannot_be_supposed(purse: Purse, values: dict[str, object], words: str) -> None:
    stated(purse)
    with pytest.raises(dibao.BadParameter, match=words):
        dibao.simulate(console(), COUNTY, values, ON)


def test_before_the_first_pack(purse: Purse) -> None:
    stated(purse)
    with pytest.raises(dibao.BadParameter, match="2012-12-12"):
        dibao.simulate(console(), COUNTY, a_year("3000.00"), dt.date(2011, 1, 1))


def test_who_may_not(purse: Purse) -> None:
    with pytest.raises(Refused, match="县领导"):
        dibao.simulate(purse.clerk, COUNTY, a_year("3000.00"), ON)


@pytest.fixture
def inline(settings: Any) -> None:
    settings.DATONG_JOBS = "inline"


def asked(client: Client, user: object, **typed: str) -> str:
    """The page that comes of sending the form."""
    client.force_login(user, BACKEND)  # type: ignore[arg-type]
    answer = client.post(reverse("dibao_simulate"), typed, follow=True)
    return answer.content.decode()


HIGHER = {RURAL: "3000.00", f"{RURAL}.per": "year"}


def test_the_page(purse: Purse, client: Client, inline: None) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    client.force_login(purse.officer, BACKEND)
    first = client.get(reverse("dibao_simulate")).content.decode()
    assert 'value="2777.00"' in first
    shown = asked(client, purse.officer, **HIGHER)
    assert "前后对照" in shown
    assert (
        "每年 2,777.00 元（合每月 231.42 元） → <strong>每年 3,000.00 元（合每月 250.00 元）</strong>"
        in shown
    )
    assert "测算了 1 户" in shown
    assert "错保" in shown


def test_an_address_that_was_passed_on_fills_the_form_and_computes_nothing(
    purse: Purse, client: Client
) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    client.force_login(purse.leader, BACKEND)
    answer = client.get(reverse("dibao_simulate"), HIGHER | {"date": "2014-09-10"}).content.decode()
    assert ('value="3000.00"' in answer, 'value="2014-09-10"' in answer) == (True, True)
    assert Simulation.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({RURAL: "两千"}, "请填金额（元）"),
        ({RURAL: "-260"}, "请填金额（元）"),
        ({RURAL: "0"}, "请填金额（元）"),
        ({"uplifts-here": "1", "uplifts-0-group": "minor"}, "填每月金额，或者填百分比和它的基数"),
        ({"uplifts-here": "1"}, "请至少填一项"),
        ({"tiers_rural-here": "1", "income_kinds-here": "1", "income_kinds-0-kind": ""}, "没有改变任何参数"),
        ({"benefit_method": "tiers", "date": "2011-01-01"}, "2012-12-12"),
        ({}, "没有改变任何参数"),
    ],
)
def test_the_page_says_what_is_wrong(purse: Purse, client: Client, typed: dict[str, str], words: str) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    client.force_login(purse.officer, BACKEND)
    answer = client.post(reverse("dibao_simulate"), typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Simulation.objects.count() == 0


def test_small_cells_are_not_on_a_leaders_page(purse: Purse, client: Client, inline: None) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    shown = asked(client, purse.leader, **HIGHER)
    assert "少于 10 户的数" in shown
    assert "413.68" not in shown
    assert "测算了 – 户" in shown


def test_who_leaves_the_department_sees_no_small_cells_of_before(
    purse: Purse, client: Client, inline: None
) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    assert "413.68" in asked(client, purse.officer, **HIGHER)
    run = Simulation.objects.get()
    Simulation.objects.update(by=purse.leader)
    client.force_login(purse.leader, BACKEND)
    assert "413.68" not in client.get(reverse("dibao_simulation", args=[run.pk])).content.decode()


def test_a_simulation_at_work_and_whose_it_is(
    purse: Purse, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    monkeypatch.setattr(type(dibao.SIMULATIONS), "launch", lambda *_: None)
    run = dibao.start_simulation(purse.officer, COUNTY, a_year("3000.00"))
    assert Entry.objects.filter(action="dibao.simulate").values_list("detail", flat=True).get() == {
        "keys": [RURAL],
        "on": "2014-09-15",
    }
    address = reverse("dibao_simulation", args=[run.pk])
    client.force_login(purse.officer, BACKEND)
    waiting = client.get(address).content.decode()
    assert ("等待开始" in waiting, "<noscript>" in waiting) == (True, True)
    fragment = client.get(f"{address}progress/", headers={"HX-Request": "true"})
    assert (fragment.status_code, "<html" in fragment.content.decode()) == (200, False)
    assert client.get(f"{address}progress/").status_code == 302
    client.force_login(purse.leader, BACKEND)
    assert client.get(address).status_code == 404
    client.force_login(purse.officer, BACKEND)
    dibao.SIMULATIONS.run(run.pk)
    assert client.get(f"{address}progress/", headers={"HX-Request": "true"})["HX-Redirect"] == address
    assert "前后对照" in client.get(address).content.decode()


def test_a_simulation_that_fails_says_why(
    purse: Purse, client: Client, inline: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    assert "数过大" in asked(client, purse.officer, **HUGE)
    monkeypatch.setattr(register, "read", lambda *_: 1 / 0)
    assert "系统出错，没有算完" in asked(client, purse.officer, **HIGHER)


STANDING = {
    "uplifts-here": "1",
    "uplifts-0-group": "elderly", "uplifts-0-from_age": "70", "uplifts-0-percent": "10", "uplifts-0-of": "standard",
    "uplifts-1-group": "minor", "uplifts-1-percent": "10", "uplifts-1-of": "standard",
    "uplifts-2-group": "severe_disability", "uplifts-2-percent": "20", "uplifts-2-of": "standard",
    "uplifts-3-group": "serious_illness", "uplifts-3-percent": "20", "uplifts-3-of": "standard",
    "property_limits-here": "1",
    "property_limits-0-key": "financial", "property_limits-0-name_zh": "人均金融资产",
    "property_limits-0-name_en": "financial assets a head",
    "property_limits-0-kinds": ["deposit", "internet_finance", "insurance", "fund", "securities"],
    "property_limits-0-measure": "value", "property_limits-0-per": "head", "property_limits-0-standard_months": "24",
    "property_limits-1-key": "vehicles", "property_limits-1-name_zh": "机动车辆和船舶",
    "property_limits-1-name_en": "motor vehicles and ships", "property_limits-1-kinds": ["ship", "vehicle"],
    "property_limits-1-measure": "count", "property_limits-1-per": "household", "property_limits-1-at_most_count": "0",
    "property_limits-2-key": "houses", "property_limits-2-name_zh": "房屋", "property_limits-2-name_en": "houses",
    "property_limits-2-kinds": ["house"], "property_limits-2-measure": "count", "property_limits-2-per": "household",
    "property_limits-2-at_most_count": "1",
    "spread_kinds-here": "1", "spread_kinds-value": "farming",
}  # fmt: skip
"""The example's lists in 2014, as the form sends them when nobody touches them."""


def test_lists_left_as_they_stand_are_no_change(purse: Purse, client: Client, inline: None) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    client.force_login(purse.officer, BACKEND)
    answer = client.post(reverse("dibao_simulate"), STANDING)
    assert (answer.status_code, "没有改变任何参数" in answer.content.decode()) == (422, True)
    client.post(reverse("dibao_simulate"), STANDING | {"spread_kinds-value": ["farming", "trade"]})
    run = Simulation.objects.get()
    assert run.values == {"spread_kinds": ["farming", "trade"]}
    filled = client.get(reverse("dibao_simulate"), {"spread_kinds": json.dumps(["trade"])}).content.decode()
    assert re.findall(r'name="spread_kinds-value" value="(\w+)"[^>]* checked', filled) == ["trade"]


def test_rows_of_a_list_are_added_without_scripts(purse: Purse, client: Client) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    client.force_login(purse.officer, BACKEND)
    answer = client.post(reverse("dibao_simulate"), STANDING | {"add": "uplifts"})
    page = answer.content.decode()
    assert (answer.status_code, 'name="uplifts-4-group"' in page, "error-summary" in page) == (
        200,
        True,
        False,
    )
    assert Simulation.objects.count() == 0


HUGE = {"uplifts-here": "1", "uplifts-0-group": "minor", "uplifts-0-amount": "9999999999.00"}


def test_results_are_forgotten_after_a_day(purse: Purse, inline: None) -> None:
    stated(purse)
    purse.to_day("2014-09-15")
    old = dibao.start_simulation(purse.officer, COUNTY, a_year("3000.00"))
    purse.to_day("2014-09-17")
    new = dibao.start_simulation(purse.officer, COUNTY, a_year("3000.00"))
    assert list(Simulation.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


@pytest.mark.parametrize(
    ("covers", "told"),
    [
        (Coverage(1109, 1109, 1109), (1109, 1109, 1109)),
        (Coverage(1109, 1105, 4), (1109, None, None)),
        (Coverage(9, 9, 0), (None, None, None)),
    ],
)
def test_few_households_are_not_told_by_what_is_covered(
    covers: Coverage, told: tuple[int | None, ...]
) -> None:
    found = covers.released()
    assert (found.households, found.receiving, found.carried) == told


def test_where_nobody_has_a_document_nothing_is_computed(purse: Purse) -> None:
    road.parameters()
    purse.paid(90_00)
    found = dibao.simulate(console(), COUNTY, a_year("3000.00"), ON)
    assert found.coverage is not None
    assert (found.report.total.households, found.coverage.uncovered) == (0, 1)
    assert Award.objects.count() == 1
