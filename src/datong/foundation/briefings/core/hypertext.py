"""A briefing in HTML: a fragment for the site (classes only) and a file that stands alone."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from datong.foundation.briefings.core.layout import Layout, lay_out
from datong.foundation.briefings.core.model import Briefing, FigureUrl, Run


def to_html(
    briefing: Briefing, figure_url: FigureUrl, *, include_questions: bool = False, heading_level: int = 2
) -> str:
    """An `<article class="briefing">` without style or script. The title is `<h{heading_level}>` (1 to 5).

    Anchors are `briefing-{slug}`. A figure is `<a class="figure" href data-figure="key">`. All text
    is escaped; that the address is a harmless one is `figure_url`'s promise.
    """
    if not 1 <= heading_level <= 5:
        raise ValueError("heading_level must be 1 to 5")
    return _article(lay_out(briefing, include_questions), figure_url, heading_level)


def to_html_page(briefing: Briefing, figure_url: FigureUrl, *, include_questions: bool = False) -> str:
    """A whole HTML file with its own style sheet and nothing to load: for keeping, mailing and printing."""
    layout = lay_out(briefing, include_questions)
    style = files(__package__).joinpath("briefing.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{layout.tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(layout.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{_article(layout, figure_url, 1)}</main>\n</body>\n</html>\n"
    )


def _article(layout: Layout, figure_url: FigureUrl, level: int) -> str:
    blocks = [
        f'<article class="briefing" lang="{layout.tag}">',
        *_head(layout),
        _tag(f"h{level}", "briefing-title", escape(layout.title)),
        _tag("p", "briefing-lead", _runs(layout.lead, figure_url)),
        *_sections(layout, figure_url, level + 1),
        *_annex(layout, level + 1),
        *_foot(layout),
        "</article>",
    ]
    return "".join(f"{block}\n" for block in blocks if block)


def _head(layout: Layout) -> Iterable[str]:
    parts = ("name", "kind") if len(layout.masthead) > 1 else ("kind",)
    masthead = "".join(
        f'<span class="briefing-masthead-{part}">{escape(text)}</span>'
        for part, text in zip(parts, layout.masthead, strict=True)
        if text
    )
    yield '<header class="briefing-head">'
    yield _tag("p", "briefing-masthead", masthead)
    yield _tag("p", "briefing-issue", escape(layout.issue_line))
    yield _tag("p", "briefing-imprint", f"{_issuer(layout)} {_date(layout)}".strip())
    yield "</header>"


def _issuer(layout: Layout) -> str:
    return _tag("span", "briefing-issuer", escape(layout.issuer))


def _date(layout: Layout) -> str:
    text = escape(layout.date_line)
    if layout.dated is None:
        return _tag("span", "briefing-date", text)
    return f'<time class="briefing-date" datetime="{layout.dated.isoformat()}">{text}</time>'


def _sections(layout: Layout, figure_url: FigureUrl, level: int) -> Iterable[str]:
    for section in layout.sections:
        yield f'<section class="briefing-section" id="{section.anchor}">'
        yield _tag(f"h{level}", "briefing-heading", escape(section.heading))
        yield _tag("p", "briefing-text", _runs(section.runs, figure_url))
        yield "</section>"


def _annex(layout: Layout, level: int) -> Iterable[str]:
    if not layout.annex:
        return
    yield '<section class="briefing-annex" id="briefing-annex">'
    yield _tag(f"h{level}", "briefing-heading", escape(layout.annex_heading))
    yield "<ol>"
    yield from (f"<li>{escape(question)}</li>" for question in layout.annex)
    yield "</ol>\n</section>"


def _foot(layout: Layout) -> Iterable[str]:
    if not (layout.notes or layout.recipients or layout.copies_line):
        return
    yield '<footer class="briefing-foot">'
    yield from (_tag("p", "briefing-note", escape(note)) for note in layout.notes)
    if layout.recipients:
        yield '<ul class="briefing-distribution">'
        yield from (
            f'<li><span class="briefing-label">{escape(one.label)}</span><span>{escape(one.body)}</span></li>'
            for one in layout.recipients
        )
        yield "</ul>"
    yield _tag("p", "briefing-copies", escape(layout.copies_line))
    yield "</footer>"


def _runs(runs: tuple[Run, ...], figure_url: FigureUrl) -> str:
    return "".join(_run(run, figure_url) for run in runs)


def _run(run: Run, figure_url: FigureUrl) -> str:
    if run.figure is None:
        return escape(run.text)
    href, key = escape(figure_url(run.figure)), escape(run.figure)
    return f'<a class="figure" href="{href}" data-figure="{key}">{escape(run.text)}</a>'


def _tag(name: str, css: str, content: str) -> str:
    return f'<{name} class="{css}">{content}</{name}>' if content else ""
