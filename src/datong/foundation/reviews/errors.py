"""What joint review refuses, each with its sentence."""

from datong.kernel.bilingual import Text


class ReviewError(ValueError):
    """Something cannot be done as things stand; `text` says why and what to do. `field` may name a form field."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(text.zh)
        self.text = text
        self.field = field


class BadSource(ReviewError):
    """A source that cannot be declared or changed so."""


class BadList(ReviewError):
    """A file that cannot be taken in, or not read."""


class SwitchedOff(ReviewError):
    """The source is switched off: no list of it is taken or run."""


class NotNow(ReviewError):
    """The step cannot be taken on this match now."""


class KeptApart(ReviewError):
    """Somebody else has to do this: another one prepared or decided it, or the person is near kin."""


class Unfit(ReviewError):
    """What was said of a decision does not do: too short, no article, no ground."""
