"""What the law says of a case's household, and the inputs a decision keeps of it."""

import datetime as dt
from collections.abc import Iterator

from datong.foundation.casework.service import Case, Decision, Input
from datong.kernel.bilingual import Text
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.queries import decided, statements
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import (
    Assessment,
    BadDocument,
    BadParameters,
    NotInForce,
    assess,
    parse_document,
)

NO_STATEMENT = Text(
    "此案还没有家庭申报（由台账转入），首次复核时必须入户并重新申报。",
    "No declaration on file: the case came from a ledger; the first re-verification must take one.",
)
OPEN = Text("还不能计算：{what}", "It cannot be computed yet: {what}")
SHOWN = 3


def assessment_of(case: Case, on: dt.date | None = None) -> Assessment:
    """The newest statement under the law of `on` (none: the day that governs the case now) with the county's values.

    Raises CannotAssess with a sentence for the page; what is merely missing is named in the result.
    """
    statement = statements.latest(case)
    if statement is None:
        raise CannotAssess(NO_STATEMENT)
    try:
        document = parse_document(statements.document_of(statement))
        return assess(document, on or statements.law_day(case), county_parameters(case.county))
    except (BadDocument, BadParameters, NotInForce) as error:
        raise CannotAssess(OPEN.format(what=error.text)) from error


def undetermined(found: Assessment) -> Text | None:
    """Why there is no verdict yet, in words; None when there is one."""
    if found.eligible is not None:
        return None
    first = [each.text for each in found.missing[:SHOWN]]
    more = len(found.missing) - len(first)
    zh = "；".join(each.zh for each in first) + (f"；另有 {more} 项" if more else "")
    en = "; ".join(each.en for each in first) + (f"; and {more} more" if more else "")
    return OPEN.format(what=Text(zh, en))


def inputs_of(case: Case, found: Assessment) -> tuple[Input, ...]:
    """What a decision keeps so that it can be computed again: numbers of the formula, income, conditions; each with its source."""
    return (*_numbers(case, found), *_income(case, found), *_criteria(found))


def _numbers(case: Case, found: Assessment) -> Iterator[Input]:
    sum_of = found.computation
    if sum_of is None:
        return
    statement = statements.latest(case)
    day = statement.on.isoformat() if statement else ""
    number = statement.number if statement else 0
    for key, name in decided.NUMBERS.items():
        value = getattr(sum_of, key)
        if value is not None:
            county = key in decided.COUNTYS
            source = f"县级参数 {found.county_version}" if county else f"家庭申报第 {number} 版"
            yield Input(name, str(value), source, found.on.isoformat() if county else day)
    yield Input(decided.RESULT, str(found.amount), found.rules, found.on.isoformat())


def _income(case: Case, found: Assessment) -> Iterator[Input]:
    statement = statements.latest(case)
    day = statement.on.isoformat() if statement else ""
    for line in found.income:
        value = "未填" if line.amount is None else str(line.amount)
        taken = "扣减" if line.deducted else "计入" if line.counted else "不计入"
        yield Input(f"{line.kind.zh}（{line.path}，{taken}，分）", value, line.source or line.method.zh, day)


def _criteria(found: Assessment) -> Iterator[Input]:
    for each in found.criteria:
        met = {True: "符合", False: "不符合", None: "无法认定"}[each.met]
        source = f"{each.article.zh}{'；' + each.document if each.document else ''}"
        yield Input(f"{each.name.zh}（{met}）", each.value.zh, source, found.on.isoformat())


def computed_again(decision: Decision) -> int | None:
    """The amount recomputed from nothing but what the decision kept; None when it kept no computation."""
    return decided.amount_from(decided.numbers_of(decision))
