"""A workbook as plain rows, for a house that asks for nothing but what stands in the cells."""

from pathlib import Path

from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.reader import read_workbook
from datong.foundation.ledgers.core.refusals import UnreadableWorkbook
from datong.foundation.openness.service import BadDraft

LIMITS = Limits()


def first_sheet(path: Path) -> list[list[object]]:
    """The rows of the first visible sheet, read in a process of its own; raises BadDraft with the sentence why not."""
    try:
        sheet = read_workbook(path, LIMITS).sheets[0]
    except UnreadableWorkbook as refusal:
        raise BadDraft(refusal.text) from refusal
    return [[column[row] for column in sheet.columns] for row in range(sheet.height)]
