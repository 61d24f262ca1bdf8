"""Readers of the pages of dibao, and the example household as somebody types it into the form."""

import re
from typing import Any

from datong.foundation.casework.models import Case
from datong.programmes.dibao import service as dibao
from tests.foundation.access.walk import BAIHUA
from tests.foundation.briefings.readers import Reader, words
from tests.programmes.dibao import road

__all__ = ["FORM", "MEMBERS", "Reader", "hidden", "surveyed", "typed", "words"]

MEMBERS = {
    "members-0-name": "邓有田",
    "members-0-identity": "510626195803121236",
    "members-0-relation": "self",
    "members-0-hukou": "rural",
    "members-0-work_capacity": "partial",
    "members-1-name": "陈素芳",
    "members-1-identity": "510626196007021220",
    "members-1-relation": "spouse",
    "members-1-hukou": "rural",
    "members-1-serious_illness": "yes",
    "members-2-name": "邓小川",
    "members-2-identity": "510626200111201239",
    "members-2-relation": "child",
    "members-2-hukou": "rural",
    "members-2-study": "school",
}
MEANS = {
    "income-0-member": "n0",
    "income-0-kind": "farming",
    "income-0-from": "2013-09",
    "income-0-to": "2014-08",
    "income-0-amount": "4,200.00",
    "income-0-costs": "1500",
    "income-0-method": "declared",
    "income-0-source": "本人声明",
    "income-3-member": "n0",
    "income-3-kind": "casual_work",
    "income-3-from": "2014-03",
    "income-3-to": "2014-03",
    "income-3-amount": "900",
    "income-3-method": "documented",
    "property-0-kind": "deposit",
    "property-0-member": "n0",
    "property-0-value": "3000.00",
    "property-1-kind": "house",
    "property-1-area": "85.50",
    "supporters-0-name": "邓大江",
    "supporters-0-relation": "child",
    "supporters-0-member": "n0",
    "supporters-0-from": "2013-09",
    "supporters-0-to": "2014-08",
    "supporters-0-per": "month",
    "supporters-0-amount": "50",
    "supporters-0-method": "declared",
}
HEAD = {
    "village": BAIHUA,
    "applied_on": "2014-09-15",
    "note": "",
    "signed_on": "",
    "household-area": "rural",
    "household-registered_here": "yes",
    "household-declaration_members_complete": "yes",
    "household-declaration_income_complete": "yes",
    "household-declaration_property_complete": "yes",
    "household-declaration_date": "2014-09-15",
}
FORM = HEAD | MEMBERS | MEANS
"""The example household: farming 2,700 net, casual work 900, support 600 in twelve months; three persons; 413.68 a month."""


def typed(**changes: Any) -> dict[str, Any]:
    """The form with some answers changed; names with __ for the dash; None leaves one out."""
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in (FORM | named).items() if value is not None}


def hidden(answer: Any, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, f"no hidden {name}"
    return found[1]


def surveyed(who: road.Crew) -> Case:
    """Accepted and surveyed by clerk and second cadre on the same day."""
    case = road.accepted(who)
    return dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-15"))
