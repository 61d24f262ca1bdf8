"""Which declared sheet a workbook's sheet is: by name, or by its headings where the name is shared or unknown."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.headings import find_heading
from datong.foundation.ledgers.core.reader import RawSheet
from datong.foundation.ledgers.core.sheet import Sheet
from datong.kernel.bilingual import Text
from datong.kernel.text import heading_key

GUIDE = "填表说明"
COPY = re.compile(
    r"(?<=.)\([^()]*\)$"
)  # 在册对象(2) and 服务记录（家庭医生） are still 在册对象 and 服务记录


@dataclass(frozen=True)
class Pair:
    """A declared sheet and the sheet of the workbook that is it."""

    sheet: Sheet
    raw: RawSheet


@dataclass
class Matched:
    """Pairs in the order of import, sheets nobody declared, and a problem of the whole file."""

    pairs: list[Pair] = field(default_factory=list)
    unknown: list[RawSheet] = field(default_factory=list)
    problem: Text | None = None


def match(sheets: list[RawSheet]) -> Matched:
    """Match every sheet. A name that two programmes use (服务记录) goes to the one the headings and the other sheets fit.

    The first sheet of our own templates (填表说明) is passed over in silence.
    """
    matched = Matched()
    candidates = {id(raw): suited(raw) for raw in sheets}
    votes = Counter(sheet.programme for fits in candidates.values() for _, sheet in fits[:1])
    for raw in sheets:
        fits = candidates[id(raw)]
        if not fits and heading_key(raw.name) == GUIDE:
            continue
        if not fits:
            matched.unknown.append(raw)
            continue
        best = max(fits, key=lambda fit: (fit[0], votes[fit[1].programme]))
        matched.pairs.append(Pair(best[1], raw))
    order = {name: number for number, name in enumerate(registry.SHEETS)}
    matched.pairs.sort(key=lambda pair: order[pair.sheet.id])
    if not matched.pairs:
        matched.problem = Text(
            zh="这个工作簿里没有已知的台账工作表，没有导入任何内容；请对照“台账模板”检查工作表名和表头。",
            en="No sheet of this workbook is a known ledger, so nothing was imported; please compare it with the templates.",
        )
    return matched


def suited(raw: RawSheet) -> list[tuple[float, Sheet]]:
    """Declared sheets this one may be, the best first, each with the share of its required columns that are there.

    A sheet of the right name is a candidate whatever its headings; one of another name only when all required
    columns are there.
    """
    key = COPY.sub("", heading_key(raw.name))
    named = [sheet for sheet in registry.SHEETS.values() if key in names_of(sheet)]
    if named:
        return sorted(((fitting(raw, sheet), sheet) for sheet in named), key=lambda fit: -fit[0])
    return [(1.0, sheet) for sheet in registry.SHEETS.values() if fitting(raw, sheet) == 1.0]


@cache
def names_of(sheet: Sheet) -> frozenset[str]:
    """Every name under which the sheet may be handed in."""
    return frozenset(heading_key(name) for name in (sheet.name, *sheet.synonyms))


def fitting(raw: RawSheet, sheet: Sheet) -> float:
    """Share of the sheet's required columns whose headings are there."""
    heading = find_heading(raw, sheet.headings())
    if heading is None:
        return 0.0
    required = [column.name for column in sheet.columns if column.required]
    return sum(name in heading.found for name in required) / len(required)
