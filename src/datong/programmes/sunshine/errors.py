"""What the village books and village decisions refuse, each with its sentence."""

from collections.abc import Sequence
from typing import Protocol

from datong.kernel.bilingual import Text


class Faulty(Protocol):
    """What is wrong with a voucher, as the rules of bookkeeping say it: at which line (None: the whole), in which column."""

    @property
    def line(self) -> int | None: ...

    @property
    def text(self) -> Text: ...

    @property
    def column(self) -> str: ...


class BooksError(Exception):
    """A refusal in one sentence; `field` is the one it belongs to, empty for the whole."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(text.zh)
        self.text = text
        self.field = field


class BadVoucher(BooksError):
    """A voucher or an opening that cannot be entered; `faults` says what is wrong, line by line."""

    def __init__(self, faults: Sequence[Faulty]) -> None:
        super().__init__(faults[0].text, faults[0].column if faults[0].line is None else "")
        self.faults = tuple(faults)


class BadPeriod(BooksError):
    """A period that cannot be closed."""


class BadRow(BooksError):
    """A row of a register that cannot be kept."""


class BadWorkbook(BooksError):
    """A workbook that cannot be read."""


class BadMatter(BooksError):
    """A matter that cannot be brought before the village."""
