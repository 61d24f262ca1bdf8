"""What is typed on this house's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.journal import service as journal


class ExplanationForm(forms.Form):
    """Why a check disagrees. How long it must be, the action says; `seen` is what the signer had before the eyes."""

    why = forms.CharField(
        label=_("原因说明"),
        help_text=_("写明为什么不一致、已经怎样核实。至少 10 个字；说明只对现在这些结果有效，署您的姓名。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        strip=True,
        validators=[journal.no_number],
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
