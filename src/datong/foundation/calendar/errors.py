"""What the calendar refuses."""

from datong.kernel.bilingual import Text


class BadNotice(ValueError):
    """A notice cannot be entered so; `field` is the form field, `text` says what is wrong and what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text
