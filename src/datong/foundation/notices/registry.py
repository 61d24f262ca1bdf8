"""Kinds of letters and carriers of messages; a kind named twice fails at start-up."""

from datong.foundation.notices.core.ways import Way
from datong.foundation.notices.protocols import Channel, NoticeKind
from datong.kernel.registry import Registry

KINDS: Registry[str, NoticeKind] = Registry("notice")
_channels: dict[Way, Channel] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Plug a kind of letter in. Raises DuplicateKeyError; ValueError when the key is not the programme's own."""
    if not kind.key.startswith(f"{kind.programme}."):
        raise ValueError(f"{kind.key}: a key of {kind.programme} begins with {kind.programme}.")
    return KINDS.register(kind.key, kind)


def use(way: Way, channel: Channel) -> None:
    """Send messages of this way by that carrier; the newest counts."""
    _channels[way] = channel


def channel(way: Way) -> Channel:
    """The carrier in use."""
    return _channels[way]
