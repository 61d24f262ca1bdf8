"""Parts of the case page and of the household's own page: who, what they live on, what the law says, who looked, what is paid."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser, User
from datong.foundation.casework.service import Case, Panel
from datong.foundation.meetings import service as meetings
from datong.foundation.organisations.service import Duty
from datong.foundation.reviews import service as reviews
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import (
    STAGE_NAMES,
    STATEMENT_NAMES,
    VISIT_REASONS,
    Stage,
    StatementKind,
    VisitReason,
)
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.models import PaymentLine, PaymentList, Posting, Statement, Survey
from datong.programmes.dibao.protocols import KnownPerson
from datong.programmes.dibao.queries import applicants, appraisal, assessing, explained, postings, statements
from datong.programmes.dibao.queries.explained import Gap, gaps, where
from datong.programmes.dibao.rules import Assessment, IncomeLine, MemberLine, parse_document
from datong.programmes.dibao.rules.document import PropertyItem
from datong.programmes.dibao.rules.kinds import EXEMPTIONS, names

TITLES = {
    "assessment": Text("测算", "Assessment"),
    "household": Text("家庭和成员", "The household"),
    "means": Text("收入和财产", "Income and property"),
    "visits": Text("入户、授权和回避登记", "Visits, consents and near relatives"),
    "appraisal": Text("民主评议", "Democratic appraisal"),
    "postings": Text("公示", "Postings"),
    "money": Text("待遇和发放", "Award and payments"),
}
OWN_TITLES = {
    "computation": Text("钱是怎么算的", "How the money is worked out"),
    "changes": Text("情况变了会怎样", "What would change it"),
    "payments": Text("发了多少钱", "What has been paid"),
    "questions": Text("请您说明的情况", "What you are asked about"),
}
VISIT_NAMES = {
    "survey": Text("入户调查", "survey"),
    "county_visit": Text("县级入户", "visit by the county"),
    "review": Text("复核入户", "visit at re-verification"),
}
COUNTY_STATES = frozenset(
    {"forwarded", "county_received", "county_checked", "county_posted", "county_cleared"}
)
CHANGEABLE = frozenset({"draft", "submitted", "incomplete"})
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household: the masked number, and whether and why the law counts them."""

    name: str
    number: str
    line: MemberLine


@dataclass(frozen=True, slots=True)
class Means:
    """One item of income, or of expense, with whose it is."""

    member: str
    line: IncomeLine


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing owned."""

    kind: Text
    member: str
    item: PropertyItem
    exempt: Text | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact on which household and investigators differ: both versions."""

    where: Text
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit in words."""

    row: Survey
    name: Text
    by: list[str]
    disputes: list[Disagreement]


@dataclass(frozen=True, slots=True)
class Kin:
    """A near relative among officials."""

    name: str
    duty: Text
    member: str
    relation: str
    found: bool


@dataclass(frozen=True, slots=True)
class File:
    """What every panel needs, read once."""

    case: Case
    statement: Statement | None
    document: Mapping[str, Any]
    persons: Mapping[int, KnownPerson]
    found: Assessment | None
    why: Text | None

    def name(self, member: str) -> str:
        """A member by the id in the document."""
        known = self.persons.get(int(member)) if member.isdigit() else None
        return known.name if known else member


def file_of(case: Case) -> File:
    """The newest statement, its persons and its assessment."""
    statement = statements.latest(case)
    document = statements.document_of(statement) if statement else {}
    ids = {int(each["id"]) for each in document.get("members", ()) if str(each["id"]).isdigit()}
    found, why = None, None
    try:
        found = assessing.assessment_of(case)
    except CannotAssess as error:
        why = error.text
    return File(case, statement, document, applicants.known_of(case, ids), found, why)


def panels(user: AnyUser, case: Case) -> Sequence[Panel]:
    """The parts of the case page, in the order in which a decider reads them. The number of queries does not grow with the case."""
    file = file_of(case)
    parts = [
        ("assessment", assessment(file)),
        ("household", household(user, file)),
        ("means", means(file)),
        ("visits", visits(user, file)),
        ("appraisal", {"result": meetings.result_of(case.pk, appraisal.KEY)}),
        (
            "postings",
            {
                "rows": [
                    (STAGE_NAMES[Stage(row.stage)], row, posted(row)) for row in postings.postings_of(case)
                ]
            },
        ),
        ("money", money(case)),
    ]
    return [panel(key, TITLES, context) for key, context in parts if any(context.values())]


def panel(key: str, titles: Mapping[str, Text], context: Mapping[str, Any], prefix: str = "panel") -> Panel:
    """One part with its own template."""
    return Panel(key, titles[key], f"dibao/{prefix}_{key}.html", context)


def assessment(file: File) -> dict[str, Any]:
    """What the law says of the newest statement."""
    found = file.found
    return {"found": found, "why": file.why, "picture": explained.picture(found), "gaps": told_gaps(file)}


def told_gaps(file: File) -> list[Gap]:
    """What is missing, with places of the document in words."""
    return gaps(file.found, file.document, file.name)


def household(user: AnyUser, file: File) -> dict[str, Any]:
    """Who lives together, by which clause, and since when this is on file."""
    members = [
        Member(file.name(line.id), number_of(file, line.id), line)
        for line in (file.found.members if file.found else ())
    ]
    kind = STATEMENT_NAMES[StatementKind(file.statement.kind)] if file.statement else None
    restate = file.case.state in CHANGEABLE and may(user, file.case, "dibao.apply")
    return {
        "members": members,
        "statement": file.statement,
        "kind": kind,
        "restate": file.case.pk if restate else None,
    }


def number_of(file: File, member: str) -> str:
    """The masked number of a member."""
    known = file.persons.get(int(member)) if member.isdigit() else None
    return known.number if known else ""


def means(file: File) -> dict[str, Any]:
    """Income, expense and property, each counted or not, and why."""
    lines = [
        Means(file.name(line.member) if line.member else "", line)
        for line in (file.found.income if file.found else ())
    ]
    items = parse_document(file.document).property if file.document and file.found else ()
    owned = [
        Owned(
            names("property")[item.kind],
            file.name(item.member) if item.member else "",
            item,
            EXEMPTIONS.get(item.exempt or ""),
        )
        for item in items
    ]
    return {"lines": lines, "owned": owned}


def visits(user: AnyUser, file: File) -> dict[str, Any]:
    """Who was there, what is disputed, who signed, which officials are related, and which visits are due."""
    case = file.case
    rows = statements.surveys_of(case)
    others = User.objects.in_bulk({pk for row in rows for pk in row.others})
    kin = list(case.near_relatives.select_related("member"))
    signed = list(case.consents.select_related("person"))
    adults = statements.adults_of(case)
    waiting = [name for pk, name in adults.items() if pk not in {each.person_id for each in signed}]
    return {
        "rows": [visited(file, row, others) for row in rows],
        "kin": [
            Kin(
                row.name,
                duty_name(row.duty),
                row.member.name if row.member else "",
                row.relation or "",
                row.source == "register",
            )
            for row in kin
        ],
        "signed": signed,
        "waiting": waiting,
        "due": [(VISIT_REASONS[VisitReason(row.reason)], row) for row in case.visits_due.all()],
        "consent": case.pk if waiting and not case.closed_on and may(user, case, "dibao.apply") else None,
        "county": case.pk if case.state in COUNTY_STATES and may(user, case, "dibao.check") else None,
        "review": case.pk if case.state == "under_review" and may(user, case, "dibao.reverify") else None,
        "who": user.pk,
    }


def visited(file: File, row: Survey, others: Mapping[int, User]) -> Visited:
    """One visit."""
    by = [row.first.name, row.second.name, *(others[pk].name for pk in row.others if pk in others)]
    disputes = [
        Disagreement(where(each.path, file.document, file.name), each.theirs, each.ours)
        for each in row.disputes.all()
    ]
    return Visited(row, VISIT_NAMES[row.kind], by, disputes)


def duty_name(key: str) -> Text:
    """A duty in words."""
    return next((each.label for each in Duty if each == key), Text(key, key))


def posted(row: Posting) -> bool:
    """Whether it hangs today."""
    today = clock.today()
    down = row.taken_down_on is not None and row.taken_down_on <= today
    return not down and row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)


def money(case: Case) -> dict[str, Any]:
    """What the household gets, what has been paid month by month (the last two years), what is owed."""
    awards = list(case.awards.order_by("-first_month", "-id"))
    return {"awards": awards, "paid": paid(case), "owing": list(case.owing.filter(paid_in=None))}


def paid(case: Case) -> list[PaymentLine]:
    """Lines of signed lists, the newest first."""
    rows = PaymentLine.objects.filter(case=case, standing=True, list__state=PaymentList.State.SIGNED)
    return list(rows.order_by("-month")[:MOST_MONTHS])


def may(user: AnyUser, case: Case, action: str) -> bool:
    """Whether the reader may do this with the case."""
    return access.can(user, action, programme=case.programme, place_code=case.place_code)


def citizen(case: Case, _lang: str) -> Sequence[Panel]:
    """The parts of the household's own page: what it is asked, the sum in plain words, what would change it, what was paid."""
    file = file_of(case)
    found = file.found
    parts: list[tuple[str, dict[str, Any]]] = []
    if asked := reviews.questions_of(case):
        parts.append(("questions", {"rows": asked, "open": sum(each.open for each in asked)}))
    if found is not None and (found.computation or found.missing or found.reasons):
        context = assessment(file) | {
            "decided": case.decision is not None,
            "members": [file.name(m.id) for m in found.members if m.counted],
        }
        parts.append(("computation", context))
    if found is not None and found.changes:
        parts.append(("changes", {"changes": found.changes}))
    given = money(case)
    if any(given.values()):
        parts.append(("payments", given | {"now": running(given["awards"], clock.today())}))
    return [panel(key, OWN_TITLES, context, "citizen") for key, context in parts]


def running(awards: Sequence[Any], on: dt.date) -> Any:
    """The award of the month of a day, if there is one."""
    month = on.replace(day=1)
    return next(
        (
            each
            for each in awards
            if each.first_month <= month and (each.last_month is None or each.last_month >= month)
        ),
        None,
    )
