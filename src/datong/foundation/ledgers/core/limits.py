"""How large a workbook may be (工作簿的大小限制)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["Limits"]

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one workbook may cost. A county's largest ledger of 2014 (74,000 rows) uses a tenth of this.

    file_bytes       the file itself
    members          parts inside the archive
    unpacked_bytes   all parts unpacked
    ratio            unpacked : packed of any part and of the whole; not asked below 1 MB unpacked
    rows, columns    the last row and column that hold a value, per sheet
    sheets           worksheets, hidden ones included
    cells            the rectangle around the values of one sheet, empty cells included; all sheets together
                     may have twice as many
    seconds          the longest wait for the child, and its processor time
    memory_bytes     the child's address space
    """

    file_bytes: int = 50 * MB
    members: int = 2_000
    unpacked_bytes: int = 600 * MB
    ratio: int = 200
    rows: int = 300_000
    columns: int = 256
    sheets: int = 64
    cells: int = 6_000_000
    seconds: int = 60
    memory_bytes: int = 1_200 * MB

    def as_dict(self) -> dict[str, int]:
        """The numbers by name, as they go to the child."""
        return asdict(self)
