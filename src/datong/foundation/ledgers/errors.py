"""What the ledgers house refuses as a whole; single rows are refused with BadCell."""

from collections.abc import Sequence
from typing import Self

from datong.kernel.bilingual import Text


class LedgerError(Exception):
    """A request that cannot be carried out; `text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class UnknownCounty(LedgerError):
    """The county's places are not loaded."""

    @classmethod
    def of(cls, county: str) -> Self:
        return cls(
            Text(
                zh=f"区划库中没有县 {county}，请先用 datong places load 载入区划",
                en=f"the county {county} is not in the register of places; load it first with: datong places load",
            )
        )


class NotUndoable(LedgerError):
    """Only the newest import can be undone."""


class NoSuchImport(LedgerError):
    """No import has this number."""

    @classmethod
    def of(cls, import_id: int) -> Self:
        return cls(Text(zh=f"没有编号为 {import_id} 的导入", en=f"there is no import number {import_id}"))


class PurposeMissing(LedgerError):
    """A file with full identity numbers is given only for a stated purpose."""

    @classmethod
    def of(cls) -> Self:
        return cls(
            Text(
                zh="导出的台账含完整身份证号码，请写明用途（至少 4 个字），它会记入日志。",
                en="The file holds full identity numbers: state what it is for (at least 4 characters); it is journalled.",
            )
        )


class NotCorrectable(LedgerError):
    """A refused row that is settled already, or cells that its sheet does not have."""


class ReasonMissing(LedgerError):
    """A refused row is dismissed only for a stated reason."""


class RowsRefused(LedgerError):
    """Rows of an entry that must be taken whole; `sentences` says of each refused row why."""

    def __init__(self, sentences: Sequence[Text]) -> None:
        super().__init__(
            Text("".join(each.zh for each in sentences), " ".join(each.en for each in sentences))
        )
        self.sentences = tuple(sentences)
