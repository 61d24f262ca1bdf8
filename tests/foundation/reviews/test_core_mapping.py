"""What a column means, how its cells are written, what must never select people."""

import datetime as dt

import pytest

from datong.foundation.reviews.core import writings
from datong.foundation.reviews.core.fields import SELECTING, NotForSelection, check_selection, selecting
from datong.foundation.reviews.core.mapping import (
    BadMapping,
    as_read,
    mapping_of,
    propose,
    read_rows,
)
from datong.foundation.reviews.core.sheets import Table, table

DENG, CHEN, CHILD = "510626195803121236", "510626196007021220", "510626200111201239"
VEHICLES = table(
    [
        ["机动车登记名单"],
        ["车主", "证件号码", "号牌号码", "品牌型号", "初次登记日期", "备注一"],
        ["邓有田", DENG, "川F·A1234", "五菱LZW6376", "2009年3月5日", "甲"],
        ["陈 素 芳", "510626600702122", "川FB567", "长安", 40000.0, "乙"],
        ["邓小川", CHILD, "川FC9999", "", "2012/3", "丙"],
    ]
)


def fields(made: Table) -> dict[str, str | None]:
    return mapping_of(propose(made))


def test_columns_by_heading() -> None:
    assert fields(VEHICLES) == {
        "车主": "name",
        "证件号码": "id",
        "号牌号码": "plate",
        "品牌型号": "model",
        "初次登记日期": "from",
        "备注一": None,
    }


def test_each_column_says_why() -> None:
    made = {each.heading: each for each in propose(VEHICLES)}
    assert made["车主"].why.zh == "表头“车主”是姓名，100% 的格子符合"
    assert made["证件号码"].why.zh == "表头“证件号码”是身份证号码，100% 的格子符合"
    assert (made["备注一"].why.zh, made["备注一"].confidence) == ("没有认出来，不读入、不保存", 0)
    assert made["车主"].confidence == 98


def test_rows_as_understood() -> None:
    rows = read_rows(VEHICLES, propose(VEHICLES))
    assert [row.values for row in rows] == [
        {"name": "邓有田", "id": DENG, "plate": "川FA1234", "model": "五菱LZW6376", "from": "2009-03-05"},
        {
            "name": "陈素芳",
            "id": "510626600702122",
            "plate": "川FB567",
            "model": "长安",
            "from": "2009-07-06",
        },
        {"name": "邓小川", "id": CHILD, "plate": "川FC9999", "from": "2012-03"},
    ]
    assert [row.number for row in rows] == [3, 4, 5]


def test_twenty_rows_are_shown() -> None:
    many = table([["姓名", "身份证号码"], *([["邓有田", DENG]] * 30)])
    assert len(as_read(many, propose(many))) == 20


def test_columns_by_content_alone() -> None:
    grid = [
        ["甲", "乙", "丙", "丁"],
        ["邓有田", DENG, "川FA1234", "调元镇百花村3组12号"],
        ["陈素芳", CHEN, "川FB5678", "调元镇双埝村1组2号"],
    ]
    assert fields(table(grid)) == {"甲": "name", "乙": "id", "丙": "plate", "丁": "address"}


def test_a_heading_that_does_not_fit_its_content_is_doubtful() -> None:
    made = propose(table([["姓名", "身份证号码"], ["邓有田", "无"], ["陈素芳", CHEN], ["王某", "不详"]]))
    assert (made[1].field, made[1].confidence) == ("id", 40)
    assert made[1].why.zh == "表头“身份证号码”是身份证号码，但只有 33% 的格子符合，请核对"


def test_of_two_columns_the_surer_one_is_read() -> None:
    made = propose(table([["证件号码", "身份证号码"], ["护照", DENG], ["护照", CHEN]]))
    assert [each.field for each in made] == [None, "id"]
    assert made[0].why.zh == "已有另一列是身份证号码，这一列不读入"


def test_the_name_itself_goes_before_the_head_of_household() -> None:
    made = table([["户主姓名", "姓名", "身份证号码"], ["邓有田", "陈素芳", CHEN]])
    assert fields(made) == {"户主姓名": None, "姓名": "name", "身份证号码": "id"}


def test_people_have_the_last_word_and_are_remembered() -> None:
    corrected = propose(VEHICLES, by_hand={"备注一": "status", "品牌型号": None})
    kept = mapping_of(corrected)
    assert (kept["备注一"], kept["品牌型号"]) == ("status", None)
    again = {each.heading: each for each in propose(VEHICLES, before=kept)}
    assert (again["备注一"].field, again["备注一"].why.zh) == ("status", "上次为这个来源定的")
    assert again["品牌型号"].field is None


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [
        ({"没有的列": "id"}, "名单里没有“没有的列”这一列。"),
        ({"备注一": "colour"}, "没有“colour”这个字段，请从列表中选择。"),
        ({"备注一": "id", "证件号码": "id"}, "两列都指定为身份证号码，只能留一列。"),
    ],
)
def test_corrections_that_make_no_sense(correction: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadMapping) as refused:
        propose(VEHICLES, by_hand=correction)
    assert refused.value.text.zh == sentence


@pytest.mark.parametrize("cell", [5.10626195803121e17, "5.10626E+17"])
def test_numbers_that_lost_their_digits_are_refused(cell: object) -> None:
    made = table([["姓名", "身份证号码"], ["陈素芳", CHEN], ["邓有田", cell]])
    with pytest.raises(BadMapping) as refused:
        read_rows(made, propose(made))
    assert refused.value.text.zh == (
        "“身份证号码”列第 3 行的身份证号码是按数字保存的，末几位已经丢失，不能用来核对（共 1 行）。请让来源单位把这一列设为文本格式后重新导出。"
    )


def test_nobody_to_be_told_from_a_list() -> None:
    made = table([["单位名称", "金额(元)"], ["县医院", 1200.5]])
    with pytest.raises(BadMapping) as refused:
        read_rows(made, propose(made))
    assert refused.value.text.zh.startswith("没有找到身份证号码列")


def test_names_with_birthdays_are_enough() -> None:
    made = table([["姓名", "出生日期"], ["邓有田", "19580312"]])
    assert read_rows(made, propose(made))[0].values == {"name": "邓有田", "birth": "1958-03-12"}


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("民族", "汉族"),
        ("国籍", "中国"),
        ("宗教信仰", "佛教"),
        ("政治面貌", "群众"),
        ("是否党员", "是"),
        ("村民评价", "好"),
        ("信用等级", "A"),
        ("现实表现", "良好"),
        ("备注", "中共党员"),
        ("说明", "彝族"),
        ("情况", "好吃懒做"),
    ],
)
def test_what_never_selects_is_neither_read_nor_kept(heading: str, value: str) -> None:
    made = table([["姓名", "身份证号码", heading], ["邓有田", DENG, value], ["陈素芳", CHEN, value]])
    assert fields(made)[heading] is None
    assert "不读入、不保存" in propose(made)[2].why.zh
    for wanted in ("status", "role", "organisation"):
        with pytest.raises(BadMapping):
            propose(made, by_hand={heading: wanted})


def test_sex_identifies_and_never_selects() -> None:
    made = table([["姓名", "身份证号码", "性别"], ["邓有田", DENG, "男"]])
    assert fields(made)["性别"] == "sex"
    with pytest.raises(BadMapping):
        propose(made, by_hand={"性别": "status"})
    with pytest.raises(NotForSelection):
        check_selection(["amount", "sex"])


def test_the_allow_list_is_the_one_written_here() -> None:
    assert {
        "address", "plate", "model", "amount", "size", "organisation", "role", "from", "until", "died", "status", "number",
    } == SELECTING  # fmt: skip
    check_selection(SELECTING)


@pytest.mark.parametrize(
    "name", ["民族", "nationality", "ethnic", "religion", "政治面貌", "口碑", "id", "name", "place", "??"]
)
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(NotForSelection):
        check_selection(["plate", name])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2012-3-5", "2012-03-05"),
        ("2012/03/05", "2012-03-05"),
        ("2012.3.5", "2012-03-05"),
        ("2012年3月5日", "2012-03-05"),
        ("20120305", "2012-03-05"),
        ("２０１２－０３－０５", "2012-03-05"),
        ("2012-03-05 00:00:00", "2012-03-05"),
        (dt.date(2012, 3, 5), "2012-03-05"),
        (dt.datetime(2012, 3, 5, 8), "2012-03-05"),
        (40973.0, "2012-03-05"),
        ("2012年3月", "2012-03"),
        ("", None),
        (None, None),
    ],
)
def test_days(cell: object, day: str | None) -> None:
    assert writings.day(cell) == day


@pytest.mark.parametrize("cell", ["2012-13-05", "20120230", "三月", "12", 12.0, "2013年13月"])
def test_what_is_no_day(cell: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the cell itself is the message
        writings.day(cell)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1,200.50", 120050),
        ("1200元", 120000),
        ("¥1200", 120000),
        ("3.5万元", 3500000),
        (1200.5, 120050),
        (0.1, 10),
        ("-12.30", -1230),
        ("", None),
    ],
)
def test_money(cell: object, fen: int | None) -> None:
    assert writings.fen(cell) == fen


def test_money_in_ten_thousands() -> None:
    assert (writings.fen(3.5, ten_thousands=True), writings.fen("3.5万", ten_thousands=True)) == (
        3500000,
        3500000,
    )
    made = table([["姓名", "身份证号码", "注册资本(万元)"], ["邓有田", DENG, "50"]])
    assert read_rows(made, propose(made))[0].values["amount"] == 50_000_000


@pytest.mark.parametrize("cell", ["免费", "12个", "1.2.3", True])
def test_what_is_no_money(cell: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        writings.fen(cell)


@pytest.mark.parametrize(
    ("cell", "valid"),
    [
        (DENG, True),
        ("510626580312123", True),
        ("510626195803121235", False),
        ("510626581312123", False),
        ("护照", False),
    ],
)
def test_numbers(cell: str, valid: bool) -> None:
    assert writings.valid_identity(cell) is valid


def test_what_reaches_a_rule_is_of_the_allow_list() -> None:
    row = {
        "id": DENG,
        "name": "邓有田",
        "sex": "男",
        "birth": "1958-03-12",
        "place": "调元镇",
        "民族": "汉族",
        "plate": "川FA1234",
    }
    assert selecting(row) == {"plate": "川FA1234"}
