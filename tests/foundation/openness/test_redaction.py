"""Planted numbers: every way in which somebody may have written what must never be published, and what looks like it."""

import datetime as dt

import pytest

from datong.foundation.openness.core.redaction import Known, scan, search
from datong.foundation.openness.core.redaction.scan import in_cells

TODAY = Known(dt.date(2014, 9, 26), phones=frozenset({"08383201234", "3201234", "13908100110"}))
IDENTITY = (
    "510626198102038513", "510626198102038511", "51062619810203851X", "51062619810203851x", "５１０６２６１９８１０２０３８５１３",
    "510626 19810203 8513", "510626-19810203-8513", "510626—19810203—8513", "5106 2619 8102 0385 13",
    "5 1 0 6 2 6 1 9 8 1 0 2 0 3 8 5 1 3", "身份证510626198102038513号", "510626、19810203、8513", "510626，19810203，8513",
    "510626.19810203.8513", "510626/1981/02/03/8513", "510626\n19810203\n8513", "510626(19810203)8513", "510626*19810203*8513",
    "5106\u200b2619810203\u200b8513", "51062619810203851×", "510626198102038513王大山", "9510626198102038513", "A510626198102038513B",
    "五一〇六二六一九八一〇二〇三八五一三", "伍壹零陆贰陆壹玖捌壹零贰零叁捌伍壹叁", "⑤①⓪⑥②⑥①⑨⑧①⓪②⓪③⑧⑤①③", "٥١٠٦٢٦١٩٨١٠٢٠٣٨٥١٣",
    "510626810203851", "510626 810203 851", "510626********8513", "510626XXXXXXXX8513",
)  # fmt: skip
BANK = (
    "6228480402564890018", "6228 4804 0256 4890 018", "6228-4804-0256-4890-018", "６２２８４８０４０２５６４８９００１８", "4111111111111111",
    "5500 0000 0000 0004", "账号 88010120001234567", "一卡通：510626001234", "开户行罗江农商行 20801234567890", "卡号6228480402564890",
)  # fmt: skip
PHONE = (
    "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "+86 13812345678", "+86-138-1234-5678", "8613812345678",
    "1 3 8 1 2 3 4 5 6 7 8", "一三八一二三四五六七八", "微信13812345678", "138·1234·5678", "请拨打13812345678咨询", "13812345678、13912345678",
)  # fmt: skip
LANDLINE = (
    "电话：3205678",
    "联系电话 0838-3205678",
    "(0838)3205678",
    "0838 3205678",
    "（0838）3205678",
    "座机 3205678",
)
WORDS = {
    "address": (
        "景乐南路28号",
        "百花村3组28号",
        "中心街十八号",
        "3栋2单元501室",
        "门牌12",
        "人民东路12-3号",
        "五组 16 号",
    ),
    "illness": ("患有肺癌", "肢体残疾二级", "因病致贫", "高血压", "残疾证号", "2级残", "尿毒症透析", "智障"),
    "birth": (
        "生于1981年2月3日",
        "1981年2月3日出生",
        "1981-02-03生",
        "出生日期：19810203",
        "born 1981-02-03",
    ),
    "age": ("张小明（12岁）", "李小花，女，9周岁"),
}
PASSES = (
    "450.00", "1,234,567.89", "2014-09-26", "2014年9月26日", "2014年第三季度", "510626106209", "罗府发〔2014〕12号", "合同编号 HT-2014-0012",
    "GK-510626-2014-000001", "科目 1001 2202 5101", "川F12345", "川F·A1234", "1,200.00 3,400.00 5,600.00 7,800.00", "低保450元，五保800元",
    "3号渠", "渠道12号闸", "3组5号塘", "第28号文件", "困难残疾人生活补贴", "重度残疾人护理补贴", "大病保险", "残疾人联合会", "12345", "110", "12348",
    "95598", "400-810-1234", "16周岁以下", "年满18周岁", "不满14周岁的未成年人", "留守儿童关爱", "2014年1月1日生效", "2010年生产道路硬化",
    "村民代表38人，到会32人", "0.35公里", "投资 15.6万元", "发票号 01234567", "2014092600001", "凭证 2014-09-0012", "104.510212 31.303112",
    "127个村", "58/127", "45.67%", "从2014年7月1日至2014年9月30日", "2014.07.01-2014.09.30", "工程编号 SL201400123", "面积 12.5亩 8.3亩 6.6亩",
    "1户2人 2户5人 3户9人", "100 200 300 400 500 600", "2011 2012 2013 2014 2015", "土地证 罗集用(2011)第00123号", "成都路硬化1200米",
    "疾病预防控制中心", "松材线虫病防治", "高血压随访", "3-5岁幼儿园", "91510626MA6A1B2C3D", "电话 0838-3201234", "请拨打 3201234", "二〇一四年九月二十六日",
    "510626000012345", "5,106.26 1,981.02 38.51", "手机 13908100110",
)  # fmt: skip


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in scan(text, TODAY)}


@pytest.mark.parametrize("text", IDENTITY)
def test_identity_numbers_are_found_however_they_are_written(text):
    assert "identity" in kinds(text)


@pytest.mark.parametrize("text", BANK)
def test_bank_numbers_are_found(text):
    assert kinds(text) == {"bank"}


@pytest.mark.parametrize("text", PHONE)
def test_mobile_numbers_are_found(text):
    assert kinds(text) == {"mobile"}


@pytest.mark.parametrize("text", LANDLINE)
def test_landlines_nobody_registered_are_found(text):
    assert kinds(text) == {"landline"}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WORDS.items() for text in texts])
def test_words_about_persons_are_found(kind, text):
    assert kind in kinds(text)


@pytest.mark.parametrize("text", PASSES)
def test_what_only_looks_like_it_passes(text):
    assert scan(text, TODAY) == []


def test_there_are_enough_of_both():
    planted = len(IDENTITY) + len(BANK) + len(PHONE) + len(LANDLINE) + sum(map(len, WORDS.values()))
    assert (planted >= 60, len(PASSES) >= 40) == (True, True)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["510626", "19810203", "8513"]], "identity"),
        ([["王大山", "510626198", "102038513", "3组"]], "identity"),
        ([["510626"], ["19810203"], ["8513"]], "identity"),
        ([[510626, 19810203, 8513]], "identity"),
        ([["138", "1234", "5678"]], "mobile"),
        ([["6228480402", "564890018"]], "bank"),
        ([list("510626198102038513")], "identity"),
    ],
)
def test_numbers_split_over_cells_are_found(rows, kind):
    assert [hit.kind for _row, _column, hit in in_cells(rows, TODAY)][:1] == [kind]


@pytest.mark.parametrize(
    "rows",
    [[["2014", "3", "12"]], [[510626, 19810203, 8511]], [["1", "2", "3"], ["4", "5", "6"]], [["", None]]],
)
def test_ordinary_neighbours_pass(rows):
    assert list(in_cells(rows, TODAY)) == []


def test_a_whole_content_is_searched_everywhere():
    number = "510626198102038513"
    content = {
        "title": {"zh": f"一{number}", "en": "one"}, "source": f"二{number}", "reason": f"三{number}", "signed": [f"四{number}"],
        "responsible": {"name": f"五{number}"}, "files": [{"name": f"六{number}.pdf"}],
        "blocks": [
            {"type": "words", "heading": f"七{number}", "text": ""},
            {"type": "table", "caption": {"zh": f"八{number}", "en": "x"}, "rows": [[f"九{number}"]],
             "columns": [{"name": {"zh": f"十{number}", "en": "x"}, "kind": "text"}]},
        ],
    }  # fmt: skip
    found = search(content, TODAY)
    assert {each.kind for each in found} == {"identity"}
    assert len({each.where.zh for each in found}) == 10
    assert not any(number in each.text.zh for each in found)


def test_digits_below_a_heading_that_says_what_they_are():
    block = {
        "type": "table", "caption": {"zh": "表", "en": "t"}, "rows": [["510626001234"]],
        "columns": [{"name": {"zh": "一卡通账号", "en": "account"}, "kind": "text"}],
    }  # fmt: skip
    content = {
        "title": {"zh": "", "en": ""},
        "blocks": [block],
        "files": [],
        "source": "",
        "reason": "",
        "signed": [],
        "responsible": {},
    }
    assert [each.kind for each in search(content, TODAY)] == ["bank"]
