"""What evidence refuses, each with its sentence."""

from datong.kernel.bilingual import Text


class BadEvidence(ValueError):
    """A file cannot be kept; `field` is the form field, `text` says what to do instead."""

    def __init__(self, text: Text, field: str = "file") -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text


class Lost(LookupError):
    """A file that was kept is not there any more, or not as it was; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
