"""A visit to a household: who was there, what was found beside what was declared, both versions of what is disputed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from datong.foundation.evidence import service as evidence
from datong.kernel.bilingual import Text
from datong.programmes.dibao.forms import household
from datong.programmes.dibao.forms.household import GROUPS, HouseholdForm
from datong.programmes.dibao.forms.rows import Fault, Part, faults_of
from datong.programmes.dibao.forms.shaped import said
from datong.programmes.dibao.protocols import Disputed, KnownPerson, Visit
from datong.programmes.dibao.rules import Problem

SIGNERS = {
    "respondent": Text("被调查人", "who answered"),
    "first": Text("调查人员一", "first investigator"),
    "second": Text("调查人员二", "second investigator"),
}
HALF = Text("说法不一致的，两种说法都要写。", "Where accounts differ, write both.")
SAID = re.compile(r"(theirs|ours)-(\w+)-(\d{1,6})")


class Photos(forms.FileInput):
    """Several pictures, taken with the phone's camera or chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        return files.getlist(name) if files and hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Uploaded pictures; what they are is looked at when they are kept."""

    widget = Photos(attrs={"accept": "image/*", "capture": "environment", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(PhotosField, self).clean(each, initial) for each in data or []]


class VisitForm(Part):
    """Who visited whom, and when."""

    day = forms.DateField(
        label=_("入户日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    investigators = forms.TypedMultipleChoiceField(
        label=_("调查人员（至少两名）"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    respondent = forms.CharField(
        label=_("被调查人"), help_text=_("谁回答的，例如“申请人本人”。"), max_length=60
    )
    present = forms.CharField(label=_("还有谁在场"), max_length=200, required=False)
    remarks = forms.CharField(
        label=_("看到和听到的"),
        help_text=_("住房、生产资料、邻居反映的情况等。"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photos = PhotosField(label=_("照片"), help_text=evidence.HINT.zh, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, candidates: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investigators"].choices = candidates  # type: ignore[attr-defined]
        self.fields["photos"].help_text = _(
            "可以拍照，也可以选已有的照片，最多 12 张；拍摄位置等信息会自动去掉。"
        )


@dataclass
class SurveyForm:
    """A visit with the household as it was found."""

    visit: VisitForm
    household: HouseholdForm
    disputed: dict[str, dict[str, str]]
    drawn: dict[str, str]

    def is_valid(self) -> bool:
        """Whether it can be recorded; every mistake is told at its place."""
        valid = self.visit.is_valid()
        valid = self.household.is_valid() and valid
        half = [
            key for key, both in self.disputed.items() if bool(both.get("theirs")) != bool(both.get("ours"))
        ]
        self.household.place(Problem(self.path(key) + ".dispute", HALF) for key in half)
        return valid and not half

    def path(self, key: str) -> str:
        """income-2 as the place in the document, such as income[1]; empty where the row says nothing any more."""
        group, _dash, number = key.partition("-")
        used = self.household.groups[group].used
        return next((f"{group}[{place}]" for place, row in enumerate(used) if str(row.number) == number), "")

    def disputes(self) -> list[Disputed]:
        """Both versions of each disputed fact."""
        return [
            Disputed(path, both["theirs"], both["ours"])
            for key, both in self.disputed.items()
            if both.get("theirs") and both.get("ours") and (path := self.path(key))
        ]

    def signatures(self) -> list[tuple[str, str]]:
        """Who signed on the screen, and what they drew."""
        return [(SIGNERS[key].zh, path) for key, path in self.drawn.items() if path]

    def result(self) -> Visit:
        """The visit as recorded."""
        typed = self.visit.cleaned_data
        return Visit(
            day=typed["day"],
            investigators=typed["investigators"],
            respondent=typed["respondent"],
            present=typed["present"],
            document=self.household.document(),
            people=self.household.people(),
            disputes=self.disputes(),
            remarks=typed["remarks"],
        )

    def refuse(self, field: str, text: Text) -> None:
        """What the action refused, at its field."""
        if field in self.visit.fields:
            self.visit.add_error(field, said(text))
        else:
            self.household.place([Problem(field, text)])

    def mistakes(self) -> list[Fault]:
        """Every mistake with its place."""
        return [*faults_of(self.visit, ""), *self.household.mistakes()]


def fresh(
    candidates: Sequence[tuple[int, str]],
    initial: Mapping[str, Any],
    document: Mapping[str, Any],
    known: Mapping[int, KnownPerson],
    first: Sequence[tuple[str, Mapping[str, Any]]],
) -> SurveyForm:
    """The form with the newest statement filled in: what is found as declared needs no typing.

    `first`: the members of a household that never declared anything.
    """
    made = household.from_document(document, known) if document else household.from_members(first, known)
    return SurveyForm(VisitForm(candidates, initial=initial), made, {}, {})


def from_sent(
    candidates: Sequence[tuple[int, str]],
    sent: QueryDict,
    files: Any,
    known: Mapping[int, KnownPerson],
    *,
    quiet: bool,
) -> SurveyForm:
    """The form as sent."""
    visit = VisitForm(candidates, sent, files)
    visit.quiet = quiet
    disputed: dict[str, dict[str, str]] = {}
    for name in sent:
        found = SAID.fullmatch(name)
        if found and found[2] in GROUPS and (words := str(sent[name]).strip()[:1000]):
            disputed.setdefault(f"{found[2]}-{found[3]}", {})[found[1]] = words
    drawn = {key: sent.get(f"sign-{key}", "") for key in SIGNERS}
    return SurveyForm(visit, household.from_sent(sent, known, quiet=quiet), disputed, drawn)
