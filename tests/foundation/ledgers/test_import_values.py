"""What the cells become: dates, money, numbers, places, persons; one person and one household across ledgers."""

from datetime import date

import pytest

from datong.foundation.organisations.service import Organisation
from datong.foundation.people import service as people
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.importing import records

pytestmark = pytest.mark.django_db


def test_recipients(small_county: County) -> None:
    found = records("dibao.roster").values_list(
        "certificate", "name", "place_code", "area", "category", "monthly_benefit", "since"
    )
    assert list(found) == [
        # 临溪 is 临溪镇, 310元 and 0.031万元 and ￥310.00 are 31,000 fen, C is C类
        ("QX001", "刘桂芳", "519999100001", "城市", "A类", 31_000, date(2012, 3, 1)),
        ("QX001", "刘小军", "519999100001", "城市", "A类", 31_000, date(2012, 3, 1)),
        ("QX002", "陈志高", "519999100201", "农村", "B类", 105_550, date(2013, 5, 10)),
        ("QX010", "陈志明", "519999100201", "农村", "B类", 20_000, date(2012, 6, 1)),
        ("QX003", "周玉兰", "519999100202", "农村", "C类", 9_500, date(2014, 1, 1)),
        ("QX003", "周建国", "519999100202", "农村", "C类", 9_500, date(2014, 1, 1)),
        ("QX003", "周小梅", "519999100202", "农村", "C类", 9_500, date(2014, 1, 1)),
        ("QX004", "何大明", "519999100203", "农村", "B类", 15_000, date(2015, 3, 5)),
        ("QX005", "何大林", "519999101201", "农村", "B类", 15_000, date(2011, 7, 1)),
        ("QX005", "何小林", "519999101201", "农村", "B类", 15_000, date(2011, 7, 1)),
        ("QX006", "龙文秀", "519999101202", "农村", "A类", 20_000, date(2015, 4, 2)),
        ("QX007", "石光明", "519999101001", "城市", "A类", 31_000, date(2010, 1, 1)),
        ("QX007", "石小燕", "519999101001", "城市", "A类", 31_000, date(2010, 1, 1)),
        ("QX008", "江水生", "519999102001", "城市", "B类", 26_000, date(2013, 9, 1)),
        ("QX009", "钱多福", "519999102002", "农村", "C类", 9_000, date(2015, 5, 20)),
    ]


def test_lists_of_removals_and_gatherings(small_county: County) -> None:
    removals = records("dibao.removals").values_list("certificate", "persons", "day", "reason")
    assert list(removals) == [
        ("QX101", 5, date(2015, 3, 20), "死亡"),
        ("QX010", 1, date(2015, 4, 15), "收入超标"),
        ("QX103", 2, date(2015, 5, 6), "外出 务工"),
    ]
    gatherings = records("dibao.gatherings").values_list("title", "place_code", "day", "attendance")
    assert list(gatherings) == [
        ("全县低保业务培训会", "519999102001", date(2015, 3, 10), 86),
        ("乡镇民政干部培训会", "519999102001", date(2015, 4, 8), 42),
        ("评议员培训会", "519999100202", date(2015, 5, 8), None),
        ("民主评议现场会", "519999100202", date(2015, 3, 28), 1200),
    ]


def test_doctors_and_contracts_under_a_heading_of_two_rows(small_county: County) -> None:
    doctors = records("family_doctor.doctors").values_list(
        "number", "name", "tier", "employer__name", "title"
    )
    assert list(doctors) == [
        ("D01", "白求平", "镇级", "临溪镇卫生院", "主治医师"),
        ("D02", "华小佗", "县级", "县人民医院", None),
        ("D03", "孙思远", "村级", "龙洞村卫生室", "乡村医生"),
        ("D04", "李时真", "镇级", "石桥乡卫生院", None),
    ]
    contracts = records("family_doctor.contracts")
    assert [
        (c.number, c.head_name, c.place_code, c.members, c.phone, c.doctor.number, c.doctor_name, c.day)
        for c in contracts.select_related("doctor")
    ] == [
        ("Y-01", "周玉兰", "519999100202", 3, "13800000001", "D01", "白求平", date(2015, 1, 8)),
        ("Y-02", "陈志高", "519999100201", 1, "13800000002", "D01", "白求平", date(2015, 2, 11)),
        ("Y-03", "何大林", "519999101201", 2, "13800000003", "D03", "孙思远", date(2015, 3, 1)),
        ("Y-04", "江老太", "519999102001", 4, None, "D02", "华小佗", date(2015, 2, 2)),
        ("Y-05", "石光明", "519999101001", 2, "09995550199", "D04", "李时珍", date(2015, 3, 15)),
    ]


def test_services_lie_where_their_contract_does(small_county: County) -> None:
    services = records("family_doctor.services").values_list(
        "contract__number", "place_code", "doctor__number", "item"
    )
    assert list(services) == [
        ("Y-01", "519999100202", "D01", "血压测量"),
        ("Y-01", "519999100202", "D01", "血糖测量"),
        ("Y-02", "519999100201", "D01", "用药指导"),
        ("Y-03", "519999101201", "D03", "电话回访"),
        ("Y-04", "519999102001", "D02", "转诊预约"),
        ("Y-05", "519999101001", "D04", "用药指导"),
        ("Y-02", "519999100201", "D01", "血压测量"),
    ]


def test_lengths_areas_and_money(small_county: County) -> None:
    # decimetres, tenths of a mu, fen
    canals = records("irrigation.canals").values_list("number", "length", "area", "estimate", "year")
    assert list(canals) == [
        ("K1", 12_005, 355, 12_000_000, 2016),
        ("K2", 23_000, None, 8_000_000, 2017),
        ("K3", 5_000, 200, 6_000_000, 2016),
    ]
    ponds = records("irrigation.ponds").values_list("number", "type", "volume", "enlargement", "estimate")
    assert list(ponds) == [
        ("P1", "堰塘", 50_000, 15_000, 4_000_000),
        ("P2", "山坪塘", None, None, 10_000_000),
    ]
    funding = records("irrigation.funding").values_list("year", "source", "amount")
    assert list(funding) == [
        (2016, "县财政补助", 10_000_000),
        (2016, "整合项目资金", 6_000_000),
        (2016, "群众自筹及投劳折资", 4_000_000),
        (2017, "县财政补助", 10_000_000),
        (2017, "整合项目资金", 6_000_000),
        (2017, "群众自筹及投劳折资", 5_000_000),
    ]


def test_dates_in_every_spelling(small_county: County) -> None:
    first = records("sunshine.progress").first()
    aspects = ("assets", "benefits", "economy", "works", "cadres", "members", "services", "supervision")
    assert [getattr(first, name).day for name in aspects] == [6, 7, 8, 9, 10, 11, 6, 6]
    assert {getattr(first, name).replace(day=1) for name in aspects} == {date(2015, 2, 1)}


def test_branches_place_their_members(small_county: County) -> None:
    members = records("membership.members").values_list("name", "unit", "place_code", "branch__name", "grade")
    assert list(members) == [
        ("马克勤", "", "519999100201", "柳坝村党支部", "优秀"),
        ("马列英", "", "519999100202", "大安村党支部", "合格"),
        ("何大林", "", "519999101201", "和平村支部", "不合格"),
        ("龙在田", "", "519999101202", "龙洞村党支部", "不合格"),
        ("江涛", "", "519999102001", "望江社区党总支", "合格"),
        ("白求平", "县级机关", "519999000000", "县卫生局党支部", None),
        ("钱进", "", "519999102002", "青杠村党支部", "不合格"),
    ]
    disposals = records("membership.disposals").values_list(
        "name", "measure", "family_told", "employer_told", "place_code"
    )
    assert list(disposals) == [
        ("何大林", "限期改正", True, False, "519999101201"),
        ("龙在田", "除名", True, True, "519999101202"),
        ("江涛", "劝退", None, None, "519999102001"),
    ]


def test_visits(small_county: County) -> None:
    visits = records("silver_age.visits").values_list(
        "elder__number", "volunteer__number", "category", "day", "aid", "hours", "matter"
    )
    assert list(visits) == [
        ("L1", "Z1", "物资帮扶", date(2015, 5, 10), 10_000, 10, True),
        ("L1", "Z1", "生活照料", date(2015, 5, 17), None, 15, None),
        ("L2", "Z3", "事项代办", date(2015, 5, 20), 105_050, 20, True),
        ("L3", "Z4", "健康服务", date(2015, 6, 1), None, 5, False),
        ("L4", "Z2", "政策宣讲", date(2015, 6, 3), None, None, None),
        ("L1", "Z1", "物资帮扶", date(2015, 5, 24), 0, 10, None),
    ]


def test_one_number_is_one_person_in_every_ledger(small_county: County) -> None:
    # 15 on the roster, 2 more removed, 1 more added, 4 doctors, 1 more with a contract, 5 more members, 1 more
    # volunteer, 1 more elder
    assert people.Person.objects.count() == 15 + 2 + 1 + 4 + 1 + 5 + 1 + 1
    he = people.by_identity(second.ID["何大林"])
    assert he is not None
    assert records("dibao.roster").get(certificate="QX005", relation="户主").person == he
    assert records("family_doctor.contracts").get(number="Y-03").head == he
    assert records("membership.members").get(branch__name="和平村支部").person == he
    assert records("membership.disposals").get(measure="限期改正").member.person == he
    bai = people.by_identity(second.ID["白求平"])
    assert records("family_doctor.doctors").get(number="D01").person == bai
    assert records("silver_age.volunteers").get(number="Z4").person == bai


def test_persons_whose_only_rows_were_refused_are_not_in_the_register(small_county: County) -> None:
    assert [
        people.by_identity(second.ID[name])
        for name in ("吴四方", "郑五湖", "王六合", "冯七夕", "江洪", "杨入党")
    ] == [None] * 6


def test_a_household_is_one_across_ledgers(small_county: County) -> None:
    # ten in receipt, and 江老太's contract
    assert people.Household.objects.count() == 11
    zhou = people.by_identity(second.ID["周玉兰"])
    household = people.Household.objects.get(head=zhou)
    assert records("family_doctor.contracts").get(number="Y-01").household == household
    assert list(household.memberships.order_by("person__birth_date").values_list("person__name", "relation")) == [
        ("周建国", "配偶"), ("周玉兰", "户主"), ("周小梅", "女儿"),
    ]  # fmt: skip


def test_a_household_whose_head_was_refused_is_known_by_its_paper(small_county: County) -> None:
    household = records("dibao.roster").get(name="江水生").household
    assert (household.head, household.reference, household.place_code) == (
        None,
        "dibao:QX008",
        "519999102001",
    )


def test_organisations_are_founded_once(small_county: County) -> None:
    named = Organisation.objects.filter(county="519999")
    assert list(named.filter(kind="team").values_list("name", flat=True)) == ["一队", "二队"]
    assert named.filter(name="县卫生局党支部").count() == 1  # of a member and of a volunteer
    assert named.filter(kind="department", name="县人社局").count() == 1
