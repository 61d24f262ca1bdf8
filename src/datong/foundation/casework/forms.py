"""What is typed on this house's pages. What must be in it, the actions say."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from datong.foundation.casework.enums import CAPACITIES, CHANNELS, OUTCOMES
from datong.foundation.casework.service import SHORTEST_REASONS, Move, Raised, Ruling
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.web.jinja import language

LONG = 4_000
MOST_YUAN = Decimal(1_000_000)
WITH_AMOUNT = frozenset({"grant", "change", "reduce", "restore"})


def choices(pairs: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    """Keys with their words in the reader's language."""
    return [(str(key), words.to(language())) for key, words in pairs]


def area(
    label: Any, hint: Any = "", rows: int = 4, *, required: bool = True, least: int = 0
) -> forms.CharField:
    """A long text; with `least` the page counts what is typed."""
    attrs: dict[str, Any] = {"rows": rows} | ({"data-least": least} if least else {})
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        strip=True,
        widget=forms.Textarea(attrs=attrs),
    )


def on_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day, today unless typed."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class StepForm(forms.Form):
    """One step. A deciding one asks for reasons, article, facts, and for money where it is about money.

    Nothing of the reasons is filled in beforehand: whoever decides uses their own words. `opened` is when the file was
    opened, signed; `seen` the moves of the case the page showed.
    """

    reasons = area(
        _("决定理由"),
        _("用自己的话写明查到的事实、依据和结论，至少 20 个字；会原样写进给申请人的通知书。"),
        6,
        least=SHORTEST_REASONS,
        required=False,
    )
    article = forms.CharField(label=_("依据的条文"), max_length=200, required=False)
    facts = area(
        _("认定的事实"), _("例如收入、财产、人口各是多少，与申请材料不一致的写明。"), 4, required=False
    )
    amount = forms.CharField(
        label=_("每月金额"), help_text=_("单位：元，例如 212.50。"), max_length=14, required=False
    )
    kin_declared = forms.BooleanField(label=_("我与申请家庭不是同一家庭，也没有近亲属关系。"), required=False)
    on = on_day(_("办理日期"), _("不填就是今天。"))
    note = area(_("说明"), _("写进办理记录。"), 3, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, step: Step, *args: Any, asks_kin: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        for name, wanted in (
            ("reasons", step.decides),
            ("article", step.decides),
            ("facts", step.decides),
            ("amount", step.effect in WITH_AMOUNT),
            ("kin_declared", step.decides and asks_kin),
        ):
            if not wanted:
                del self.fields[name]

    def clean_amount(self) -> int | None:
        """Yuan as typed, in fen."""
        typed = str(self.cleaned_data["amount"]).strip().replace(",", "").replace("，", "")
        if not typed:
            return None
        try:
            fen = Decimal(typed) * 100
        except InvalidOperation as error:
            raise ValidationError(_("金额应为数字，例如 212.50。")) from error
        if fen != fen.to_integral_value() or not 0 <= fen <= MOST_YUAN * 100:
            raise ValidationError(_("金额最多两位小数，不能是负数，也不能超过一百万元。"))
        return int(fen)

    def move(self, seconds: int | None) -> Move:
        """The step as typed; `seconds` since the file was opened."""
        sent = self.cleaned_data
        ruling = Ruling(
            reasons=sent["reasons"],
            article=sent["article"],
            facts=sent["facts"],
            amount=sent.get("amount"),
            kin_declared=bool(sent.get("kin_declared")),
            seconds=seconds,
        ) if self.step.decides else None  # fmt: skip
        return Move(self.step.key, on=sent["on"], note=sent["note"], ruling=ruling, seen=sent["seen"])


class StopForm(forms.Form):
    """The clock stands still for a legal reason."""

    reason = forms.ChoiceField(label=_("法定事由"), widget=forms.RadioSelect)
    on = on_day(_("中止日期"), _("从这一天的次日起不计时；不填就是今天。"))
    note = forms.CharField(label=_("情况说明"), max_length=200, required=False)

    def __init__(self, stops: Iterable[tuple[str, Text]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices(stops)  # type: ignore[attr-defined]


class GoOnForm(forms.Form):
    """The clock runs again."""

    on = on_day(_("中止事由消除的日期"), _("从次日起继续计时；不填就是今天。"))


class WhyForm(forms.Form):
    """A reason in words."""

    why = area(_("理由"), "", 3)


class ObjectionForm(forms.Form):
    """An objection as an official types it in for somebody."""

    kind = forms.ChoiceField(label=_("对什么有异议"))
    text = area(_("异议内容"), _("照提出人的原话写，不要改写或者评价。"), 6)
    capacity = forms.ChoiceField(label=_("提出人身份"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("提出方式"), widget=forms.RadioSelect)
    by_name = forms.CharField(
        label=_("提出人姓名"), help_text=_("不对办案人员公开。"), max_length=60, required=False
    )
    contact = forms.CharField(
        label=_("联系方式"), help_text=_("答复时使用，不对办案人员公开。"), max_length=120, required=False
    )
    on = on_day(_("收到日期"), _("答复期限从次日起算；不填就是今天。"))

    def __init__(self, rights: Iterable[tuple[str, Text]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (
            ("kind", rights),
            ("capacity", CAPACITIES.items()),
            ("channel", [pair for pair in CHANNELS.items() if pair[0] != "page"]),
        ):
            self.fields[name].choices = choices(pairs)  # type: ignore[attr-defined]

    def raised(self) -> Raised:
        """The objection as typed."""
        return Raised(**{name: self.cleaned_data[name] for name in self.fields})


class AnswerForm(forms.Form):
    """The answer to an objection."""

    outcome = forms.ChoiceField(label=_("答复结论"), widget=forms.RadioSelect)
    reasons = area(
        _("答复理由"),
        _("用自己的话写明核实了什么、结论为什么是这样，至少 20 个字。"),
        6,
        least=SHORTEST_REASONS,
    )
    article = forms.CharField(label=_("依据的条文"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices(OUTCOMES.items())  # type: ignore[attr-defined]


class DeliveryForm(forms.Form):
    """A delivery of a letter, or a try that failed."""

    failed = forms.BooleanField(label=_("没有送到（只记录这一次尝试）"), required=False)
    channel = forms.ChoiceField(label=_("送达方式"), widget=forms.RadioSelect)
    on = on_day(_("送达日期"), _("不填就是今天。"))
    receiver = forms.CharField(label=_("由谁收到"), max_length=60, required=False)
    proof = forms.CharField(
        label=_("送达凭证"),
        help_text=_("例如“本人签收”、挂号信回执号、通话时间和经过。"),
        max_length=200,
        required=False,
    )
    evidence = forms.ChoiceField(label=_("凭证照片或扫描件"), required=False)
    why = forms.CharField(label=_("没有送到的原因"), max_length=200, required=False)

    def __init__(self, items: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (way.value, words) for way, words in notices.WAYS.items() if way.value not in ("sms", "email")
        ]
        self.fields["channel"].choices = choices(ways)  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [("", "–"), *items]  # type: ignore[attr-defined]

    def day(self) -> dt.date:
        """The day typed, or today."""
        typed: dt.date | None = self.cleaned_data["on"]
        return typed or clock.today()


class UploadForm(forms.Form):
    """One file for the case."""

    kind = forms.ChoiceField(label=_("材料种类"))
    file = forms.FileField(label=_("照片或文件"), widget=forms.FileInput(attrs={"accept": evidence.ACCEPT}))

    def __init__(self, kinds: Iterable[tuple[str, Text]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(kinds)  # type: ignore[attr-defined]
        self.fields["file"].help_text = evidence.HINT.to(language())

    def clean_file(self) -> Any:
        """Not larger than evidence takes."""
        file = self.cleaned_data["file"]
        if file.size > evidence.MOST_BYTES:
            raise ValidationError(evidence.HINT.to(language()))
        return file


class OpenForm(forms.Form):
    """Number and code of one's own case."""

    number = forms.CharField(
        label=_("办件编号"),
        help_text=_("印在受理通知书上，例如 DB-510626-2014-000001。"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("10 个字母和数字，每个只能用一次。"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class OwnObjectionForm(forms.Form):
    """The household objects on its own page."""

    text = area(_("您对什么有意见？请写下来"), _("写清楚哪里不对、您认为应该怎样。写多写少都可以。"), 6)
    contact = forms.CharField(
        label=_("怎么联系您"), help_text=_("电话或者住址，方便我们答复您。"), max_length=120, required=False
    )
