"""What this house plugs in: where an SMS or an e-mail goes."""

from pathlib import Path

from datong.foundation.notices.core.outbox import FileDrop
from datong.foundation.notices.core.ways import Way
from datong.foundation.notices.registry import use


def plug_in(outbox: Path) -> None:
    for way in (Way.SMS, Way.EMAIL):
        use(way, FileDrop(outbox, way))
