"""What is typed about an item of the catalogue."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.journal.service import no_number
from datong.foundation.openness.enums import CONFIDENCES, CYCLES, DESKS, PROFILES, UNITS
from datong.foundation.openness.registry import ASPECTS
from datong.kernel import clock
from datong.web.jinja import language


def choices(named: Any) -> Any:
    """Pairs in the reader's language, made when the form is drawn."""
    return lambda: [(str(key), text.to(language())) for key, text in named.items()]


def aspect_choices() -> list[tuple[str, str]]:
    """The aspects plugged in, in their order."""
    return [
        (each.key, each.name.to(language())) for each in sorted(ASPECTS.values(), key=lambda each: each.order)
    ]


class ItemForm(forms.Form):
    """A change of an item: everything that may change, from when on, and why."""

    name_zh = forms.CharField(label=_("名称"), max_length=60)
    name_en = forms.CharField(label=_("英文名称"), max_length=120)
    group_zh = forms.CharField(label=_("类"), max_length=40)
    group_en = forms.CharField(label=_("类的英文名称"), max_length=80)
    cycle = forms.ChoiceField(label=_("周期"), choices=choices(CYCLES))
    day = forms.IntegerField(
        label=_("到期日"),
        min_value=1,
        max_value=366,
        help_text=_("每月、每季度：期后首月的第几日；每年、随时、分阶段、长期：之后多少天。"),
    )
    prepares = forms.ChoiceField(label=_("准备"), choices=choices(DESKS))
    checks = forms.ChoiceField(label=_("审核"), choices=choices(DESKS))
    signed = forms.BooleanField(label=_("张贴前由民主理财小组签字"), required=False)
    profile = forms.ChoiceField(label=_("脱敏档次"), choices=choices(PROFILES))
    evidence = forms.CharField(label=_("凭据"), max_length=200, required=False)
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("法律或文件及其条款；县里自定的请写明“县定”。")
    )
    confidence = forms.ChoiceField(label=_("可靠"), choices=choices(CONFIDENCES))
    board_days = forms.IntegerField(label=_("张贴多久"), min_value=1, max_value=366)
    board_unit = forms.ChoiceField(label=_("按"), choices=choices(UNITS))
    public_days = forms.IntegerField(
        label=_("网上公开多少天"),
        min_value=1,
        max_value=36_600,
        required=False,
        help_text=_("空着：到下一次公布为止。"),
    )
    since = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )
    until = forms.DateField(
        label=_("到哪天止"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        help_text=_("空着：一直有效。写上日期，过了这天就不再产生义务。"),
    )
    why = forms.CharField(label=_("修改的理由"), max_length=200, validators=[no_number])
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fields_sent(self) -> dict[str, Any]:
        """What changes, without day, reason and the version seen."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"since", "why", "seen"}
        }


class NewItemForm(ItemForm):
    """A new item of the county's own."""

    aspect = forms.ChoiceField(label=_("方面"), choices=aspect_choices)
    key = forms.CharField(
        label=_("编码"), max_length=60, help_text=_("小写字母，以方面的编码开头，如 assets.income.rent。")
    )
    field_order = ("aspect", "key")

    def fields_sent(self) -> dict[str, Any]:
        """All of it: nothing stood there before."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"why", "seen"}}


class ExemptForm(forms.Form):
    """Why a duty need not be fulfilled."""

    reason = forms.CharField(
        label=_("免公开的理由"), max_length=200, min_length=4, validators=[no_number],
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class EventForm(forms.Form):
    """Something that must be disclosed at once or at its stage."""

    key = forms.ChoiceField(label=_("公开事项"))
    stage = forms.CharField(
        label=_("哪件事、哪个阶段"),
        max_length=60,
        validators=[no_number],
        help_text=_("如：村道硬化工程，招标。"),
    )
    on = forms.DateField(
        label=_("发生日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )

    def __init__(self, keys: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["key"]
        field.choices = keys


class PostingForm(forms.Form):
    """A sheet went up: when, and its photograph."""

    posted_on = forms.DateField(
        label=_("张贴日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )
    photo = forms.FileField(
        label=_("张贴照片"),
        required=False,
        help_text=_("拍下公开栏上的这张纸；照片里的拍摄位置等信息会自动去掉。"),
    )
    taken_at = forms.DateTimeField(
        label=_("拍照时间"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def picture(self) -> tuple[str, bytes] | None:
        """Name and bytes of the photograph, if one was sent."""
        sent = self.cleaned_data.get("photo")
        return (sent.name, sent.read()) if sent else None


class PhotoForm(forms.Form):
    """The photograph of a posting that had none."""

    photo = forms.FileField(label=_("张贴照片"))


class DownForm(forms.Form):
    """A sheet came down."""

    removed_on = forms.DateField(
        label=_("揭下日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )


def present(item: Any) -> dict[str, Any]:
    """The values of a version as the form shows them; a change begins today unless told otherwise."""
    names = [name for name in ItemForm.base_fields if hasattr(item, name)]
    values = {name: getattr(item, name) for name in names}
    return values | {"since": max(clock.today(), item.since), "seen": item.version, "why": ""}


def day_asked(text: str, otherwise: dt.date) -> dt.date | None:
    """A date of an address; `otherwise` without one, None for an unreadable one."""
    try:
        return dt.date.fromisoformat(text) if text else otherwise
    except ValueError:
        return None
