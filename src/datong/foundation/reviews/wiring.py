"""What this house plugs into the houses below it."""

from datong.foundation.access import service as access
from datong.foundation.notices import service as notices
from datong.foundation.reviews.notices import KINDS
from datong.foundation.reviews.permissions import PERMISSIONS


def plug_in() -> None:
    access.add_permissions(PERMISSIONS)
    for kind in KINDS:
        notices.register(kind)
