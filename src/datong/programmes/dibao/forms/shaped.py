"""Form fields made from the declared shape of a document or of a county's value, so that pages and law never drift apart.

A key of the shape is a field of the same name, keys of a nested shape are joined by an underscore (`disability.kind` is
`disability_kind`). Sums are typed in yuan, a span of months as first and last month.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import money
from datong.programmes.dibao.rules.shapes import Field, Shape
from datong.web.jinja import language

LONG = 200
LEFT_OUT = frozenset(
    {"id", "version", "applicant", "month", "members", "income", "deductions", "property", "supporters"}
)
YUAN = re.compile(r"(?:0|[1-9]\d{0,9})(?:\.\d{1,2})?")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
WORDS: dict[str, Text] = {
    "area": Text("面积（平方米）", "floor space (square metres)"),
    "household.area": Text("申请城市低保还是农村低保", "urban or rural dibao"),
    "amount": Text("金额（元）", "amount (yuan)"),
    "supporters.amount": Text("给付金额（元；没有给付写 0）", "what they pay (yuan; 0 when nothing)"),
    "costs": Text("成本、费用（元）", "what it cost to earn it (yuan)"),
    "value": Text("价值（元）", "value (yuan)"),
    "standard.per": Text("每月还是每年", "a month or a year"),
    "tier.per_person": Text("每人每月（元）", "a head and month (yuan)"),
    "uplift.amount": Text("每月金额（元）", "amount a month (yuan)"),
    "uplift.from_age": Text("老年人从几岁起", "the elderly: from which age"),
    "property_limit.per": Text("按人均还是按户", "a head or a household"),
    "property_limit.name_en": Text("英文名称（没有就空着）", "name in English (may be left empty)"),
    "deduction_rule.at_most": Text(
        "每人每月上限（元；没有上限就空着）", "at most, for each member and month (yuan; empty for no limit)"
    ),
    "count": Text("数量（不填是 1）", "how many (1 unless stated)"),
    "per": Text("金额是每月的还是整个期间的", "amount for each month or for the whole span"),
    "member": Text("是谁的（不填是全家的）", "whose (empty: the whole household's)"),
    "grade": Text("等级（1 最重）", "grade (1 is gravest)"),
    "study": Text("在校学习", "in school"),
    "groups": Text("县规定的困难人员类别", "groups in special need named by the county"),
    "provincial_exclusion": Text("省里规定不计入的情形", "the province's ground for leaving out"),
    "county_ground": Text("县规定的情形", "the county's own ground"),
    "from": Text("从哪个月", "from month"),
    "to": Text("到哪个月", "to month"),
}
OWNERS: dict[str, Text | None] = {
    "single": None,
    "declaration": None,
    "judgement": Text("由人判断", "judgement"),
    "disability": Text("残疾", "disability"),
    "absence": Text("服刑等", "away by law"),
}
"""What stands before the keys of a nested shape; nothing where the page says it already."""

FLAGS = (("", _("没有填")), ("yes", _("是")), ("no", _("否")))


class YuanField(forms.CharField):
    """A sum in yuan with at most two decimals, as the document writes it: 4,200 is "4200"."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").replace(",", "").replace("，", "").strip()
        if typed and not YUAN.fullmatch(typed):
            raise ValidationError(_("应为数字，最多两位小数，例如 212.50。"))
        return typed


class MonthField(forms.CharField):
    """A month such as 2014-09."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").strip()
        if typed and not MONTH.fullmatch(typed):
            raise ValidationError(_("应为年月，例如 2014-09。"))
        return typed


class ChosenField(forms.MultipleChoiceField):
    """Several words of a list, ticked; in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(choices=list(words.items()), **kwargs)
        self.words = words

    def clean(self, value: Any) -> list[str]:
        typed = set(super().clean(value))
        return [key for key in self.words if key in typed]


class TextsField(forms.CharField):
    """Several words, separated by 、 or a comma."""

    def clean(self, value: Any) -> Any:
        return [each.strip() for each in re.split("[、,，]", super().clean(value) or "") if each.strip()]


def said(words: Text) -> str:
    """Words in the reader's language, beginning with a capital in English."""
    told = words.to(language())
    return told[:1].upper() + told[1:]


def label(shape: Shape, entry: Field) -> str:
    """What a key is called on a page."""
    return said(WORDS.get(f"{shape.name}.{entry.key}") or WORDS.get(entry.key) or entry.doc)


def number(most: int) -> dict[str, Any]:
    return {
        "max_length": most,
        "widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    }


def made(shape: Shape, entry: Field) -> forms.Field:
    """The form field of one key."""
    common: dict[str, Any] = {
        "label": label(shape, entry),
        "required": entry.required,
        "error_messages": {"required": _("请填写或者选择这一项。")},
    }
    makers: dict[str, Callable[[], forms.Field]] = {
        "flag": lambda: forms.TypedChoiceField(
            choices=FLAGS, coerce=lambda typed: typed == "yes", empty_value=None, **common
        ),
        "choice": lambda: forms.ChoiceField(
            choices=[("", "–"), *((key, said(words)) for key, words in (entry.choices or {}).items())],
            **common,
        ),
        "day": lambda: forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
        ),
        "month": lambda: MonthField(
            widget=forms.TextInput(attrs={"type": "month", "placeholder": "2014-09"}), **common
        ),
        "whole": lambda: forms.IntegerField(
            min_value=entry.low,
            max_value=entry.high,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            **common,
        ),
        "yuan": lambda: YuanField(**number(14), **common),
        "square": lambda: YuanField(**number(10), **common),
        "texts": lambda: (
            ChosenField(words={key: said(words) for key, words in entry.choices.items()}, **common)
            if entry.choices
            else TextsField(max_length=LONG, **common)
        ),
    }
    return makers.get(entry.kind, lambda: forms.CharField(max_length=LONG, strip=True, **common))()


def shown(shape: Shape) -> Iterator[Field]:
    """The keys a page shows; rival spellings in fen are not typed."""
    return (entry for entry in shape.fields if entry.key not in LEFT_OUT and entry.kind != "fen")


def fields_of(shape: Shape) -> dict[str, forms.Field]:
    """The form fields of a shape, nested ones flattened; the keys of a nested shape are asked for only where it is begun."""
    found: dict[str, forms.Field] = {}
    for entry in shown(shape):
        if entry.kind == "shape" and entry.shape:
            for name, inner in fields_of(entry.shape).items():
                inner.required = False
                owner = OWNERS.get(entry.key, entry.doc)
                inner.label = f"{said(owner)} · {inner.label}" if owner else inner.label
                found[f"{entry.key}_{name}"] = inner
        else:
            found[entry.key] = made(shape, entry)
    return found


def item_of(shape: Shape, typed: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What was typed, as the document holds it; what was left empty is left out."""
    item: dict[str, Any] = {}
    for entry in shown(shape):
        name = prefix + entry.key
        value = (
            item_of(entry.shape, typed, f"{name}_")
            if entry.kind == "shape" and entry.shape
            else typed.get(name)
        )
        if isinstance(value, dt.date):
            value = value.isoformat()
        if value is not None and value not in ("", [], {}):
            item[entry.key] = value
    return item


def typed_of(shape: Shape, item: Mapping[str, Any]) -> dict[str, Any]:
    """An item of a document, as its form shows it: the other way round."""
    typed: dict[str, Any] = {}
    for entry in shown(shape):
        value = item.get(entry.key)
        if entry.kind == "shape" and entry.shape:
            typed |= {
                f"{entry.key}_{name}": inner for name, inner in typed_of(entry.shape, value or {}).items()
            }
            continue
        if value is None and item.get(f"{entry.key}_fen") is not None:
            value = money(int(item[f"{entry.key}_fen"]))
        if value is not None and value != []:
            typed[entry.key] = shown_value(entry, value)
    if item.get("month") is not None:
        typed |= {"from": item["month"], "to": item["month"], "per": item.get("per") or "month"}
    return typed


def shown_value(entry: Field, value: Any) -> Any:
    """One value as its control shows it."""
    if entry.kind == "flag":
        return "yes" if value else "no"
    if entry.kind == "texts":
        return list(value) if entry.choices else "、".join(value)
    return value
