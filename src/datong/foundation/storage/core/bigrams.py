"""How a name becomes search tokens: overlapping pairs, and the last character by itself. Of a text each word by itself."""

import re
from collections.abc import Iterable

from datong.kernel.text import bigrams, fold, name_key

WORD = re.compile(r"\w+")


def tokens(name: str) -> str:
    """ "胡敏光" -> "胡敏 敏光 光": any part of the name is then one token or the beginning of one."""
    key = name_key(name)
    pieces = bigrams(key)
    return " ".join([*pieces, key[-1]] if len(key) > 1 else pieces)


def wanted(part: str) -> list[str]:
    """The tokens that a name containing `part` must have; empty for an empty part."""
    return bigrams(name_key(part))


def words(texts: Iterable[str]) -> list[str]:
    """The different words of texts as they are compared (runs of letters and digits, upper case), in order."""
    return list(dict.fromkeys(name_key(word) for text in texts for word in WORD.findall(fold(text))))


def text_tokens(listed: Iterable[str]) -> str:
    """The different tokens of words (see `words`), joined by blanks."""
    return " ".join(dict.fromkeys(token for word in listed for token in tokens(word).split(" ")))
