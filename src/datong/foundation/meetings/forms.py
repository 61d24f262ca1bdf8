"""What is typed on the pages of meetings."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.meetings.service import NewMeeting, NewSeat, Outline, Votes
from datong.web.jinja import language


class CallForm(forms.Form):
    """A meeting to be called, made of an outline: who is invited, what is put, when and where."""

    place_text = forms.CharField(label=_("会议地点"), max_length=80, help_text=_("例如：百花村党群服务中心"))
    chair = forms.CharField(label=_("主持人"), max_length=60)
    recorder = forms.CharField(label=_("记录人"), max_length=60)
    title = forms.CharField(label=_("会议名称"), max_length=80, required=False)
    cases = forms.MultipleChoiceField(
        label=_("提交会议的办件"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wordings = forms.CharField(
        label=_("其他议项"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("一行一项；没有可以不填"),
        max_length=2000,
    )
    seats = forms.MultipleChoiceField(
        label=_("参会人员（按任职名单）"), required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outline = outline
        lang = language()
        names = {group.key: group.name.to(lang) for group in outline.rule.groups}
        self.initial.setdefault("key", uuid.uuid4().hex)
        offered = [(f"{o.group}:{o.person_id}", f"{o.name}（{names[o.group]}）") for o in outline.offers]
        self.choose("seats", offered)
        self.choose("cases", [(str(case.pk), f"{case.label} {case.number}") for case in outline.cases])
        for key, name in names.items():
            self.fields[f"typed_{key}"] = forms.CharField(
                label=_("另加：%(group)s") % {"group": name},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("不在任职名单上的，一行写一个姓名"),
            )

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices, all of them ticked to begin with."""
        self[name].field.choices = choices  # type: ignore[attr-defined]  # a field with choices
        self.initial.setdefault(name, [value for value, _label in choices])

    def wanted(self) -> NewMeeting:
        """The meeting asked for; only after `is_valid()`."""
        data, outline = self.cleaned_data, self.outline
        names = {f"{each.group}:{each.person_id}": each for each in outline.offers}
        seats = [
            NewSeat(names[value].name, names[value].group, names[value].person_id) for value in data["seats"]
        ]
        for group in outline.rule.groups:
            typed = data[f"typed_{group.key}"].splitlines()
            seats += [NewSeat(name.strip()[:60], group.key) for name in typed if name.strip()]
        return NewMeeting(
            kind=outline.kind.key,
            place_code=outline.place_code,
            held_on=outline.held_on,
            place_text=data["place_text"],
            chair=data["chair"],
            recorder=data["recorder"],
            title=data["title"],
            key=data["key"],
            seats=seats,
            cases=[int(case) for case in data["cases"]],
            wordings=data["wordings"].splitlines(),
        )


class ChooseForm(forms.Form):
    """Which meeting, where, when: the first step."""

    kind = forms.ChoiceField(label=_("哪一种会议"))
    place = forms.ChoiceField(label=_("哪个镇、村"))
    held_on = forms.DateField(
        label=_("会议日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self["kind"].field.choices = kinds  # type: ignore[attr-defined]
        self["place"].field.choices = places  # type: ignore[attr-defined]


def papers_field(label: Any) -> forms.IntegerField:
    """A number of papers; none is a number too and is typed."""
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(label=label, min_value=0, max_value=9999, widget=forms.NumberInput(attrs=attrs))


class CountForm(forms.Form):
    """The papers as one person counted them."""

    yes = papers_field(_("赞成"))
    no = papers_field(_("反对"))
    abstain = papers_field(_("弃权"))
    spoiled = papers_field(_("废票"))

    def votes(self) -> Votes:
        """The count; only after `is_valid()`."""
        data = self.cleaned_data
        return Votes(data["yes"], data["no"], data["abstain"], data["spoiled"])
