"""Every paragraph, in the order of the briefing; each brings its programme into the navigation."""

from datong.foundation.access import service as access
from datong.foundation.briefings.protocols import Template
from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry
from datong.web import navigation

TEMPLATES: Registry[str, Template] = Registry("paragraph")
SECTION = Text("专项行动", "Programmes")
FIRST = 20


def register(template: Template) -> None:
    """Plug a programme's paragraph in, and its page; the programme has told its name before."""
    TEMPLATES.register(template.slug, template)
    navigation.register(
        access.programmes()[template.slug],
        "programme",
        template.icon,
        FIRST + len(TEMPLATES),
        "figures.view",
        programme=template.slug,
        section=SECTION,
        args=(template.slug,),
    )
