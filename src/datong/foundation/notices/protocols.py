"""What a programme declares of its letters, and what carries a message out of the house."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from datong.foundation.documents.service import Doc
from datong.kernel.bilingual import Text

Compose = Callable[[Mapping[str, Any], str], Doc]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of letter (文书种类): `key` is `programme.name`, `article` the law that asks for it.

    `compose(facts, lang)` writes it from the facts alone, so that it can be printed again years later. To the facts the
    house adds `reference` and `issued_on` (ISO date); number, code and date of the paper are set by the house.
    """

    key: str
    programme: str
    name: Text
    article: str
    compose: Compose


class Channel(Protocol):
    """Carries a message out of the house; raises OSError when it cannot."""

    def send(self, to: str, text: str) -> None: ...
