"""Who is responsible for what in a place, and the office telephones that may be published."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.openness.models import Contact
from datong.foundation.places import service as places

NOT_DIGIT = re.compile(r"\D")


def contacts(place_code: str) -> list[Contact]:
    """Of one place, in its order."""
    return list(Contact.objects.filter(place_code=place_code))


def office_phones(county: str) -> set[str]:
    """The digits of every office telephone registered in a county, as typed and without its area code. One query."""
    kept = Contact.objects.filter(county=county[:6]).values_list("phone", flat=True)
    return set(numbers(str(phone) for phone in kept if phone))


def numbers(phones: Iterable[str]) -> Iterable[str]:
    """Each number as its digits; of "0838-3120000 转 8" the main number too."""
    for phone in phones:
        yield from {
            NOT_DIGIT.sub("", phone),
            *(NOT_DIGIT.sub("", part) for part in re.split(r"[转,，;；/ ]", phone)),
        } - {""}


def seen(user: AnyUser) -> QuerySet[Contact]:
    """Where the reader keeps them."""
    return access.visible(Contact.objects.all(), user, "contacts.edit", None)


def one(user: AnyUser, typed: str) -> Contact | None:
    """One of them by its id as the address has it."""
    known = typed.isascii() and typed.isdigit() and len(typed) < 10
    return seen(user).filter(pk=int(typed)).first() if known else None


def place_names(rows: Iterable[Contact]) -> dict[str, str]:
    """What their places are called. One query."""
    return places.names({row.place_code for row in rows})
