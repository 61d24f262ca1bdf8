"""The household answers on its own page (家庭自己说明), and brings papers to the desk (凭证)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.evidence import service as evidence
from datong.foundation.reviews.actions import asking
from datong.foundation.reviews.actions.asking import HANDLE, NO_HITS
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.errors import NotNow
from datong.foundation.reviews.models import Hit, Reply
from datong.kernel import clock
from datong.kernel.bilingual import Text

CITIZEN = "citizen"
PAPER = "reviews.paper"
PAPER_NAME = Text("家庭提交的凭证", "a paper of the household")


def reply_as_household(case: Case, hit_id: int, text: str) -> Reply:
    """What the household writes on its own page, which it opened with number and code. Raises NotNow, Unfit."""
    with transaction.atomic():
        row = Hit.objects.select_for_update(no_key=True, of=("self",)).filter(pk=hit_id).first()
        if row is None or not asked(case, row):
            raise NotNow(NO_HITS)
        asking.heard(row, text, clock.today())
        kept = Reply.objects.create(
            hit=row, text=text.strip(), on=clock.today(), by=access.citizen(), door=CITIZEN, at=clock.now()
        )
        on = clock.today().isoformat()
        tell(access.citizen(), "reply", f"reviews.Hit:{row.pk}", row.place_code, CITIZEN, on=on)
    return kept


def asked(case: Case, row: Hit) -> bool:
    """Whether the household of the case was asked this by letter."""
    own = (
        row.household_id == case.household_id
        if case.household_id is not None
        else row.household_id is None and row.person_id == case.subject_id
    )
    return own and row.programme == case.programme and row.notice_id is not None


def reply_with_paper(
    actor: User,
    hit_id: int,
    text: str,
    *,
    on: dt.date,
    paper: tuple[str, bytes] | None = None,
    door: str = "page",
) -> Reply:
    """The household's answer with a paper (file name, content), both or neither. Raises Refused, NotNow, Unfit, BadEvidence."""
    with transaction.atomic():
        row = asking.locked(actor, [hit_id], HANDLE)[0]
        asking.heard(row, text, on)
        if paper is not None:
            evidence.keep(
                actor,
                target=f"reviews.Hit:{row.pk}",
                kind=PAPER,
                name=paper[0],
                content=paper[1],
                programme=row.programme,
                place_code=row.place_code,
                door=door,
            )
        return asking.reply(actor, hit_id, text, on=on, door=door)


def shelve(actor: User, hits: Sequence[Hit], *, door: str) -> None:
    """From a decision on, the time runs for which papers are kept; to verify again stops it."""
    targets = {f"reviews.Hit:{row.pk}": row.state for row in hits}
    rows = evidence.Item.objects.filter(target__in=list(targets), ended_at__isnull=True)
    for target in sorted(set(rows.order_by().values_list("target", flat=True))):
        if targets[target] == HitState.TO_VERIFY:
            evidence.reopen_matter(actor, target, door=door)
        else:
            evidence.close_matter(actor, target, clock.today(), door=door)
