"""The page of a list's columns: the rows as understood, what is wrong with each in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from datong.foundation.reviews.core.fields import BY_KEY, Field
from datong.foundation.reviews.core.mapping import FROM_BEFORE, NOT_READ, TAKEN, Proposal, Understood
from datong.foundation.reviews.core.writings import looks_lost
from datong.foundation.reviews.tables.words import sex
from datong.kernel.identity import mask, problem
from datong.web.jinja import language, yuan
from datong.web.tables import Column, Row

SURE, LIKELY = 85, 60
LONG_NUMBER = 15


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column: heading, a few cells, what it means, why, how sure; `open`: people may say what it means."""

    at: int
    heading: str
    samples: list[str]
    field: str
    why: str
    tone: str
    word: str
    open: bool


def lines(
    proposals: Sequence[Proposal], samples: Sequence[Sequence[str]], chosen: dict[str, str | None]
) -> list[ColumnLine]:
    """Every column of the list; `chosen`: what was just chosen, by heading, and is shown instead."""
    found = []
    for at, each in enumerate(proposals):
        tone, word = sure(each)
        barred = each.field is None and each.confidence == 100 and each.heading not in chosen
        field = chosen.get(each.heading, each.field) or ""
        found.append(
            ColumnLine(
                at, each.heading, list(samples[at]), field, each.why.to(language()), tone, word, not barred
            )
        )
    return found


def sure(each: Proposal) -> tuple[str, str]:
    """How sure the proposal is, as a tone and a word."""
    if each.field is None:
        return "quiet", _("不读入")
    if each.confidence >= SURE:
        return "good", _("有把握")
    return ("accent", _("较有把握")) if each.confidence >= LIKELY else ("soon", _("请核对"))


def from_memory(proposals: Sequence[Proposal]) -> bool:
    """Whether the source's columns were all known from before: those that are read, and as many of the others."""
    told = [each for each in proposals if each.field is not None]
    fresh = {NOT_READ.zh, TAKEN.zh}
    return (
        bool(told)
        and all(each.why == FROM_BEFORE for each in told)
        and not any(each.why.zh in fresh for each in proposals)
    )


def read_columns(proposals: Sequence[Proposal]) -> list[Column]:
    """The number of the row, what is read of it, what is wrong with it."""
    lang = language()
    meant = [BY_KEY[each.field] for each in proposals if each.field]
    kinds = ["number" if field.shape == "money" else "text" for field in meant]
    read = [
        Column(label(field).format(name=field.name.to(lang)), kind)  # type: ignore[arg-type]
        for field, kind in zip(meant, kinds, strict=True)
    ]
    return [Column(_("第几行")), *read, Column(_("问题"))]


def label(field: Field) -> str:
    """Money carries its unit in the heading."""
    return _("{name}（元）") if field.shape == "money" else "{name}"


def read_rows(proposals: Sequence[Proposal], rows: Sequence[Understood]) -> list[Row]:
    """Rows as understood."""
    meant = [BY_KEY[each.field] for each in proposals if each.field]
    return [Row([row.number, *(cell(field, row) for field in meant), wrong(row)]) for row in rows]


def cell(field: Field, row: Understood) -> str | Markup:
    """A value as it would be kept; a number masked; what cannot be read as it stands, marked."""
    if field.key in row.faults:
        return Markup('<span class="unread">{}</span>').format(shown(row.faults[field.key]))
    value = row.values.get(field.key)
    if value is None:
        return ""
    if field.shape == "money":
        return yuan(int(value))
    if field.shape == "sex":
        return sex(str(value))
    return shown(str(value)) if field.shape != "identity" else mask(str(value))


def shown(text: str) -> str:
    """Words as they stand, but for what may be somebody's number."""
    return mask(text) if sum(map(str.isdigit, text)) >= LONG_NUMBER else text


def wrong(row: Understood) -> Markup:
    """What is wrong with a row, and what follows from it."""
    told = [fault(BY_KEY[key], text) for key, text in row.faults.items()]
    number = str(row.values.get("id", ""))
    if len(number) == LONG_NUMBER:
        told.append(_("15 位旧号码，比对时换算成 18 位"))
    elif number and (found := problem(number)):
        told.append(found.text.to(language()))
    if not number and "id" not in row.faults:
        named = row.values.get("name")
        told.append(_("没有身份证号码，只能按姓名等推断") if named else _("没有号码也没有姓名，这一行不核对"))
    return Markup("<br>").join(told)


def fault(field: Field, text: str) -> str:
    """Why a cell is not read."""
    name = field.name.to(language())
    if field.shape == "identity" and looks_lost(text):
        return _("%(field)s末几位已经丢失，不能用来核对") % {"field": name}
    reason = {
        "date": _("“%(text)s”不是日期"),
        "money": _("“%(text)s”不是金额"),
        "plate": _("“%(text)s”不是车牌号"),
        "sex": _("“%(text)s”不是男或女"),
    }.get(field.shape, _("“%(text)s”读不懂"))
    return _("%(field)s：%(reason)s，这一格不读入") % {
        "field": name,
        "reason": reason % {"text": shown(text)},
    }
