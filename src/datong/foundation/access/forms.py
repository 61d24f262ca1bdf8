"""What an administrator types: an account, a post, a password, a reason."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from datong.foundation.access.enums import GRANTABLE, LEVEL_NAMES, Role
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.permissions import Scope
from datong.foundation.access.registry import programmes
from datong.foundation.access.service import NewPost
from datong.foundation.journal import service as journal
from datong.foundation.organisations.service import Duty
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.identity import normalise, problem
from datong.web.jinja import language


def day_input() -> forms.DateInput:
    """A date as browsers want it, whatever the language: a day filled in beforehand is shown."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("不填从今天起"),
    )
    until = forms.DateField(
        label=_("结束日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
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
                data["place_code"] = find_place(data["place"], {Role(data["role"]).level}, self.scope)
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

    why = forms.CharField(
        label=_("原因"),
        max_length=200,
        validators=[journal.no_number],
        help_text=_("例如：调离、退休、岗位调整"),
    )


class IdentityForm(forms.Form):
    """Whose account it is."""

    identity = forms.CharField(
        label=_("身份证号码"),
        max_length=40,
        help_text=_(
            "账号持有人本人的 18 位号码；用来保证本人不办理自己和近亲属的事，页面上只显示遮盖后的号码"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_identity(self) -> str:
        """The number without blanks and in capitals, when it can be one."""
        number = normalise(self.cleaned_data["identity"])
        if wrong := problem(number):
            raise forms.ValidationError(wrong.text.to(language()))
        return number


class HandOverForm(WhyForm):
    """Who takes over a post, and why. `receivers` are pairs (number of the account, words)."""

    to_user = forms.ChoiceField(label=_("接任人"))
    field_order = ["to_user", "why"]

    def __init__(self, *args: Any, receivers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["to_user"].field.choices = [("", _("请选择")), *receivers]  # type: ignore[attr-defined]


class OfficialForm(IdentityForm):
    """A duty somebody holds. `scope` is where the reader may record one."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    duty = forms.ChoiceField(label=_("职务"))
    place = forms.CharField(label=_("地方"), max_length=60, help_text=_("名称或 12 位代码，例如：百花村"))
    since = forms.DateField(label=_("开始日期"), widget=day_input())
    field_order = ["name", "identity", "duty", "place", "since"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self["duty"].field.choices = [("", _("请选择")), *duty_pairs()]  # type: ignore[attr-defined]
        self.fields["identity"].help_text = _("18 位号码；用来找出近亲属关系，不在名单上显示")
        self.fields["since"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        """Adds `place_code`, found by what was typed and the levels of the duty."""
        data: dict[str, Any] = super().clean() or {}
        if "duty" in data and "place" in data:
            try:
                data["place_code"] = find_place(data["place"], Duty(data["duty"]).levels, self.scope)
            except BadAccount as refusal:
                self.add_error(refusal.field, refusal.text.to(language()))
        return data


class EndDutyForm(WhyForm):
    """When and why a duty ends."""

    until = forms.DateField(
        label=_("结束日期"),
        widget=day_input(),
        help_text=_("从这一天起不再担任"),
    )
    field_order = ["until", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today()
        self.fields["why"].help_text = _("例如：换届、辞职、去世")


def duty_pairs() -> list[tuple[str, str]]:
    """Duties with their names, for a choice."""
    return [(duty.value, duty.label.to(language())) for duty in Duty]


def level_words(levels: Collection[str]) -> Text:
    """The names of levels, the widest first."""
    named = [name for level, name in LEVEL_NAMES.items() if level in levels]
    return Text("、".join(name.zh for name in named), " or ".join(name.en for name in named))


class JournalFilter(forms.Form):
    """Which entries of the journal; everything may be left out. `scope` is where the reader reads it."""

    actor = forms.CharField(label=_("办理人"), max_length=150, required=False)
    action = forms.CharField(label=_("事项"), max_length=60, required=False)
    target = forms.CharField(label=_("对象"), max_length=120, required=False)
    place = forms.CharField(label=_("地方"), max_length=60, required=False)
    since = forms.DateField(label=_("从"), required=False)
    until = forms.DateField(label=_("到"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope

    def clean_place(self) -> str:
        """The 12-digit code."""
        typed = self.cleaned_data["place"]
        try:
            return find_place(typed, LEVEL_NAMES, self.scope) if typed else ""
        except BadAccount as refusal:
            raise forms.ValidationError(refusal.text.to(language())) from refusal

    def narrow(self, rows: QuerySet[journal.Entry]) -> QuerySet[journal.Entry]:
        """The entries asked for; what could not be read finds none."""
        if not self.is_valid():
            return rows.none()
        data = self.cleaned_data
        exact = {name: data[name] for name in ("actor", "action", "target") if data[name]}
        rows = rows.filter(**exact)
        if data["place"]:
            rows = Scope.of([data["place"]]).narrow(rows, "place")
        if data["since"]:
            rows = rows.filter(at__gte=midnight(data["since"]))
        if data["until"]:
            rows = rows.filter(at__lt=midnight(data["until"] + dt.timedelta(days=1)))
        return rows


def midnight(day: dt.date) -> dt.datetime:
    """The moment a day begins in China."""
    return dt.datetime.combine(day, dt.time(), clock.SHANGHAI)


def find_place(text: str, levels: Collection[str], scope: Scope) -> str:
    """The one place of one of the levels inside the scope that fits a name or code; raises BadAccount."""
    found = {
        place.code: place.short
        for county in {each[:6] for each in scope.prefixes}
        for place in places.find(text, county)
        if place.level in levels and scope.covers(place.code)
    }
    if not found:
        sentence = Text(
            "没有找到“{text}”这个{level}，请填写全名或 12 位代码。",
            "No {level} “{text}” was found; give the full name or the 12-digit code.",
        )
        raise BadAccount("place", sentence.format(text=text, level=level_words(levels)))
    if len(found) > 1:
        listed = "、".join(f"{name} {code}" for code, name in list(found.items())[:5])
        sentence = Text(
            "“{text}”不止一处：{listed}。请填写 12 位代码。",
            "“{text}” may be {listed}; give the 12-digit code.",
        )
        raise BadAccount("place", sentence.format(text=text, listed=listed))
    return next(iter(found))
