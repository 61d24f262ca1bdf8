"""Who is responsible, with the office's telephone: staff data that is published (R1)."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.openness.core.leaking import leaks
from datong.foundation.openness.errors import BadAsk
from datong.foundation.openness.models import Contact
from datong.kernel import clock
from datong.kernel.bilingual import Text

EDIT = "contacts.edit"
MOST = 12
FULL = Text("一个地方最多登记 {most} 位联系人。", "A place has at most {most} contacts.")
PERSONAL = Text(
    "这里登记的会公开。请填办公电话（例如 0838-3120000）；确实用手机值班的，请勾选“这是值班手机，同意公开”。",
    "What stands here is published. Give an office number (such as 0838-3120000); tick the box for a duty mobile.",
)


@dataclass(frozen=True, slots=True)
class NewContact:
    """One contact as typed. `duty_mobile`: the mobile number is the office's own, and may be published."""

    name: str
    duty: str
    phone: str = ""
    hours: str = ""
    mailbox: str = ""
    order: int = 0


def put_contact(
    actor: User,
    place_code: str,
    new: NewContact,
    *,
    pk: int | None = None,
    duty_mobile: bool = False,
    door: str = "page",
) -> Contact:
    """Add a contact to a place, or change one. Raises Refused, BadAsk, Http404."""
    access.require(actor, EDIT, place_code=place_code)
    if not new.name.strip() or not new.duty.strip():
        raise BadAsk(Text("请填写姓名和职责。", "Give the name and the duty."), "name")
    for field in ("name", "duty", "hours", "mailbox"):
        if leaks(getattr(new, field), clock.today()):
            raise BadAsk(PERSONAL, field)
    if leaks(new.phone, clock.today()) and not duty_mobile:
        raise BadAsk(PERSONAL, "phone")
    with transaction.atomic():
        others = Contact.objects.select_for_update(no_key=True).filter(place_code=place_code)
        if pk is None and len(others) >= MOST:
            raise BadAsk(FULL.format(most=MOST))
        row = others.filter(pk=pk).first() if pk else Contact(county=place_code[:6], place_code=place_code)
        if row is None:
            raise Http404
        for field, value in asdict(new).items():
            setattr(row, field, value.strip() if isinstance(value, str) else value)
        row.phone = row.phone or None
        row.by, row.at = actor, clock.now()
        row.save()
        journal.record(
            actor.username,
            EDIT,
            f"openness.Contact:{row.pk}",
            place=place_code,
            door=door,
            detail={"duty": row.duty},
        )
    return row


def remove_contact(actor: User, pk: int, *, door: str = "page") -> str:
    """Take a contact off; the code of its place. Raises Refused, Http404."""
    with transaction.atomic():
        row = Contact.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if row is None:
            raise Http404
        access.require(actor, EDIT, place_code=row.place_code)
        place = row.place_code
        row.delete()
        journal.record(
            actor.username, "contacts.remove", f"openness.Contact:{pk}", place=place, door=door, detail={}
        )
    return place
