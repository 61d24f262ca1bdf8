"""The first steps, from a draft to acceptance, and taking an application back."""

from datong.kernel.procedure import Step
from datong.programmes.dibao.workflow.words import ACCEPT, APPLY, t


def entry(applying: str, accepting: str, near_kin: str, taken_back_from: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps with these articles; `taken_back_from`: the states in which nothing has been decided yet."""
    return (
        Step(
            key="submit",
            name=t("递交申请", "submit the application"),
            before=("draft",),
            after="submitted",
            who=APPLY,
            desk="village",
            article=applying,
            guards=("declared",),
        ),
        Step(
            key="ask_papers",
            name=t("一次性告知补正", "list what is missing, once"),
            before=("submitted",),
            after="incomplete",
            who=ACCEPT,
            desk="town",
            article=accepting,
            duty=False,
            notice="dibao.papers",
            guards=("papers_listed",),
        ),
        Step(
            key="supply",
            name=t("补齐材料", "hand in what was missing"),
            before=("incomplete",),
            after="submitted",
            who=APPLY,
            desk="village",
            article=accepting,
            back=True,
        ),
        Step(
            key="accept",
            name=t("受理并登记近亲属", "accept and register near relatives"),
            before=("submitted",),
            after="accepted",
            who=ACCEPT,
            desk="town",
            article=f"{accepting}；{near_kin}",
            notice="dibao.accepted",
            guards=("declared", "consented"),
        ),
        Step(
            key="withdraw",
            name=t("申请人撤回申请", "the applicant withdraws"),
            before=taken_back_from,
            after="withdrawn",
            who=APPLY,
            desk="village",
            article=applying,
            duty=False,
            guards=("says_why",),
        ),
    )
