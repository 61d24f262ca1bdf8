"""What must come of the second county's ledgers: counted and reckoned by hand, with the arithmetic beside it."""

# ruff: noqa: ERA001 - the arithmetic looks like code
# fmt: off

LEDGERS: dict[str, dict[str, dict[str, object]]] = {
    "民政局低保报表.xlsx": {
        "低保花名册": {
            "accepted": 15,
            "refused": {
                "missing_id": 1, "bad_check_digit": 4, "unknown_place": 2, "ambiguous_place": 1, "bad_date": 2,
                "bad_number": 1, "bad_choice": 1, "missing_value": 1, "duplicate": 2, "conflict": 1,
            },
        },
        "退出名单": {"accepted": 3, "refused": {"bad_number": 1, "missing_value": 1, "bad_choice": 1}},
        "新增对象": {"accepted": 3, "refused": {"missing_value": 1, "missing_id": 1}},
        "会议": {"accepted": 4, "refused": {"bad_date": 1, "bad_number": 1}},
    },
    "卫生局家庭医生.xlsx": {
        "家庭医生名册": {"accepted": 4, "refused": {"bad_choice": 1, "unknown_place": 1, "missing_value": 1}},
        "签约": {"accepted": 5, "refused": {"unknown_doctor": 1, "bad_number": 2, "missing_id": 1, "missing_value": 2}},
        "服务登记": {
            "accepted": 7,
            "refused": {
                "duplicate": 1, "conflict": 1, "unknown_contract": 3, "unknown_doctor": 1, "bad_date": 1,
                "bad_choice": 1, "missing_value": 1,
            },
        },
    },
    "水务局渠系规划.xlsx": {
        "渠系": {
            "accepted": 3,
            "refused": {"bad_number": 2, "unknown_place": 1, "bad_date": 1, "conflict": 1, "duplicate": 1},
        },
        "山坪塘": {"accepted": 2, "refused": {"bad_choice": 1, "missing_value": 2}},
        "资金": {"accepted": 6, "refused": {"bad_choice": 1, "bad_number": 1}},
    },
    "阳光行动进度.xlsx": {
        "推进情况表": {
            "accepted": 8,
            "refused": {"ambiguous_place": 1, "bad_date": 1, "unknown_place": 1, "duplicate": 1, "conflict": 1},
        },
        "封面": {"accepted": 0, "refused": {}},
    },
    "组织部党员评议.xlsx": {
        "党员花名册": {
            "accepted": 7,
            "refused": {
                "missing_id": 1, "bad_check_digit": 1, "duplicate": 1, "bad_choice": 1, "unknown_place": 1, "bad_date": 1,
            },
        },
        "处置名单": {"accepted": 3, "refused": {"unknown_person": 1, "bad_choice": 2, "bad_date": 1}},
    },
    "银龄守护志愿服务.xlsx": {
        "志愿者花名册": {"accepted": 4, "refused": {"missing_id": 1, "bad_number": 1, "bad_check_digit": 1}},
        "结对名册": {"accepted": 4, "refused": {"unknown_person": 1, "bad_choice": 1}},
        "志愿服务记录": {
            "accepted": 6,
            "refused": {
                "duplicate": 1, "conflict": 1, "unknown_person": 2, "bad_number": 1, "bad_choice": 1, "missing_value": 1,
            },
        },
    },
    "政务中心改革清单.xlsx": {
        "事项清单": {
            "accepted": 18,
            "refused": {"bad_choice": 2, "bad_number": 1, "missing_value": 1, "duplicate": 1, "conflict": 1},
        },
        "权限下放": {"accepted": 2, "refused": {"bad_date": 1}},
        "流程": {"accepted": 5, "refused": {"duplicate": 1, "bad_number": 1}},
        "资料清单": {"accepted": 7, "refused": {"missing_value": 1}},
        "成本": {"accepted": 2, "refused": {"bad_number": 1}},
    },
}

UNKNOWN_COLUMNS = {
    "低保花名册": ["民族"],
    "服务登记": ["收费（元）"],
    "党员花名册": ["学历"],
}

# key: (value, printed in Chinese)
FIGURES: dict[str, tuple[int | float | None, str]] = {
    # QX001 .. QX010; QX002 and QX010 are two households
    "dibao.households": (10, "10户"),
    # 2 + 1 + 3 + 1 + 2 + 1 + 2 + 1 + 1 + 1
    "dibao.persons": (15, "15人"),
    "dibao.removed_households": (3, "3户"),
    # 5 + 1 + 2
    "dibao.removed_persons": (8, "8人"),
    "dibao.added_households": (3, "3户"),
    # 1 + 1 + 2
    "dibao.added_persons": (4, "4人"),
    # 评议员培训会 is a training, though 评议 stands in its name
    "dibao.trainings": (3, "3次"),
    "dibao.appraisal_demonstrations": (1, "1次"),
    # no joint review was run: no value, which is not zero
    **dict.fromkeys(
        (
            "dibao.matches_open", "dibao.matches_told", "dibao.matches_explained", "dibao.matches_decided", "dibao.matches_confirmed",
            "dibao.matches_confirmed_share", "dibao.matches_confirmed_low", "dibao.matches_confirmed_high", "dibao.matches_overdue",
            "dibao.matches_median_days", "dibao.review_sources_stale", "dibao.review_sources_off", "dibao.controls_missed_share",
            "dibao.second_looks_wrong_share",
        ),
        (None, "暂无数据"),
    ),
    # fewer than the step of a hundred: printed as it is
    "family_doctor.doctors": (4, "4名"),
    # fewer than ten thousand: printed as it is
    "family_doctor.pairs": (5, "5对"),
    "family_doctor.services": (7, "7人次"),
    # 健康管理 基本医疗 出院回访 双向转诊
    "family_doctor.service_categories": (4, "4大类"),
    # 血压测量 血糖测量 用药指导 电话回访 转诊预约
    "family_doctor.service_items": (5, "5项"),
    # 1,200.5 + 2,300 + 500 = 4,000.5 m
    "irrigation.canal_km": (4.0005, "4千米"),
    "irrigation.ponds": (2, "2口"),
    # 2016: 10 + 6 + 4 = 20; 2017: 10 + 6 + 5 = 21
    "irrigation.investment_wan": (41, "41万元"),
    "irrigation.first_year": (2016, "2016年"),
    "irrigation.last_year": (2017, "2017年"),
    # (10 + 10) / 2
    "irrigation.county_wan_a_year": (10, "10万元"),
    # (6 + 6) / 2
    "irrigation.integrated_wan_a_year": (6, "6万元"),
    # (4 + 5) / 2 = 4.5
    "irrigation.self_raised_wan_a_year": (4.5, "4.5万元"),
    "sunshine.aspects": (10, "10个方面"),
    # 东街社区 大安村 石桥社区
    "sunshine.villages_done": (3, "3个"),
    "sunshine.villages": (8, "8个"),
    "membership.members": (7, "7名"),
    # 何大林 龙在田 钱进
    "membership.unqualified": (3, "3名"),
    # 3 / 7 = 42.857...%, cut (rounded it would be 42.86)
    "membership.unqualified_share": (42.85, "42.85%"),
    "membership.rectify": (1, "1人"),
    "membership.removed": (1, "1人"),
    "membership.persuaded_or_other": (1, "1人"),
    "silver_age.volunteers": (4, "4名"),
    "silver_age.teams": (2, "2支"),
    # 一队 1, 一队 2, 二队 1; one volunteer of 二队 is in no group
    "silver_age.groups": (3, "3个"),
    "silver_age.services": (6, "6人次"),
    # 100 + 1,050.50
    "silver_age.aid_yuan": (1150.5, "1150.5元"),
    "silver_age.matters": (2, "2件"),
    # 物资帮扶 生活照料 事项代办 健康服务 政策宣讲
    "silver_age.categories": (5, "5类"),
    "approvals.permits_suspended": (3, "3项"),
    "approvals.permits_cancelled": (1, "1项"),
    "approvals.permits_adjusted": (2, "2项"),
    # (3 + 1 + 2) / 11 = 54.5454...%
    "approvals.permits_streamlined_share": (54.54, "54.54%"),
    "approvals.services_suspended": (1, "1项"),
    "approvals.services_cancelled": (1, "1项"),
    "approvals.services_merged": (0, "0项"),
    # (1 + 1) / 7 = 28.571...%, printed with one decimal, cut
    "approvals.services_streamlined_share": (28.57, "28.5%"),
    # 10 + 8 + 12 + 15 + 20
    "approvals.construction_days_before": (65, "65个工作日"),
    # 4 + max(6, 5) + max(7, 9)
    "approvals.construction_days_after": (19, "19个工作日"),
    "approvals.delegated": (2, "2项"),
    "approvals.dossier_before": (7, "7份"),
    "approvals.dossier_after": (4, "4份"),
    "approvals.dossier_dropped": (3, "3份"),
    # 3 / 7 = 42.8...%, cut to a whole number
    "approvals.dossier_dropped_share": (42, "42%"),
    # (1,200 - 900) + (80 - 30)
    "approvals.cost_saved_yuan": (350, "350元"),
}

# numerator and denominator of the shares
SHARES = {
    "membership.unqualified_share": (3, 7),
    "approvals.permits_streamlined_share": (6, 11),
    "approvals.services_streamlined_share": (2, 7),
    "approvals.dossier_dropped_share": (3, 7),
}

# by town: 临溪镇, 石桥乡, 云台街道, and what lies in none of them
BY_TOWN = {
    "dibao.households": (5, 3, 2, 0),
    "dibao.persons": (8, 5, 2, 0),
    "dibao.removed_persons": (6, 2, 0, 0),
    "dibao.added_persons": (1, 1, 2, 0),
    "family_doctor.pairs": (2, 2, 1, 0),
    # Y-01: 2, Y-02: 2; Y-03: 1, Y-05: 1; Y-04: 1
    "family_doctor.services": (4, 2, 1, 0),
    "irrigation.canal_km": (1.2005, 2.8, 0, 0),
    "irrigation.ponds": (1, 0, 1, 0),
    "sunshine.villages": (4, 3, 1, 0),
    "sunshine.villages_done": (2, 1, 0, 0),
    # 县级机关 lies in no town
    "membership.members": (2, 2, 2, 1),
    "membership.unqualified": (0, 2, 1, 0),
    # 江涛's measure stands where his branch is
    "membership.persuaded_or_other": (0, 0, 1, 0),
    "silver_age.volunteers": (2, 1, 1, 0),
}

# check: (12-digit place, Chinese sentence) of every finding that was planted
FINDINGS: dict[str, list[tuple[str, str]]] = {
    "dibao.opening_and_closing": [
        # QX008 since 2013; QX301 added, but not on the roster
        ("519999102001", "期初 1 户＋新增 1 户－清退 0 户＝2 户，在册 1 户"),
        # QX009 on the roster since May, on no list
        ("519999102002", "期初 0 户＋新增 0 户－清退 0 户＝0 户，在册 1 户"),
    ],
    "dibao.additions_on_roster": [
        ("519999101202", "QX006 批准日期 2015-04-12，在册起始日期 2015-04-02"),
        ("519999102001", "新增的 QX301 不在册"),
        ("519999102002", "QX009 自 2015-05-20 起享受，不在新增名单上"),
    ],
    "dibao.removed_not_on_roster": [("519999100201", "已清退的 QX010 户主仍在册")],
    # 8 / 3 = 2.67, 15 / 10 = 1.50; they differ by more than 0.50
    "dibao.household_size": [("519999000000", "清退 8 人 ÷ 3 户＝户均 2.67 人，在册户均 1.50 人")],
    "family_doctor.doctor_names": [("519999101001", "Y-05 所写医生姓名与名册不同")],
    # 1 / 7 = 14.3%
    "family_doctor.served_before_contract": [("519999000000", "7 条服务中有 1 条早于签约日期，占 14.3%")],
    "family_doctor.load": [],
    # works: 2016: 12 + 6 + 4 = 22, 2017: 8 + 10 = 18; money: 20 and 21. 2016 differs by a tenth, not more
    "irrigation.batches_and_budget": [
        ("519999000000", "合计：工程估算 40.00 万元，资金计划 41.00 万元，相差 -1.00 万元"),
        ("519999000000", "2017 年：工程估算 18.00 万元，资金计划 21.00 万元，相差 -3.00 万元"),
    ],
    "irrigation.equal_years": [
        ("519999000000", "群众自筹及投劳折资各年度不等：2016 年 4.00、2017 年 5.00 万元"),
    ],
    "sunshine.every_village": [("519999102002", "青杠村不在推进台账中")],
    "sunshine.calendar_agrees": [],
    "membership.grades_and_measures": [
        ("519999102002", "1 名不合格党员没有处置记录"),
        ("519999102001", "1 名有处置记录的党员未评为不合格"),
    ],
    "membership.told": [("519999000000", "3 人中，1 人的结果尚未告知家属，2 人的结果尚未告知单位")],
    "silver_age.pairs": [
        ("519999100001", "Z1 与 2 位老人结对"),
        ("519999100001", "Z2 与 0 位老人结对"),
    ],
    "silver_age.own_elder": [("519999000000", "6 人次中有 1 人次不是结对志愿者服务的")],
    # 10 May to 30 June: 52 days, 8 weeks begun; 6 / 4 / 8 = 0.1875
    "silver_age.weekly": [
        (
            "519999000000",
            "自 2015-05-10 起 8 周，6 人次 ÷ 4 名志愿者 ÷ 8 周＝每人每周 0.19 次，远低于每周一次",
        )
    ],
    "silver_age.group_size": [("519999000000", "3 个小组中有 3 个不是 5 至 6 人（1 至 1 人）")],
    "approvals.promised_within_legal": [("519999000000", "S07 承诺 30 个工作日，法定 20 个工作日")],
    # 3 of 6 permits and 1 of 2 services: half, not more
    "approvals.suspended_is_not_shorter": [],
}
