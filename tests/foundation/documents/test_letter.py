"""A letter says whom, what, why, how it was worked out, the law, how to object and whom to ask."""

import datetime as dt
import time
from dataclasses import replace

import pytest

from datong.foundation.documents.service import (
    Grid,
    Heading,
    Letter,
    LetterIncomplete,
    Para,
    to_docx,
    to_pdf,
)
from tests.foundation.documents.papers import needs_poppler, words

SUM = Grid(["项目", "算式", "元"], [["人均月收入", "1,012.50 ÷ 4", "253.12"]], numbers=(2,))
LETTER = Letter(
    "不予批准告知书",
    "张三",
    "您家的申请没有获得批准。",
    ["人均月收入高于保障标准。", "收入减少时可以再次申请。"],
    "《办法》第二十二条。",
    "收到之日起60日内可以申请行政复议。",
    "调元镇民政办公室，0838-3200000。",
    SUM,
    unit="罗江县民政局",
    number="T-510626-2014-000001",
    dated=dt.date(2014, 9, 26),
    code="T-510626-2014-000001",
)


@needs_poppler
def test_a_letter_in_chinese() -> None:
    assert words(to_pdf(LETTER.doc())) == [
        [
            "罗江县民政局",
            "不予批准告知书 T-510626-2014-000001",
            "编号：T-510626-2014-000001 2014 年 9 月 26 日",
            "张三：",
            "您好！",
            "决定内容",
            "您家的申请没有获得批准。",
            "为什么这样决定",
            "人均月收入高于保障标准。",
            "收入减少时可以再次申请。",
            "怎么算出来的",
            "项目 算式 元",
            "人均月收入 1,012.50 ÷ 4 253.12",
            "依据",
            "《办法》第二十二条。",
            "不同意怎么办",
            "收到之日起 60 日内可以申请行政复议。",
            "有疑问找谁",
            "调元镇民政办公室，0838-3200000。",
            "罗江县民政局",
            "2014 年 9 月 26 日",
            "T-510626-2014-000001 第 1 页，共 1 页",
        ]
    ]


def test_a_letter_in_english_without_a_computation() -> None:
    doc = replace(LETTER, lang="en", computation=None, greeting="Hello.").doc()
    assert [block.text for block in doc.blocks if isinstance(block, Heading)] == [
        "What was decided",
        "Why",
        "The law",
        "If you disagree",
        "Who to ask",
    ]
    assert doc.blocks[:2] == [Para("张三,", "flush"), Para("Hello.")]
    assert doc.blocks[-1] == Para("罗江县民政局\n26 September 2014", "right")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"decision": " "}, "决定内容"),
        ({"paragraphs": []}, "为什么这样决定"),
        ({"paragraphs": ["  "]}, "为什么这样决定"),
        ({"article": ""}, "依据"),
        ({"how_to_object": ""}, "不同意怎么办"),
        ({"contact": ""}, "有疑问找谁"),
        ({"to": ""}, "收信人"),
    ],
)
def test_a_letter_that_leaves_something_out_is_refused(change: dict[str, object], missing: str) -> None:
    with pytest.raises(LetterIncomplete) as refused:
        replace(LETTER, **change).doc()  # type: ignore[arg-type]
    assert refused.value.text.zh == f"这封信还缺少：“{missing}”，补上后才能发出。"


def test_two_pages_take_under_a_third_of_a_second() -> None:
    doc = replace(LETTER, paragraphs=["人均月收入高于保障标准，" * 9 + "。"] * 9).doc()
    to_pdf(doc)  # the fonts are read once
    fresh = replace(doc, title="另一封信", blocks=[*doc.blocks, Para("又一段。")])
    start = time.perf_counter()
    pdf = to_pdf(fresh)
    middle = time.perf_counter()
    to_docx(fresh)
    assert b"<xmpTPg:NPages>2<" in pdf
    assert (middle - start < 0.3, time.perf_counter() - middle < 0.3) == (True, True)
