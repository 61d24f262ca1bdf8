"""What an administrator types: an account, a post, a password, a reason."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.access.enums import GRANTABLE, LEVEL_NAMES, Role
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.permissions import Scope
from datong.foundation.access.registry import programmes
from datong.foundation.access.service import NewPost
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.web.jinja import language


class PostForm(forms.Form):
    """A post. `scope` is where the administrator may grant one; a place is given by name or by code."""

    role = forms.ChoiceField(label=_("角色"))
    place = forms.CharField(
        label=_("地方"), max_length=60, help_text=_("名称或 12 位代码，例如：调元镇、百花村、510626106209")
    )
    programmes = forms.MultipleChoiceField(
        label=_("专项"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选表示全部专项"),
    )
    since = forms.DateField(
        label=_("开始日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填从今天起"),
    )
    until = forms.DateField(
        label=_("结束日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("从这一天起不再有效；不填表示没有期限"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        lang = language()
        roles = [(role.value, role.label.to(lang)) for role in GRANTABLE]
        self.fields["role"] = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *roles])
        self["programmes"].field.choices = [(slug, name.to(lang)) for slug, name in programmes().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `place_code`, found by what was typed and the role's level."""
        data: dict[str, Any] = super().clean() or {}
        if "role" in data and "place" in data:
            try:
                data["place_code"] = find_place(data["place"], Role(data["role"]), self.scope)
            except BadAccount as refusal:
                self.refuse(refusal)
        return data

    def post(self) -> NewPost:
        """The post asked for; only after `is_valid()`."""
        data = self.cleaned_data
        return NewPost(data["role"], data["place_code"], data["programmes"], data["since"], data["until"])

    def refuse(self, refusal: BadAccount) -> None:
        """Show an action's refusal at its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text.to(language()))


class AccountForm(PostForm):
    """An account with its first post."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        help_text=_("登录用，小写字母或数字，例如：wang.fang"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(label=_("姓名"), max_length=60)
    password = forms.CharField(
        label=_("初始密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 8 位，不能全是数字；请当面交给本人，由本人登录后修改"),
    )
    field_order = ["username", "name", "password", "role", "place", "programmes", "since", "until"]


class PasswordForm(forms.Form):
    """A new first password."""

    password = forms.CharField(
        label=_("新的初始密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 8 位，不能全是数字；请当面交给本人，由本人登录后修改"),
    )


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The own password; django-allauth's form with hints in plain words (setting ACCOUNT_FORMS)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("至少 8 位，不能全是数字，也不能是常见的密码")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class WhyForm(forms.Form):
    """A reason, which goes into the journal."""

    why = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如：调离、退休、岗位调整"))


def find_place(text: str, role: Role, scope: Scope) -> str:
    """The one place of the role's level inside the scope that fits a name or code; raises BadAccount."""
    found = {
        place.code: place.short
        for county in {each[:6] for each in scope.prefixes}
        for place in places.find(text, county)
        if place.level == role.level and scope.covers(place.code)
    }
    if not found:
        sentence = Text(
            "没有找到“{text}”这个{level}，请填写全名或 12 位代码。",
            "No {level} “{text}” was found; give the full name or the 12-digit code.",
        )
        raise BadAccount("place", sentence.format(text=text, level=LEVEL_NAMES[role.level]))
    if len(found) > 1:
        listed = "、".join(f"{name} {code}" for code, name in list(found.items())[:5])
        sentence = Text(
            "“{text}”不止一处：{listed}。请填写 12 位代码。",
            "“{text}” may be {listed}; give the 12-digit code.",
        )
        raise BadAccount("place", sentence.format(text=text, listed=listed))
    return next(iter(found))
