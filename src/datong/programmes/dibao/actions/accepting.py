"""Acceptance: missing papers listed once, consents, near relatives registered."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions.applying import tell
from datong.programmes.dibao.errors import BadPapers
from datong.programmes.dibao.models import Consent
from datong.programmes.dibao.protocols import Relative
from datong.programmes.dibao.queries import statements

TWICE = Text(
    "材料只能一次性告知。第一次告知之后有新情况的，请写明新情况。",
    "Missing papers are listed once. If something new has come up since, say what.",
)
SHORTEST_FACTS = 10


def ask_papers(
    actor: User,
    case_id: int,
    items: Sequence[str],
    *,
    new_facts: str = "",
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """Tell the applicant in one letter everything that is missing. Raises Refused, BadPapers, CaseworkError."""
    wanted = tuple(item.strip() for item in items if item.strip())
    if not wanted:
        raise BadPapers(Text("请逐项写明缺少的材料。", "List what is missing, item by item."), "items")
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        if case.papers_lists.exists() and len(new_facts.strip()) < SHORTEST_FACTS:
            raise BadPapers(TWICE, "new_facts")
        data = {"papers": wanted, "new_facts": new_facts.strip() or None}
        return casework.take(actor, case_id, Move("ask_papers", data=data, seen=seen), door=door)


def accept(
    actor: User,
    case_id: int,
    relatives: Sequence[Relative] = (),
    *,
    on: dt.date | None = None,
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """Accept the application; near relatives among officials are found in the registers, declared ones come with it.

    Each makes a visit by the county due. Raises Refused, CaseworkError.
    """
    data = {"relatives": tuple(relatives)}
    return casework.take(actor, case_id, Move("accept", on=on, data=data, seen=seen), door=door)


def record_consent(
    actor: User,
    case_id: int,
    person_id: int,
    *,
    signed_on: dt.date,
    evidence: int | None = None,
    door: str = "page",
) -> Consent:
    """An adult member has signed. Raises Refused, BadPapers."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "dibao.apply", programme="dibao", place_code=case.place_code)
        if person_id not in statements.persons_of(case):
            raise BadPapers(
                Text("此人不是申报中的家庭成员。", "This person is no member in the declaration."), "person"
            )
        if signed_on > clock.today():
            raise BadPapers(
                Text("签字日期不能晚于今天。", "The day of signature cannot lie ahead."), "signed_on"
            )
        consent = Consent(
            case=case, person_id=person_id, signed_on=signed_on, evidence=evidence, by=actor, at=clock.now()
        )
        try:
            with transaction.atomic():
                consent.save(force_insert=True)
        except IntegrityError as error:
            raise BadPapers(
                Text("此人已经签过授权。", "This person has signed already."), "person"
            ) from error
        tell(actor, "dibao.consent", case, {"person": person_id}, door)
    return consent
