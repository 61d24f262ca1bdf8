"""What joint review asks of dibao: who receives now, what a finding would mean under the rules, how a check is opened."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Sum

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.places.service import prefix
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.service import Consequence, Finding, Reviewed, SourceKind
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit
from datong.programmes.dibao.actions.reverifying import open_review, report_death
from datong.programmes.dibao.models import NearRelative, Recipient
from datong.programmes.dibao.queries import kin, statements
from datong.programmes.dibao.queries.awards import award_of
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.queries.waiting import county_period
from datong.programmes.dibao.rules import BadDocument, BadParameters, NotInForce, assess, parse_document
from datong.programmes.dibao.workflow.words import NOTICE_PERIOD

ARTICLE = "社会救助暂行办法第五十八条；民发〔2012〕220号第二十条；民发〔2021〕57号第十八条"
PROPERTY = {SourceKind.VEHICLE: "vehicle", SourceKind.HOUSING: "house"}
AREA = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
NO_CASE = Text(
    "这一户在系统里还没有低保办件（由台账登记），请先转入办件，再启动复核。",
    "This household has no case yet, only rows of the ledger; take it over first, then open the check.",
)
NO_STATEMENT = Text(
    "还没有家庭申报，不能按规定计算；须入户核实。",
    "There is no declaration to compute from; somebody has to visit.",
)
TO_COUNT = Text(
    "收入须按实际取得的逐期核实，名单不能代替；核实前无法计算。",
    "Income counts as proved, period by period; the list does not prove it, so nothing can be computed yet.",
)
KIN = Text(
    "近亲属关系不影响资格；须单独登记，并由县级入户核查。",
    "Near kin changes nothing about eligibility; it is registered apart and the county visits.",
)
KNOWN = Text("家庭已经申报了这一项，结果不变。", "The household has declared it; nothing changes.")
OPEN = Text("还缺资料，不能计算：{what}", "It cannot be computed, facts are missing: {what}")
OUT = Text(
    "按最近一次申报计算，如果属实，不再符合条件；须入户复核后由人决定。",
    "By the newest declaration: if true, the household would no longer qualify; a check and a human decide.",
)
STILL = Text(
    "按最近一次申报计算，如果属实，仍符合条件。",
    "By the newest declaration: if true, the household would still qualify.",
)


def recipients(place_code: str, on: dt.date) -> Iterator[reviews.Recipient]:
    """Everybody on the roster at a place or inside it. One query."""
    inside = prefix(place_code)
    rows = Recipient.objects.at(place_code, on).filter(
        place_code__range=(inside.ljust(12, "0"), inside.ljust(12, "9"))
    )
    for person, household, place in rows.order_by("person").values_list("person", "household", "place_code"):
        yield reviews.Recipient(person, household, place)


def consequence(finding: Finding, on: dt.date) -> Consequence:
    """What the newest declaration would come to with the finding in it; never averaged, never extrapolated."""
    case = case_of(finding.household)
    before = paid(case, finding, on)
    if finding.kind == SourceKind.KINSHIP:
        return Consequence(None, before, None, KIN)
    statement = statements.latest(case) if case else None
    if case is None or statement is None:
        return Consequence(None, before, None, NO_STATEMENT)
    document = statements.document_of(statement)
    if finding.kind == SourceKind.DEATH:
        changed = statements.without(case, finding.person)
    elif finding.kind in PROPERTY:
        item = owned(finding)
        if any(same(item, each) for each in document.get("property", ())):
            return Consequence(None, before, before, KNOWN)
        changed = {**document, "property": [*document.get("property", ()), item]}
    else:
        return Consequence(None, before, None, TO_COUNT)
    return computed(case, changed, before)


def computed(case: Case, document: dict[str, Any], before: int | None) -> Consequence:
    """The household so changed, under the law and for the months of its newest declaration; a check asks for a new one."""
    try:
        found = assess(
            parse_document(document), statements.declared_under(case), county_parameters(case.county)
        )
    except (BadDocument, BadParameters, NotInForce) as error:
        return Consequence(None, before, None, OPEN.format(what=error.text))
    if found.eligible is None:
        what = found.missing[0].text if found.missing else NO_STATEMENT
        return Consequence(None, before, None, OPEN.format(what=what))
    return Consequence(
        found.eligible, before, found.amount if found.eligible else 0, STILL if found.eligible else OUT
    )


def owned(finding: Finding) -> dict[str, Any]:
    """What a list says somebody owns, as an item of the household document."""
    item: dict[str, Any] = {
        "member": str(finding.person),
        "kind": PROPERTY[SourceKind(finding.kind)],
        "count": 1,
        "source": finding.source,
    }
    size = AREA.match(str(finding.row.get("size", "")))
    if size and finding.kind == SourceKind.HOUSING:
        item["area"] = size[0]
    return item


def same(item: dict[str, Any], declared: dict[str, Any]) -> bool:
    """Whether the household has declared such a thing, of this member or of all."""
    return declared.get("kind") == item["kind"] and declared.get("member") in (None, item["member"])


def paid(case: Case | None, finding: Finding, on: dt.date) -> int | None:
    """What the household gets a month: by its award, else by the roster; None when nobody knows."""
    award = award_of(case) if case else None
    if award is not None:
        return award.amount
    if finding.household is None:
        return None
    rows = Recipient.objects.at(finding.place_code, on).filter(household_id=finding.household)
    total: int | None = rows.aggregate(total=Sum("monthly_benefit"))["total"]
    return total


def case_of(household: int | None) -> Case | None:
    """The household's open case."""
    if household is None:
        return None
    return Case.objects.filter(programme="dibao", household_id=household, closed_on=None).first()


def open_check(actor: User, finding: Finding, note: str, door: str) -> Case:
    """A re-verification of the household, by its own table and permissions. Raises Refused, NotNow, CaseworkError."""
    case = case_of(finding.household)
    if case is None:
        raise reviews.NotNow(NO_CASE)
    if finding.kind == SourceKind.DEATH:
        return report_death(actor, case.pk, note, door=door)
    return open_review(actor, case.pk, note=note, door=door)


def reply_limit(county: str, on: dt.date) -> Limit | None:
    """The county's time of notice, or the ten days of the table."""
    return county_period(county, on) or NOTICE_PERIOD


def kin_registered(county: str) -> set[tuple[int, int]]:
    """(household, official) of those registered apart."""
    rows = NearRelative.objects.filter(
        case__county=county, person__isnull=False, case__household__isnull=False
    )
    return set(rows.values_list("case__household_id", "person_id"))


REVIEWED = Reviewed(
    programme="dibao",
    name=Text("城乡低保", "dibao"),
    recipients=recipients,
    consequence=consequence,
    open_check=open_check,
    reply_limit=reply_limit,
    article=ARTICLE,
    duties=kin.HANDLERS,
    kin_registered=kin_registered,
)
