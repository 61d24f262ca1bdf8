"""The household document as a form: members, income, deductions, supporters, property, and what was declared of the whole.

Used for the application, the survey, the visits of county and re-verification, and for a reported change.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from datong.kernel.bilingual import Text
from datong.kernel.identity import normalise, problem
from datong.programmes.dibao.forms import rows as group
from datong.programmes.dibao.forms.rows import Fault, Part, Row, Rows, faults_of
from datong.programmes.dibao.forms.shaped import fields_of, item_of, typed_of
from datong.programmes.dibao.protocols import KnownPerson, Named
from datong.programmes.dibao.rules import BadDocument, Missing, Problem, household_shape, parse_document
from datong.programmes.dibao.rules.shapes import Shape
from datong.web.jinja import language

HOUSEHOLD = household_shape()
GROUPS = ("members", "income", "deductions", "supporters", "property")
SHAPES: dict[str, Shape] = {
    key: shape for key in GROUPS if (shape := HOUSEHOLD.by_key[key].shape) is not None
}
TITLES = {
    "members": Text("家庭成员", "Members of the household"),
    "income": Text("收入", "Income"),
    "deductions": Text("扣减", "Deductions"),
    "supporters": Text("户外赡养、抚养、扶养义务人", "Relatives elsewhere who owe support"),
    "property": Text("财产", "Property"),
}
ONE = {
    "members": Text("成员", "Member"),
    "income": Text("收入", "Income"),
    "deductions": Text("扣减", "Deduction"),
    "supporters": Text("义务人", "Relative"),
    "property": Text("财产", "Property"),
}
FIRST = {
    "members": (
        "name",
        "identity",
        "relation",
        "hukou",
        "lives_together",
        "legal_duty",
        "work_capacity",
        "study",
    ),
    "income": ("kind", "member", "amount", "per", "from", "to", "method", "reason", "source"),
    "deductions": ("kind", "member", "amount", "per", "from", "to", "source"),
    "supporters": ("name", "relation", "member", "amount", "per", "from", "to", "method", "reason"),
    "property": ("kind", "member", "value", "count", "area", "source"),
}
"""What every row asks for; the rest is folded away until it is needed."""
USUAL = frozenset({"birth", "source"})

PATH = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")
NO_APPLICANT = Text(
    "请指定一名申请人：在他的“与申请人的关系”里选“本人”，其他人不选“本人”。",
    "Name one applicant: choose “self” as the relation of that person, and of nobody else.",
)
NOBODY = Text("请至少填写一名家庭成员。", "State at least one member of the household.")


class IdentityField(forms.CharField):
    """An identity number, checked while typing is still fresh."""

    def clean(self, value: Any) -> str:
        number = normalise(super().clean(value))
        if number and (wrong := problem(number)):
            raise forms.ValidationError(f"{wrong.text.to(language())}{'.' if language() == 'en' else '。'}")
        return number


class HeadForm(Part):
    """What is said of the household as a whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(fields_of(HOUSEHOLD))


class GroupForm(Part):
    """One row of a group; subclasses name it."""

    group = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(fields_of(SHAPES[self.group]))

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields every row asks for."""
        return [self[name] for name in FIRST[self.group] if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """The folded ones."""
        return [self[name] for name in self.fields if name not in FIRST[self.group]]

    @property
    def unfolded(self) -> bool:
        """Whether a folded field is wrong, or says more than the usual."""
        return any(bound.errors or (bound.value() and bound.name not in USUAL) for bound in self.more)


class MemberForm(GroupForm):
    """One person. Name and number are asked only of whom the register does not know."""

    group = "members"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = forms.TextInput(
            attrs={"inputmode": "text", "autocomplete": "off", "autocapitalize": "characters"}
        )
        self.fields["identity"] = IdentityField(
            label=_("身份证号码"), required=False, max_length=30, widget=number
        )

    def as_known(self) -> None:
        """Of a person of the register."""
        del self.fields["identity"], self.fields["name"]
        self.empty_permitted = False


class IncomeForm(GroupForm):
    """One item of income."""

    group = "income"


class DeductionForm(GroupForm):
    """One deduction."""

    group = "deductions"


class SupporterForm(GroupForm):
    """Somebody elsewhere who owes support."""

    group = "supporters"


class PropertyForm(GroupForm):
    """One thing owned."""

    group = "property"


KINDS: dict[str, type[GroupForm]] = {
    each.group: each for each in (MemberForm, IncomeForm, DeductionForm, SupporterForm, PropertyForm)
}


@dataclass
class HouseholdForm:
    """The document being filled in. `known`: persons who may be named by their id, with what the page says of them."""

    head: HeadForm
    groups: dict[str, Rows]
    known: Mapping[int, KnownPerson]
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = [(row.id, self.name(row)) for row in self.groups["members"]]
        for row in self.groups["members"]:
            if isinstance(row.form, MemberForm) and self.person(row) is not None:
                row.form.as_known()
        for key, rows in self.groups.items():
            if key != "members":
                for form in (rows.empty, *(row.form for row in rows)):
                    form.fields["member"].widget = forms.Select(choices=[("", "–"), *people])

    def person(self, row: Row) -> KnownPerson | None:
        """Whom the register knows in this row."""
        return self.known.get(int(row.id)) if row.id.isdigit() else None

    def name(self, row: Row) -> str:
        """Whom a row of members is about, in words."""
        found = self.person(row)
        return (
            found.name
            if found
            else row.form["name"].value() or f"{ONE['members'].to(language())} {row.number + 1}"
        )

    def title(self, key: str, row: Row) -> str:
        """A row in words: 收入 2, 成员 1 · 示例甲."""
        place = self.groups[key].rows.index(row) + 1
        base = f"{ONE[key].to(language())} {place}"
        typed = self.name(row) if key == "members" and (self.person(row) or row.form["name"].value()) else ""
        return f"{base} · {typed}" if typed else base

    def document(self) -> dict[str, Any]:
        """What was typed, as the rules read it; call `is_valid` first."""
        made: dict[str, Any] = {"version": 1} | item_of(HOUSEHOLD, self.head.cleaned_data)
        for key in GROUPS:
            made[key] = [self.item(key, row) for row in self.groups[key].used]
        applicants = [
            row.id for row in self.groups["members"].used if row.form.cleaned_data.get("relation") == "self"
        ]
        made["applicant"] = applicants[0] if len(applicants) == 1 else ""
        return made

    def item(self, key: str, row: Row) -> dict[str, Any]:
        """One row as the document holds it."""
        typed = item_of(SHAPES[key], row.form.cleaned_data)
        if key != "members":
            return typed
        found = self.person(row)
        return {"id": row.id} | typed | ({"name": found.name} if found else {})

    def people(self) -> dict[str, Named]:
        """Who the members are that the register may not know."""
        return {
            row.id: Named(row.form.cleaned_data.get("name", ""), row.form.cleaned_data.get("identity", ""))
            for row in self.groups["members"].used
            if self.person(row) is None
        }

    def is_valid(self) -> bool:
        """Whether it can be read as a document; every mistake is told at its field."""
        valid = self.head.is_valid()
        for rows in self.groups.values():
            for row in rows:
                valid = row.form.is_valid() and valid
        if valid:
            self.place(self.wrong())
        return valid and not self.mistakes()

    def wrong(self) -> Iterable[Problem]:
        """What the rules find wrong with it."""
        members = self.groups["members"].used
        if not members:
            return [Problem("", NOBODY)]
        made = self.document()
        if not made["applicant"]:
            return [Problem("members[0].relation", NO_APPLICANT)]
        try:
            parse_document(made)
        except BadDocument as error:
            return error.problems
        return []

    def place(self, problems: Iterable[Problem]) -> None:
        """Say each mistake at its field; what has no field stands on top."""
        for each in problems:
            form, name = self.control(each.path)
            sentence = each.text.to(language())
            if form is not None and name in form.fields:
                form.add_error(name, sentence)
            else:
                self.faults.append(Fault(self.where(each.path), "", sentence))

    def control(self, path: str) -> tuple[Part | None, str]:
        """The form and field that a path of the document is typed into."""
        found = PATH.fullmatch(path)
        if found is None:
            return self.head, path.replace(".", "_")
        used = self.groups[found[1]].used if found[1] in self.groups else []
        if int(found[2]) >= len(used):
            return None, ""
        name = {"month": "from"}.get(found[3] or "", (found[3] or "").replace(".", "_"))
        return used[int(found[2])].form, name.removesuffix("_fen")

    def where(self, path: str) -> str:
        """A path of the document in words: income[1].amount is 收入 2."""
        found = PATH.fullmatch(path)
        if found is None or found[1] not in self.groups:
            return ""
        used = self.groups[found[1]].used
        return self.title(found[1], used[int(found[2])]) if int(found[2]) < len(used) else ""

    def anchor(self, path: str) -> str:
        """The id of the control of a path; empty without one."""
        form, name = self.control(path)
        return form[name].id_for_label if form is not None and name in form.fields else ""

    def gaps(self, missing: Iterable[Missing]) -> list[Fault]:
        """What the rules still have to know, each with the place on the form where it goes."""
        return [
            Fault(
                self.where(each.key),
                self.anchor(each.key) if each.kind == "fact" else "",
                each.text.to(language()).removeprefix(f"{each.key}：").removeprefix(f"{each.key}: "),
            )
            for each in missing
        ]

    def mistakes(self) -> list[Fault]:
        """Every mistake with its place, for the list on top."""
        return [*self.faults, *faults_of(self.head, ""), *(
            fault
            for key, rows in self.groups.items()
            for row in rows
            for fault in faults_of(row.form, self.title(key, row))
        )]  # fmt: skip


def from_sent(sent: QueryDict, known: Mapping[int, KnownPerson], *, quiet: bool) -> HouseholdForm:
    """The form as sent."""
    head = HeadForm(sent, prefix="household")
    head.quiet = quiet
    groups = {key: group.read(key, KINDS[key], sent, quiet=quiet) for key in GROUPS}
    return HouseholdForm(head, groups, known)


def from_document(document: Mapping[str, Any], known: Mapping[int, KnownPerson]) -> HouseholdForm:
    """The form filled with a document, for whoever goes on from there."""
    groups = {}
    for key in GROUPS:
        items = [
            (str(item.get("id", f"n{n}")), typed_of(SHAPES[key], item))
            for n, item in enumerate(document.get(key, ()))
        ]
        groups[key] = group.filled(key, KINDS[key], items)
    return HouseholdForm(head_of(typed_of(HOUSEHOLD, document)), groups, known)


def from_members(
    members: Sequence[tuple[str, Mapping[str, Any]]], known: Mapping[int, KnownPerson]
) -> HouseholdForm:
    """An empty form, with the members that are known already; a first row for one who is not."""
    groups = {
        key: group.filled(key, KINDS[key], members if key == "members" else [], least=key == "members")
        for key in GROUPS
    }
    return HouseholdForm(head_of({}), groups, known)


def head_of(typed: Mapping[str, Any]) -> HeadForm:
    """The part about the household as a whole, filled in."""
    sent: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in typed.items():
        sent[f"household-{name}"] = str(value)
    head = HeadForm(sent, prefix="household")
    head.quiet = True
    return head
