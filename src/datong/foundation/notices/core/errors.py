"""What notices refuses."""

from datong.kernel.bilingual import Text


class BadDelivery(ValueError):
    """A delivery that cannot be recorded so; `field` is the form field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text
