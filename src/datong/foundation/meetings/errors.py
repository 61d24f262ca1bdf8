"""What meetings refuse, each with its sentence."""

from datong.kernel.bilingual import Text


class NotNow(ValueError):
    """The step cannot be taken as things stand; `text` says what is lacking and what to do. `field` may name a form field."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(text.zh)
        self.text = text
        self.field = field


class RuleOpen(NotNow):
    """The law leaves a number open and the county has not set it; `text` says which. Raised by a kind's `rule`."""
