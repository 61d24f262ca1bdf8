"""What briefings refuses."""

from datong.kernel.bilingual import Text


class BadParagraph(ValueError):
    """An edited paragraph that names an unknown figure, or types a number of its own."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
