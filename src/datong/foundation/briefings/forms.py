"""What is typed on this house's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ParagraphForm(forms.Form):
    """A paragraph's own words; what is allowed, the action says. `based_on`: the edit it began from."""

    text = forms.CharField(
        label=_("段落文字"),
        help_text=_(
            "花括号里的是指标，数字由系统填入，只能移动或删去；其余文字可以修改。不能手写数字，年月日除外。"
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": _("段落不能为空；要恢复原来的文字，请用“恢复标准文字”。")},
        strip=True,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
