"""What has changed in a household: another way of living, a death, a long absence; and a declaration put right."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.programmes.dibao.forms.rows import Part

WHATS = ("change", "death", "absence")


class ChangeForm(Part):
    """When the change was reported, and in words."""

    on = forms.DateField(
        label=_("报告日期"),
        help_text=_("不填就是今天。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("什么变了"),
        help_text=_("谁报告的、什么时候起、怎么变的。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EventForm(ChangeForm):
    """A death or a long absence of one member."""

    person = forms.ChoiceField(label=_("哪一位成员"), widget=forms.RadioSelect)
    happened_on = forms.DateField(
        label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("person", "happened_on", "note", "on", "seen")

    def __init__(self, members: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(pk), name) for pk, name in members.items()]  # type: ignore[attr-defined]
        self.fields["note"].label = _("经过")
