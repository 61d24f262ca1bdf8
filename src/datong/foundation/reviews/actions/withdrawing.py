"""Taking a list back before any run (撤回名单): the wrong file, the wrong source. It is destroyed at once, not at its time."""

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.reviews.actions import receiving, shelf
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.actions.sources import LEAST_WHY, NO_WHY
from datong.foundation.reviews.errors import BadList
from datong.foundation.reviews.models import Listing, Source
from datong.kernel import clock
from datong.kernel.bilingual import Text

USED = Text(
    "这份名单已经核对过，不能撤回：没有比中的行当时就销毁了，比中的行已成为线索，请在线索里逐条或成批核实。",
    "This list was run and cannot be withdrawn: rows without a match were destroyed then, those that matched are questions now; "
    "decide on them one by one or together.",
)
ENDED = Text("这份名单已经撤回或销毁。", "This list was withdrawn or destroyed already.")


def withdraw(actor: User, listing_id: int, why: str, *, door: str = "page") -> Listing:
    """Destroy a list nobody has run, with what its columns taught the source; its day, size and digest stay, with the reason.

    A review that waits for it ends with a sentence. Raises Refused, BadList, Listing.DoesNotExist.
    """
    with transaction.atomic():
        row, source = receiving.locked(actor, listing_id)
        if refused := hindrance(row):
            raise BadList(refused)
        if len(why.strip()) < LEAST_WHY:
            raise BadList(NO_WHY, "why")
        token = row.stored
        source.mapping = unlearned(row, source)
        source.save(update_fields=["mapping"])
        row.stored, row.destroyed_at, row.columns, row.mapping = "", clock.now(), [], {}
        row.withdrawn_by, row.withdrawn_why = actor, why.strip()
        row.save()
        told = {"source": source.key, "sha256": row.sha256, "rows": row.rows}
        tell(
            actor,
            "withdraw",
            f"reviews.Listing:{row.pk}",
            source.county + "000000",
            door,
            why.strip(),
            **told,
        )
    shelf.drop(token)
    return row


def hindrance(row: Listing) -> Text | None:
    """Why a list cannot be withdrawn; None when it can."""
    if row.run_id is not None:
        return USED
    return None if row.stored else ENDED


def unlearned(row: Listing, source: Source) -> dict[str, str | None]:
    """What the source remembers of columns, without what only this list said; headings of other lists as those were settled."""
    others = source.listings.filter(settled_at__isnull=False).exclude(pk=row.pk).order_by("settled_at")
    taught = {
        heading: key
        for mapping in others.values_list("mapping", flat=True)
        for heading, key in mapping.items()
    }
    return {
        heading: taught.get(heading, key) if heading in row.columns else key
        for heading, key in source.mapping.items()
        if heading not in row.columns or heading in taught
    }
