"""One effect for one key: whoever comes first with a key acts, whoever comes with it again is told what came of it.

Call inside the transaction of the act. A second request with the same key waits there, on the unique key of the row
(PostgreSQL) or on the one writer there may be (SQLite), until the first has committed or was taken back.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field

from django.db import IntegrityError, transaction

from datong.foundation.access.models import Sent
from datong.kernel import clock

KEPT = dt.timedelta(days=30)
TIDIED_EVERY = 100
LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told again: headers, the page, messages as pairs (level, sentence)."""

    headers: dict[str, str]
    body: str
    messages: list[tuple[int, str]] = field(default_factory=list)


def claim(owner: str, key: str, path: str, request: str) -> tuple[Sent, bool]:
    """The row of this owner's key, and whether it is new, so that the caller is the one to act."""
    try:
        with transaction.atomic():
            row = Sent.objects.create(owner=owner, key=key, path=path[:200], request=request, at=clock.now())
    except IntegrityError:
        return Sent.objects.get(owner=owner, key=key), False
    if row.pk % TIDIED_EVERY == 0:
        Sent.objects.filter(at__lt=clock.now() - KEPT).delete()
    return row, True


def keep(row: Sent, status: int, answer: Answer) -> None:
    """What came of it; an answer over 64 kB is not kept, only that there was one."""
    kept = len(answer.body.encode()) <= LARGEST
    row.status, row.answer = status, json.dumps(asdict(answer), ensure_ascii=False) if kept else None
    row.save(update_fields=["status", "answer"])


def forget(row: Sent) -> None:
    """This key counts for nothing: the request may be sent again."""
    row.delete()


def told(row: Sent) -> Answer | None:
    """The answer that was kept; None when it was too large."""
    if row.answer is None:
        return None
    kept = json.loads(row.answer)
    return Answer(kept["headers"], kept["body"], [(level, text) for level, text in kept["messages"]])
