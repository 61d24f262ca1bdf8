"""`{% frame "base.html" %} title {% content %} body {% endframe %}`: Django templates in the Jinja frame."""

from django.forms import BaseForm
from django.template import Library, TemplateSyntaxError
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = Library()


class FrameNode(Node):
    """Draws title and body with Django, then hands both to Jinja, so that there is only one frame."""

    child_nodelists = ("title", "body")

    def __init__(self, name: str, title: NodeList, body: NodeList) -> None:
        self.name = name
        self.title = title
        self.body = body

    def render(self, context: Context) -> SafeString:
        inside = {
            "framed_title": self.title.render(context).strip(),
            "framed_body": self.body.render(context),
        }
        framed = get_template(f"framed_{self.name}", using="jinja2").render(inside, context.get("request"))
        return mark_safe(framed)  # noqa: S308 - both engines have escaped their part


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form, drawn as everywhere else: error summary, label above, hint and error below."""
    drawn = get_template("framed_fields.html", using="jinja2").render({"form": form})
    return mark_safe(drawn)  # noqa: S308 - the component has escaped it


@register.tag
def frame(parser: Parser, token: Token) -> FrameNode:
    """`{% frame "base.html" %}` or `"bare.html"`; raises TemplateSyntaxError for anything else."""
    _, _, name = token.contents.partition(" ")
    if name.strip('"') not in {"base.html", "bare.html"}:
        raise TemplateSyntaxError('frame wants "base.html" or "bare.html"')
    title = parser.parse(("content",))
    parser.delete_first_token()
    body = parser.parse(("endframe",))
    parser.delete_first_token()
    return FrameNode(name.strip('"'), title, body)
