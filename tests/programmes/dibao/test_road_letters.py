"""The amount of a letter is computed again from the letter alone: ten households, both languages, on paper too.

Nothing of the programme's arithmetic is used: the table is read by the words a citizen reads, and reckoned with fractions. The
expected amounts are hand-made: standards of the demonstration values are 2,777.00 (2014) and 7,455.60 (2024) a year in
the country, 411.00 and 785.90 a month in town; 10% for those under age or of 70, 20% for severe disability or illness,
the highest of several.
"""

import datetime as dt
import re
from fractions import Fraction
from itertools import pairwise

import pytest

from datong.foundation.access.service import console
from datong.foundation.casework.service import Case
from datong.foundation.documents.service import Grid, to_pdf
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.service import Named
from tests.foundation.access.walk import BAIHUA
from tests.foundation.documents.papers import needs_poppler, words
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
RELATIONS = ("self", "spouse", "child", "child")
SHARES = [{"below_percent": 50, "per_person": "500.00"}, {"below_percent": 100, "per_person": "300.00"}]
UPLIFTS = [
    {"group": "serious_illness", "amount": "80.00"},
    {"group": "minor", "percent": 30, "of": "benefit"},
    {"group": "elderly", "from_age": 70, "percent": 10, "of": "benefit"},
]


def identity(born, nth):
    """A number of Luojiang with its check digit (GB 11643)."""
    body = "510626" + born.replace("-", "") + f"{nth:03d}"
    weighed = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "10X98765432"[weighed % 11]


def household(born, *, area="rural", yearly="0.00", relations=RELATIONS, **extras):
    """A document and its people: dates of birth, income of the first in the year, what is special by member number."""
    ids = "abcd"[: len(born)]
    members = [
        {
            "id": each,
            "relation": relation,
            "birth": day,
            "hukou": area,
            "source": "户口簿",
            **extras.get(each, {}),
        }
        for each, day, relation in zip(ids, born, relations, strict=False)
    ]
    income = {
        "member": "a",
        "kind": "casual_work",
        "amount": yearly,
        "method": "documented",
        "source": "务工证明",
    }
    return {
        "version": 1, "area": area, "registered_here": True, "applicant": "a", "members": members, "income": [income],
        "declaration": {"members_complete": True, "income_complete": True, "property_complete": True},
        "property": [{"kind": "house", "count": 1, "area": "60.00", "source": "入户调查"}],
    }  # fmt: skip


ILL, LAME = {"serious_illness": True}, {"disability": {"kind": "physical", "grade": 1}}
TOGETHER = {"lives_together": True}
HOUSEHOLDS = {
    # (2777.00/12 - 4200.00/12/3) x 3 = 344.25; 10% + 20% of 231.41667 = 69.425; 413.675
    "three, a child and an ill mother": (
        2014, household(["1980-03-12", "1982-07-02", "2005-11-20"], yearly="4200.00", b=ILL), {}, "413.68",
    ),
    # 231.416667 + 10% of it, 23.141667: 254.558333
    "one of 75 without income": (2014, household(["1939-05-01"]), {}, "254.56"),
    # 1200.00/12/2 = 50; (231.416667 - 50) x 2 = 362.833333; the higher of 20% and 20%: 46.283333; 409.116667
    "a couple, one disabled and ill": (
        2014, household(["1980-01-01", "1981-01-01"], yearly="1200.00", b=ILL | LAME), {}, "409.12",
    ),
    # 3600.00/12/2 = 150; (411 - 150) x 2 = 522; 10% of 411 = 41.10
    "a mother and a child in town": (
        2014, household(["1985-01-01", "2006-01-01"], area="urban", yearly="3600.00", relations=("self", "child")), {},
        "563.10",
    ),
    # 1000.01/48 = 20.83354167; 231.416667 - that = 210.583125, x 4 = 842.3325
    "four and a sum that does not divide": (
        2014,
        household(
            ["1970-01-01", "1971-01-01", "1943-03-03", "1944-03-03"], yearly="1000.01",
            relations=("self", "spouse", "parent", "parent"), c=TOGETHER, d=TOGETHER,
        ),
        {"uplifts": []}, "842.33",
    ),
    # 1200.00/12/2 = 50; 231.416667 - 50 = 181.416667 for the one of the country; the wife in the urban register is counted
    "two registers, one of them paid": (
        2014, household(["1980-01-01", "1981-01-01"], yearly="1200.00", b={"hukou": "urban"}), {}, "181.42",
    ),
    # 7455.60/12 = 621.30; 10% of it = 62.13
    "one of 72 ten years later": (2024, household(["1952-01-01"]), {}, "683.43"),
    # 7200.00/12/2 = 300 is under half of 785.90: 500.00 each; the one of 72 gets 10% of the own 500.00
    "a couple in town by tiers": (
        2024, household(["1952-01-01", "1960-01-01"], area="urban", yearly="7200.00"),
        {"benefit_method": "tiers", "tiers.urban": SHARES, "uplifts": UPLIFTS}, "1050.00",
    ),
    # 2400.00/12/2 = 100; (621.30 - 100) x 2 = 1042.60; 80.00; 30% of the own 521.30 = 156.39
    "fixed and of one's own share": (
        2024, household(["1988-01-01", "2015-01-01"], yearly="2400.00", relations=("self", "child"), a=ILL),
        {"uplifts": UPLIFTS}, "1278.99",
    ),
    # 1800.00/12 = 150; 621.30 - 150 = 471.30; 10% + 20% of 621.30 = 186.39
    "several uplifts of one person, summed": (
        2024, household(["1944-01-01"], yearly="1800.00", a=LAME), {"uplift_combination": "sum"}, "657.69",
    ),
}  # fmt: skip


def approved(who, to_day, year, document, county):
    """Approved on 15 September of the year; the states between are passed over."""
    to_day(f"{year}-09-15")
    for key, value in county.items():
        dibao.enter_parameter(
            console(), "510626", key, value, since=dt.date(year, 1, 1), document="县府办发示例第1号"
        )
    document["declaration"]["date"] = f"{year}-09-01"
    for item in document["income"]:
        item |= {"from": f"{year - 1}-09", "to": f"{year}-08"}
    named = {
        member["id"]: Named(f"示例{'甲乙丙丁'[nth]}", identity(member["birth"], nth + 1))
        for nth, member in enumerate(document["members"])
    }
    case = dibao.apply(who.cadre, dibao.Application(BAIHUA, dt.date(year, 9, 15), document, named))
    state = "county_cleared" if year == 2014 else "county_received"
    Case.objects.filter(pk=case.pk).update(state=state)
    category = "B" if year == 2014 else "stable"
    return road.decide(who.officer, case, "approve", category=category, article="第二十九条")


LABELS = {
    "income": ("计入的家庭收入", "Household income counted"),
    "months": ("核算期月数", "Months counted"),
    "members": ("计算人均收入的家庭成员（人）", "Members the income is shared by"),
    "paid": ("享受保障的人数（人）", "Members who are paid"),
    "standard": ("低保标准，每人", "Dibao standard, each person"),
    "span": ("标准对应的月数", "Months the standard is for"),
    "tier": ("所在档次，每人每月（元）", "Tier, each person and month"),
    "fixed": ("分类施保固定金额，每月合计（元）", "Fixed supplements, a month in all"),
    "of_standard": ("分类施保，按标准的百分比合计（%）", "Supplements as percent of the standard"),
    "of_share": ("分类施保，按本人应得的百分比合计（%）", "Supplements as percent of one's own share"),
    "computed": ("计算得出每月（元）", "Computed, a month"),
    "decided": ("决定每月（元）", "Decided, a month"),
}


def read(lines):
    """The numbers of a letter by what its words call them: (words, number) pairs."""
    found = {}
    for said, number in lines:
        for key, labels in LABELS.items():
            if number and any(label in said for label in labels) and key not in found:
                found[key] = Fraction(number.replace(",", ""))
    return found


def table_of(doc):
    [grid] = [block for block in doc.blocks if isinstance(block, Grid)]
    return [tuple(row) for row in grid.rows]


def reckoned(of):
    """Fen a month, rounded half up once."""
    month = of["standard"] / of["span"]
    share = of.get("tier", month - of["income"] / of["months"] / of["members"])
    whole = share * of["paid"] + of["fixed"] + month * of["of_standard"] / 100 + share * of["of_share"] / 100
    return Fraction(int(whole * 100 + Fraction(1, 2)), 100)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_amount_follows_from_the_letter_alone(who, to_day, name):
    year, document, county, amount = HOUSEHOLDS[name]
    case = approved(who, to_day, year, document, county)
    assert case.decision.amount == Fraction(amount) * 100
    for lang in ("zh", "en"):
        letter = road.letter(case, "dibao.approval", lang)
        of = read(table_of(letter))
        assert reckoned(of) == of["computed"] == of["decided"] == Fraction(amount)
        said = re.search(r"(\d+\.\d\d) (?:元|yuan)", road.words(letter))
        assert said is not None
        assert Fraction(said[1]) == Fraction(amount)
    # and once more from what the decision kept, years later
    to_day(f"{year + 5}-01-02")
    assert dibao.computed_again(case.decision) == Fraction(amount) * 100


def test_ten_households_are_tried():
    assert len(HOUSEHOLDS) == 10


@needs_poppler
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_follows_from_the_paper_too(who, to_day, lang):
    year, document, county, amount = HOUSEHOLDS["fixed and of one's own share"]
    case = approved(who, to_day, year, document, county)
    pages = words(to_pdf(road.letter(case, "dibao.approval", lang)))
    lines = [line for page in pages for line in page]
    rows = [(before, re.fullmatch(r"(?:(.*?) )?([\d,.]+)", line)) for before, line in pairwise(lines)]
    of = read([(row[1] or before, row[2]) for before, row in rows if row])
    assert reckoned(of) == of["decided"] == Fraction(amount)


def test_a_change_and_a_restoring_say_their_own_numbers(who, to_day):
    case = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    found = road.found_at(case, "2013-12", "2014-11")
    found["members"][1]["serious_illness"] = False
    case = road.step(who.clerk2, road.reviewed(who, case, "2014-12-01", found), "propose_change")
    case = road.decide(who.officer, case, "decide_reduction", article="第十三条")
    of = read(table_of(road.letter(case, "dibao.reduction")))
    assert reckoned(of) == of["decided"] == Fraction("367.39")
    case = road.decide(who.officer2, case, "cancel_change", article="第六十五条")
    # the amount before stands again, and no computation of another amount is shown beside it
    letter = road.letter(case, "dibao.restored")
    assert [block for block in letter.blocks if isinstance(block, Grid)] == []
    assert "每月 413.68 元" in road.words(letter)


def test_a_departure_from_the_computation_is_told_with_both_amounts(who, to_day):
    case = road.county_2012(who, to_day)
    to_day("2014-07-24")
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    to_day("2014-08-05")
    case = road.step(who.officer2, case, "close_county")
    why = "女方医疗费已由大病保险报销一部分，经县里集体研究后酌减。"
    case = road.decide(who.officer2, case, "approve", category="B", amount=40_000, departs=why)
    letter = road.letter(case, "dibao.approval")
    of = read(table_of(letter))
    assert (reckoned(of), of["computed"], of["decided"]) == (
        Fraction("413.68"), Fraction("413.68"), Fraction("400.00"),
    )  # fmt: skip
    assert why in road.words(letter)
