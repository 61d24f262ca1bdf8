"""What is typed on this house's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.calendar.service import NewNotice, read
from datong.web.jinja import language


class NoticeForm(forms.Form):
    """A holiday notice for one year, typed or pasted."""

    number = forms.CharField(
        label=_("通知文号"), help_text=_("如 国办发明电〔20××〕×号。"), max_length=120, strip=True
    )
    source = forms.CharField(
        label=_("来源"),
        help_text=_("收文日期或网址，便于日后核对。"),
        max_length=200,
        required=False,
        strip=True,
    )
    text = forms.CharField(
        label=_("放假和调休上班的日子"),
        help_text=_(
            "一行一条，可以直接粘贴通知原文，如“二、春节：2月5日至11日放假调休，共7天。1月31日、2月13日上班。”；也可以写成“2027-02-05..2027-02-11 春节”“2027-02-13 春节 上班”。平常的周末不用写。"
        ),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=8000,
        strip=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self) -> dict[str, Any]:
        """The text is read; each problem is an error at the field."""
        cleaned = super().clean() or {}
        if "text" in cleaned:
            found = read(cleaned["text"], self.year)
            for problem in found.problems:
                self.add_error("text", problem.to(language()))
            cleaned["days"] = found.days
        return cleaned

    def notice(self) -> NewNotice:
        """The notice as it was sent."""
        sent = self.cleaned_data
        return NewNotice(self.year, sent["number"], sent["days"], sent["source"], sent["seen"])
