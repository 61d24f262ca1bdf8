"""What organisations refuses."""

from datong.kernel.bilingual import Text


class BadHolder(ValueError):
    """A duty cannot be recorded or ended so; `field` is the form field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text
