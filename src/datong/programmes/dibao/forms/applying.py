"""The application (低保申请) as a long form in steps; missing papers, consents, near relatives."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from datong.foundation.evidence import service as evidence
from datong.foundation.organisations.service import Duty
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.forms import household
from datong.programmes.dibao.forms.household import HouseholdForm
from datong.programmes.dibao.forms.rows import Fault, Part, faults_of
from datong.programmes.dibao.forms.shaped import said
from datong.programmes.dibao.protocols import Application, KnownPerson, Relative
from datong.programmes.dibao.queries.applicants import relation_of
from datong.programmes.dibao.rules import Problem


@dataclass(frozen=True, slots=True)
class FormStep:
    """One step of the long form: the groups of rows in it, and the fields of the household's head form."""

    key: str
    title: Text
    groups: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


STEPS = (
    FormStep("who", Text("谁申请", "Who applies"), (), ("area", "registered_here", "residence_permit")),
    FormStep("members", Text("家庭成员", "Members"), ("members",), ("declaration_members_complete",)),
    FormStep(
        "income",
        Text("收入和支出", "Income and expense"),
        ("income", "deductions"),
        ("declaration_income_complete",),
    ),
    FormStep("support", Text("赡养、抚养、扶养", "Support from relatives"), ("supporters",)),
    FormStep("property", Text("财产", "Property"), ("property",), ("declaration_property_complete",)),
    FormStep("consent", Text("声明和授权", "Declaration and consent"), (), ("declaration_date",)),
)
SINGLE = tuple(name for name in household.HeadForm().fields if name.startswith("single_"))


class StartForm(Part):
    """Where and when, and who is looked for."""

    village = forms.ChoiceField(label=_("申请人所在的村（社区）"))
    applied_on = forms.DateField(
        label=_("申请日期"),
        help_text=_("按这一天的规定办理；不填就是今天。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    who = forms.CharField(
        label=_("申请人姓名或者身份证号码"),
        help_text=_("先查名册：系统已有的家庭会自动带出，不再重复填写。"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=_("申请说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed_on = forms.DateField(
        label=_("授权书签字日期"),
        help_text=_("不填就是申请日期。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, villages: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [] if len(villages) == 1 else [("", "–")]
        self.fields["village"].choices = [*every, *villages]  # type: ignore[attr-defined]

    def day(self) -> dt.date:
        """The day of the application."""
        return day_of(self, "applied_on")


def day_of(form: forms.Form, name: str) -> dt.date:
    """A day typed, or today."""
    typed: dt.date | None = form.cleaned_data.get(name)
    return typed or clock.today()


@dataclass
class ApplyForm:
    """The whole application. `signed`: ids of the members whose consent is on paper."""

    start: StartForm
    household: HouseholdForm
    signed: list[str]

    def is_valid(self) -> bool:
        """Whether it can be handed in; every mistake is told at its field."""
        valid = self.start.is_valid()
        return self.household.is_valid() and valid

    def application(self) -> Application:
        """What is handed in."""
        typed = self.start.cleaned_data
        made = self.household
        return Application(typed["village"], self.start.day(), made.document(), made.people(), typed["note"])

    def refuse(self, field: str, text: Text) -> None:
        """What the action refused, at its field."""
        name = {"signed_on": "signed_on", "applied_on": "applied_on"}.get(field)
        if name:
            self.start.add_error(name, said(text))
        else:
            self.household.place([Problem(field, text)])

    def mistakes(self) -> list[Fault]:
        """Every mistake with its place."""
        return [*faults_of(self.start, ""), *self.household.mistakes()]

    def done(self) -> dict[str, bool]:
        """Which steps say all they can: what is stated as complete, or holds rows without a mistake."""
        rows = self.household.groups
        head = self.household.head
        members = rows["members"].used

        def yes(name: str) -> bool:
            return head[name].value() == "yes"

        return {
            "who": bool(self.start["village"].value() and head["area"].value() and members),
            "members": bool(members) and yes("declaration_members_complete"),
            "income": yes("declaration_income_complete"),
            "support": bool(rows["supporters"].used),
            "property": yes("declaration_property_complete"),
            "consent": bool(self.signed and head["declaration_date"].value()),
        }

    def wrong_steps(self) -> set[str]:
        """The steps in which something is wrong."""
        found = {
            step.key
            for step in STEPS
            if any(row.form.errors for key in step.groups for row in self.household.groups[key])
            or set(step.head) & set(self.household.head.errors)
        }
        return found | ({"who"} if self.start.errors else set())


def fresh(villages: Sequence[tuple[str, str]]) -> ApplyForm:
    """An empty application."""
    start = StartForm(villages, initial={"applied_on": clock.today()})
    return ApplyForm(start, household.from_members([], {}), [])


def from_sent(
    sent: QueryDict, villages: Sequence[tuple[str, str]], known: Mapping[int, KnownPerson], *, quiet: bool
) -> ApplyForm:
    """The application as typed so far."""
    start = StartForm(villages, sent)
    start.quiet = quiet
    return ApplyForm(start, household.from_sent(sent, known, quiet=quiet), sent.getlist("signed"))


def with_family(sent: QueryDict, village: str, lines: Sequence[KnownPerson]) -> QueryDict:
    """What was sent, with a household of the register in place of the members typed before."""
    filled = sent.copy()
    for name in [each for each in filled if each.startswith("members-")]:
        del filled[name]
    if village:
        filled["village"] = village
    for number, line in enumerate(lines):
        filled[f"members-{number}-id"] = str(line.id)
        filled[f"members-{number}-relation"] = relation_of(line, lines[0])
    return filled


class PapersForm(forms.Form):
    """What is missing, told once."""

    items = forms.CharField(
        label=_("缺少的材料"),
        help_text=_("每行写一项，写清楚是谁的什么材料。全部写齐：材料只能告知一次。"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    new_facts = forms.CharField(
        label=_("第一次告知之后的新情况"),
        help_text=_("只有已经告知过一次、后来又有新情况时才填。"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConsentForm(forms.Form):
    """An adult member has signed."""

    person = forms.ChoiceField(label=_("谁签了字"), widget=forms.RadioSelect)
    signed_on = forms.DateField(
        label=_("签字日期"),
        help_text=_("不填就是今天。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scan = forms.FileField(
        label=_("授权书的扫描件或者照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": evidence.ACCEPT}),
    )

    def __init__(self, adults: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(pk), name) for pk, name in adults.items()]  # type: ignore[attr-defined]
        self.fields["scan"].help_text = _("不上传的，签字的原件留在镇（街道）备查。")


class RelativeForm(Part):
    """A near relative among officials whom the applicant declared."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    duty = forms.ChoiceField(label=_("职务"))
    relation = forms.CharField(label=_("与申请家庭谁是什么关系"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = [(str(each), said(each.label)) for each in (Duty.COMMITTEE, Duty.DIBAO_STAFF)]
        self.fields["duty"].choices = [("", "–"), *duties]  # type: ignore[attr-defined]

    def relative(self) -> Relative:
        """As typed."""
        typed = self.cleaned_data
        return Relative(name=typed["name"], duty=typed["duty"], relation=typed["relation"])


class AcceptForm(forms.Form):
    """Acceptance; the day of it."""

    on = forms.DateField(
        label=_("受理日期"),
        help_text=_("不填就是今天。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
