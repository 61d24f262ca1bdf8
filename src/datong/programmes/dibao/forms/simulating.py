"""The county's parameters as they stand, to be changed and tried."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from datong.programmes.dibao.forms.parameters import LISTS, ValueForm, arranging
from datong.programmes.dibao.forms.rows import Fault, Part, faults_of
from datong.programmes.dibao.forms.shaped import shown_value
from datong.programmes.dibao.rules import ASSESSING, COUNTY_KEYS
from datong.web.jinja import language

STANDARDS = ("standard.rural", "standard.urban")
SIMPLE = ("choice", "flag", "whole")
SINGLE = tuple(key for key in ASSESSING if COUNTY_KEYS[key].field.kind in SIMPLE)
LISTED = tuple(key for key in ASSESSING if COUNTY_KEYS[key].field.kind in LISTS)
YUAN = re.compile(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,2})?")
NOT_YUAN = _("请填金额（元），大于零，最多两位小数，如 260.00。")


class SimulateForm(Part):
    """`standing`: each parameter's value now, as it was entered; an empty field is what stands. `typed`: what an address that was
    passed on has changed already. `lists`: the values that are lists, each a form of its own."""

    date = forms.DateField(label=_("按哪天的规则"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(
        self, sent: QueryDict | None, *, standing: Mapping[str, Any], typed: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sent)
        self.quiet = arranging(sent)
        self.standing = standing
        self.lists = {key: listed(key, sent, standing, typed or {}) for key in LISTED}
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
        for key in SINGLE:
            self.fields[key] = control(key)
        for key, shown in (*as_typed(standing), *(typed or {}).items()):
            if key in self.fields:
                self.fields[key].initial = shown

    def basic(self) -> list[forms.BoundField]:
        """What is changed most: the day and the standards."""
        return [self[name] for name in ("date", *(each for key in STANDARDS for each in (key, f"{key}.per")))]

    def more(self) -> list[forms.BoundField]:
        """Everything else that decides."""
        return [self[key] for key in SINGLE]

    @property
    def opened(self) -> bool:
        """Whether something is wrong in what else decides, or a row was added there."""
        wrong = any(each.errors for each in self.more())
        return self.quiet or wrong or any(each.mistakes() for each in self.lists.values())

    def is_valid(self) -> bool:
        """Whether every value can be read; those that differ from what stands are `wanted`."""
        valid = super().is_valid()
        return all([valid, *(self.take(key, form) for key, form in self.lists.items() if form.is_bound)])

    def take(self, key: str, form: ValueForm) -> bool:
        """Read a list that was sent; whether it can be read."""
        if not form.is_valid():
            return False
        if not form.blank() and alike(form.value()) != alike(self.standing.get(key)):
            self.wanted[key] = form.value()
        return True

    def mistakes(self) -> list[Fault]:
        """Every mistake with its place, for the list on top."""
        found = list(faults_of(self, ""))
        for key, form in self.lists.items():
            name = COUNTY_KEYS[key].field.doc.to(language())
            for each in form.mistakes():
                where = f"{name} · {each.where}" if each.where else name
                found.append(Fault(where, each.anchor, each.sentence))
        return found

    def clean(self) -> dict[str, Any]:
        """`wanted`: the changed values as an entry writes them."""
        data = super().clean() or {}
        self.wanted: dict[str, Any] = {}
        for key in (*STANDARDS, *SINGLE):
            given = data.get(key)
            if given in (None, ""):
                continue
            if key in STANDARDS and not (YUAN.fullmatch(given.strip()) and Decimal(given.strip())):
                self.add_error(key, NOT_YUAN)
                continue
            value = self.read(key, given, data)
            if value != self.standing.get(key):
                self.wanted[key] = value
        return data

    def read(self, key: str, given: Any, data: Mapping[str, Any]) -> Any:
        """One typed value as an entry writes it."""
        kind = COUNTY_KEYS[key].field.kind
        if key in STANDARDS:
            return {"amount": given.strip(), "per": data.get(f"{key}.per") or "month"}
        if kind == "flag":
            return given == "yes"
        return given

    @property
    def on(self) -> dt.date | None:
        """The day asked for."""
        found: dt.date | None = self.cleaned_data.get("date")
        return found


def listed(
    key: str, sent: QueryDict | None, standing: Mapping[str, Any], typed: Mapping[str, str]
) -> ValueForm:
    """The form of a list: as sent, where the page had it; else as an address that was passed on has it, or as it stands."""
    name = key.replace(".", "_")
    value = standing.get(key)
    if key in typed:
        with suppress(json.JSONDecodeError):
            value = json.loads(typed[key])
    here = sent is not None and f"{name}-here" in sent
    return ValueForm(sent if here else None, key=key, value=value, name=name, optional=True)


def alike(value: Any) -> str:
    """Tells values apart that differ in more than the order of words ticked or of keys."""
    if isinstance(value, list):
        parts = [alike(each) for each in value]
        return f"[{', '.join(sorted(parts) if all(isinstance(each, str) for each in value) else parts)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {alike(value[key])}' for key in sorted(value))}}}"
    return json.dumps(value, ensure_ascii=False)


def control(key: str) -> forms.Field:
    """The control of a parameter of one word or number."""
    field = COUNTY_KEYS[key].field
    label = field.doc.to(language())
    if field.kind == "choice":
        choices = [("", ""), *((name, text.to(language())) for name, text in (field.choices or {}).items())]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if field.kind == "flag":
        return forms.ChoiceField(
            label=label, choices=[("", ""), ("yes", _("是")), ("no", _("否"))], required=False
        )
    return forms.IntegerField(label=label, min_value=field.low, max_value=field.high, required=False)


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
    field = COUNTY_KEYS[key].field
    return f"{shown_value(field, value)}" if field.kind in SIMPLE else json.dumps(value, ensure_ascii=False)
