"""What the forms share: heads, members, incomes and belongings as tables, words in the reader's language."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from datong.foundation.casework.service import Case
from datong.foundation.documents.service import Block, Doc, Fields, Grid, Lang
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask
from datong.kernel.numerals import chinese_date, english_date
from datong.programmes.dibao.queries import statements
from datong.programmes.dibao.rules import HouseholdDocument, kinds, money, parse_document
from datong.programmes.dibao.rules.shapes import month_words

Paper = Literal["a4", "a4-landscape", "a3"]
Row = Sequence[str]
EMPTY_ROWS = 4


class Words:
    """Sentences in one language."""

    def __init__(self, lang: str) -> None:
        self.lang: Lang = "en" if lang == "en" else "zh"

    def __call__(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh

    def of(self, text: Text | None) -> str:
        """A declaration's own words."""
        return text.to(self.lang) if text else ""

    def day(self, day: dt.date | None) -> str:
        """A day as written in sentences; nothing for none."""
        return "" if day is None else (english_date(day) if self.lang == "en" else chinese_date(day))


def doc(
    w: Words, title: str, blocks: Sequence[Block], case: Case | None, *, foot: str = "", paper: Paper = "a4"
) -> Doc:
    """A form with its head: the town, the case's number, and the number again as a code to scan."""
    if case is None:
        return Doc(title, list(blocks), lang=w.lang, foot=foot, paper=paper)
    names = offices(case)
    return Doc(
        title, list(blocks), unit=names["town"], number=case.number, dated=clock.today(), code=case.number, lang=w.lang,
        foot=foot, paper=paper,
    )  # fmt: skip


def offices(case: Case) -> Mapping[str, str]:
    """County, town and village by name."""
    codes = {
        "county": case.county + "000000",
        "town": case.place_code[:9] + "000",
        "village": case.place_code,
    }
    names = places.names(set(codes.values()))
    return {key: names.get(code, "") for key, code in codes.items()}


def document(case: Case | None) -> HouseholdDocument | None:
    """The newest declaration; None for a blank form, or a case without one."""
    statement = statements.latest(case) if case else None
    return parse_document(statements.document_of(statement)) if statement else None


def names_in(found: HouseholdDocument | None) -> dict[str, str]:
    """Names of members by their id in the document."""
    if found is None:
        return {}
    persons = people.Person.objects.in_bulk([int(each.id) for each in found.members if each.id.isdigit()])
    return {
        each.id: persons[int(each.id)].name
        if each.id.isdigit() and int(each.id) in persons
        else each.name or ""
        for each in found.members
    }


def identities_in(found: HouseholdDocument | None) -> dict[str, str]:
    """Masked identity numbers of members by their id in the document."""
    if found is None:
        return {}
    numbers = people.identities([int(each.id) for each in found.members if each.id.isdigit()])
    return {str(pk): mask(number) for pk, number in numbers.items() if number}


def padded(rows: Sequence[Row], columns: int, *, blank: bool, least: int = EMPTY_ROWS) -> list[Row]:
    """Empty rows for the pen: a blank form has `least`, a filled one none unless nothing stands in it."""
    if rows:
        return list(rows)
    return [[""] * columns for _ in range(least if blank else 1)]


def members_grid(w: Words, found: HouseholdDocument | None) -> Grid:
    """Who lives in the household."""
    head = [
        w("姓名", "Name"), w("与申请人关系", "Relation"), w("公民身份号码", "Citizen number"), w("出生日期", "Born"),
        w("劳动能力", "Capacity to work"), w("健康、残疾", "Health, disability"),
    ]  # fmt: skip
    names, numbers = names_in(found), identities_in(found)
    rows = [
        [
            names[each.id],
            w.of(kinds.RELATIONS.get(each.relation)),
            numbers.get(each.id, ""),
            each.birth.isoformat() if each.birth else "",
            w.of(kinds.CAPACITIES.get(each.work_capacity)) if each.work_capacity else "",
            health(w, each),
        ]
        for each in (found.members if found else ())
    ]
    return Grid(head, padded(rows, 6, blank=found is None), widths=(2, 2, 4, 2.4, 2.4, 3))


def health(w: Words, member: Any) -> str:
    """Disability and grave illness as stated."""
    told = []
    if member.disability:
        told.append(
            f"{w.of(kinds.DISABILITIES[member.disability.kind])}{w(f'{member.disability.grade}级', f', grade {member.disability.grade}')}"
        )
    if member.serious_illness:
        told.append(w("重病", "gravely ill"))
    return w("、", ", ").join(told)


def income_grid(w: Words, found: HouseholdDocument | None) -> Grid:
    """Every item of income: whose, what, which months, how much, how known."""
    head = [
        w("成员", "Member"), w("收入种类", "Kind"), w("所属月份", "Months"), w("金额（元）", "Amount (yuan)"),
        w("依据", "How known"), w("材料或出处", "Source"),
    ]  # fmt: skip
    names = names_in(found)
    rows = [
        [
            names.get(each.member or "", each.supporter or w("全家", "household")),
            w.of(kinds.names("income")[each.kind]),
            span(each)
            + (w("（每月）", " (a month)") if each.per == "month" and each.first != each.last else ""),
            "" if each.amount is None else money(each.amount),
            w.of(kinds.METHODS[each.method]),
            each.source or "",
        ]
        for each in (found.income if found else ())
    ]
    return Grid(
        head, padded(rows, 6, blank=found is None, least=3), widths=(2, 3, 2.6, 2.2, 2, 3), numbers=(3,)
    )


def span(item: Any) -> str:
    """2014-08, or 2013-09 – 2014-08."""
    first, last = ("" if month is None else month_words(month) for month in (item.first, item.last))
    return first if first == last else f"{first} – {last}"


def property_grid(w: Words, found: HouseholdDocument | None) -> Grid:
    """Every thing owned."""
    head = [
        w("成员", "Member"), w("财产种类", "Kind"), w("数量", "Number"), w("价值（元）", "Value (yuan)"), w("说明", "Explanation"),
    ]  # fmt: skip
    names = names_in(found)
    rows = [
        [
            names.get(each.member or "", w("全家", "household")),
            w.of(kinds.names("property")[each.kind]),
            str(each.count),
            "" if each.value is None else money(each.value),
            each.reason or each.source or "",
        ]
        for each in (found.property if found else ())
    ]
    return Grid(
        head, padded(rows, 5, blank=found is None, least=2), widths=(2, 3, 1.2, 2.2, 4), numbers=(2, 3)
    )


def applicant_fields(w: Words, case: Case | None, found: HouseholdDocument | None) -> Fields:
    """Who applies, where, for which kind, when."""
    names = offices(case) if case else {}
    area = w.of(kinds.AREAS[found.area]) if found else ""
    return Fields(
        [
            (w("申请人", "Applicant"), case.label if case else ""),
            (w("申请日期", "Applied on"), w.day(case.law_on) if case else ""),
            (w("镇（街道）", "Town"), names.get("town", "")),
            (w("村（社区）", "Village"), names.get("village", "")),
            (w("申请类别", "Kind"), area),
            (w("家庭人口", "Members"), str(len(found.members)) if found else ""),
            (w("联系电话", "Telephone"), ""),
            (w("代办人", "Handed in by"), ""),
        ]
    )
