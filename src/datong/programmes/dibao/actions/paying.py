"""The month's list: frozen by one officer, signed by another, then good for the bank; and where a household is paid."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.errors import BadPayment
from datong.programmes.dibao.models import Owing, PayAccount, PaymentLine, PaymentList
from datong.programmes.dibao.queries import payments
from datong.programmes.dibao.queries.payments import PAY
from datong.programmes.dibao.rules import add_months

BATCH = 500
SHORTEST_WHY = 4
ALREADY = Text("{month} 的发放名册已经有了，不能重复编制。", "The list of {month} exists already.")
EMPTY = Text("{month} 没有应发放的家庭。", "Nobody is to be paid in {month}.")
FAR = Text("只能编制到下个月的名册。", "Lists are made up to the next month.")
IN_TURN = Text(
    "名册按月连续编制，下一份应是 {month}。",
    "Lists follow one another month by month; the next one is {month}.",
)
UNSIGNED = Text(
    "{month} 的名册还没有复核签字，请先签字或作废。",
    "The list of {month} waits for its second signature; sign or reject it first.",
)
DOUBLED = Text(
    "这些家庭在两个办件中都应发放，请先核清：{names}。",
    "These households are due in two cases; settle that first: {names}.",
)
TWO = Text(
    "名册要由两名同志签字：编制人以外的另一人复核签字。",
    "Two people sign: another one than whoever made the list.",
)
ALTERED = Text(
    "名册内容与编制时不一致，不能签字，请作废重编。",
    "The lines are not those that were frozen; reject the list and make it anew.",
)
OVERTAKEN = Text(
    "编制名册之后有 {count} 户的应发金额变了，请作废重编。",
    "{count} households are due something else than when the list was made; reject it and make it anew.",
)
DONE = Text("这份名册已经签完或已作废。", "This list is signed or rejected already.")
NOT_SIGNED = Text(
    "名册经两人签字后才能导出银行文件。", "The bank file is there once two people have signed the list."
)


def freeze(actor: User, county: str, month: dt.date, *, door: str = "page") -> PaymentList:
    """Write the month's list and sign it first. `county`: 6 digits; `month`: any day in it. Raises Refused, BadPayment.

    Cost: a handful of queries and bulk inserts, however many households.
    """
    month = month.replace(day=1)
    access.require(actor, PAY, programme="dibao", place_code=county + "000000")
    with transaction.atomic():
        serial = turn(county, 1)
        in_turn(county, month)
        lines = payments.due(county, month)
        if not lines:
            raise BadPayment(EMPTY.format(month=f"{month:%Y-%m}"), "month")
        if names := payments.doubled(lines):
            raise BadPayment(DOUBLED.format(names="、".join(names[:5])), "month")
        made = kept(actor, f"FF-{county}-{month:%Y%m}-{serial:04d}", county, month, lines)
        Owing.objects.filter(paid_in=None, case_id__in=[line.case for line in lines if line.arrears]).update(
            paid_in=made
        )
        tell(
            actor, "dibao.freeze_list", made, {"households": made.households, "amount": made.amount}, "", door
        )
    return made


def turn(county: str, wanted: int = 0) -> int:
    """Lists of a county, and what is decided for a month that may be listed, one after the other: the counter is held until the
    transaction ends. The next serial number, which is taken when one is `wanted`."""
    return storage.next_number(f"FF-{county}", wanted)


def in_turn(county: str, month: dt.date) -> None:
    """The months are listed one after the other; raises BadPayment."""
    if month > add_months(clock.today().replace(day=1), 1):
        raise BadPayment(FAR, "month")
    last = payments.newest(county)
    if last is None:
        return
    following = add_months(last.month, 1)
    if month == last.month:
        raise BadPayment(ALREADY.format(month=f"{month:%Y-%m}"), "month")
    if month != following:
        raise BadPayment(IN_TURN.format(month=f"{following:%Y-%m}"), "month")
    if last.state == PaymentList.State.FROZEN:
        raise BadPayment(UNSIGNED.format(month=f"{last.month:%Y-%m}"), "month")


def kept(
    actor: User, reference: str, county: str, month: dt.date, lines: Sequence[payments.Due]
) -> PaymentList:
    """The list with its lines; raises BadPayment when the month or a household is listed already."""
    paid = [line for line in lines if line.amount]
    changes = payments.changes(payments.amounts(payments.newest(county)), lines)
    try:
        with transaction.atomic():
            made = PaymentList.objects.create(
                county=county,
                reference=reference,
                month=month,
                households=len(paid),
                persons=sum(line.persons for line in paid),
                amount=sum(line.amount for line in paid),
                arrears=sum(line.arrears for line in lines),
                changes=asdict(changes),
                digest=payments.digest(lines),
                first=actor,
                first_at=clock.now(),
            )
            PaymentLine.objects.bulk_create(rows(made, lines), batch_size=BATCH)
    except IntegrityError as error:
        raise BadPayment(ALREADY.format(month=f"{month:%Y-%m}"), "month") from error
    return made


def rows(made: PaymentList, lines: Sequence[payments.Due]) -> list[PaymentLine]:
    """The lines of a list, unsaved, numbered in their order."""
    return [
        PaymentLine(
            list=made,
            number=number,
            case_id=line.case,
            household_id=line.household,
            account_id=line.account,
            month=made.month,
            place_code=line.place_code,
            label=line.label,
            area=line.area,
            persons=line.persons,
            amount=line.amount,
            arrears=line.arrears,
        )
        for number, line in enumerate(lines, 1)
    ]


def sign(actor: User, list_id: int, *, door: str = "page") -> PaymentList:
    """The second signature, by another officer, once the lines are what was frozen and still what is due.

    Raises Refused, BadPayment.
    """
    with transaction.atomic():
        found = locked(actor, list_id)
        turn(found.county)
        if found.first_id == actor.pk:
            raise BadPayment(TWO)
        if not payments.unaltered(found):
            raise BadPayment(ALTERED)
        if count := payments.overtaken(found):
            raise BadPayment(OVERTAKEN.format(count=count))
        found.state, found.second, found.second_at = PaymentList.State.SIGNED, actor, clock.now()
        found.save(update_fields=["state", "second", "second_at"])
        tell(actor, "dibao.sign_list", found, {"digest": found.digest}, "", door)
    return found


def reject(actor: User, list_id: int, why: str, *, door: str = "page") -> PaymentList:
    """A frozen list is wrong: it is kept with the reason, and the month may be listed again. Raises Refused, BadPayment."""
    with transaction.atomic():
        found = locked(actor, list_id)
        if len(why.strip()) < SHORTEST_WHY:
            raise BadPayment(Text("请写明作废的原因。", "Say why the list is rejected."), "why")
        found.lines.update(standing=False)
        Owing.objects.filter(paid_in=found).update(paid_in=None)
        found.state, found.why = PaymentList.State.REJECTED, why.strip()
        found.save(update_fields=["state", "why"])
        tell(actor, "dibao.reject_list", found, {}, why, door)
    return found


def locked(actor: User, list_id: int) -> PaymentList:
    """A list that waits for its second signature; raises Refused, BadPayment, PaymentList.DoesNotExist."""
    found = PaymentList.objects.select_for_update(no_key=True).get(pk=list_id)
    access.require(actor, PAY, programme="dibao", place_code=found.county + "000000")
    if found.state != PaymentList.State.FROZEN:
        raise BadPayment(DONE)
    return found


def handed_out(actor: User, list_id: int, fmt: str, *, door: str = "page") -> PaymentList:
    """The bank file of a signed list is taken out, with full account numbers; the journal keeps who did. Raises Refused,
    BadPayment (not signed by two, or altered since), PaymentList.DoesNotExist."""
    with transaction.atomic():
        found = PaymentList.objects.select_for_update(no_key=True).get(pk=list_id)
        access.require(actor, PAY, programme="dibao", place_code=found.county + "000000")
        if found.state != PaymentList.State.SIGNED:
            raise BadPayment(NOT_SIGNED)
        if not payments.unaltered(found):
            raise BadPayment(ALTERED)
        tell(actor, "dibao.bank_file", found, {"format": fmt}, "", door)
    return found


def set_account(
    actor: User, case_id: int, *, bank: str, holder: str, number: str, door: str = "page"
) -> PayAccount:
    """Where the household is paid from the next list on. Raises Refused, BadPayment."""
    digits = "".join(number.split())
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id, programme="dibao")
        access.require(actor, "dibao.accept", programme="dibao", place_code=case.place_code)
        if not bank.strip() or not holder.strip():
            raise BadPayment(
                Text("请填写开户银行和户名。", "Give bank and holder."),
                "bank" if holder.strip() else "holder",
            )
        if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 30):
            raise BadPayment(
                Text("银行账号应为 8 至 30 位数字，请核对。", "An account has 8 to 30 digits; check it."),
                "number",
            )
        made = PayAccount.objects.create(
            case=case, bank=bank.strip(), holder=holder.strip(), number=digits, by=actor, at=clock.now()
        )
        journal.record(
            actor.username, "dibao.account", f"casework.Case:{case.pk}", place=case.place_code, door=door
        )
    return made


def tell(
    actor: User, action: str, found: PaymentList, detail: dict[str, object], why: str, door: str
) -> None:
    """Journal an act on a list."""
    journal.record(
        actor.username,
        action,
        f"dibao.PaymentList:{found.pk}",
        place=found.county + "000000",
        why=why.strip(),
        door=door,
        detail={"month": f"{found.month:%Y-%m}", **detail},
    )
