"""A county's value as a form: fields and rows made from the shape the rules declare of it.

A list is a group of rows (`forms.rows`), each an item; words of a list are ticked, others typed with 、 between them. An empty list is
a value too, and is said by ticking “none”, never by leaving a form empty.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from datong.kernel.bilingual import Text
from datong.programmes.dibao.forms import rows as group
from datong.programmes.dibao.forms.rows import Fault, Part, Row, Rows, faults_of
from datong.programmes.dibao.forms.shaped import fields_of, item_of, label, made, shown_value, typed_of
from datong.programmes.dibao.rules import COUNTY_KEYS, Problem
from datong.programmes.dibao.rules.shapes import Shape
from datong.web.jinja import language

ITEMS = "value"
ITEM = Text("第 {n} 项", "Item {n}")
LISTS = ("list", "texts")
ALONE = Shape("county", (), dict)
"""The shape of a value that has no parts."""
PATH = re.compile(rf"{ITEMS}\[(\d+)\](?:\.(\w+))?")
NOTHING = _("请至少填一项；这一项确实没有规定任何内容的，勾选“没有”。")
BOTH = _("填了内容，又勾选了“没有”。请去掉一样。")
FOLDED = frozenset({"named", "also_grade3", "name_en"})
"""What few items need."""
HINTS = {
    "standard.urban": _("例如：2777 或 231.42"),
    "standard.rural": _("例如：2777 或 231.42"),
    "tiers.urban": _("从收入低的一档写起；最后一档是标准的 100%，收入越高的档发得越少。"),
    "tiers.rural": _("从收入低的一档写起；最后一档是标准的 100%，收入越高的档发得越少。"),
    "uplifts": _("每类人员填每月金额，或者填百分比和它的基数。"),
    "property_limits": _("每项限额只填一个“不超过”。"),
    "single_grounds": _("几项之间用顿号（、）隔开"),
    "provincial_exclusions": _("几项之间用顿号（、）隔开"),
}


class ItemForm(Part):
    """One item of a list. What the rules call it (`key`) is kept out of sight; its name in English may be left to its name."""

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = shape
        self.fields.update(fields_of(shape))
        if "key" in self.fields:
            self.fields["key"] = forms.SlugField(required=False, widget=forms.HiddenInput())
            self.fields["name_en"].required = False

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields every item shows."""
        return [self[name] for name in self.fields if name not in FOLDED]

    @property
    def more(self) -> list[forms.BoundField]:
        """The folded ones."""
        return [self[name] for name in self.fields if name in FOLDED]

    @property
    def unfolded(self) -> bool:
        """Whether a folded field is wrong, or says what decides."""
        return any(bound.errors or (bound.value() and bound.name != "name_en") for bound in self.more)

    def item(self, number: int, taken: set[str]) -> dict[str, Any]:
        """As the value holds it; a new one gets a key nobody has."""
        found = item_of(self.shape, self.cleaned_data)
        if "key" in self.fields:
            free = (f"limit_{n}" for n in range(number + 1, number + 2 + len(taken)))
            found.setdefault("key", next(each for each in free if each not in taken))
            taken.add(found["key"])
            found.setdefault("name_en", found["name_zh"])
        return found


class ValueForm(Part):
    """One value of the county. `groups`: the rows of a list; empty for any other.

    `value`: what it shows, as an entry writes it; `name`: before the names of its fields where several values stand on one page;
    `optional`: nothing typed is no mistake where nothing is in force.
    """

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        key: str,
        value: Any = None,
        name: str = "",
        optional: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(sent, prefix=name or None, **more)
        self.declared = COUNTY_KEYS[key].field
        self.hint = HINTS.get(key, "")
        self.name = name or ITEMS
        self.quiet = arranging(sent)
        self.filled = sent is None and bool(value)
        self.groups = self.rows(sent, value)
        self.initial.update(self.shown(value))
        self.needed = not optional or value is not None
        self.about_it = list(self.fields)
        self.fields = {**self.controls(), **self.fields}

    def rows(self, sent: QueryDict | None, value: Any) -> dict[str, Rows]:
        """The rows of a list, as sent or filled with a value."""
        shape = self.declared.shape
        if self.declared.kind != "list" or shape is None:
            return {}
        kind = partial(ItemForm, shape=shape)
        if sent is not None:
            return {self.name: group.read(self.name, kind, sent, quiet=self.quiet)}
        items = [(f"n{n}", typed_of(shape, each)) for n, each in enumerate(value or ())]
        return {self.name: group.filled(self.name, kind, items, least=1)}

    def controls(self) -> dict[str, forms.Field]:
        """The fields of the value beside rows."""
        own: dict[str, forms.Field] = {}
        if self.declared.kind == "shape" and self.declared.shape:
            own = fields_of(self.declared.shape)
        elif not self.groups:
            own = {ITEMS: made(ALONE, self.declared)}
            own[ITEMS].label = _("值")
            own[ITEMS].required = not self.listed
        for name, each in own.items():
            each.help_text = self.hint if name in (ITEMS, "amount") else each.help_text
        if self.listed and self.declared.accept is None:
            own["none"] = forms.BooleanField(label=_("没有（这一项没有规定任何内容）"), required=False)
        return own

    def shown(self, value: Any) -> dict[str, Any]:
        """What the fields show of a value."""
        if value is None or self.groups:
            return {"none": value == []}
        if self.declared.kind == "shape" and self.declared.shape:
            return typed_of(self.declared.shape, value)
        return {ITEMS: shown_value(self.declared, value), "none": value == []}

    @property
    def listed(self) -> bool:
        """Whether the value is a list."""
        return self.declared.kind in LISTS

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields of the value."""
        return [self[name] for name in self.fields if name not in self.about_it]

    @property
    def used(self) -> list[Row]:
        """The rows in which something stands."""
        return self.groups[self.name].used if self.groups else []

    def title(self, key: str, row: Row) -> str:
        """A row in words."""
        return ITEM.format(n=self.groups[key].rows.index(row) + 1).to(language())

    def is_valid(self) -> bool:
        """Whether it can be read as a value; every mistake is told at its field."""
        rows = [row.form.is_valid() for row in self.used]
        if super().is_valid() and all(rows) and not self.blank():
            self.check()
        return not self.mistakes()

    def blank(self) -> bool:
        """Whether nothing was typed and nothing had to be."""
        return not (self.needed or self.value() or self.cleaned_data.get("none"))

    def check(self) -> None:
        """What the rules find wrong with the value alone; an empty list is one only where that is said."""
        value = self.value()
        if "none" in self.fields:
            none = self.cleaned_data["none"]
            if bool(value) == none:
                self.add_error("none", BOTH if none else NOTHING)
                return
        faults: list[Problem] = []
        self.declared.read(value, ITEMS, faults)
        for each in faults:
            form, name = self.control(each.path)
            form.add_error(name, self.plain(each.text))

    def plain(self, text: Text) -> str:
        """A sentence of the rules with the labels of this page for keys."""
        shape, sentence = self.declared.shape, text.to(language())
        for entry in shape.fields if shape else ():
            if "_" in entry.key and shape:
                sentence = re.sub(rf"\b{entry.key}\b", f"“{label(shape, entry)}”", sentence)
        return sentence[:1].upper() + sentence[1:]

    def control(self, path: str) -> tuple[Part, str | None]:
        """The form and the field into which a path of the value is typed; no field where it is about the whole."""
        found = PATH.fullmatch(path)
        if found and self.groups:
            form = self.used[int(found[1])].form
            return form, found[2] if found[2] in form.fields else None
        name = path.removeprefix(f"{ITEMS}.")
        return self, name if name in self.fields else ITEMS if ITEMS in self.fields else None

    def refuse(self, field: str, sentence: str) -> None:
        """Say why it was refused, at its field where it has one."""
        self.add_error(field if field in self.fields else None, sentence)

    def value(self) -> Any:
        """What was typed, as an entry writes it; call `is_valid` first."""
        if self.groups:
            typed = [row.form for row in self.used if isinstance(row.form, ItemForm)]
            taken = {str(each.cleaned_data["key"]) for each in typed if each.cleaned_data.get("key")}
            return [each.item(n, taken) for n, each in enumerate(typed)]
        if self.declared.kind == "shape" and self.declared.shape:
            return item_of(self.declared.shape, self.cleaned_data)
        return self.cleaned_data[ITEMS]

    def mistakes(self) -> list[Fault]:
        """Every mistake with its place, for the list on top."""
        found = list(faults_of(self, "", f"group-{self.name}" if self.groups else ""))
        for row in self.used:
            found += faults_of(row.form, self.title(self.name, row), f"group-{self.name}")
        return found


class ParameterForm(ValueForm):
    """One value of the county, from when to when, and the document that sets it."""

    since = forms.DateField(label=_("从哪天起施行"), widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("施行到哪天"), required=False, widget=forms.DateInput({"type": "date"}))
    document = forms.CharField(
        label=_("依据的文件"),
        max_length=200,
        help_text=_("文件名称和文号，例如：罗江县人民政府关于调整低保标准的通知（罗府发〔2014〕1号）"),
    )

    @property
    def about(self) -> list[forms.BoundField]:
        """From when, until when, by which document."""
        return [self[name] for name in self.about_it]

    def wanted(self) -> tuple[Any, dt.date, dt.date | None, str]:
        """Value, from, to, document."""
        data = self.cleaned_data
        return self.value(), data["since"], data["until"], data["document"]


def arranging(sent: Mapping[str, Any] | None) -> bool:
    """Whether a row was only added or taken out: nothing is complained about yet."""
    return sent is not None and not {"add", "remove"}.isdisjoint(sent)
