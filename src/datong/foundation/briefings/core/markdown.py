"""A briefing in Markdown (CommonMark), each figure a link. Text can never become markup."""

import re
from urllib.parse import quote

from datong.foundation.briefings.core.layout import Layout, lay_out
from datong.foundation.briefings.core.model import Briefing, FigureUrl, Run

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|#])")
_BLOCK_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))")
_URL_SAFE = "/:?#@!$&'*+,;=%~"  # not blanks, brackets or angles: they would end the link


def to_markdown(briefing: Briefing, figure_url: FigureUrl, *, include_questions: bool = False) -> str:
    """The briefing as CommonMark text, ending in one newline."""
    layout = lay_out(briefing, include_questions)
    blocks = [*_head(layout), *_body(layout, figure_url), *_annex(layout), *_foot(layout)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(layout: Layout) -> list[str]:
    imprint = "　".join(_line(part) for part in (layout.issuer, layout.date_line) if part)
    masthead = _line("".join(layout.masthead))
    name = f"**{masthead}**" if masthead else ""
    return [name, _line(layout.issue_line), imprint, "---", f"# {_line(layout.title)}"]


def _body(layout: Layout, figure_url: FigureUrl) -> list[str]:
    blocks = [_paragraph(layout.lead, figure_url)]
    for section in layout.sections:
        if section.heading:
            blocks.append(f"## {_inline(section.heading)}")
        blocks.append(_paragraph(section.runs, figure_url))
    return blocks


def _annex(layout: Layout) -> list[str]:
    if not layout.annex:
        return []
    questions = "\n".join(f"{n}. {_line(question)}" for n, question in enumerate(layout.annex, 1))
    return [f"## {_inline(layout.annex_heading)}", questions]


def _foot(layout: Layout) -> list[str]:
    recipients = [_line(one.label + one.body) for one in layout.recipients]
    lines = [*map(_line, layout.notes), *recipients, _line(layout.copies_line)]
    return ["---", *lines] if any(lines) else []


def _paragraph(runs: tuple[Run, ...], figure_url: FigureUrl) -> str:
    text = "".join(_run(run, figure_url) for run in runs).strip(" ")
    return _BLOCK_START.sub(_shield, text)


def _run(run: Run, figure_url: FigureUrl) -> str:
    if run.figure is None:
        return _inline(run.text)
    return f"[{_inline(run.text)}]({quote(figure_url(run.figure), safe=_URL_SAFE)})"


def _line(text: str) -> str:
    return _BLOCK_START.sub(_shield, _inline(text).strip(" "))


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _shield(start: re.Match[str]) -> str:
    """Keep a line from starting a list: "-" becomes "\\-", "1." becomes "1\\."."""
    blank, mark = start[1], start[2]
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"
