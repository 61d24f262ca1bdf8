"""The programmes whose recipients are reviewed, told at start-up."""

from datong.foundation.reviews.protocols import Reviewed
from datong.kernel.registry import Registry

PROGRAMMES: Registry[str, Reviewed] = Registry("reviewed programme")


def register(programme: Reviewed) -> Reviewed:
    """Plug in a programme. Raises DuplicateKeyError."""
    return PROGRAMMES.register(programme.programme, programme)
