"""Which page of this house a step is taken on; the others are taken on casework's own form."""

from django.urls import reverse

from datong.foundation.casework.service import Case
from datong.kernel.procedure import Step

PAGES = {
    "ask_papers": "dibao_papers",
    "accept": "dibao_relatives",
    "survey": "dibao_survey",
    "survey_anew": "dibao_survey",
    "report_change": "dibao_report",
    "report_death": "dibao_report",
}
OPINIONS = frozenset({"review", "review_anew", "opine", "keep", "propose_change", "propose_stop"})


def address(case: Case, step: Step) -> str | None:
    """The address, or None. Whoever decides or states an opinion does it with the computation before their eyes."""
    if page := PAGES.get(step.key):
        return reverse(page, args=[case.pk]) + ("?what=death" if step.key == "report_death" else "")
    return reverse("dibao_decide", args=[case.pk, step.key]) if step.decides or step.key in OPINIONS else None
