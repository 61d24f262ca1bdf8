"""What a county may write between the figures of a paragraph."""

import json

import pytest

from datong.foundation.briefings.core import fault
from datong.foundation.briefings.core.document import digest, from_dict, to_dict
from datong.foundation.briefings.queries.issues import slot_names
from datong.foundation.briefings.service import TEMPLATES, Briefing
from tests.foundation.briefings.documents_sample import ENGLISH, SHORT

SLOTS = {"dibao.households", "dibao.persons", "began"}


@pytest.mark.parametrize(
    "text",
    [
        "全县在册{dibao.households}。",
        "2014年起，{began}以来，2014年7月、7月5日、2014年7月5日，三级联动，“三资”“三务”，一对一。",
        "Since July 2014, on 26 September 2014 and in 2013, {dibao.persons} were seen.",
        "党的十八大以来，千方百计办好事。",
    ],
)
def test_words_dates_and_figures_may_stand(text: str) -> None:
    assert fault(text, SLOTS) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "段落不能为空"),
        ("   ", "段落不能为空"),
        ("字" * 3001, "超过 3000 个字"),
        ("全县在册8851户。", "“8851”是手写的数字"),
        ("占 1.39%。", "“1.39%”是手写的数字"),
        ("全县８８５１户。", "“８８５１”是手写的数字"),
        ("共两千三百户。", "“两千三百”是手写的数字"),
        ("全县2014户。", "“2014”是手写的数字"),
        ("2014 households", "“2014”是手写的数字"),
        ("约½的户。", "“½”是手写的数字"),
        ("第①项。", "“①”是手写的数字"),
        ("在册{dibao.nothing}。", "“dibao.nothing”不是本段可用的指标"),
        ("在册{membership.members}。", "“membership.members”不是本段可用的指标"),
        ("在册{dibao.households。", "花括号没有成对"),
        ("在册dibao.households}。", "花括号没有成对"),
        ("在册{{dibao.households}}。", "花括号没有成对"),
        ("在册{Dibao.Households}。", "花括号没有成对"),
        ("In 20145 villages", "“20145”是手写的数字"),
        ("2014.5 of them", "“2014.5”是手写的数字"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(text: str, said: str) -> None:
    found = fault(text, SLOTS)
    assert found is not None
    assert said in found.zh
    assert found.en


@pytest.mark.parametrize("slug", TEMPLATES.keys())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_standard_texts_keep_the_rule(slug: str, lang: str) -> None:
    template = TEMPLATES.get(slug)
    assert fault(template.text.to(lang), slot_names(template)) is None


@pytest.mark.parametrize("briefing", [SHORT, ENGLISH])
def test_a_document_survives_being_kept(briefing: Briefing) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(briefing)))) == briefing


def test_the_hash_is_that_of_canonical_json() -> None:
    # printf '{"a":"汉","b":1}' | sha256sum
    known = "b1709d65b5a321349f0bee752061bc22da19358702bde65236099479e6947351"
    assert digest({"b": 1, "a": "汉"}) == known
    assert digest({"b": 2, "a": "汉"}) != known
