"""Cases decided like one that turned out wrong, for a person to look at (due process D13). Nothing is decided here."""

from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.casework.service import Decision
from datong.programmes.dibao.models import Owing

ADVERSE = ("refuse", "reduce", "stop")


def similar(user: access.AnyUser, wrong: Decision) -> QuerySet[Decision]:
    """Adverse decisions of the programme with the same reasons, or by the same article and hand, in the reader's scope.

    The newest first; sealed columns are not opened.
    """
    alike = Q(reasons_digest=wrong.reasons_digest) | Q(article=wrong.article, by=wrong.by_id)
    rows = Decision.objects.filter(alike, case__programme="dibao", effect__in=ADVERSE).exclude(
        case=wrong.case_id
    )
    shown = access.visible(rows, user, "cases.view", "dibao", place_field="case__place_code")
    return shown.select_related("case").defer("reasons", "facts", "inputs").order_by("-id")


def wrong_decision(owing: Owing) -> Decision | None:
    """The adverse decision that the restoring one behind `owing` put right."""
    earlier = Decision.objects.filter(case=owing.case_id, id__lt=owing.decision_id, effect__in=ADVERSE)
    return earlier.order_by("-id").first()


def restored(user: access.AnyUser) -> QuerySet[Owing]:
    """Every restoring with what was owed and why it went wrong, in the reader's scope, the newest first."""
    rows = Owing.objects.filter(case__programme="dibao").select_related("case", "decision", "paid_in")
    return access.visible(rows, user, "cases.view", "dibao", place_field="case__place_code").order_by("-id")
