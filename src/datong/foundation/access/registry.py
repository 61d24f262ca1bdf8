"""Names of the programmes, told by their houses at start-up; which there are, settings.PROGRAMMES says."""

from django.conf import settings

from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry

_names: Registry[str, Text] = Registry("programme")


def name_programme(slug: str, name: Text) -> None:
    """A programme says what it is called. Raises DuplicateKeyError when told twice."""
    _names.register(slug, name)


def programmes() -> dict[str, Text]:
    """Every programme in the order of the settings, with its name (the slug until its house has told one)."""
    slugs: list[str] = settings.PROGRAMMES
    return {slug: _names.get(slug) if slug in _names else Text(slug, slug) for slug in slugs}
