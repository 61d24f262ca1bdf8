"""Components: what they promise to readers, keyboards and screen readers."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from datong.kernel.bilingual import Text
from datong.web.charts import Datum
from datong.web.paging import paginate
from datong.web.tables import Column, Row, body
from tests.web.drawing import Page, macro, request

COLUMNS = [
    Column(Text(zh="户主", en="Head"), sort="name"),
    Column("人口（人）", "number", sort="size"),
    Column("状态", "state"),
]
ROWS = [Row(["张<桂华>", 4, "享受中"], "/households/1"), Row(["李明富", None, ""])]


def table(address: str = "/households/") -> Page:
    source = '{% from "components/table.html" import table %}{{ table(columns, rows, "名册", request) }}'
    return macro(source, columns=COLUMNS, rows=ROWS, request=request(address))


def test_the_first_cell_carries_the_link_and_the_row_opens_it() -> None:
    page = table()
    assert [row.get("data-href") for row in page.all("tr")] == [None, "/households/1", None]
    assert len(page.all("a", href="/households/1")) == 1
    assert "张<桂华>" in page.words
    assert "<桂华>" not in page.markup


def test_every_cell_names_its_column_for_the_card_on_a_narrow_screen() -> None:
    assert [cell["data-label"] for cell in table().all("td")] == ["户主", "人口（人）", "状态"] * 2


def test_an_empty_cell_is_a_dash_and_zero_is_a_number() -> None:
    assert table().words[-3:] == ["李明富", "–", "–"]
    page = macro(
        '{% from "components/table.html" import table %}{{ table(columns, rows, "名册") }}',
        columns=COLUMNS[:2],
        rows=[Row(["甲", 0])],
    )
    assert page.words[-1] == "0"


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        body(COLUMNS, [Row(["张桂华"])])


@pytest.mark.usefixtures("english")
def test_the_body_speaks_the_language_of_the_reader() -> None:
    drawn = body(COLUMNS[:1], [Row([Text(zh="享受中", en="receiving")])])
    assert drawn == '<tr><td class="is-text" data-label="Head">receiving</td></tr>\n'


@pytest.mark.parametrize(
    ("sort", "said", "next_link"),
    [
        ("", None, "name"),
        ("name", "ascending", "-name"),
        ("-name", "descending", "name"),
        ("size", None, "name"),
    ],
)
def test_headings_sort_both_ways_and_say_so(sort: str, said: str | None, next_link: str) -> None:
    page = table(f"/households/?town=1&sort={sort}")
    assert page.all("th")[0].get("aria-sort") == said
    assert page.all("a")[0]["href"] == f"/households/?town=1&sort={next_link}"
    assert page.all("th")[2].get("aria-sort") is None


def pager(rows: list[int], address: str) -> Page:
    asked = request(address)
    return macro(
        '{% from "components/table.html" import pager %}{{ pager(page, request) }}',
        page=paginate(rows, asked.GET.get("page"), asked.GET.get("size")),
        request=asked,
    )


def test_the_pager_keeps_the_filters() -> None:
    page = pager(list(range(130)), "/households/?town=1&page=2")
    assert "第 51–100 条，共 130 条" in page.words
    assert page.one("a", rel="prev")["href"] == "/households/?town=1&page=1"
    assert page.one("a", rel="next")["href"] == "/households/?town=1&page=3"
    assert page.all("span", **{"aria-current": "page"}) == [{"aria-current": "page"}]
    assert len(page.all("a", href="/households/?town=1&page=2&size=25")) == 0
    assert len(page.all("a", href="/households/?town=1&size=25")) == 1


def test_one_page_needs_no_page_numbers() -> None:
    assert pager([1, 2, 3], "/").all("a") == []
    assert pager([], "/").words == ["共 0 条"]


def test_a_chip_takes_its_filter_away() -> None:
    page = macro(
        '{% from "components/table.html" import chips %}{{ chips(triples, request) }}',
        triples=[("镇", "调元镇", "town"), ("状态", "待核查", "state")],
        request=request("/households/?town=1&state=2&page=3"),
    )
    assert [link["href"] for link in page.all("a")] == [
        "/households/?state=2",
        "/households/?town=1",
        "/households/",
    ]


def test_filters_keep_what_they_do_not_set() -> None:
    page = macro(
        '{% from "components/table.html" import filters %}'
        '{% call filters(request, ("q",)) %}<i></i>{% endcall %}',
        request=request("/households/?q=a&sort=name&page=2"),
    )
    assert page.one("form")["method"] == "get"
    assert [(each["name"], each["value"]) for each in page.all("input")] == [("sort", "name")]


class HouseholdForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="户主姓名", help_text="与身份证一致")
    town = forms.ChoiceField(label="镇", choices=[("1", "调元镇")])
    kind = forms.ChoiceField(label="城乡", choices=[("u", "城市"), ("r", "农村")], widget=forms.RadioSelect)
    seen = forms.BooleanField(label="已入户", required=False)
    book = forms.FileField(label="台账", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        raise forms.ValidationError("第 17 位校验码应为 3")


def form(data: dict[str, Any] | None = None) -> Page:
    files: Any = {"book": SimpleUploadedFile("a.xlsx", b"x")} if data else None
    return macro(
        '{% from "components/form.html" import fields %}{{ fields(form) }}', form=HouseholdForm(data, files)
    )


def test_each_kind_of_field_has_its_class_and_label() -> None:
    page = form()
    assert page.one("input", id="id_name")["class"] == "form-control"
    assert page.one("select", id="id_town")["class"] == "form-select"
    assert page.one("input", id="id_seen")["class"] == "form-check-input"
    assert page.one("label", **{"for": "id_name"})["class"] == "field-label"
    assert len(page.all("fieldset")) == 1
    assert page.all("div", class_="error-summary") == []


def test_optional_fields_say_so() -> None:
    assert form().words.count("选填") == 1  # the file; a single box needs no such word


def test_a_hint_is_tied_to_its_field() -> None:
    page = form()
    assert page.one("input", id="id_name")["aria-describedby"] == "id_name_helptext"
    assert page.one("p", id="id_name_helptext")["class"] == "field-hint"


def test_errors_stand_at_the_field_and_on_top_and_keep_what_was_typed() -> None:
    page = form({"name": "张<桂华>", "town": "1", "kind": "u"})
    field = page.one("input", id="id_name")
    assert (field["value"], field["aria-invalid"]) == ("张<桂华>", "true")
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert len(page.all("div", id="id_name_error")) == 1
    assert page.one("div", class_="error-summary")["role"] == "alert"
    assert len(page.all("a", href="#id_name")) == 1
    assert page.words.count("第 17 位校验码应为 3") == 2


def test_a_plain_field_ties_hint_and_error_too() -> None:
    source = (
        '{% from "components/form.html" import text %}{{ text("q", "姓名", value=0, hint="例", error="错") }}'
    )
    field = macro(source).one("input")
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == ("0", "true", "f-q-below")


def test_a_choice_keeps_its_value() -> None:
    source = (
        '{% from "components/form.html" import select %}'
        '{{ select("t", "镇", [(1, "甲"), (2, "乙")], "2", "全部") }}'
    )
    options = macro(source).all("option")
    assert [(each["value"], "selected" in each) for each in options] == [
        ("", False),
        ("1", False),
        ("2", True),
    ]


def test_the_drop_zone_is_a_file_input() -> None:
    source = '{% from "components/form.html" import drop %}{{ drop("files", "拖到这里", "不超过 20 MB") }}'
    page = macro(source)
    field = page.one("input", type="file")
    assert (field["accept"], "multiple" in field, field["aria-describedby"]) == (
        ".xlsx",
        True,
        "f-files-hint",
    )
    assert len(page.all("label", **{"for": "f-files"})) == 1


def job(poll: bool) -> Page:
    source = (
        '{% from "components/work.html" import job %}'
        '{{ job("导入", 8123, 16034, "/j", rate=9021, left=1, poll=p) }}'
    )
    return macro(source, p=poll)


def test_work_asks_again_each_second_and_has_a_link_without_script() -> None:
    page = job(True)
    section = page.one("section")
    assert (section["hx-get"], section["hx-trigger"], section["hx-swap"]) == ("/j", "every 1s", "outerHTML")
    assert page.one("progress")["value"] == "50"
    assert page.one("a")["href"] == "/j"
    words = " ".join(" ".join(page.words).split())
    assert "已处理 8,123 行，共 16,034 行 · 每秒 9,021 行 · 约剩 1 秒" in words


def test_finished_work_stops_asking() -> None:
    page = job(False)
    assert "hx-get" not in page.one("section")
    assert page.all("a") == []


def test_a_figure_is_a_link_with_its_unit() -> None:
    source = '{% from "components/page.html" import stat %}{{ stat("低保户", "8,851", unit="户", url="/f") }}'
    page = macro(source)
    assert page.one("a")["href"] == "/f"
    assert page.words == ["低保户", "8,851", "户"]


def test_breadcrumbs_end_at_this_page() -> None:
    source = (
        '{% from "components/page.html" import breadcrumbs %}'
        '{{ breadcrumbs([("罗江县", "/"), ("低保户", none)]) }}'
    )
    page = macro(source)
    assert [link["href"] for link in page.all("a")] == ["/"]
    assert len(page.all("span", **{"aria-current": "page"})) == 1


def test_a_page_head_holds_title_count_and_action() -> None:
    source = (
        '{% from "components/page.html" import page_head %}'
        '{% call page_head("低保户", count=8851, unit="户") %}<a href="/i">导入</a>{% endcall %}'
    )
    page = macro(source)
    assert page.words == ["低保户", "8,851", "户", "导入"]
    assert len(page.all("h1")) == 1


def test_facts_show_a_dash_for_nothing() -> None:
    source = (
        '{% from "components/page.html" import facts %}{{ facts([("甲", none), ("乙", ""), ("丙", 0)]) }}'
    )
    assert macro(source).words == ["甲", "–", "乙", "–", "丙", "0"]


def test_money_is_printed_from_fen() -> None:
    source = '{% from "components/page.html" import money %}{{ money(24850) }}|{{ money(24850, unit=false) }}'
    assert macro(source).words == ["248.50", "元|", "248.50"]


def test_a_masked_value_leads_to_the_page_that_asks_for_the_purpose() -> None:
    source = '{% from "components/page.html" import masked %}{{ masked("510626********8511", "/unmask") }}'
    page = macro(source)
    assert page.one("a")["href"] == "/unmask"
    assert page.words == ["510626********8511", "查看完整号码（须说明用途）"]


@pytest.mark.parametrize(
    ("state", "word", "shape"),
    [("good", "正常", "circle"), ("watch", "留意", "path"), ("late", "需处理", "path")],
)
def test_a_light_has_a_word_and_a_shape_besides_its_colour(state: str, word: str, shape: str) -> None:
    source = '{% from "components/charts.html" import light %}{{ light(s, "10 个镇均已上报") }}'
    page = macro(source, s=state)
    assert page.words == [word, "10 个镇均已上报"]
    assert len(page.all(shape)) == 1


def test_the_shapes_of_the_lights_differ() -> None:
    source = (
        '{% from "components/charts.html" import light %}'
        '{{ light("watch") }}{{ light("late") }}{{ light("unknown") }}'
    )
    assert len({each["d"] for each in macro(source).all("path")}) == 3


DATA = [Datum("甲镇", 50, url="/1"), Datum("乙镇", 100, text="100户"), Datum("丙镇", None)]


def test_bars_are_a_table_with_a_picture() -> None:
    page = macro(
        '{% from "components/charts.html" import bars %}{{ bars(data, "各镇", unit="户") }}', data=DATA
    )
    assert [(each["x"], each["width"]) for each in page.all("rect", class_="bars-rect")] == [
        ("0.0%", "50.0%"),
        ("0.0%", "100.0%"),
        ("0.0%", "0.0%"),
    ]
    assert page.words[-6:] == ["甲镇", "50", "乙镇", "100户", "丙镇", "–"]


def test_a_line_has_a_title_a_description_and_its_table() -> None:
    page = macro(
        '{% from "components/charts.html" import line %}{{ line(data, "签约", unit="对") }}', data=DATA
    )
    assert page.one("svg", role="img")["aria-labelledby"] == "line-title line-desc"
    assert "甲镇 50 · 乙镇 100户 · 丙镇 –" in page.words
    assert len(page.all("details")) == 1
    assert len(page.all("td")) == 6


def test_tiles_are_links_with_their_value_and_called_schematic() -> None:
    page = macro(
        '{% from "components/charts.html" import tiles %}{{ tiles(data, "各镇", unit="户") }}', data=DATA
    )
    assert [tile["class"] for tile in page.all("li")] == ["tile tile-1 ", "tile tile-5 ", "tile tile-0 "]
    assert "示意图" in page.words
    assert len(page.all("a", href="/1")) == 2  # the tile and the table behind it
    assert len(page.all("details")) == 1


def test_a_sparkline_is_drawn_from_two_values_on() -> None:
    source = '{% from "components/charts.html" import spark %}{{ spark(values, "上升") }}'
    assert macro(source, values=[1, 2]).one("svg")["aria-label"] == "上升"
    assert macro(source, values=[1]).all("svg") == []


def test_an_empty_page_says_why_and_what_to_do() -> None:
    source = (
        '{% from "components/page.html" import empty %}'
        '{% call empty("还没有台账", "导入后列在这里。") %}<a href="/i">导入</a>{% endcall %}'
    )
    assert macro(source).words == ["还没有台账", "导入后列在这里。", "导入"]
