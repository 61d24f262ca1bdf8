"""A decision, or an opinion, on a case: the decider's own reasons, amount, category, and what the step asks for besides."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.casework.service import SHORTEST_REASONS
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.programmes.dibao.forms.shaped import YuanField, said
from datong.programmes.dibao.protocols import Verdict

LONG = 4_000
COMPUTED = frozenset({"approve", "decide_raise", "decide_reduction"})
CATEGORISED = frozenset({"approve"})


def area(
    label: Any, hint: Any = "", rows: int = 4, *, least: int = 0, required: bool = False
) -> forms.CharField:
    """A long text; with `least` the page counts what is typed."""
    attrs: dict[str, Any] = {"rows": rows} | ({"data-least": least} if least else {})
    widget = forms.Textarea(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONG, widget=widget)


class VerdictForm(forms.Form):
    """One deciding step. Nothing of the reasons is filled in beforehand."""

    amount = YuanField(label=_("每月金额"), max_length=14, required=False)
    departs = area(_("为什么不按测算的金额"), _("金额和测算一致的不填；不一致的至少写 20 个字。"), 3)
    category = forms.ChoiceField(
        label=_("复核类别"), widget=forms.RadioSelect, error_messages={"required": _("请选择复核类别。")}
    )
    taper_months = forms.IntegerField(
        label=_("渐退几个月"),
        min_value=1,
        max_value=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    deaths = forms.IntegerField(
        label=_("已经死亡的保障对象人数"),
        help_text=_("只有全部保障对象都已死亡才能终止。"),
        min_value=1,
        max_value=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    cause = forms.CharField(
        label=_("为什么停错了"),
        help_text=_("用来查找同样的错误，例如“死亡登记同名”“收入算错户”。"),
        max_length=40,
    )
    reasons = area(
        _("决定理由"),
        _("用自己的话写明查到的事实、依据和结论，至少 20 个字；会原样写进给申请人的通知书。"),
        6,
        least=SHORTEST_REASONS,
        required=True,
    )
    article = forms.CharField(label=_("依据的条文"), max_length=200)
    facts = area(_("认定的事实"), _("例如收入、财产、人口各是多少，与申请材料不一致的写明。"))
    kin_declared = forms.BooleanField(label=_("我与申请家庭不是同一家庭，也没有近亲属关系。"))
    on = forms.DateField(
        label=_("办理日期"),
        help_text=_("不填就是今天。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = area(_("说明"), _("写进办理记录，申请人可以看到。"), 3)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(
        self, step: Step, categories: Iterable[tuple[str, Text]], *args: Any, asks_kin: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        for name, wanted in (
            ("amount", step.key in COMPUTED),
            ("departs", step.key in COMPUTED),
            ("category", step.key in CATEGORISED),
            ("taper_months", step.key == "decide_taper"),
            ("deaths", step.key == "end_by_death"),
            ("cause", step.key == "restore"),
            ("reasons", step.decides),
            ("article", step.decides),
            ("facts", step.decides),
            ("kin_declared", step.decides and asks_kin),
        ):
            if not wanted:
                del self.fields[name]
        if "category" in self.fields:
            self.fields["category"].choices = [(key, said(words)) for key, words in categories]  # type: ignore[attr-defined]

    def verdict(self, seconds: int | None) -> Verdict:
        """What was decided, as typed."""
        typed = self.cleaned_data
        amount = typed.get("amount")
        return Verdict(
            reasons=typed["reasons"],
            article=typed["article"],
            amount=int(Decimal(amount) * 100) if amount else None,
            departs=typed.get("departs", ""),
            facts=typed["facts"],
            category=typed.get("category", ""),
            kin_declared=bool(typed.get("kin_declared")),
            seconds=seconds,
            taper_months=typed.get("taper_months"),
            deaths=typed.get("deaths"),
            cause=typed.get("cause", ""),
        )
