"""What the forms of a case offer: legal reasons, kinds of papers, letters, extensions."""

from dataclasses import dataclass

from datong.foundation.casework.models import Case, Deadline
from datong.foundation.casework.queries.dates import deadline_name
from datong.foundation.casework.queries.page import target
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit

OTHER = ("other", Text("其他材料", "other papers"))


def stops_of(case: Case) -> list[tuple[str, Text]]:
    """The legal reasons for which the clocks may stand still, each with its article."""
    table = PROCEDURES.get(case.workflow).workflow
    told = Text("{name}（{article}）", "{name} ({article})")
    return [(each.key, told.format(name=each.name, article=each.article)) for each in table.stops]


@dataclass(frozen=True, slots=True)
class Extension:
    """A limit that somebody wants to extend; `by` None: no article allows it."""

    case_id: int
    name: Text
    by: Limit | None


def extension_of(pk: int) -> Extension | None:
    """What a deadline may be extended by. Who may ask is checked for its case."""
    row = Deadline.objects.select_related("case").filter(pk=pk).first()
    if row is None:
        return None
    table = PROCEDURES.get(row.case.workflow).workflow
    declared = [each for step in table.steps if step.key == row.key for each in step.deadlines]
    same = [each.extension for each in declared if each.since == row.since and each.floor == row.floor]
    totals = [each.extension for each in table.clocks if each.key == row.key]
    return Extension(
        row.case_id, deadline_name(table, row.key, row.total), next(iter(totals if row.total else same), None)
    )


def kinds_for(case: Case) -> list[tuple[str, Text]]:
    """The kinds of papers that steps of the case's table ask for, and any other."""
    table = PROCEDURES.get(case.workflow).workflow
    keys = dict.fromkeys(kind for step in table.steps for kind in step.evidence)
    return [*((key, evidence.kind_name(key)) for key in keys), *([OTHER] if OTHER[0] not in keys else [])]


def kind_words(key: str) -> Text:
    """What a kind of papers is called."""
    return OTHER[1] if key == OTHER[0] else evidence.kind_name(key)


def letter_of(case: Case, pk: int) -> notices.Notice | None:
    """One of the case's letters."""
    found: notices.Notice | None = notices.notices_of(target(case)).filter(pk=pk).first()
    return found


def letter_name(letter: notices.Notice) -> Text:
    """What a letter is called; its key for a kind of long ago."""
    known = letter.kind in notices.KINDS
    return notices.KINDS.get(letter.kind).name if known else Text(letter.kind, letter.kind)


def proofs_of(case: Case) -> list[tuple[str, str]]:
    """The case's papers, as proof of a delivery."""
    return [(str(item.pk), item.name) for item in evidence.items_of(target(case)) if item.ended_at is None]
