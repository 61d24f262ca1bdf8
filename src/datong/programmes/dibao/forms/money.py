"""What is typed on the pages of money and draws."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.programmes.dibao.enums import FOUND_NAMES
from datong.web.jinja import language


class RejectForm(forms.Form):
    """Why a list is wrong."""

    why = forms.CharField(
        label=_("作废的原因"), max_length=200, help_text=_("例如：百花村一户已经停发，名册里还有")
    )


class AccountForm(forms.Form):
    """Where a household is paid."""

    bank = forms.CharField(
        label=_("开户银行"), max_length=60, help_text=_("例如：罗江县农村信用合作联社调元分社")
    )
    holder = forms.CharField(label=_("户名"), max_length=60)
    number = forms.CharField(
        label=_("账号"),
        max_length=40,
        help_text=_("存折或银行卡上的号码，可以带空格"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class AnnounceForm(forms.Form):
    """A draw to come."""

    purpose = forms.ChoiceField(
        label=_("抽查什么"),
        choices=[
            ("spot_check", _("决定前的入户抽查")),
            ("control", _("未被标记和已办结的办件，随机对照 5%")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("随机数从哪里来（现在还不知道的数）"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("例如：9月30日福彩3D第2014267期开奖号码，接着三名村民代表各掷骰子四次"),
    )


class DigitsForm(forms.Form):
    """The digits of the announced source."""

    digits = forms.CharField(
        label=_("照公布的来源得到的数字"),
        max_length=200,
        help_text=_("不同来源之间用逗号隔开，例如：358,6,2,5,1"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class FindingForm(forms.Form):
    """What a control visit found."""

    case = forms.TypedChoiceField(label=_("办件"), coerce=int)
    found = forms.ChoiceField(label=_("查到的情况"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("具体情况"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("只写看到的事实，至少 10 个字；这里不作任何决定"),
    )

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["case"].field.choices = cases  # type: ignore[attr-defined]  # a field with choices
        self["found"].field.choices = [(key.value, name.to(language())) for key, name in FOUND_NAMES.items()]  # type: ignore[attr-defined]
