"""Declarations that lie on paper enter with the households taken over from the ledger (录入纸质申报)."""

from collections.abc import Collection, Sequence

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions.stating import version
from datong.programmes.dibao.enums import StatementKind
from datong.programmes.dibao.errors import BadApplication
from datong.programmes.dibao.models import Statement
from datong.programmes.dibao.protocols import Filed
from datong.programmes.dibao.queries.adoption import adopted
from datong.programmes.dibao.rules import parse_document

UNKNOWN = Text(
    "第 {n} 份：这一户没有由台账转入的在保办件，或者已经有申报，不能再录入纸质申报。",
    "Number {n}: the household has no case in pay taken over from the ledger, or a declaration already.",
)
DAY = Text(
    "第 {n} 份：签字日期应在进入保障之后、今天以前。",
    "Number {n}: the day of signature lies before the household entered pay, or ahead.",
)
STRANGER = Text(
    "第 {n} 份：成员 {who} 不是人口登记里这一户的人。",
    "Number {n}: member {who} is nobody of this household in the register of people.",
)
TWICE = Text("第 {n} 份：这一户在本次录入中出现了两次。", "Number {n}: the household stands twice.")


def file_declarations(actor: User, county: str, papers: Sequence[Filed], *, door: str = "cli") -> int:
    """Enter what households taken over from the ledger had declared on paper; how many.

    Each is the first version of its case, told apart by its kind: nobody has visited for it, the next re-verification will. Members
    are persons of the household in the register, by id. Three queries and the inserts, however many; all or nothing.
    Raises Refused, BadDocument, BadApplication with the number of the paper.
    """
    place = county[:6] + "000000"
    access.require(actor, "dibao.adopt", programme="dibao", place_code=place)
    with transaction.atomic():
        cases = waiting(county)
        homes = living(county)
        made: dict[int, Statement] = {}
        for number, paper in enumerate(papers, 1):
            case = cases.get(paper.household)
            if case is None:
                raise BadApplication(UNKNOWN.format(n=number))
            if case.pk in made:
                raise BadApplication(TWICE.format(n=number))
            check(number, paper, case, homes)
            made[case.pk] = version(actor, case, StatementKind.FILED, paper.document, paper.signed_on, 1)
        storage.insert_objects(list(made.values()))
        if made:
            detail: dict[str, object] = {"cases": len(made)}
            target = f"casework.Case:{county[:6]}*"
            journal.record(actor.username, "dibao.file", target, place=place, door=door, detail=detail)
    return len(made)


def waiting(county: str) -> dict[int, Case]:
    """Cases in pay without any declaration, taken over from the ledger, by household; locked."""
    rows = adopted(county).filter(
        entitlement="paid", closed_on=None, statements=None, household__isnull=False
    )
    return {int(case.household_id or 0): case for case in rows.select_for_update(no_key=True, of=("self",))}


def living(county: str) -> set[tuple[int, int]]:
    """Household and person of everybody in the households taken over."""
    rows = people.Membership.objects.filter(household__in=adopted(county).values("household"))
    return set(rows.values_list("household_id", "person_id"))


def check(number: int, paper: Filed, case: Case, homes: Collection[tuple[int, int]]) -> None:
    """A document that can be read, of this household's persons, signed while it was paid. Raises BadDocument, BadApplication."""
    parse_document(paper.document)
    if not case.law_on <= paper.signed_on <= clock.today():
        raise BadApplication(DAY.format(n=number))
    for member in paper.document["members"]:
        if not member["id"].isdigit() or (paper.household, int(member["id"])) not in homes:
            raise BadApplication(STRANGER.format(n=number, who=member["id"]))
