"""Every paragraph, in the order of the briefing."""

from datong.foundation.briefings.protocols import Template
from datong.kernel.registry import Registry

TEMPLATES: Registry[str, Template] = Registry("paragraph")


def register(template: Template) -> None:
    """Plug a programme's paragraph in."""
    TEMPLATES.register(template.slug, template)
