"""What is typed at the desk. What must be in it, the actions say; nothing typed is ever lost."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from datong.foundation.casework.service import SHORTEST_REASONS
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices
from datong.foundation.reviews.enums import OF_SETTLED, OF_UNMATCHED, Ground
from datong.foundation.reviews.service import Said
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.web.jinja import language

LONG = 4_000


def area(label: Any, missing: Any, hint: Any = "", rows: int = 4, least: int = 0) -> forms.CharField:
    """A long text, and what is said when there is none; with `least` the page counts what is typed."""
    attrs: dict[str, Any] = {"rows": rows} | ({"data-least": least} if least else {})
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONG,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs=attrs),
    )


def choice(label: Any, missing: Any) -> forms.ChoiceField:
    """Radio buttons, and what is said when none is chosen."""
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages={"required": missing})


def article() -> forms.CharField:
    """The document and article a decision rests on."""
    return area(_("依据的条文"), _("请写明依据的文件和条款。"), rows=2)


def ground() -> forms.ChoiceField:
    """Why a match does not count."""
    return choice(_("不影响保障的原因"), _("请选择不影响保障的原因。"))


def declaration(label: Any) -> forms.BooleanField:
    """That there is no near kin."""
    return forms.BooleanField(
        label=label, error_messages={"required": _("请申明没有近亲属关系；有的，请由别人核实。")}
    )


def on_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day, today unless typed."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=False, widget=picker)


def choices(pairs: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    """Keys with their words in the reader's language."""
    return [(str(key), words.to(language())) for key, words in pairs]


class DayForm(forms.Form):
    """A form about a day."""

    def day(self) -> dt.date:
        """The day typed, or today."""
        typed: dt.date | None = self.cleaned_data["on"]
        return typed or clock.today()


class TellForm(forms.Form):
    """Which matches of the household go into the letter, and its language."""

    hits = forms.MultipleChoiceField(
        label=_("写进告知书的线索"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一条线索。")},
    )
    lang = choice(_("告知书的语言"), _("请选择告知书的语言。"))

    def __init__(self, hits: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hits"].choices = [(str(pk), words) for pk, words in hits]  # type: ignore[attr-defined]
        self.fields["lang"].choices = [("zh", "中文"), ("en", "English")]  # type: ignore[attr-defined]


class DeliveryForm(DayForm):
    """How the letter reached the household."""

    channel = choice(_("送达方式"), _("请选择送达方式。"))
    on = on_day(_("送达日期"), _("不填就是今天；答复期从送达之日的次日起算。"))
    receiver = forms.CharField(label=_("由谁收到"), max_length=60, required=False)
    proof = forms.CharField(
        label=_("送达凭证"),
        help_text=_("例如“本人签收”、挂号信回执号、通话时间和经过。"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (way.value, words) for way, words in notices.WAYS.items() if way.value not in ("sms", "email")
        ]
        self.fields["channel"].choices = choices(ways)  # type: ignore[attr-defined]


class AnswerForm(DayForm):
    """What the household says, in its own words, with a paper where it brought one."""

    text = area(
        _("家庭的说明"),
        _("请写下家庭的说明。"),
        _("照家庭的原话写，不改写、不评价；没有凭证也可以说明。"),
        6,
    )
    on = on_day(_("说明日期"), _("不填就是今天。"))
    paper = forms.FileField(
        label=_("凭证照片或扫描件"), required=False, widget=forms.FileInput(attrs={"accept": evidence.ACCEPT})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].help_text = evidence.HINT.to(language())

    def clean_paper(self) -> Any:
        """Not larger than evidence takes."""
        file = self.cleaned_data["paper"]
        if file and file.size > evidence.MOST_BYTES:
            raise ValidationError(evidence.HINT.to(language()))
        return file


class OwnAnswerForm(forms.Form):
    """What the household writes on its own page."""

    text = area(
        _("您的说明"),
        _("请写下您的说明。"),
        _("照实写就行，写多写少都可以。有凭证的，请带到镇上或者交给村里。"),
        5,
    )


class DecideForm(forms.Form):
    """A decision on a match. Nothing of the reasons is filled in beforehand: whoever decides uses their own words.

    `opened` is when the form was opened, signed; `seen` the state the page showed.
    """

    ground = ground()
    reasons = area(
        _("理由"),
        _("请用自己的话写明理由。"),
        _("用自己的话写明查到的事实和依据，至少 20 个字；家庭和复核的人都会看到。"),
        6,
        SHORTEST_REASONS,
    )
    second_proof = area(
        _("另外一项证据"),
        _("请写明另外一项证据；没有的，不能认定属实。"),
        _("号码对不上的线索，须写明另外一项证据才能认定属实，例如本人承认、登记机关书面答复。"),
        3,
    )
    article = article()
    kin_declared = declaration(_("我与这一户不是同一家庭，也没有近亲属关系。"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(
        self, step: Step, *args: Any, below: bool = False, asks_kin: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = choices((each.value, each.label) for each in Ground)  # type: ignore[attr-defined]
        for name, wanted in (
            ("ground", step.key in ("explain", "dismiss")),
            ("second_proof", step.key == "confirm" and below),
            ("kin_declared", asks_kin),
        ):
            if not wanted:
                del self.fields[name]

    def said(self, seconds: int | None = None) -> Said:
        """The decision as typed; `seconds` since the evidence was opened."""
        sent = self.cleaned_data
        return Said(
            reasons=sent["reasons"],
            article=sent["article"],
            ground=sent.get("ground", ""),
            second_proof=sent.get("second_proof", ""),
            kin_declared=bool(sent.get("kin_declared")),
            seconds=seconds,
            seen=sent["seen"],
        )


class CheckForm(forms.Form):
    """Opening a check of the household."""

    note = area(_("复核要查清什么"), _("请写明复核要查清什么。"), _("写进办件的办理记录。"))


class BatchForm(forms.Form):
    """One cause that explains many; the reasons are kept with each decision."""

    step = choice(_("结果"), _("请选择结果。"))
    ground = ground()
    cause = area(
        _("共同的原因"),
        _("请写明共同的原因。"),
        _("一句话说清这一批线索为什么都不影响保障，至少 20 个字。"),
        3,
        SHORTEST_REASONS,
    )
    reasons = area(
        _("理由和查证经过"),
        _("请用自己的话写明理由。"),
        _("怎样查证的、凭什么，至少 20 个字；写进每一条线索的决定。"),
        5,
        SHORTEST_REASONS,
    )
    article = article()
    kin_declared = declaration(_("我与这些家庭都没有近亲属关系。"))
    upto = forms.IntegerField(widget=forms.HiddenInput, required=False)
    count = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, steps: Iterable[Step], *args: Any, asks_kin: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(step.key, step.name) for step in steps if step.key in ("explain", "dismiss")]
        self.fields["step"].choices = choices(pairs)  # type: ignore[attr-defined]
        self.fields["ground"].choices = choices((each.value, each.label) for each in Ground)  # type: ignore[attr-defined]
        if not asks_kin:
            del self.fields["kin_declared"]

    def said(self) -> Said:
        """What is kept with each decision."""
        sent = self.cleaned_data
        return Said(
            reasons=sent["reasons"],
            article=sent["article"],
            ground=sent["ground"],
            kin_declared=bool(sent.get("kin_declared")),
        )


class ControlForm(forms.Form):
    """What checking somebody without a match found, or looking at a settled match again."""

    seen = choice(_("查的结果"), _("请选择查的结果。"))
    note = area(
        _("怎样查的、查到什么"),
        _("请写明怎样查的、查到什么。"),
        _("例如：入户、向登记机关查询；没有发现问题也写明查了哪些。"),
        5,
    )

    def __init__(self, *args: Any, settled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = OF_SETTLED if settled else OF_UNMATCHED
        self.fields["seen"].choices = choices((each.value, each.label) for each in found)  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """Rows that were found wrong, for the owner of the source to correct."""

    source = choice(_("来源"), _("请选择来源。"))
    format = forms.ChoiceField(
        label=_("文件格式"), widget=forms.RadioSelect, choices=[("xlsx", "Excel"), ("csv", "CSV")]
    )
    why = forms.CharField(
        label=_("用途"),
        help_text=_("写明交给谁、做什么用，例如“交县公安局交警大队更正机动车登记”；会记入日志。"),
        max_length=200,
        error_messages={"required": _("请写明用途，至少 4 个字。")},
    )

    def __init__(self, sources: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(str(pk), words) for pk, words in sources]  # type: ignore[attr-defined]
