"""渐退期: payment that may go on for a while after work has lifted a household above the standard.

2021 art. 33 allows it "for a certain time"; the notice of 20 October 2022, section 1(3), to six months in principle. How long is
the county's (`taper_months`). The measures of 2012 do not know it; what a locality then granted on its own is not known here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.county import CountyParameters, missing_words
from datong.programmes.dibao.rules.national import national
from datong.programmes.dibao.rules.payment import add_months

__all__ = ["Taper", "taper"]

NONE = Text(
    "民发〔2012〕220号没有渐退期的规定；当地另有规定的，由人按当地规定决定",
    "Minfa [2012] No. 220 knows no taper; where the locality does, people decide by its rules",
)


@dataclass(frozen=True, slots=True)
class Taper:
    """`allowed` False: no rule allows it on that day. `months` None: the county has not said how many (`text` names it).

    `last_month`: the last month still paid (its first day).
    """

    allowed: bool
    months: int | None
    most: int | None
    last_month: dt.date | None
    article: Text
    text: Text


def taper(on: dt.date, county: CountyParameters) -> Taper:
    """What taper a household gets that went above the standard through work, decided on day `on`: the months after that month."""
    rule = national().find("taper.allowed", on)
    if rule is None:
        return Taper(False, None, None, None, Text("", ""), NONE)
    bound = national().find("taper.max_months", on)
    most = bound.value if bound else None
    article = (
        Text(f"{rule.cite.zh}；{bound.cite.zh}", f"{rule.cite.en}; {bound.cite.en}") if bound else rule.cite
    )
    found = county.find("taper_months", on)
    if found is None:
        return Taper(True, None, most, None, article, missing_words("taper_months", on))
    months = found.value if most is None else min(found.value, most)
    last = add_months(on.replace(day=1), months)
    text = Text(
        f"渐退 {months} 个月，发至 {last:%Y-%m}", f"taper of {months} months, paid until {last:%Y-%m}"
    )
    return Taper(True, months, most, last, article, text)
