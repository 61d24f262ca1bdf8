"""How a name becomes search tokens: overlapping pairs, and the last character by itself."""

from datong.kernel.text import bigrams, name_key


def tokens(name: str) -> str:
    """ "胡敏光" -> "胡敏 敏光 光": any part of the name is then one token or the beginning of one."""
    key = name_key(name)
    pieces = bigrams(key)
    return " ".join([*pieces, key[-1]] if len(key) > 1 else pieces)


def wanted(part: str) -> list[str]:
    """The tokens that a name containing `part` must have; empty for an empty part."""
    return bigrams(name_key(part))
