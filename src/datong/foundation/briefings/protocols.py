"""What a programme declares for the briefing: its paragraph."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from datong.kernel.bilingual import Text

Phrase = Callable[[str, dt.date], Text]


@dataclass(frozen=True)
class Template:
    """A programme's paragraph: `{dibao.households}` stands for a figure, `{phrase}` for words from the records
    (places, months) that `phrases` computes. A county may edit the words between; never a number. `icon` stands
    beside the programme's name in the navigation."""

    slug: str
    heading: Text
    text: Text
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    icon: str = "list-details"
