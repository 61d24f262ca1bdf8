"""What can be wrong with a list of places."""

from datong.kernel.bilingual import Text


class BadPlaces(ValueError):
    """The file cannot be taken; `text` says which line and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
