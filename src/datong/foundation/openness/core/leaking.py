"""What must not stand in words that the unit objected to will read (不能让对方看到的): numbers of people, the objector's own name."""

import datetime as dt
import re
import unicodedata

from datong.foundation.openness.core.redaction import KINDS, numbers
from datong.kernel.bilingual import Text

__all__ = ["leaks"]

SPACE = re.compile(r"[\W_]+")
SHORTEST_PHONE = 6
SHORTEST_NAME = 2
OWN_NAME = Text("您自己的姓名", "your own name")
OWN_PHONE = Text("您自己的电话", "your own telephone number")


def leaks(words: str, day: dt.date, name: str = "", phone: str = "") -> list[Text]:
    """What of it stands in `words`, each kind once, however it is spaced or spelt; nothing for clean words.

    Identity, bank and mobile numbers as redaction finds them; `name` and `phone` are the objector's own.
    """
    kinds = dict.fromkeys(hit.kind for hit in numbers.hits(numbers.normal(words), day))
    found = [KINDS[kind] for kind in kinds]
    own = plain(name)
    if len(own) >= SHORTEST_NAME and own in plain(words):
        found.append(OWN_NAME)
    digits = numbers.digits_of(phone)
    if len(digits) >= SHORTEST_PHONE and digits in numbers.digits_of(words):
        found.append(OWN_PHONE)
    return found


def plain(text: str) -> str:
    """Without blanks and signs, of one width and case."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()
