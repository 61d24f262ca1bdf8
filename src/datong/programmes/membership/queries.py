"""Reads of the membership house: what must agree between its sheets. Findings name branches, never persons."""

import datetime as dt
from collections import Counter

from datong.foundation.indicators.service import Finding
from datong.kernel.bilingual import Text
from datong.programmes.membership.models import Disposal, Member


def grades_and_measures(county: str, day: dt.date) -> list[Finding]:
    """Villages where members found unqualified are not those with a measure."""
    handled = Disposal.objects.at(county, day)
    if not handled.exists():
        return []
    members = Member.objects.at(county, day)
    without = Counter(
        members.filter(grade="不合格")
        .exclude(person__in=handled.values("member__person"))
        .values_list("place_code", flat=True)
    )
    unfounded = Counter(handled.exclude(member__grade="不合格").values_list("place_code", flat=True))
    findings = [
        Finding(place, Text(f"{n} 名不合格党员没有处置记录", f"{n} unqualified members have no measure"))
        for place, n in sorted(without.items())
    ]
    return findings + [
        Finding(
            place,
            Text(
                f"{n} 名有处置记录的党员未评为不合格",
                f"{n} members with a measure were not found unqualified",
            ),
        )
        for place, n in sorted(unfounded.items())
    ]


def told(county: str, day: dt.date) -> list[Finding]:
    """How many results were not yet told to the family or the employer."""
    rows = Disposal.objects.at(county, day)
    every = rows.count()
    family, employer = rows.exclude(family_told=True).count(), rows.exclude(employer_told=True).count()
    if not family and not employer:
        return []
    text = Text(
        f"{every} 人中，{family} 人的结果尚未告知家属，{employer} 人的结果尚未告知单位",
        f"of {every} members, {family} families and {employer} employers were not yet told",
    )
    return [Finding(county[:6] + "000000", text)]
