"""The tables of open data (开放数据的表): what each holds, and its rows for a village or for the county."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.queries import counted
from datong.foundation.portal.queries.remembering import remembered
from datong.kernel.bilingual import Text

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `kind` as Table Schema calls it (string, integer, number, date, datetime, boolean)."""

    name: str
    kind: str
    title: Text


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table. `rows(place)`: of a village, or of the county (a code that ends in six zeros). `levels`: which have it."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    rows: Callable[[places.Place], Iterable[Row]]
    key: tuple[str, ...]
    levels: tuple[str, ...] = ("county", "village")


def publications(place: places.Place, year: int = 0) -> Iterator[Row]:
    """Everything of a place that is shown now, or what of it was published in a year; the oldest first; two queries."""
    rows = inside(openness.shown(), place).order_by("id")
    rows = rows.filter(published_on__year=year) if year else rows
    names = openness_names(place.code)
    for number, version, action, code, aspect, key, zh, en, *rest in rows.values_list(*FIELDS).iterator(
        chunk_size=5_000
    ):
        item = names.get(key, (None, None))
        address = f"/open/p/{number}/"
        content = f"{address}{version}/content.json"
        yield (number, version, action, code, aspect, key, *item, zh, en or None, *rest, address, content)


FIELDS = (
    "number", "edition__version", "edition__action", "place_code", "aspect", "key", "title_zh", "title_en", "period_start",
    "period_end", "published_on", "shown_until", "edition__log_index",
)  # fmt: skip


def openness_names(code: str) -> dict[str, tuple[str, str]]:
    """Names of the county's items by key, the newest version's; one query."""
    rows = openness.Item.objects.filter(county=code[:6]).order_by("version")
    return {key: (zh, en) for key, zh, en in rows.values_list("key", "name_zh", "name_en")}


def inside(rows: Any, place: places.Place) -> Any:
    """What of these rows belongs to a place."""
    within = {"place_code": place.code} if place.level == "village" else {"county": place.code[:6]}
    return rows.filter(**within)


def duties(place: places.Place) -> Iterator[Row]:
    """The duty calendar of a village with the state of each duty on the present day. What many duties share, their items, is
    read once; five queries."""
    day = openness.present(place.code[:6])
    rows = inside(openness.Duty.objects.only(*DUTY_FIELDS), place).order_by("due_on", "id")
    items = openness.Item.objects.filter(county=place.code[:6]).in_bulk()
    numbers = dict(inside(openness.Publication.objects, place).order_by().values_list("id", "number"))
    for line in openness.duty_lines(rows, day, day):
        duty, item = line.duty, items[line.duty.item_id]
        yield (
            duty.aspect, duty.key, item.name_zh, item.name_en, item.cycle, duty.period_start, duty.period_end, duty.stage,
            duty.due_on, duty.fulfilled_on, line.state.value, duty.exempt or None,
            numbers[duty.publication_id] if duty.publication_id else None,
        )  # fmt: skip


DUTY_FIELDS = (
    "place_code", "aspect", "key", "period_start", "period_end", "stage", "due_on", "fulfilled_on", "exempt", "exempt_by",
    "item", "publication",
)  # fmt: skip


def villages(place: places.Place) -> Iterator[Row]:
    """How complete, timely and fresh each village's disclosure is, with the numbers behind; see openness.Board."""
    day = openness.present(place.code[:6])
    board = openness.county_board(place.code[:6], day)
    for card in sorted(board.cards, key=lambda each: each.place_code):
        score = card.score
        yield (
            card.place_code, card.name, card.town, day, card.open, card.opened.done, card.opened.total,
            score.completeness.done, score.completeness.total, score.timeliness.done, score.timeliness.total,
            score.freshness.done, score.freshness.total, card.late, card.next_due,
        )  # fmt: skip


def figures(place: places.Place) -> Iterator[Row]:
    """The figures of a place; of the county with all its towns and villages. A withheld number is empty and marked."""
    for line in counted.lines(place.code[:6], openness.present(place.code[:6])):
        if place.level == "county" or line.place == place.code:
            figure = line.figure
            unit = Text("%", "%") if figure.style.form == "percent" else figure.style.unit
            yield (
                figure.key, figure.name.zh, figure.name.en, line.day, line.level, line.place, line.number,
                unit.zh, unit.en.partition("|")[0], line.withheld,
            )  # fmt: skip


def objections(place: places.Place) -> Iterator[Row]:
    """Objections to disclosure by year, as the public page prints them: one-way tables, small numbers withheld."""
    begins = (
        openness.Calendar.objects.filter(county=place.code[:6]).values_list("begins_on", flat=True).first()
    )
    today = openness.present(place.code[:6])
    for year in range((begins or today).year, today.year + 1):
        told = openness.statistics(place.code[:6], today.replace(year, 1, 1), today.replace(year, 12, 31))
        yield (year, "total", "all", told.total, told.total is None)
        for table in ("defects", "ends", "outcomes"):
            for key, number in sorted(getattr(told, table).items()):
                yield (year, table, key, number, number is None)
        for code, _, number in told.towns:
            yield (year, "towns", code, number, number is None)
        for key in ("on_time", "late"):
            yield (year, "answers", key, getattr(told.times, key), getattr(told.times, key) is None)
        for key in ("median", "ninety"):
            yield (year, "days", key, getattr(told.times, key), getattr(told.times, key) is None)


def places_of(place: places.Place) -> Iterator[Row]:
    """The place, its towns and villages; one query."""
    code = place.code if place.level == "village" else place.code[:6]
    rows = places.Place.objects.filter(code__startswith=code, level__in=("county", "town", "village"))
    for row in rows.order_by("code", "level"):
        yield (
            row.code,
            row.level,
            row.parent or None,
            row.name,
            row.valid_from,
            row.valid_to,
            row.successor or None,
        )


def fields(*named: tuple[str, str, str, str]) -> tuple[Field, ...]:
    """Columns from (name, kind, Chinese, English)."""
    return tuple(Field(name, kind, Text(zh, en)) for name, kind, zh, en in named)


DATASETS = (
    Dataset(
        "publications",
        Text("公开内容目录", "Publications shown now"),
        fields(
            ("number", "string", "编号", "Number"),
            ("version", "integer", "版次", "Edition"),
            ("action", "string", "性质：publish 发布，correct 更正", "publish or correct"),
            ("place", "string", "村（社区）代码", "Code of the village"),
            ("aspect", "string", "方面", "Aspect"),
            ("item", "string", "公开事项", "Item of the catalogue"),
            ("item_zh", "string", "事项名称", "Name of the item, Chinese"),
            ("item_en", "string", "事项名称（英文）", "Name of the item, English"),
            ("title_zh", "string", "标题", "Title"),
            ("title_en", "string", "标题（英文）", "Title, English"),
            ("from", "date", "期间起", "First day of the period"),
            ("to", "date", "期间止", "Last day of the period"),
            ("posted", "date", "公开日期", "Published on"),
            ("until", "date", "公开至（空为长期）", "Shown until; empty for no end"),
            ("log_index", "integer", "公开日志中的序号", "Index in the public log"),
            ("address", "string", "网页", "Page"),
            ("content", "string", "原文（JSON）", "Content as JSON"),
        ),
        publications,
        ("number",),
        ("village",),
    ),
    Dataset(
        "duties",
        Text("公开义务日历", "Duties of disclosure"),
        fields(
            ("aspect", "string", "方面", "Aspect"),
            ("item", "string", "公开事项", "Item of the catalogue"),
            ("item_zh", "string", "事项名称", "Name of the item, Chinese"),
            ("item_en", "string", "事项名称（英文）", "Name of the item, English"),
            ("cycle", "string", "周期", "Cycle"),
            ("from", "date", "期间起", "First day of the period"),
            ("to", "date", "期间止", "Last day of the period"),
            ("stage", "string", "阶段或事件", "Stage or event"),
            ("due", "date", "应公开日期", "Due on"),
            ("published", "date", "实际公开日期", "Published on"),
            ("state", "string", "状态", "coming, due, late, done, done_late, exempt"),
            ("exempt", "string", "免公开理由", "Reason for exemption"),
            ("publication", "string", "公开编号", "Number of the publication"),
        ),
        duties,
        ("item", "from", "stage"),
        ("village",),
    ),
    Dataset(
        "villages",
        Text("各村公开情况", "Disclosure by village"),
        fields(
            ("place", "string", "村（社区）代码", "Code of the village"),
            ("name", "string", "村（社区）", "Village"),
            ("town", "string", "镇", "Town"),
            ("day", "date", "截至", "As of"),
            ("open", "boolean", "全程全方位公开", "Open in every aspect"),
            ("aspects_open", "integer", "已公开的方面", "Aspects opened"),
            ("aspects", "integer", "应公开的方面", "Aspects in force"),
            ("complete", "integer", "已公开的义务", "Duties fulfilled"),
            ("complete_of", "integer", "应公开的义务", "Duties owed"),
            ("timely", "integer", "按时公开的义务", "Duties fulfilled on time"),
            ("timely_of", "integer", "已到期的义务", "Duties that fell due"),
            ("fresh", "integer", "内容不过时的方面", "Aspects with something recent"),
            ("fresh_of", "integer", "有周期的方面", "Aspects with a cycle"),
            ("late", "integer", "逾期未公开", "Overdue"),
            ("next_due", "date", "下一项到期", "Next due on"),
        ),
        villages,
        ("place",),
        ("county",),
    ),
    Dataset(
        "figures",
        Text("指标", "Figures"),
        fields(
            ("figure", "string", "指标", "Key of the figure"),
            ("name_zh", "string", "名称", "Name, Chinese"),
            ("name_en", "string", "名称（英文）", "Name, English"),
            ("day", "date", "截至", "As of"),
            ("level", "string", "层级：county 县，town 镇，village 村，direct 不属于任何下级", "county, town, village, direct"),
            ("place", "string", "地点代码", "Code of the place"),
            ("value", "number", "数值（隐去的为空）", "Value; empty when withheld"),
            ("unit_zh", "string", "单位", "Unit, Chinese"),
            ("unit_en", "string", "单位（英文）", "Unit, English"),
            ("withheld", "boolean", "因人数过少隐去", "Withheld because it is about few persons"),
        ),
        figures,
        ("figure", "day", "level", "place"),
    ),
    Dataset(
        "objections",
        Text("异议统计", "Objections"),
        fields(
            ("year", "integer", "年份", "Year"),
            ("table", "string", "统计口径", "total, defects, ends, outcomes, towns, answers, days"),
            ("key", "string", "类别", "Class"),
            ("value", "integer", "数值（隐去的为空）", "Value; empty when withheld"),
            ("withheld", "boolean", "因数目过小隐去", "Withheld because it is small"),
        ),
        objections,
        ("year", "table", "key"),
        ("county",),
    ),
    Dataset(
        "places",
        Text("区划", "Places"),
        fields(
            ("code", "string", "代码", "Code"),
            ("level", "string", "层级", "county, town or village"),
            ("parent", "string", "上级代码", "Code of the place above"),
            ("name", "string", "名称", "Name"),
            ("valid_from", "date", "启用日期", "Valid from"),
            ("valid_to", "date", "停用日期", "Valid to"),
            ("successor", "string", "继任代码", "Code of the successor"),
        ),
        places_of,
        ("code", "level"),
    ),
)  # fmt: skip


def of_level(level: str) -> list[Dataset]:
    """The tables that every place of this level has."""
    return [each for each in DATASETS if level in each.levels]


@remembered
def datasets(place: places.Place) -> list[Dataset]:
    """The tables of a place; a county's publications come by the year in which they were published. One query."""
    if place.level == "village":
        return of_level("village")
    (whole,) = (each for each in DATASETS if each.rows is publications)
    days = inside(openness.shown(), place).order_by().values_list("published_on", flat=True).distinct()
    return [yearly(whole, year) for year in sorted({day.year for day in days})] + of_level("county")


def yearly(dataset: Dataset, year: int) -> Dataset:
    """The publications of one year."""
    title = Text(f"{year} 年公开的内容", f"Published in {year}")
    return replace(dataset, name=f"{dataset.name}-{year}", title=title, rows=partial(publications, year=year))
