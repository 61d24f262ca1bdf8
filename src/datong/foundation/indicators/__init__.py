"""Declared figures: value at a date, numerator and denominator, the records behind it, breakdowns, frozen snapshots.

It refuses a number that cannot be opened to its records, and to call missing data zero: where no ledger was handed in
there is no value.
"""
