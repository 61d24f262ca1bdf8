"""Open data: valid packages, values by hand, nothing small, nothing that gives something small away."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.models import User
from datong.foundation.openness.models import Calendar, Duty, Item
from datong.foundation.portal import service as portal
from datong.foundation.portal.core import relations
from datong.foundation.portal.queries import counted
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.suppression import Cell, Sum, protect
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places
from tests.foundation.portal import attack_tables, scene


@pytest.fixture
def user(db: None) -> Iterator[User]:
    """Two publications of 百花村, one of them named like a formula, and two duties."""
    plant_places()
    with clock.override(scene.DAY):
        user = make_user("zhang")
        row = scene.publish(user, 1)
        scene.publish(user, 2, title=Text("=1+1", "=1+1"), until=dt.date(2014, 10, 8))
        publiclog.integrate()
        item = Item.objects.create(
            county="510626", key="assets.income", version=1, aspect="assets", group_zh="财务", group_en="Finance",
            name_zh="各项收入", name_en="Income", cycle="quarterly", day=15, prepares="村会计", checks="民主理财小组", profile="R0",
            source="县定", since=dt.date(2014, 1, 1), made_by=user, made_at=scene.DAY,
        )  # fmt: skip
        owed = {
            "county": "510626",
            "place_code": BAIHUA,
            "aspect": "assets",
            "key": "assets.income",
            "item": item,
        }
        Duty.objects.create(
            **owed, period_start=scene.SECOND[0], period_end=scene.SECOND[1], due_on=dt.date(2014, 7, 15),
            fulfilled_on=dt.date(2014, 9, 26), publication=row,
        )  # fmt: skip
        Duty.objects.create(
            **owed, period_start=scene.THIRD[0], period_end=scene.THIRD[1], due_on=dt.date(2014, 10, 15)
        )
        Calendar.objects.create(
            county="510626", begins_on=dt.date(2014, 1, 1), raised_to=dt.date(2014, 9, 26)
        )
        yield user


def body(path: str) -> bytes:
    answer = portal.page(path, "zh")
    assert answer.status == 200
    return answer.body


def table(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(path).decode(), newline="")))


def test_publications_as_csv_and_json(user: User) -> None:
    first, second = table(f"data/{BAIHUA}/publications.csv")
    assert first == {
        "number": "GK-510626-2014-000001", "version": "1", "action": "publish", "place": BAIHUA, "aspect": "assets",
        "item": "assets.income", "item_zh": "各项收入", "item_en": "Income", "title_zh": "百花村2014年第3季度收支",
        "title_en": "Baihua: income and spending, Q3 2014", "from": "2014-07-01", "to": "2014-09-30",
        "posted": "2014-09-26", "until": "", "log_index": "0", "address": "/open/p/GK-510626-2014-000001/",
        "content": "/open/p/GK-510626-2014-000001/1/content.json",
    }  # fmt: skip
    assert second["title_zh"] == "'=1+1"
    told = json.loads(body(f"data/{BAIHUA}/publications.json"))
    assert [(row["title_zh"], row["until"], row["log_index"]) for row in told] == [
        ("百花村2014年第3季度收支", None, 0), ("=1+1", "2014-10-08", 1),
    ]  # fmt: skip


def test_what_is_over_is_in_no_table(user: User) -> None:
    with clock.override(dt.datetime(2014, 10, 9, 8, 0, tzinfo=scene.SHANGHAI)):
        for place in (BAIHUA, LUOJIANG):
            name = "publications" if place == BAIHUA else "publications-2014"
            assert [row["number"] for row in table(f"data/{place}/{name}.csv")] == ["GK-510626-2014-000001"]


def test_duties_with_their_states(user: User) -> None:
    rows = table(f"data/{BAIHUA}/duties.csv")
    assert [
        (row["from"], row["due"], row["published"], row["state"], row["publication"]) for row in rows
    ] == [
        ("2014-04-01", "2014-07-15", "2014-09-26", "done_late", "GK-510626-2014-000001"),
        ("2014-07-01", "2014-10-15", "", "coming", ""),
    ]


def test_villages_and_places(user: User) -> None:
    (baihua,) = (row for row in table(f"data/{LUOJIANG}/villages.csv") if row["place"] == BAIHUA)
    assert (baihua["name"], baihua["complete"], baihua["complete_of"], baihua["timely"]) == (
        "百花村",
        "1",
        "1",
        "0",
    )
    assert [row["code"] for row in table(f"data/{LUOJIANG}/places.csv")] == [
        LUOJIANG, "510626100000", "510626100001", "510626106000", BAIHUA, "510626106210",
    ]  # fmt: skip
    assert [row["name"] for row in table(f"data/{BAIHUA}/places.csv")] == ["百花村村民委员会"]


@pytest.mark.parametrize(
    "path",
    [
        "data/510626106999/duties.csv",
        f"data/{LUOJIANG}/duties.csv",
        f"data/{BAIHUA}/villages.json",
        f"data/{BAIHUA}/secrets.csv",
    ],
)
def test_nothing_else_stands_there(user: User, path: str) -> None:
    assert portal.page(path, "zh").status == 404


@pytest.mark.parametrize("code", [LUOJIANG, BAIHUA])
def test_packages_are_valid(user: User, tmp_path: Path, code: str) -> None:
    """Read by the Frictionless framework: schema, types, keys of every table."""
    frictionless = pytest.importorskip("frictionless")
    package = json.loads(body(f"data/{code}/datapackage.json"))
    names = [each["name"] for each in package["resources"]]
    for name in names:
        (tmp_path / f"{name}.csv").write_bytes(body(f"data/{code}/{name}.csv"))
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert (report.valid, report.flatten(["fieldName", "type", "note"])) == (True, [])
    assert package["profile"] == "tabular-data-package"
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    county = ["publications-2014", "villages", "figures", "objections", "places"]
    assert names == (county if code == LUOJIANG else ["publications", "duties", "figures", "places"])


def test_the_county_chooses_the_licence(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATONG_OPEN_LICENCE", "County-1.0 https://county.example/licence")
    package = json.loads(body(f"data/{BAIHUA}/datapackage.json"))
    assert package["licenses"] == [{"name": "County-1.0", "path": "https://county.example/licence"}]
    assert b'href="https://county.example/licence"' in portal.page("data/", "en").body


def test_one_publication_or_many_cost_the_same(user: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            body(f"data/{BAIHUA}/publications.csv")
            body(f"data/{BAIHUA}/duties.csv")
        return len(asked)

    few = queries()
    for serial in range(3, 9):
        scene.publish(user, serial)
    assert queries() == few


def test_small_numbers_of_a_county_are_left_out(small_county: Any, db: None) -> None:
    """Fifteen persons on the roster, twelve in one of its towns: the county's number stands, nothing else about persons
    below ten; what is no person is printed."""
    with clock.override(dt.datetime(2015, 6, 30, 10, 0, tzinfo=scene.SHANGHAI)):
        rows = table("data/519999000000/figures.csv")
    persons = [row for row in rows if row["figure"] == "dibao.persons"]
    assert [(row["level"], row["value"]) for row in persons if row["level"] == "county"] == [("county", "15")]
    small = [
        row
        for row in rows
        if row["figure"].startswith(("dibao.", "membership.", "silver_age.volunteers")) and row["value"]
    ]
    about = {"dibao.trainings", "dibao.appraisal_demonstrations"}
    assert [
        row
        for row in small
        if row["figure"] not in about and 0 < float(row["value"]) < 10 and row["unit_en"] != "%"
    ] == []
    assert {row["value"] for row in rows if row["figure"] == "irrigation.ponds"} == {"0", "1", "2"}
    known = attack_tables.of_tables(rows)
    assert len(known.blank) > 10
    assert attack_tables.recovered(known) == {}


def county(values: dict[str, list[list[int]]]) -> tuple[dict, list[Sum]]:
    """Cells and sums of figures by town and village, the first figure being the sum of the others."""
    cells: dict[Any, int] = {}
    sums = []
    for figure, towns in values.items():
        for at, town in enumerate(towns):
            code = f"510626{100 + at}000"
            inside = [
                (figure, "2014-09-26", "village", f"510626{100 + at}{200 + v}") for v in range(len(town))
            ]
            cells |= dict(zip(inside, town, strict=True)) | {(figure, "2014-09-26", "town", code): sum(town)}
            sums.append(Sum((figure, "2014-09-26", "town", code), tuple(inside)))
        top = (figure, "2014-09-26", "county", LUOJIANG)
        cells[top] = sum(map(sum, towns))
        sums.append(
            Sum(
                top, tuple((figure, "2014-09-26", "town", f"510626{100 + at}000") for at in range(len(towns)))
            )
        )
    whole, *parts = values
    sums += [Sum(cell, tuple((part, *cell[1:]) for part in parts)) for cell in cells if cell[0] == whole]
    return {key: Cell(value) for key, value in cells.items()}, sums


URBAN = [[3, 14, 22], [18, 25, 31], [12, 16, 19]]
RURAL = [[41, 30, 27], [22, 36, 18], [60, 14, 33]]
BOTH = [[a + b for a, b in zip(one, other, strict=True)] for one, other in zip(URBAN, RURAL, strict=True)]
TABLES = {"x.all": BOTH, "x.urban": URBAN, "x.rural": RURAL}


def printed(cells: dict, out: Any) -> list[dict[str, str]]:
    """The rows of a figures table with these cells left out."""
    return [
        dict(zip(("figure", "day", "level", "place"), key, strict=True))
        | {
            "value": "" if key in out else str(cell.value),
            "withheld": str(key in out).lower(),
            "unit_en": "person",
        }
        for key, cell in cells.items()
    ]


def test_the_attack_recovers_nothing() -> None:
    cells, sums = county(TABLES)
    found = protect(cells, sums)
    known = attack_tables.of_tables(printed(cells, found.left_out))
    assert len(found.primary) == 1
    assert len(known.sums) == 25  # 3 figures x (3 towns and the county), and all = urban + rural in 13 places
    assert attack_tables.recovered(known) == {}


def test_the_attack_recovers_the_cell_when_only_small_ones_are_left_out() -> None:
    """The negative control: complementary suppression switched off."""
    cells, sums = county(TABLES)
    only = protect(cells, sums).primary
    known = attack_tables.of_tables(printed(cells, only))
    assert attack_tables.recovered(known) == {("x.urban", "2014-09-26", "village", "510626100200"): "= 3"}


def test_the_attack_bounds_what_it_cannot_solve() -> None:
    """3 and 2 left out of 5 + 40: neither is determined, but both are below 9."""
    values = {"x.all": [[3, 2, 40]]}
    cells, _ = county(values)
    out = [key for key, cell in cells.items() if cell.value in (2, 3)]
    found = attack_tables.recovered(attack_tables.of_tables(printed(cells, out)))
    assert sorted(found.values()) == ["0 to 5", "0 to 5"]


def test_sums_between_figures_are_found_in_the_numbers() -> None:
    rows = {
        "all": [5, 9, 4, 0],
        "men": [2, 5, 3, 0],
        "women": [3, 4, 1, 0],
        "same": [5, 9, 4, 0],
        "none": [0, 0, 0, 0],
    }
    assert relations.found(rows) == [
        ("all", ("same",)), ("all", ("men", "women")), ("same", ("men", "women")),
    ]  # fmt: skip


def test_a_figure_is_divided_only_where_most_numbers_are_not_small() -> None:
    tree = counted.Tree(LUOJIANG, ("510626100000",), {f"5106261002{v:02d}": "510626100000" for v in range(4)})

    def levels(*numbers: int) -> set[str]:
        own = {f"5106261002{v:02d}": number for v, number in enumerate(numbers)}
        made = counted.Table(None, scene.DAY.date(), counted.summed(tree, own), None, 1, True)  # type: ignore[arg-type]
        return {level for level, _ in made.divided()}

    assert levels(12, 30, 3, 0) == {"county", "town", "village", "direct"}
    assert levels(12, 3, 3, 0) == {"county", "town", "direct"}
    assert levels(3, 3, 0, 0) == {"county"}


PRINTED = """<div id="x-urban"><dt>Urban</dt>
<dd class="figure-value digits">{urban} persons</dd></div><a class="figure" href="/open/figures/#x-rural">{rural}</a>"""


@pytest.mark.parametrize(
    ("urban", "rural", "told"),
    [("fewer than 10", "300余名", 0), ("4", "1.04万", 1), ("1,018", "4人", 2), ("1.39%", "4", 1)],
)
def test_the_attack_reads_the_pages_too(tmp_path: Path, urban: str, rural: str, told: int) -> None:
    (tmp_path / "index.html").write_text(PRINTED.format(urban=urban, rural=rural), encoding="utf-8")
    known = attack_tables.Known()
    known.blank = {(key, "2014-09-26", "county", LUOJIANG) for key in ("x.urban", "x.rural")}
    assert attack_tables.on_pages(tmp_path, known) == told
