"""The county's parameters as they stand, to be changed and tried."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.programmes.dibao.rules import ASSESSING, COUNTY_KEYS
from datong.web.jinja import language

STANDARDS = ("standard.rural", "standard.urban")
SIMPLE = ("choice", "flag", "whole")
YES_NO = ("yes", "no")
YUAN = re.compile(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,2})?")
NOT_YUAN = _("请填金额（元），大于零，最多两位小数，如 260.00。")
NOT_JSON = _("不是正确的清单写法，请检查引号、逗号和括号。")


class SimulateForm(forms.Form):
    """`standing`: each parameter's value now, as it was entered; an empty field is what stands. `typed`: what an address that was
    passed on has changed already."""

    date = forms.DateField(label=_("按哪天的规则"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(
        self, *args: Any, standing: Mapping[str, Any], typed: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        for key in STANDARDS:
            name = COUNTY_KEYS[key].field.doc.to(language())
            self.fields[key] = forms.CharField(
                label=_("%(name)s（元）") % {"name": name},
                required=False,
                widget=forms.TextInput({"inputmode": "decimal"}),
            )
            spans = [("month", _("每月")), ("year", _("每年"))]
            self.fields[f"{key}.per"] = forms.ChoiceField(
                label=_("%(name)s：每月还是每年") % {"name": name}, choices=spans, required=False
            )
        for key in ASSESSING:
            if key not in STANDARDS:
                self.fields[key] = control(key)
        for key, shown in (*as_typed(standing), *(typed or {}).items()):
            if key in self.fields:
                self.fields[key].initial = shown

    def basic(self) -> list[forms.BoundField]:
        """What is changed most: the day and the standards."""
        return [self[name] for name in ("date", *(each for key in STANDARDS for each in (key, f"{key}.per")))]

    def more(self) -> list[forms.BoundField]:
        """Everything else that decides."""
        return [self[key] for key in ASSESSING if key not in STANDARDS]

    def clean(self) -> dict[str, Any]:
        """`wanted`: the changed values as an entry writes them."""
        data = super().clean() or {}
        self.wanted: dict[str, Any] = {}
        for key in (*STANDARDS, *(each for each in ASSESSING if each not in STANDARDS)):
            given = data.get(key)
            if given in (None, ""):
                continue
            if key in STANDARDS and not (YUAN.fullmatch(given.strip()) and Decimal(given.strip())):
                self.add_error(key, NOT_YUAN)
                continue
            try:
                value = self.read(key, given, data)
            except json.JSONDecodeError:
                self.add_error(key, NOT_JSON)
                continue
            if value != self.standing.get(key):
                self.wanted[key] = value
        return data

    def read(self, key: str, given: Any, data: Mapping[str, Any]) -> Any:
        """One typed value as an entry writes it. Raises JSONDecodeError."""
        kind = COUNTY_KEYS[key].field.kind
        if key in STANDARDS:
            return {"amount": given.strip(), "per": data.get(f"{key}.per") or "month"}
        if kind == "flag":
            return given == "yes"
        return given if kind in SIMPLE else json.loads(given)

    @property
    def on(self) -> dt.date | None:
        """The day asked for."""
        found: dt.date | None = self.cleaned_data.get("date")
        return found


def control(key: str) -> forms.Field:
    """The control of a parameter that is no standard."""
    field = COUNTY_KEYS[key].field
    label = field.doc.to(language())
    if field.kind == "choice":
        choices = [("", ""), *((name, text.to(language())) for name, text in (field.choices or {}).items())]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if field.kind == "flag":
        return forms.ChoiceField(
            label=label, choices=[("", ""), ("yes", _("是")), ("no", _("否"))], required=False
        )
    if field.kind == "whole":
        return forms.IntegerField(label=label, min_value=field.low, max_value=field.high, required=False)
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 4, "class": "digits"}))


def as_typed(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Values as somebody would type them, by field."""
    for key, value in values.items():
        if key in STANDARDS:
            yield key, value["amount"]
            yield f"{key}.per", value["per"]
        elif key in ASSESSING:
            yield key, shown(key, value)


def shown(key: str, value: Any) -> str:
    """A value as it is typed."""
    kind = COUNTY_KEYS[key].field.kind
    if kind == "flag":
        return YES_NO[0] if value else YES_NO[1]
    return f"{value}" if kind in SIMPLE else json.dumps(value, ensure_ascii=False)
