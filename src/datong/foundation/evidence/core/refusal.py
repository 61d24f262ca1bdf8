"""Why a file cannot be kept, said before any database is asked."""

from datong.kernel.bilingual import Text


class Unfit(ValueError):
    """The file cannot be kept; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
