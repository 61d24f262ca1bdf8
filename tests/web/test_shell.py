"""The frame: complete with everything, whole with nothing; and nothing inline."""

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from markupsafe import Markup

from datong.web.navigation import Item
from tests.web.drawing import Page, draw, macro, request

VIEWER = SimpleNamespace(
    name="王<敏>",
    is_authenticated=True,
    navigation=[
        Item("总览", "/", "layout-dashboard", True),
        Item("低保户", "/households/", "heart-handshake", False, "七个专项行动"),
    ],
)
NOBODY = SimpleNamespace(name="", is_authenticated=False, navigation=[])


def frame(name: str = "base.html", address: str = "/", **context: Any) -> Page:
    token = {
        "csrf_token": "t",
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="t">'),
    }
    return draw(name, request=request(address), **token, **context)


@pytest.mark.parametrize("name", ["base.html", "bare.html"])
def test_the_frame_stands_without_any_context(name: str) -> None:
    page = draw(name)
    assert page.one("main")["id"] == "main"
    assert page.one("a", class_="skip-link")["href"] == "#main"
    assert page.all("form") == []


def test_a_signed_in_reader_sees_navigation_search_name_and_way_out() -> None:
    page = frame(viewer=VIEWER, county="罗江县", as_of=date(2014, 9, 26))
    assert [
        (link["href"], link.get("aria-current")) for link in page.all("a") if link["href"] in {"/households/"}
    ] == [("/households/", None)]
    assert len(page.all("a", href="/", **{"aria-current": "page"})) == 1
    assert page.one("form", role="search")["action"] == "/search"
    assert page.one("input", id="search")["name"] == "q"
    assert page.one("form", action="/logout")["method"] == "post"
    assert {"罗江县", "数据截至 2014-09-26", "王<敏>", "七个专项行动"} <= set(page.words)
    assert "罗江县，数据截至2014年9月26日" in page.words


def test_nobody_sees_neither_navigation_nor_search() -> None:
    page = frame(viewer=NOBODY)
    assert page.all("nav") == []
    assert page.all("form", role="search") == []
    assert page.all("form", action="/logout") == []


def test_names_are_escaped() -> None:
    assert "王<敏>" not in frame(viewer=VIEWER).markup


def test_the_search_box_keeps_its_words_on_the_search_page_only() -> None:
    assert frame(viewer=VIEWER, address="/search?q=bhc").one("input", id="search")["value"] == "bhc"
    assert frame(viewer=VIEWER, address="/households/?q=bhc").one("input", id="search")["value"] == ""


@pytest.mark.parametrize("name", ["base.html", "bare.html"])
def test_the_other_language_is_offered_and_leads_back_here(name: str) -> None:
    page = frame(name, "/households/?q=1")
    assert page.one("form", action="/language")["method"] == "post"
    assert page.one("input", name="next")["value"] == "/households/?q=1"
    button = page.one("button", name="language")
    assert (button["value"], button["lang"]) == ("en", "en")


@pytest.mark.usefixtures("english")
def test_in_english_chinese_is_offered() -> None:
    page = frame()
    assert page.one("html")["lang"] == "en"
    assert page.one("button", name="language")["value"] == "zh-hans"


def test_success_is_quiet_and_errors_interrupt() -> None:
    page = frame(messages=[Message(25, "已保存"), Message(40, "没有导入<br>")])
    quiet, loud = page.all("div", class_="note")
    assert ("note-success" in str(quiet["class"]), quiet.get("role")) == (True, None)
    assert ("note-error" in str(loud["class"]), loud.get("role")) == (True, "alert")
    assert {"已保存", "没有导入<br>"} <= set(page.words)


def test_htmx_neither_evaluates_nor_keeps_pages() -> None:
    settings = json.loads(frame().one("meta", name="htmx-config")["content"] or "")
    assert settings == {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }


def test_htmx_sends_the_proof_of_origin() -> None:
    assert json.loads(frame().one("body")["hx-headers"] or "") == {"X-CSRFToken": "t"}
    assert "hx-headers" not in draw("base.html").one("body")


def test_children_fill_the_blocks() -> None:
    source = """{% extends "base.html" %}{% block title %}低保户{% endblock %}
        {% block head %}<h1>低保户</h1>{% endblock %}
        {% block content %}<p>{{ viewer.name if viewer else "无人" }}</p>{% endblock %}
        {% block aside %}<aside>旁注</aside>{% endblock %}"""
    page = macro(source)
    assert page.words[0] == "低保户 · 打通"
    assert {"无人", "旁注"} <= set(page.words)


@pytest.mark.parametrize("name", ["base.html", "bare.html"])
def test_a_django_template_is_put_into_the_same_frame(name: str, settings: Any) -> None:
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "context_processors": []}},
        settings.TEMPLATES[1],
    ]
    source = (
        f'{{% load shell %}}{{% frame "{name}" %}} 双重<i>{{% content %}}<b>{{{{ v }}}}</b>{{% endframe %}}'
    )
    page = Page(Template(source).render(Context({"v": "<x>", "request": request("/")})))
    assert page.words[0].startswith("双重")
    assert page.one("main")["id"] == "main"
    assert "<b>&lt;x&gt;</b>" in page.markup


def test_only_our_two_frames_may_be_named() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template('{% load shell %}{% frame "other.html" %}{% content %}{% endframe %}')
