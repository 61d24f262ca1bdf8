"""Cases that came from the roster, and what the ledgers have said since."""

import datetime as dt

from django.db.models import QuerySet

from datong.foundation.casework.service import Case
from datong.programmes.dibao.models import Recipient
from datong.programmes.dibao.queries.awards import LEDGER


def adopted(county: str) -> QuerySet[Case]:
    """Cases taken over from the ledger."""
    return Case.objects.filter(programme="dibao", county=county[:6], origin__startswith=LEDGER)


def gone(county: str, as_of: dt.date) -> QuerySet[Case]:
    """Cases in pay whose household is not on the roster of a day any more: a question for people, not an answer."""
    present = Recipient.objects.at(county, as_of).values("household")
    return Case.objects.filter(programme="dibao", county=county[:6], entitlement="paid").exclude(
        household__in=present
    )


def is_undeclared(case: Case) -> bool:
    """No declaration on file: the first re-verification must take one."""
    return case.origin.startswith(LEDGER) and not case.statements.exists()
