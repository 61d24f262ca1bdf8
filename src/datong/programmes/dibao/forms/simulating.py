"""The county's parameters as they stand, to be changed and tried; sent by GET, so that a simulation has an address."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.programmes.dibao.rules import ASSESSING, COUNTY_KEYS
from datong.web.jinja import language

STANDARDS = ("standard.rural", "standard.urban")
SIMPLE = ("choice", "flag", "whole")
YES_NO = ("yes", "no")
NOT_JSON = _("不是正确的清单写法，请检查引号、逗号和括号。")


class SimulateForm(forms.Form):
    """`standing`: each parameter's value now, as it was entered; an empty field is what stands."""

    date = forms.DateField(label=_("按哪天的规则"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, standing: Mapping[str, Any], **kwargs: Any) -> None:
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
        for key, shown in self.typed(standing):
            self.fields[key].initial = shown

    def typed(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Values as somebody would type them, by field."""
        for key, value in values.items():
            if key in STANDARDS:
                yield key, value["amount"]
                yield f"{key}.per", value["per"]
            elif key in self.fields:
                yield key, shown(key, value)

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

    def address(self) -> dict[str, str]:
        """What an address must hold to show the same again: only what was changed."""
        changed = dict(self.typed(self.wanted))
        if self.on:
            changed["date"] = self.on.isoformat()
        return changed


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


def shown(key: str, value: Any) -> str:
    """A value as it is typed."""
    kind = COUNTY_KEYS[key].field.kind
    if kind == "flag":
        return YES_NO[0] if value else YES_NO[1]
    return f"{value}" if kind in SIMPLE else json.dumps(value, ensure_ascii=False)
