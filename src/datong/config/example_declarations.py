"""Declarations of the example county (示例申报): what one household in four had declared on paper, so that rules have something to be
applied to. The persons are those of the ledgers; what they earn and own is invented, the same in every load.

They were signed three weeks and a half ago, before the joint review of the example.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.service import Filed, Statement

COUNTY = "510626"
AGO = 24  # days: before the joint review of the example
EACH = 4  # one household in so many
RELATIONS = {
    "户主": "self", "配偶": "spouse", "子": "child", "女": "child", "父": "parent", "母": "parent", "孙子": "grandchild", "孙女": "grandchild",
}  # fmt: skip
DISABLED, ILL = 7, 16  # of a hundred persons, those below
RICH, CAR, UNSAID = 4, 6, 8  # of a hundred households
MINOR, WORKS_TO, OLD = 16, 60, 70
STANDARD = {"rural": 7_400, "urban": 9_400}  # yuan a head and year, about the average standards of 2023
SOURCE = "本人声明、入户核实"

Known = tuple[int, str, dt.date | None]
"""A person: id, relation to the head as the register of people writes it, birth."""


def load(actor: User, besides: Iterable[int] = ()) -> int:
    """Enter the papers of one household in four of every town, and of those `besides` (household ids); how many. Again: none."""
    if Statement.objects.filter(case__county=COUNTY).exists():
        return 0
    day = clock.today() - dt.timedelta(days=AGO)
    named = set(besides)
    cases = list(chosen(named))
    homes = living([int(case.household_id or 0) for case in cases])
    papers = [
        Filed(home, day, document(case, homes[home], day, housed=home not in named))
        for case in cases
        if (home := int(case.household_id or 0)) in homes
    ]
    return dibao.file_declarations(actor, COUNTY, papers)


def chosen(besides: set[int]) -> Iterator[Case]:
    """Households in pay taken over from the ledger: one in four of those of each town, and those asked for."""
    seen: dict[str, int] = defaultdict(int)
    for case in dibao.adopted(COUNTY).filter(entitlement="paid").order_by("place_code", "number"):
        town = case.place_code[:9]
        if seen[town] % EACH == 0 or case.household_id in besides:
            yield case
        seen[town] += 1


def living(households: list[int]) -> dict[int, list[Known]]:
    """Who lives in these households, by household, the head first; those with a head."""
    rows = people.Membership.objects.filter(household__in=households).order_by("id")
    found: dict[int, list[Known]] = defaultdict(list)
    for home, person, relation, birth in rows.values_list(
        "household_id", "person_id", "relation", "person__birth_date"
    ):
        found[home].insert(0 if relation == "户主" else len(found[home]), (person, relation, birth))
    return {home: known for home, known in found.items() if known[0][1] == "户主"}


def document(case: Case, known: list[Known], day: dt.date, *, housed: bool = True) -> dict[str, Any]:
    """The household document as signed on the day: who lives there, twelve invented months, savings, and a house unless a list
    of the joint review is going to name one."""
    area = "urban" if case.origin.endswith("urban") else "rural"
    head = str(known[0][0])
    return {
        "version": 1,
        "area": area,
        "registered_here": True,
        "applicant": head,
        "declaration": {"date": f"{day}", "members_complete": True, "income_complete": True, "property_complete": True},
        "members": [member(case, nth, each, area, day) for nth, each in enumerate(known)],
        "income": incomes(case, head, len(known), area, day),
        "property": belongings(case, head)[not housed :],
    }  # fmt: skip


def member(case: Case, nth: int, known: Known, area: str, day: dt.date) -> dict[str, Any]:
    """One person; birth as the register of people has it. A household in fifty does not say who studies."""
    person, relation, birth = known
    age, drawn = years(birth, day), share("person", case.number, nth)
    capacity = "full" if MINOR <= age < WORKS_TO else "partial" if MINOR <= age < OLD else "none"
    found: dict[str, Any] = {
        "id": str(person), "relation": RELATIONS[relation], "hukou": area, "lives_together": True, "legal_duty": True,
        "employed": False, "work_capacity": capacity, "source": SOURCE,
    }  # fmt: skip
    if birth is not None:
        found["birth"] = birth.isoformat()
    if not CAR <= share("property", case.number) < UNSAID:
        found |= {"study": "school" if MINOR - 10 <= age < MINOR + 2 else "none", "cannot_live_alone": False}
    if drawn < DISABLED:
        found["disability"] = {"kind": "physical", "grade": 1 + drawn % 4}
    elif drawn < ILL:
        found["serious_illness"] = True
    return found


def incomes(case: Case, head: str, persons: int, area: str, day: dt.date) -> list[dict[str, Any]]:
    """Of the twelve months before: a head and year 24 to 119 per cent of about the standard; in the country two thirds of it from the
    land, after costs; the rest, and all in town, from odd jobs."""
    whole = STANDARD[area] * persons * (24 + share("income", case.number) * 95 // 99) // 100
    land = whole * 2 // 3 if area == "rural" else 0
    same: dict[str, Any] = {
        "member": head,
        "from": month(day, 12),
        "to": month(day, 1),
        "method": "declared",
        "source": SOURCE,
    }
    found: list[dict[str, Any]] = [
        same | {"kind": "casual_work", "per": "month", "amount": f"{(whole - land) // 12}.00"}
    ]
    if land:
        costs = land // 3
        found.append(same | {"kind": "farming", "amount": f"{land + costs}.00", "costs": f"{costs}.00"})
    return found


def belongings(case: Case, head: str) -> list[dict[str, Any]]:
    """A house and some savings; of a hundred households four with a great deal, two with a car."""
    drawn = share("property", case.number)
    saved = 60_000 if drawn < RICH else 200 * (drawn % 40)
    found: list[dict[str, Any]] = [
        {"kind": "house", "count": 1, "area": f"{60 + drawn}.00", "member": head, "source": "不动产登记簿"},
        {"kind": "deposit", "value": f"{saved}.00", "member": head, "source": "银行核对"},
    ]  # fmt: skip
    if RICH <= drawn < CAR:
        found.append({"kind": "vehicle", "value": "18000.00", "member": head, "source": "行驶证"})
    return found


def share(*of: object) -> int:
    """A whole number below a hundred, the same for the same words."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, of)).encode()).digest()[:4], "big") % 100


def years(birth: dt.date | None, on: dt.date) -> int:
    """Full years of age; of somebody whose birth nobody knows, forty."""
    if birth is None:
        return 40
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def month(day: dt.date, before: int) -> str:
    """So many months before that of the day."""
    year, index = divmod(day.year * 12 + day.month - 1 - before, 12)
    return f"{year}-{index + 1:02d}"
