"""How alike two persons are (像不像同一人): five comparisons, each with levels, the first that holds counts.

Each level is a condition on a pair: columns with _l are the recipient's, with _r the register's; {slip} is what engines say in
words of their own. A comparison says nothing when either side is NULL. The weights of the levels are in `weights.json`; the sum of what they say, with how common the name is,
gives the probability.
"""

from __future__ import annotations

from typing import NamedTuple

from datong.engine.matching.tables import Words

__all__ = ["COMPARISONS", "Comparison", "level_sql"]


class Comparison(NamedTuple):
    """A comparison: its name, when it says nothing, its levels (name, condition) before the last, `other`."""

    name: str
    unknown: str
    levels: tuple[tuple[str, str], ...]


ONE_CHARACTER = "(size_l = size_r AND (n1_l <> n1_r)::int + (n2_l <> n2_r)::int + (n3_l <> n3_r)::int + (n4_l <> n4_r)::int = 1)"
LEFT_OUT = "(size_{a} = size_{b} + 1 AND plain_{b} IN (n2_{a} || n3_{a} || n4_{a}, n1_{a} || n3_{a} || n4_{a}, n1_{a} || n2_{a} || n4_{a}, n1_{a} || n2_{a} || n3_{a}))"
SLIP = f"({ONE_CHARACTER} OR {LEFT_OUT.format(a='l', b='r')} OR {LEFT_OUT.format(a='r', b='l')})"

COMPARISONS = (
    Comparison(
        "name",
        "name_l IS NULL OR name_r IS NULL",
        (
            ("same", "name_l = name_r"),
            ("variant", "plain_l = plain_r"),
            ("sound", "sound_l = sound_r"),
            ("order", "letters_l = letters_r"),
            ("slip", f"greatest(size_l, size_r) >= 3 AND {SLIP}"),
            ("short_slip", SLIP),
        ),
    ),
    Comparison(
        "birth",
        "birth_l IS NULL OR birth_r IS NULL",
        (
            ("same", "birth_l = birth_r"),
            ("swapped", "year_l = year_r AND month_l = day_r AND day_l = month_r"),
            ("digit", "levenshtein(cast(birth_l AS string), cast(birth_r AS string)) = 1"),
        ),
    ),
    Comparison("sex", "sex_l IS NULL OR sex_r IS NULL", (("same", "sex_l = sex_r"),)),
    Comparison(
        "town",
        "town_l IS NULL OR town_r IS NULL",
        (("same", "town_l = town_r"), ("county", "county_l = county_r")),
    ),
    Comparison(
        "number",
        "number_l IS NULL OR number_r IS NULL OR length(number_l) <> 18",
        (("slip", "{slip}"), ("another", "proper_l AND proper_r")),
    ),
)


def level_sql(comparison: Comparison, words: Words) -> str:
    """The level of a pair: 0 for one about which nothing is known, then 1, 2, ... and the last for `other`."""
    conditions = [comparison.unknown, *(condition for _, condition in comparison.levels)]
    listed = " ".join(f"WHEN {condition} THEN {level}" for level, condition in enumerate(conditions))
    slip = words.slip.format("number_l", "number_r")
    return f"CASE {listed.format(slip=slip)} ELSE {len(conditions)} END"
