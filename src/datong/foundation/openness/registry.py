"""Catalogues and sources, told by the programmes at start-up; a key named twice fails."""

from collections.abc import Callable
from pathlib import Path

from datong.foundation.openness.models import Publication
from datong.foundation.openness.protocols import Aspect, Catalogue, Source
from datong.kernel.registry import Registry

CATALOGUES: Registry[str, Catalogue] = Registry("catalogue")
ASPECTS: Registry[str, Aspect] = Registry("aspect")
SOURCES: Registry[str, Source] = Registry("source")


def register(catalogue: Catalogue) -> None:
    """Plug a programme's catalogue in. Raises DuplicateKeyError."""
    CATALOGUES.register(catalogue.programme, catalogue)
    for aspect in catalogue.aspects:
        ASPECTS.register(aspect.key, aspect)


def register_source(source: Source) -> None:
    """Plug in where an item's rows come from. Raises DuplicateKeyError."""
    SOURCES.register(source.item, source)


CHANGED: list[Callable[[Publication], None]] = []


def on_change(told: Callable[[Publication], None]) -> None:
    """Call `told` whenever a publication got a new edition (published, corrected, withdrawn, expired), in the same
    transaction and before its first entry in the journal."""
    CHANGED.append(told)


def changed(publication: Publication) -> None:
    """Tell everybody who asked to be told."""
    for told in CHANGED:
        told(publication)


READERS: list[Callable[[Path], list[list[object]]]] = []


def read_with(reader: Callable[[Path], list[list[object]]]) -> None:
    """Read workbooks with `reader`: the rows of the first sheet; raises BadDraft. The house of ledgers plugs it in."""
    READERS.append(reader)
