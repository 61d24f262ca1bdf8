"""The briefing as Markdown and HTML: what is printed, what is a link, and that no text becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.foundation.briefings.core import Paragraph, Run, to_html, to_html_page, to_markdown
from tests.foundation.briefings.documents_sample import ENGLISH, SHORT, figure_url

HOSTILE = """<script>alert(1)</script>"'&amp; [x](javascript:1) *b* _i_ `c` # h | ~ \\"""


class Reader(HTMLParser):
    """Collects the tags with their attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markdown_in_chinese() -> None:
    assert to_markdown(SHORT, figure_url, include_questions=True) == (
        "**青石县打通最后一公里工作简报**\n\n第12期\n\n青石县人民政府办公室　2016年3月5日\n\n---\n\n"
        "# 青石县本月进展\n\n本期有两项进展。\n\n"
        "## 一、低保\n\n现有低保[31户](/figures/dibao.households/)。\n\n"
        "## 二、水利\n\n清淤堰塘[7口](/figures/irrigation.ponds/)。\n\n"
        "## 附：待核实的数据\n\n1. 7口堰塘中有2口在册上没有编号。\n\n---\n\n"
        "数据来源：县民政局台账\n\n数据快照：第3号\n\n报：市政府办公室\n\n发：各镇，县级各部门\n\n（共印40份）\n"
    )


def test_markdown_in_english() -> None:
    assert to_markdown(ENGLISH, figure_url) == (
        "**Qingshi County Bulletin**\n\nNo. 12\n\nQingshi County Government Office　5 March 2016\n\n---\n\n"
        "# Progress this month\n\nTwo matters have moved.\n\n"
        "## 1. Dibao\n\nThe roll has [31 households](/figures/dibao.households/).\n\n---\n\n"
        "Source: ledger of civil affairs\n\nTo: city government\n\n(1,200 copies printed)\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 标题", "\\# 标题"),
        ("- 一", "\\- 一"),
        ("+ 一", "\\+ 一"),
        ("===", "\\==="),
        ("2014. 年", "2014\\. 年"),
        ("3) 年", "3\\) 年"),
        ("    代码", "代码"),
        ("> 引", "\\> 引"),
        ("一\n\n# 二", "一 \\# 二"),
        ("[a](b)<c>&amp;", "\\[a\\](b)\\<c\\>\\&amp;"),
        ("a*b_c`d~e|f\\", "a\\*b\\_c\\`d\\~e\\|f\\\\"),
        ("15.07%，2014年", "15.07%，2014年"),
    ],
)
def test_text_never_becomes_markdown(text: str, written: str) -> None:
    bare = replace(
        SHORT, lead=(Run(text),), paragraphs=(), distribution=(), copies=None, frozen=None, sources=""
    )
    assert to_markdown(bare, figure_url).split("\n\n")[5:] == [f"{written}\n"]


def test_a_markdown_address_cannot_end_its_link_early() -> None:
    document = to_markdown(SHORT, lambda key: f"/f/{key})?a=(b) c<d>\n")
    assert "[31户](/f/dibao.households%29?a=%28b%29%20c%3Cd%3E%0A)" in document


def test_html_fragment() -> None:
    assert to_html(SHORT, figure_url, include_questions=True) == (
        '<article class="briefing" lang="zh-CN">\n'
        '<header class="briefing-head">\n'
        '<p class="briefing-masthead"><span class="briefing-masthead-name">青石县打通最后一公里</span>'
        '<span class="briefing-masthead-kind">工作简报</span></p>\n'
        '<p class="briefing-issue">第12期</p>\n'
        '<p class="briefing-imprint"><span class="briefing-issuer">青石县人民政府办公室</span> '
        '<time class="briefing-date" datetime="2016-03-05">2016年3月5日</time></p>\n'
        "</header>\n"
        '<h2 class="briefing-title">青石县本月进展</h2>\n'
        '<p class="briefing-lead">本期有两项进展。</p>\n'
        '<section class="briefing-section" id="briefing-dibao">\n'
        '<h3 class="briefing-heading">一、低保</h3>\n'
        '<p class="briefing-text">现有低保<a class="figure" href="/figures/dibao.households/" '
        'data-figure="dibao.households">31户</a>。</p>\n'
        "</section>\n"
        '<section class="briefing-section" id="briefing-irrigation">\n'
        '<h3 class="briefing-heading">二、水利</h3>\n'
        '<p class="briefing-text">清淤堰塘<a class="figure" href="/figures/irrigation.ponds/" '
        'data-figure="irrigation.ponds">7口</a>。</p>\n'
        "</section>\n"
        '<section class="briefing-annex" id="briefing-annex">\n'
        '<h3 class="briefing-heading">附：待核实的数据</h3>\n'
        "<ol>\n<li>7口堰塘中有2口在册上没有编号。</li>\n</ol>\n</section>\n"
        '<footer class="briefing-foot">\n'
        '<p class="briefing-note">数据来源：县民政局台账</p>\n'
        '<p class="briefing-note">数据快照：第3号</p>\n'
        '<ul class="briefing-distribution">\n'
        '<li><span class="briefing-label">报：</span><span>市政府办公室</span></li>\n'
        '<li><span class="briefing-label">发：</span><span>各镇，县级各部门</span></li>\n'
        "</ul>\n"
        '<p class="briefing-copies">（共印40份）</p>\n'
        "</footer>\n"
        "</article>\n"
    )


def test_html_escapes_every_text() -> None:
    hostile = replace(
        SHORT,
        masthead=HOSTILE, issue_line=HOSTILE, issuer=HOSTILE, date_line=HOSTILE, title=HOSTILE,
        lead=(Run(HOSTILE),), paragraphs=(Paragraph(HOSTILE, (Run(HOSTILE, HOSTILE),), HOSTILE),),
        questions=(HOSTILE,), distribution=(HOSTILE,), frozen=HOSTILE, sources=HOSTILE,
    )  # fmt: skip
    reader = Reader(to_html(hostile, lambda key: f'/f/"{key}', include_questions=True))
    assert {tag for tag, _ in reader.tags} == {
        "article", "header", "p", "span", "h2", "section", "h3", "a", "ol", "li", "footer", "ul",
    }  # fmt: skip
    assert [attributes for tag, attributes in reader.tags if tag == "a"] == [
        {"class": "figure", "href": f'/f/"{HOSTILE}', "data-figure": HOSTILE}
    ]
    assert reader.text.count(HOSTILE) == 12


def test_html_holds_no_style_and_no_script() -> None:
    tags = Reader(to_html(SHORT, figure_url)).tags
    assert [
        tag for tag, attributes in tags if tag in {"style", "script", "link"} or "style" in attributes
    ] == []


def test_html_heading_level_follows_the_page() -> None:
    tags = [tag for tag, _ in Reader(to_html(ENGLISH, figure_url, heading_level=4)).tags if tag[0] == "h"]
    assert tags == ["header", "h4", "h5"]
    with pytest.raises(ValueError, match="1 to 5"):
        to_html(ENGLISH, figure_url, heading_level=6)


def test_html_page_stands_alone() -> None:
    page = to_html_page(ENGLISH, figure_url)
    tags = Reader(page).tags
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert [attributes for _, attributes in tags if "src" in attributes] == []
    assert [tag for tag, _ in tags if tag in {"link", "script", "img"}] == []
    assert [tag for tag, _ in tags if tag in {"title", "style", "main", "h1"}] == [
        "title",
        "style",
        "main",
        "h1",
    ]


@given(st.text(min_size=1))
def test_any_text_comes_back_from_html_as_it_was_printed(text: str) -> None:
    one = replace(SHORT, lead=(Run("起"), Run(text), Run("止")), paragraphs=(), distribution=(), sources="")
    reader = Reader(to_html(one, figure_url))
    lead = reader.text.split("起", 1)[1].rsplit("止", 1)[0]
    blanks = str.maketrans(dict.fromkeys("\t\n\v\f\r\x85\u2028\u2029", " "))
    wanted = [c for c in text.translate(blanks) if c.isprintable() and c != " "]
    assert [c for c in lead if c.isprintable() and c != " "] == wanted
