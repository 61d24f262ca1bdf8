"""An algebra: the operations a rule of law may use, with one meaning everywhere.

A rule is an ordinary function over an algebra, `def monthly_benefit(alg, h, p)`. Values are whole numbers (money in fen),
truth values, and None for what is not known. The meaning, which every form of the algebra keeps:

- not known: an operation on None gives None, a comparison with None gives None; what is missing is never zero;
- and, or, not are Kleene's: false and unknown is false, true or unknown is true, all else with unknown is unknown;
- `where(condition, yes, no)` gives None when the condition is None; the branch not chosen has no effect, even None;
- `floor_div` goes toward minus infinity (-7 over 2 is -4) and raises `DividedByZero` for a divisor 0;
- `round_div` rounds half up (toward plus infinity: 5 over 2 is 3, -5 over 2 is -2), with the same error;
- numbers must stay within 64 bits where columns hold them; plain whole numbers have no bound.
"""

from datong.engine.algebra.meaning import Algebra, DividedByZero, Value
from datong.engine.algebra.plain import PLAIN, Plain
from datong.engine.algebra.tracing import Step, Tracing

__all__ = ["PLAIN", "Algebra", "DividedByZero", "Plain", "Step", "Tracing", "Value"]
