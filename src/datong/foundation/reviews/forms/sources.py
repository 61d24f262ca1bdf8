"""What is typed about a source. What must be in it, the actions say; nothing typed is lost."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.journal import service as journal
from datong.foundation.reviews.service import NewSource, Source, SourceKind
from datong.kernel.bilingual import Text
from datong.web.jinja import language

FIXED = ("programme", "kind", "key")
WHOLE = {"required": _("请填写天数。"), "invalid": _("请填写整数，例如 90。")}


def line(label: Any, hint: Any, most: int, missing: Any = None) -> forms.CharField:
    """One line; `missing` is said when there must be something."""
    said = {"required": missing} if missing else {}
    return forms.CharField(
        label=label, help_text=hint, required=bool(missing), max_length=most, error_messages=said
    )


def days(label: Any, hint: Any) -> forms.IntegerField:
    """A number of days. There is no default: how old data may be, the county and the source agree."""
    return forms.IntegerField(label=label, help_text=hint, error_messages=WHOLE)


class SourceForm(forms.Form):
    """A source as it is declared, or changed; what it lists, for which programme, under which key stays as declared."""

    programme = forms.ChoiceField(label=_("核对哪项工作"))
    kind = forms.ChoiceField(label=_("名单的内容"), error_messages={"required": _("请选择名单的内容。")})
    name = line(_("来源名称"), _("例如：机动车登记"), 80, _("请填写来源名称。"))
    owner = line(
        _("提供名单的单位"), _("全称，例如：罗江县公安局交通警察大队"), 100, _("请填写提供名单的单位。")
    )
    document = line(
        _("法律依据：文件"),
        _("例如：社会救助暂行办法；按哪个文件可以取得这些数据"),
        120,
        _("请填写法律依据的文件；没有依据的名单不能取得。"),
    )
    article = line(_("法律依据：条款"), _("例如：第五十八条"), 60, _("请填写法律依据的条款。"))
    freshness_days = days(
        _("名单最多多旧还能核对（天）"), _("从名单的截至日期算起，例如 90。太旧的名单不能核对。")
    )
    retention_days = days(
        _("保存多久（天）"),
        _("没有用上的名单、已经核实的线索背后的原始行，到期销毁；没有比中的行在核对后立即销毁。例如 30。"),
    )
    key = line(_("代码"), _("不填就用名单的内容作代码；同类来源有几个时再填，例如 vehicle_2014"), 40)

    def __init__(
        self, programmes: Iterable[tuple[str, Text]], *args: Any, source: Source | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        lang = language()
        kinds = [("", _("请选择")), *((each.value, each.label.to(lang)) for each in SourceKind)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        offered = [(slug, name.to(lang)) for slug, name in programmes]
        self.fields["programme"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = offered[0][0]
        if source is not None:
            for name in FIXED:
                del self.fields[name]

    def told(self, county: str) -> NewSource:
        """What was typed; only after `is_valid()`."""
        said = self.cleaned_data
        fixed = {name: getattr(self.source, name) if self.source else said[name] for name in FIXED}
        fixed["key"] = fixed["key"].strip() or fixed["kind"]
        typed = {name: said[name] for name in said if name not in FIXED}
        return NewSource(county=county, **fixed, **typed)


def reason(hint: Any) -> forms.CharField:
    """Why something is done with a source or a list; it stays in the record, so no number of a person is in it."""
    return forms.CharField(
        label=_("原因"),
        error_messages={"required": _("请写明原因，至少 4 个字。")},
        max_length=500,
        validators=[journal.no_number],
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SwitchForm(forms.Form):
    """Why a source is switched off, or on."""

    why = reason(_("写明事实，会留在来源的记录里，例如：车管所 9 月已更正 2012 年以前的报废车登记。"))


class WithdrawForm(forms.Form):
    """Why a list is taken back."""

    why = reason(_("写明怎么传错的，会留在记录里，例如：传成了住房公积金的名单。不要写姓名和号码。"))
