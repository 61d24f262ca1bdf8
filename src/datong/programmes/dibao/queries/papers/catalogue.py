"""Every form there is, by the order in which a case meets them."""

from collections.abc import Callable
from dataclasses import dataclass

from datong.foundation.casework.service import Case
from datong.foundation.documents.service import Doc
from datong.kernel.bilingual import Text
from datong.programmes.dibao.queries.papers import applying, deciding, money, postings, surveying
from datong.programmes.dibao.queries.papers.parts import Words


@dataclass(frozen=True, slots=True)
class Form:
    """One form; `make(case, words)`, blank for no case. `filled`: whether a case fills it (a payment list has its own page)."""

    key: str
    name: Text
    use: Text
    make: Callable[[Case | None, Words], Doc]
    filled: bool = True


def blank_list(_case: Case | None, w: Words) -> Doc:
    """An empty payment list."""
    return money.payment_list(None, w)


FORMS = (
    Form(
        "application",
        Text("申请书", "Application"),
        Text("申请时填写，申请人签字", "filled in and signed by the applicant"),
        applying.application,
    ),
    Form(
        "consent",
        Text("核对授权书", "Consent to the check"),
        Text("每个成年家庭成员签字", "signed by every adult"),
        applying.consent,
    ),
    Form(
        "papers",
        Text("一次性告知书", "What is missing"),
        Text("材料不齐时，一次告知", "where papers are missing, once"),
        applying.missing_papers,
    ),
    Form(
        "survey",
        Text("入户调查表", "Household survey"),
        Text("两名以上调查人员入户时带上", "taken along by two investigators"),
        surveying.survey,
    ),
    Form(
        "minutes",
        Text("民主评议记录", "Minutes of the appraisal"),
        Text("评议会上记录，全体签字", "kept at the meeting, signed by all"),
        surveying.minutes,
    ),
    Form(
        "posting",
        Text("公示单", "Posting sheet"),
        Text("贴在村务公开栏", "hung on the village's board"),
        postings.case_sheet,
    ),
    Form(
        "approval",
        Text("审批表", "Approval form"),
        Text("镇、县签署意见", "opinions of town and county"),
        deciding.approval,
    ),
    Form(
        "payment",
        Text("发放名册", "Payment list"),
        Text("空表；已编制的名册在“发放名册”页打印", "blank; made lists are printed on their page"),
        blank_list,
        filled=False,
    ),
)
BY_KEY = {form.key: form for form in FORMS}


def form_of(key: str) -> Form | None:
    """A form by its key."""
    return BY_KEY.get(key)


def forms_for(case: Case | None) -> list[Form]:
    """All of them; of a case those it fills."""
    return [form for form in FORMS if case is None or form.filled]
