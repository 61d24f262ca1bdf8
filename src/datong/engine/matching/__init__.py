"""Joint review as computing (部门联审的比对): recipients against registers, by number and by likeness.

`review` reads and writes Parquet, on two cores or many; `KeyIndex` answers for one person. What a hit means is for people.
"""

from datong.engine.matching.errors import MatchingError
from datong.engine.matching.files import columns_of, row_count, rows_of, unpacked, write_table
from datong.engine.matching.hits import Hit, Summary, read_hits
from datong.engine.matching.index import KeyIndex
from datong.engine.matching.reviewing import review
from datong.engine.matching.weights import THRESHOLD

__all__ = [
    "THRESHOLD",
    "Hit",
    "KeyIndex",
    "MatchingError",
    "Summary",
    "columns_of",
    "read_hits",
    "review",
    "row_count",
    "rows_of",
    "unpacked",
    "write_table",
]
