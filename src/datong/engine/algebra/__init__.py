"""An algebra: the operations a rule of law may use, with one meaning everywhere.

A rule is an ordinary function over an algebra, `def monthly_benefit(alg, h, p)`. Values are whole numbers (money in fen),
truth values, texts that are only compared, and None for what is not known. The meaning, which every form of the algebra keeps:

- not known: an operation on None gives None, a comparison with None gives None; what is missing is never zero;
- and, or, not are Kleene's: false and unknown is false, true or unknown is true, all else with unknown is unknown;
- `is_null` and `is_true` always answer: `is_true` of None is false (what nobody claimed is not so);
- `where(condition, yes, no)` gives None when the condition is None; the branch not chosen has no effect, even None; `choose` is the
  same with branches given as functions, so that one household computes only the branch it takes;
- `floor_div` goes toward minus infinity (-7 over 2 is -4); `round_div` rounds a half toward plus infinity (5 over 2 is 3, -5 over 2
  is -2); over zero, both are not known;
- numbers are exact within 64 bits. A rule that could leave them, or divide by zero, for any household its inputs allow, is refused
  when it is loaded (`Ranges`): at run time no engine wraps, raises or rounds;
- rows of a household: `each` computes a record for every row (from the household, the row, and the row's owner, who is all None
  where there is none), `total` sums a number over rows (None if any of them is; 0 for no rows), `totals` several at once, `tally` counts the rows that have
  each of some values, `size` counts all.

`PLAIN` decides one household, `Tracing` also writes down every step, `Ranges` proves a rule safe when it is loaded. `Recording` writes a
rule that is asked often down once, for `compiled` to make one function of it and `traced` one that keeps every step; and
`columns` (imported by itself, since it needs an engine) decides millions.
"""

from datong.engine.algebra.meaning import (
    ROWS,
    Algebra,
    CannotExpress,
    DividedByZero,
    Overflow,
    Rows,
    Value,
)
from datong.engine.algebra.plain import NOBODY, PLAIN, Plain
from datong.engine.algebra.ranges import Range, Ranges
from datong.engine.algebra.tracing import Step, Tracing

__all__ = [
    "NOBODY", "PLAIN", "ROWS", "Algebra", "CannotExpress", "DividedByZero", "Overflow", "Plain", "Range", "Ranges", "Rows", "Step",
    "Tracing", "Value",
]  # fmt: skip
