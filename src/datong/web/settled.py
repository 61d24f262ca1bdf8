"""Templates for one language (公众页面的模板): words, drawings and addresses of files that stand there as constants are put in
when a template is compiled, not each time it is drawn. What is drawn is the same; it takes a fraction of the time.
"""

import re
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

import jinja2
from django.template import engines
from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from datong.web import jinja
from datong.web.kept import Kept

WORDS = ("_", "gettext")
CONSTANT: dict[str, Callable[..., Any]] = {
    "icon": jinja.icon,
    "static": jinja.static,
    "language": jinja.language,
}
INDENTED = re.compile(r"\n\s+")


@cache
def environment(language: str) -> jinja2.Environment:
    """The pages' own environment once more, for one of Django's languages ("zh-hans", "en")."""
    base = engines["jinja2"].env  # type: ignore[attr-defined]  # the Jinja backend
    env = jinja.prepared(
        Settled(
            language,
            loader=base.loader,
            autoescape=base.autoescape,
            auto_reload=base.auto_reload,
            bytecode_cache=Kept(language),
        )
    )
    env.globals.update({name: value for name, value in base.globals.items() if name not in env.globals})
    return env


class Settled(jinja2.Environment):
    """An environment whose templates are compiled in one language."""

    def __init__(self, speaks: str, **options: Any) -> None:
        super().__init__(**options)
        self.speaks = speaks

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain table: Jinja's chain of two is copied, name by name, for every page and macro file."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        with translation.override(self.speaks):
            settled: nodes.Template = Settler(self).visit(parsed)
        return settled


class Settler(NodeTransformer):
    """Puts constants in place of calls whose answer is known."""

    def __init__(self, env: jinja2.Environment) -> None:
        self.env = env

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802
        """Indentation and empty lines are for who writes a template; a browser shows the same without. (In a `<pre>` no line
        may begin with a blank.)"""
        return nodes.TemplateData(INDENTED.sub("\n", node.data), lineno=node.lineno)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by the visitor
        """`_("…")` becomes its words; `_("… %(n)s", n=…)` its words with the values put in."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        plain = not (node.dyn_args or node.dyn_kwargs)
        if (
            not plain
            or name not in (*WORDS, *CONSTANT)
            or not all(isinstance(each, nodes.Const) for each in node.args)
        ):
            return node
        given = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if name in CONSTANT:
            return node if node.kwargs else nodes.Const(CONSTANT[name](*given), lineno=node.lineno)
        said = Markup(translation.gettext(*given))  # noqa: S704 - our own words, as Jinja's gettext marks them
        if not node.kwargs:
            return nodes.Const(said % {}, lineno=node.lineno)
        values = [nodes.Pair(nodes.Const(each.key), each.value, lineno=node.lineno) for each in node.kwargs]
        return nodes.Mod(nodes.Const(said), nodes.Dict(values), lineno=node.lineno)
