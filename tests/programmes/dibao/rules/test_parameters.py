"""The parameters: complete, cited, checked when read; the law of a day; what the county must supply."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from datong.kernel.workdays import Limit
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.citing import article_words
from datong.programmes.dibao.rules.national import load, national
from tests.programmes.dibao.rules.stand import county

OLD, NEW = dt.date(2014, 9, 26), dt.date(2022, 3, 15)
SOURCES = """
sources:
  one: {number: {zh: 甲, en: A}, title: {zh: 甲, en: A}, from: 2012-01-01}
"""


@pytest.mark.parametrize(("day", "key"), [
    ((2012, 12, 12), "v2012"), ((2021, 6, 30), "v2012"), ((2021, 7, 1), "v2021"), ((2030, 1, 1), "v2021"),
])  # fmt: skip
def test_the_pack_follows_the_day_of_application(day: tuple[int, int, int], key: str) -> None:
    assert rules.pack_of(dt.date(*day)).key == key


def test_before_the_first_pack_is_a_refusal_in_words() -> None:
    with pytest.raises(rules.NotInForce) as refused:
        rules.pack_of(dt.date(2012, 12, 11))
    assert "2012-12-11 早于 2012-12-12" in refused.value.text.zh
    assert "2012-12-11 is before 2012-12-12" in refused.value.text.en


@pytest.mark.parametrize(("key", "old", "new"), [
    ("posting.town_days", 7, 7),
    ("posting.county_days", 7, None),
    ("investigation.days", 10, None),
    ("investigation.start_days", None, 3),
    ("deliberation.mandatory", True, False),
    ("deliberation.days", 5, None),
    ("deliberation.representatives_share", Fraction(2, 3), None),
    ("county.opinion_days", 5, 10),
    ("county.visit_share", Fraction(3, 10), None),
    ("county.decision_days", 3, None),
    ("county.redecision_days", 20, None),
    ("refusal.notice_days", {"days": 3, "unit": "calendar"}, {"days": 3, "unit": "working"}),
    ("total.days", None, 30),
    ("total.special_days", None, 45),
    ("eligibility.borderline_ratio", None, Fraction(3, 2)),
    ("household.parents", True, False),
])  # fmt: skip
def test_values_of_both_packs(key: str, old: object, new: object) -> None:
    for day, wanted in ((OLD, old), (NEW, new)):
        pack = rules.pack_of(day)
        assert (pack.value(key, day) if pack.has(key, day) else None) == wanted


def test_what_came_within_a_pack() -> None:
    pack = rules.pack_of(NEW)
    for key, value in (("taper.max_months", 6), ("total.delegated_days", 20), ("review.death_months", 3)):
        assert not pack.has(key, dt.date(2022, 10, 19))
        assert pack.value(key, dt.date(2022, 10, 20)) == value


def test_time_limits_carry_their_article() -> None:
    old, new = rules.pack_of(OLD), rules.pack_of(NEW)
    assert old.limit("posting.town_days") == Limit(7, "calendar", "民发〔2012〕220号第二十五条")
    assert old.limit("refusal.notice_days") == Limit(3, "calendar", "民发〔2012〕220号第二十六条")
    assert new.limit("refusal.notice_days") == Limit(3, "working", "民发〔2021〕57号第二十一条")
    with pytest.raises(ValueError, match=r"deliberation\.mandatory"):
        old.limit("deliberation.mandatory")


def test_the_basic_pension_is_open_from_2026() -> None:
    pack = rules.pack_of(NEW)
    assert pack.value("income.base_pension", dt.date(2025, 12, 31))["counted"] is False
    with pytest.raises(rules.MissingParameter) as missing:
        pack.value("income.base_pension", dt.date(2026, 1, 1))
    assert "是否延续未知" in missing.value.text.zh


def test_unknown_names_and_days_without_a_rule() -> None:
    with pytest.raises(rules.UnknownParameter):
        rules.pack_of(OLD).value("posting.village_days")
    with pytest.raises(rules.NotInForce):
        rules.pack_of(NEW).value("posting.county_days")


@pytest.mark.parametrize(("article", "zh", "en"), [
    ("13", "第十三条", "art. 13"),
    ("5.2(1)", "第五条第二款第（一）项", "art. 5 para. 2(1)"),
    ("1045.2", "第一千零四十五条第二款", "art. 1045 para. 2"),
    ("s1(3)", "第一部分（三）", "section 1(3)"),
    ("20", "第二十条", "art. 20"),
    ("105", "第一百零五条", "art. 105"),
    ("", "", ""),
])  # fmt: skip
def test_articles_in_words(article: str, zh: str, en: str) -> None:
    assert (article_words(article).zh, article_words(article).en) == (zh, en)


def test_every_value_is_cited_and_dated() -> None:
    for parameter in national().parameters.values():
        assert parameter.values, parameter.key
        for value in parameter.values:
            assert value.cite.zh
            assert value.cite.en
            assert value.since >= dt.date(1999, 10, 1)


@pytest.mark.parametrize(("row", "where"), [
    ("{from: 2014-01-01, value: 7, source: two, article: '1', confidence: H}", "source"),
    ("{from: 2014-01-01, value: 7, source: one, article: first, confidence: H}", "article"),
    ("{from: 2014-01-01, value: 7, source: one, article: '1', confidence: X}", "confidence"),
    ("{from: 2014-01-01, value: seven, source: one, article: '1', confidence: H}", "value"),
    ("{from: 2014-01-01, source: one, article: '1', confidence: H}", "value"),
    ("{from: 2014-01-01, value: 7, days: 7, source: one, article: '1', confidence: H}", "days"),
    ("{from: soon, value: 7, source: one, article: '1', confidence: H}", "from"),
])  # fmt: skip
def test_faults_in_a_file_are_errors_when_it_is_read(tmp_path: Path, row: str, where: str) -> None:
    write(tmp_path, row)
    with pytest.raises(rules.BadParameters) as refused:
        load(tmp_path)
    assert [problem.path.rpartition(".")[2] for problem in refused.value.problems] == [where]


def test_overlapping_periods_are_an_error(tmp_path: Path) -> None:
    row = "{from: %s, value: 7, source: one, article: '1', confidence: H}"
    write(tmp_path, row % "2014-01-01", row % "2015-01-01")
    with pytest.raises(rules.BadParameters, match="重叠"):
        load(tmp_path)


def write(folder: Path, *rows: str) -> None:
    """A folder of parameters with one parameter."""
    (folder / "sources.yaml").write_text(SOURCES)
    head = "parameters:\n  x.days:\n    name: {zh: 天数, en: days}\n    unit: working_days\n    values:\n"
    (folder / "x.yaml").write_text(head + "".join(f"      - {row}\n" for row in rows))


def test_the_digest_of_the_files_is_part_of_the_version(tmp_path: Path) -> None:
    write(tmp_path, "{from: 2014-01-01, value: 7, source: one, article: '1', confidence: H}")
    before = load(tmp_path).digest
    write(tmp_path, "{from: 2014-01-01, value: 8, source: one, article: '1', confidence: H}")
    assert load(tmp_path).digest != before
    assert rules.pack_of(OLD).version == f"dibao/v2012/1-{national().digest}"


def test_a_county_without_values_says_what_is_missing() -> None:
    bare = rules.CountyParameters.parse({"county": "519999", "parameters": {}})
    with pytest.raises(rules.MissingParameter) as missing:
        bare.value("standard.rural", OLD)
    assert (
        missing.value.text.zh
        == "缺少：农村低保标准（2014-09-26）。由县级以上地方人民政府公布，请县民政局录入"
    )
    assert [text.en[:31] for text in bare.missing(OLD, ["uplifts", "taper_months"])] == [
        "missing: the uplifts for member",
        "missing: months of taper (2014-",
    ]


def test_a_countys_value_follows_the_day() -> None:
    rows = [
        {
            "from": "2014-01-01",
            "to": "2014-12-31",
            "value": {"amount": "300.00", "per": "month"},
            "document": "甲",
        },
        {"from": "2015-01-01", "value": {"amount": "330.00", "per": "month"}, "document": "乙"},
    ]
    found = rules.CountyParameters.parse({"county": "519999", "parameters": {"standard.urban": rows}})
    assert [found.value("standard.urban", dt.date(*day)).fen for day in ((2014, 12, 31), (2015, 1, 1))] == [
        30000,
        33000,
    ]
    assert found.find("standard.urban", dt.date(2013, 12, 31)) is None


@pytest.mark.parametrize(("parameters", "path", "words"), [
    ({"standard.town": []}, "parameters.standard.town", "没有这个参数"),
    ({"standard.urban": {}}, "parameters.standard.urban", "应为列表"),
    ({"standard.urban": [{"from": "2014-01-01", "value": {"amount": 300, "per": "month"}, "document": "甲"}]}, "parameters.standard.urban[0].value.amount", "加引号"),
    ({"standard.urban": [{"from": "2014-01-01", "value": {"amount": "300", "per": "month"}}]}, "parameters.standard.urban[0].document", "必须填写"),
    ({"loss_offsets": [{"from": "2014-01-01", "value": True, "document": "甲"}, {"from": "2015-01-01", "value": False, "document": "乙"}]}, "parameters.loss_offsets[1]", "重叠"),
    ({"loss_offsets": [{"from": "2014-01-01", "to": "2013-01-01", "value": True, "document": "甲"}]}, "parameters.loss_offsets[0]", "早于"),
    ({"taper_months": [{"from": "2022-10-20", "value": 7, "document": "甲"}]}, "parameters.taper_months[0]", "不得超过 6 个月"),
    ({"benefit_method": [{"from": "2014-01-01", "value": "tiers", "document": "甲"}]}, "parameters.benefit_method[0]", "只能用"),
    ({"tiers.rural": [{"from": "2021-07-01", "value": [{"below_percent": 50, "per_person": "100"}], "document": "甲"}]}, "parameters.tiers.rural[0].value", "不合理"),
    ({"tiers.rural": [{"from": "2021-07-01", "value": [{"below_percent": 50, "per_person": "100"}, {"below_percent": 100, "per_person": "101"}], "document": "甲"}]}, "parameters.tiers.rural[0].value", "不合理"),
    ({"uplifts": [{"from": "2014-01-01", "value": [{"group": "elderly", "percent": 10, "of": "standard"}], "document": "甲"}]}, "parameters.uplifts[0].value[0].from_age", "起始年龄"),
    ({"uplifts": [{"from": "2014-01-01", "value": [{"group": "minor", "percent": 10}], "document": "甲"}]}, "parameters.uplifts[0].value[0]", "百分比"),
    ({"property_limits": [{"from": "2014-01-01", "value": [{"key": "k", "name_zh": "甲", "name_en": "A", "kinds": ["yacht"], "measure": "count", "per": "household", "at_most_count": 0}], "document": "甲"}]}, "parameters.property_limits[0].value[0].kinds", "yacht"),
])  # fmt: skip
def test_faults_in_a_countys_values(parameters: dict[str, object], path: str, words: str) -> None:
    with pytest.raises(rules.BadParameters) as refused:
        rules.CountyParameters.parse({"county": "519999", "parameters": parameters})
    assert [problem.path for problem in refused.value.problems] == [path]
    assert words in refused.value.problems[0].text.zh


def test_the_demonstration_values_are_marked_and_complete_for_every_year() -> None:
    file = Path(__file__).parents[4] / "examples" / "luojiang-2014" / "dibao-parameters.yaml"
    found = rules.CountyParameters.load(file)
    assert found.demonstration
    assert "非罗江县实际标准" in found.note
    always = [
        "standard.urban",
        "standard.rural",
        "income_period_months",
        "property_limits",
        "uplifts",
        "benefit_method",
    ]
    assert [(year, found.missing(dt.date(year, 12, 31), always)) for year in range(2012, 2027)] == [
        (year, ()) for year in range(2012, 2027)
    ]
    assert found.value("standard.urban", OLD).fen == 41100
    assert (found.value("standard.rural", OLD).fen, found.value("standard.rural", OLD).months) == (277700, 12)
    assert found.find("base_pension_excluded", dt.date(2026, 2, 1)) is None


def test_contents_tell_counties_apart() -> None:
    assert county() == county()
    assert county().version == county().version
    assert county() != county({"taper_months": 3})
    assert county({"taper_months": 3}).version != county().version
