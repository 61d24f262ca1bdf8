"""What the ledgers house refuses as a whole; single rows are refused with BadCell."""

from datong.kernel.bilingual import Text


class LedgerError(Exception):
    """A request that cannot be carried out; `text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class UnknownCounty(LedgerError):
    """The county's places are not loaded."""


class NotUndoable(LedgerError):
    """Only the newest import can be undone."""
