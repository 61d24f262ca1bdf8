"""What a page hands in at once: an application with its consents; a visit with its photographs and signatures."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.foundation.evidence.service import BadEvidence
from datong.foundation.meetings import service as meetings
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions import accepting, applying, surveying
from datong.programmes.dibao.enums import SurveyKind
from datong.programmes.dibao.errors import BadPapers, BadSurvey, DibaoError
from datong.programmes.dibao.models import Consent
from datong.programmes.dibao.protocols import Application, Paper, Visit
from datong.programmes.dibao.queries import statements

MOST_PHOTOS = 12
TOO_MANY = Text("照片最多 {most} 张，请挑选后再提交。", "At most {most} photographs; choose among them.")


@dataclass(frozen=True, slots=True)
class Received:
    """The case just opened, and the code with which the household opens it, which is told once."""

    case: Case
    code: str


def receive(
    actor: User,
    given: Application,
    signed: Collection[str] = (),
    signed_on: dt.date | None = None,
    *,
    door: str = "page",
) -> Received:
    """Take an application in with the consents signed on paper (`signed`: ids of members as the document names them), and make
    the household's code. Raises Refused, BadDocument, BadApplication, BadPapers, CaseworkError; all or nothing.
    """
    with transaction.atomic():
        case = applying.apply(actor, given, door=door)
        for member, written in zip(given.document["members"], statements.members_of(case), strict=True):
            if member["id"] in signed:
                day = signed_on or given.applied_on
                accepting.record_consent(actor, case.pk, int(written["id"]), signed_on=day, door=door)
        return Received(case, casework.issue_code(actor, case.pk, door=door))


def consent(
    actor: User,
    case_id: int,
    person_id: int,
    *,
    signed_on: dt.date,
    scan: Paper | None = None,
    door: str = "page",
) -> Consent:
    """A consent signed by an adult, with its scan if there is one. Raises Refused, BadPapers."""
    with transaction.atomic():
        kept = keep(actor, case_id, scan, door, BadPapers, "scan") if scan else None
        return accepting.record_consent(
            actor, case_id, person_id, signed_on=signed_on, evidence=kept, door=door
        )


def record_visit(
    actor: User,
    case_id: int,
    kind: SurveyKind,
    visit: Visit,
    *,
    photos: Sequence[Paper] = (),
    drawn: Sequence[tuple[str, str]] = (),
    seen: int | None = None,
    door: str = "page",
) -> None:
    """A visit with its photographs and what was signed on the screen (`drawn`: who, and the path drawn), in one.

    Raises Refused, BadSurvey, BadDocument, BadApplication, CaseworkError; then nothing is kept.
    """
    if len(photos) > MOST_PHOTOS:
        raise BadSurvey(TOO_MANY.format(most=MOST_PHOTOS), "photos")
    pictures = [(f"{who}签名.png", image) for who, path in drawn if (image := meetings.drawn_signature(path))]
    with transaction.atomic():
        for photo in photos:
            keep(actor, case_id, photo, door)
        signatures = [keep(actor, case_id, Paper("signature", name, image), door) for name, image in pictures]
        whole = replace(visit, signatures=[*visit.signatures, *signatures])
        RECORDERS[kind](actor, case_id, whole, seen, door)


def keep(
    actor: User,
    case_id: int,
    paper: Paper,
    door: str,
    wrong: type[DibaoError] = BadSurvey,
    field: str = "photos",
) -> int:
    """The id of a kept file; of one that cannot be kept `wrong` says why, at its field."""
    try:
        item = casework.add_paper(
            actor, case_id, kind=paper.kind, name=paper.name, content=paper.content, door=door
        )
    except BadEvidence as error:
        raise wrong(
            Text(f"{paper.name}：{error.text.zh}", f"{paper.name}: {error.text.en}"), field
        ) from error
    return int(item.pk)


RECORDERS: dict[SurveyKind, Callable[[User, int, Visit, int | None, str], Any]] = {
    SurveyKind.SURVEY: lambda actor, pk, visit, seen, door: surveying.record_survey(
        actor, pk, visit, seen=seen, door=door
    ),
    SurveyKind.COUNTY_VISIT: lambda actor, pk, visit, _seen, door: surveying.record_county_visit(
        actor, pk, visit, door=door
    ),
    SurveyKind.REVIEW: lambda actor, pk, visit, _seen, door: surveying.record_review_visit(
        actor, pk, visit, door=door
    ),
}
