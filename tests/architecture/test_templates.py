"""What templates promise: their own house or the shell, nothing inline, every Chinese sentence marked."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.architecture.tree import (
    house_of,
    jinja,
    modules,
    syntax,
    template_files,
    template_folder,
    templates,
    where,
)

CHINESE = re.compile(r"[\u3400-\u9fff]")
# A language is offered under its own name.
UNMARKED_ON_PURPOSE = re.compile("中文")
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
INLINE = {
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "htmx code": re.compile(r"\bhx-on\b|\bhx-on:|\bhx-vars\b|=[\"']js:", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
EXTERNAL = re.compile(r"(?:src|href|action|hx-get|hx-post)\s*=\s*[\"'](?:https?:)?//", re.I)
DJANGO_REFERENCE = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
JINJA_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def is_jinja(path: Path) -> bool:
    """Whether a template belongs to the Jinja engine."""
    folder = template_folder(path)
    return folder is not None and folder.name == "jinja2"


def parsed(path: Path) -> nodes.Template:
    """A Jinja template, parsed by the engine that renders it."""
    return jinja().parse(path.read_text(), filename=str(path))


def jinja_templates() -> list[Path]:
    """Our Jinja templates."""
    return [path for _, path in template_files() if is_jinja(path)]


def test_there_are_templates_to_look_at() -> None:
    assert {"base.html", "bare.html"} <= set(templates())


def test_a_template_name_belongs_to_one_house() -> None:
    counted = Counter((name, template_folder(path).name) for name, path in template_files())  # type: ignore[union-attr]
    assert [name for name, count in counted.items() if count > 1] == []


def referenced(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of what a template extends, includes or imports ("" when it is computed)."""
    if not is_jinja(path):
        yield from ((0, name) for name in DJANGO_REFERENCE.findall(path.read_text()))
        return
    for node in parsed(path).find_all(JINJA_REFERENCES):
        target = node.template  # type: ignore[attr-defined]  # each of the four has one
        written = [target] if isinstance(target, nodes.Const) else list(target.find_all(nodes.Const))
        texts = [const.value for const in written if isinstance(const.value, str)]
        yield from ((node.lineno, text) for text in texts or [""])


def test_templates_use_their_own_house_or_the_shell() -> None:
    strange = [
        f"{where(path, line)} -> {name or 'a computed name'}"
        for _, path in template_files()
        for line, name in referenced(path)
        if not is_near(path, name)
    ]
    assert strange == []


def is_near(user: Path, name: str) -> bool:
    """Whether `name` is a template of the user's house, of the shell, or (Django engine) of a library."""
    if name not in templates():
        return bool(name) and not is_jinja(user)
    return house_of(templates()[name]) in {house_of(user), "web"}


def test_views_render_their_own_templates() -> None:
    strange = [
        f"{where(path, node.lineno)} -> {node.value}"
        for path in modules()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in templates()
        if house_of(path) != "config" and not is_near(path, node.value)
    ]
    assert strange == []


@pytest.mark.parametrize("kind", INLINE)
def test_nothing_is_inline(kind: str) -> None:
    """The content security policy forbids it, and a page that breaks it fails silently in a browser."""
    found = [
        where(path, text.count("\n", 0, match.start()) + 1)
        for _, path in template_files()
        for text in [path.read_text()]
        for match in INLINE[kind].finditer(text)
    ]
    assert found == []


def test_pages_load_nothing_from_elsewhere() -> None:
    assert [where(path) for _, path in template_files() if EXTERNAL.search(path.read_text())] == []


def test_chinese_in_templates_is_marked_for_translation() -> None:
    found = [
        f"{where(path, line)} {text.strip()[:30]}"
        for path in jinja_templates()
        for line, text in unmarked(parsed(path))
        if CHINESE.search(UNMARKED_ON_PURPOSE.sub("", text))
    ]
    assert found == [], 'write it as _("…") or {% trans %}…{% endtrans %}'


def unmarked(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Texts of a template outside any call of gettext."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        for keyword in node.kwargs:
            yield from unmarked(keyword)
        return
    if isinstance(node, nodes.TemplateData):
        yield node.lineno, node.data
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in node.iter_child_nodes():
        yield from unmarked(child)
