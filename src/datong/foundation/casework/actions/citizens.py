"""Codes with which a household opens its own case, each once; and who looked at a file."""

import datetime as dt
import secrets

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.errors import BadCode, ShutForNow
from datong.foundation.casework.models import Case, Code, Look, Wrong
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.storage import service as storage
from datong.kernel import clock

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else
LENGTH = 10
TRIES, SHUT, FORGOTTEN = 5, dt.timedelta(minutes=30), dt.timedelta(days=1)


def issue_code(actor: User, case_id: int, *, door: str = "page") -> str:
    """A fresh code to be written on a letter or told in person; older unspent ones stop to work. Raises Refused."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, giver(case), programme=case.programme, place_code=case.place_code)
        code = fresh(case, actor)
        tell(actor, "cases.code", case, {}, "", door)
    return code


def giver(case: Case) -> str:
    """The action that lets somebody give out a code of the case: whoever has one speaks for the citizen."""
    return PROCEDURES.get(case.workflow).codes


def first_code(case: Case) -> str:
    """The code of a case that is just being opened; the opening is what is journalled."""
    return fresh(case, None)


def fresh(case: Case, actor: User | None) -> str:
    """A new code of the case; nothing but its keyed digest is kept."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    case.codes.filter(spent_at=None).update(spent_at=clock.now())
    Code.objects.create(case=case, digest=digest(case.number, code), issued_at=clock.now(), issued_by=actor)
    return code


def open_with_code(number: str, code: str) -> tuple[Case, str]:
    """The case, and the code for the next time. Raises BadCode, ShutForNow; never says what was wrong."""
    number, code = number.strip().upper(), "".join(code.split()).upper().replace("-", "")
    not_shut(number)
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).filter(number=number).first()
        found = case and case.codes.filter(digest=digest(number, code), spent_at=None).first()
        if case is not None and found:
            found.spent_at = clock.now()
            found.save(update_fields=["spent_at"])
            following = fresh(case, None)
            Wrong.objects.filter(digest=storage.digest(number)).delete()
            tell(access.citizen(), "cases.open_with_code", case, {}, "", "citizen")
            return case, following
    wrong(number)
    raise BadCode


def not_shut(number: str) -> None:
    """Raises ShutForNow after too many wrong tries with this number."""
    row = Wrong.objects.filter(digest=storage.digest(number)).first()
    if row and row.tries >= TRIES and clock.now() - row.last_at < SHUT:
        raise ShutForNow


def wrong(number: str) -> None:
    """Count a wrong try; tries long past are forgotten."""
    with transaction.atomic():
        Wrong.objects.filter(last_at__lt=clock.now() - FORGOTTEN).delete()
        row, _ = Wrong.objects.get_or_create(digest=storage.digest(number), defaults={"last_at": clock.now()})
        row = Wrong.objects.select_for_update().get(pk=row.pk)
        row.tries = 1 if clock.now() - row.last_at >= SHUT else row.tries + 1
        row.last_at = clock.now()
        row.save(update_fields=["tries", "last_at"])


def digest(number: str, code: str) -> bytes:
    """What is kept of a code."""
    return storage.digest(f"{number}:{code}")


def looked(user: User | None, case: Case) -> None:
    """Somebody has the file open; kept once a day for each, the household may read it."""
    Look.objects.get_or_create(case=case, user=user, day=clock.today(), defaults={"at": clock.now()})
