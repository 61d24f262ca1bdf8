"""What is typed about objections, answers, reply times and contacts. What must be in it, the actions say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from datong.foundation.evidence import service as evidence
from datong.foundation.openness.service import (
    ASKERS,
    CHANNELS,
    LONGEST_WORDS,
    OBJECTION_OUTCOMES,
    Defect,
)
from datong.kernel.bilingual import Text
from datong.web.jinja import language

HIDDEN = forms.HiddenInput
WHO = {
    "villager": Text("对村民的答复", "answers to a villager"),
    "group": Text("对监督小组的答复", "answers to the supervision group"),
    "upper": Text("镇、县的答复", "answers of town and county"),
}
UNITS = {"calendar": Text("自然日", "calendar days"), "working": Text("工作日", "working days")}


def choices(pairs: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    """Keys with their words in the reader's language."""
    return [(str(key), words.to(language())) for key, words in pairs]


def area(label: Any, hint: Any = "", rows: int = 4, *, required: bool = False) -> forms.CharField:
    """A long text. How long it may be, the action says, so that what is typed comes back whole."""
    widget = forms.Textarea(attrs={"rows": rows, "data-most": LONGEST_WORDS})
    return forms.CharField(label=label, help_text=hint, required=required, strip=True, widget=widget)


def line(
    label: Any, hint: Any = "", most: int = 60, *, required: bool = False, **attrs: str
) -> forms.CharField:
    """One line."""
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=widget)


def hidden(most: int) -> forms.CharField:
    """Carried along, not shown."""
    return forms.CharField(required=False, max_length=most, widget=HIDDEN)


def day(label: Any, hint: Any = "", *, required: bool = False) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class AboutForm(forms.Form):
    """Step 1: what it is about, and which of the defects."""

    number = hidden(40)
    place = hidden(12)
    duty = hidden(10)
    aspect = forms.ChoiceField(label=_("是哪一方面的公开"), required=False, widget=forms.RadioSelect)
    defect = forms.ChoiceField(
        label=_("哪里不对"), widget=forms.RadioSelect, error_messages={"required": _("请选一项：哪里不对。")}
    )

    def __init__(
        self, aspects: Iterable[tuple[str, Text]], *args: Any, named: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = ("", Text("说不清，或者几个方面都有", "not sure, or several"))
        self.fields["aspect"].choices = choices([*aspects, every])  # type: ignore[attr-defined]
        hints = [(defect.value, both(defect)) for defect in Defect]
        self.fields["defect"].choices = choices(hints)  # type: ignore[attr-defined]
        if named:
            del self.fields["aspect"]


MEANINGS = {
    Defect.NOT_DISCLOSED: Text(
        "该公开的没有公开，或者公开晚了", "what should stand there does not, or came late"
    ),
    Defect.NOT_TO_STANDARD: Text(
        "内容不全、格式不对、看不明白", "incomplete, in the wrong form, not to be understood"
    ),
    Defect.NOT_NOTIFIED: Text("公开了，但没有告诉大家", "published, but nobody was told"),
    Defect.NOT_CONVENIENT: Text("想看不方便，找不到地方看", "hard to get at"),
    Defect.NOT_SUPERVISED: Text(
        "没有人审核监督，或者监督走过场", "nobody checked it, or only for form's sake"
    ),
    Defect.NOT_SATISFIED: Text("办得不满意，或者问了没有人答复", "not content, or nobody answered"),
    Defect.FACT: Text("某个数、某一行和事实不一样", "a number or a row is not what happened"),
}


def both(defect: Defect) -> Text:
    """The defect and what it means, on one line."""
    return Text("{name}：{means}", "{name}: {means}").format(name=defect.label, means=MEANINGS[defect])


class WordsForm(forms.Form):
    """Step 2: what is wrong. The village reads the first three; name, telephone and the last text it never does."""

    where = area(_("哪一行、哪个数不对"), _("例如：低保名单第 12 行，金额一栏。村里会看到。"), 2)
    words = area(
        _("哪里不对，请写下来"),
        _("这一段村里会看到，好去核实。请不要写您的姓名、电话，也不要写别人的身份证号。写多写少都可以。"),
        6,
        required=True,
    )
    right = area(_("您认为应该是怎样"), _("村里会看到。"), 2)
    private = area(_("只给镇、县看的话"), _("村里看不到这一段。能看出您是谁的情况，请写在这里。"), 3)
    by = forms.ChoiceField(label=_("您是"), widget=forms.RadioSelect, initial="villager")
    by_name = line(
        _("您的姓名"),
        _("可以不写。村里看不到，只有镇、县的人因工作需要才能看，看了有记录。"),
        autocomplete="name",
    )
    phone = line(
        _("您的电话"),
        _("可以不写。村里看不到；写了方便把答复告诉您。"),
        30,
        autocomplete="tel",
        inputmode="tel",
    )
    website = line(_("这一栏请不要填"), most=200, autocomplete="off", tabindex="-1")

    def __init__(self, *args: Any, fact: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = choices(ASKERS.items())  # type: ignore[attr-defined]
        self.fields["where"].required = fact
        if not fact:
            del self.fields["where"], self.fields["right"]

    def clean_website(self) -> str:
        """A field that people do not see and machines fill."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("有一栏是给机器看的，请保持空白，再提交一次。"))
        return ""


class PaperForm(WordsForm):
    """An objection that came on paper, in person or by telephone, as an official types it in."""

    place = forms.ChoiceField(label=_("哪个村（社区）"))
    number = line(_("公开编号"), _("针对某一份公开内容的，照抄它的编号，例如 GK-510626-2014-000001。"), 40)
    aspect = forms.ChoiceField(label=_("哪一方面"), required=False)
    defect = forms.ChoiceField(label=_("异议种类"))
    channel = forms.ChoiceField(label=_("提出方式"), widget=forms.RadioSelect)
    on = day(_("收到日期"), _("答复期限从次日起算；不填就是今天。"))
    scan = forms.FileField(
        label=_("书面异议的扫描件或照片"),
        help_text=_("只有镇、县能看；村里看不到。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": evidence.ACCEPT}),
    )
    field_order = ("place", "number", "aspect", "defect", "channel", "on")

    def __init__(
        self,
        villages: Iterable[tuple[str, str]],
        aspects: Iterable[tuple[str, Text]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, fact=True, **kwargs)
        self.fields["place"].choices = list(villages)  # type: ignore[attr-defined]
        self.fields["aspect"].choices = [("", "–"), *choices(aspects)]  # type: ignore[attr-defined]
        self.fields["defect"].choices = choices((each.value, both(each)) for each in Defect)  # type: ignore[attr-defined]
        self.fields["channel"].choices = choices(pair for pair in CHANNELS.items() if pair[0] != "page")  # type: ignore[attr-defined]
        self.fields["where"].required = False  # the kind of objection is chosen on the same page
        del self.fields["website"]

    def clean_scan(self) -> Any:
        """Not larger than evidence takes."""
        file = self.cleaned_data["scan"]
        if file and file.size > evidence.MOST_BYTES:
            raise ValidationError(evidence.HINT.to(language()))
        return file


class AnswerForm(forms.Form):
    """The answer of the unit whose turn it is."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    text = area(
        _("答复"), _("写明核实了什么、怎么处理、什么时候改好，至少 20 个字。提出人会看到。"), 6, required=True
    )
    correction = forms.ChoiceField(
        label=_("已经发布的更正"),
        help_text=_("内容不属实的，先发布更正，再在这里选它；答复里会写明新的一版。"),
        required=False,
    )
    owes = forms.ChoiceField(
        label=_("还应当补公开的事项"),
        help_text=_("选了就登记为一项公开义务，从今天起算期限。"),
        required=False,
    )
    on = day(_("答复日期"), _("不填就是今天。"))
    seen = forms.IntegerField(widget=HIDDEN, required=False)

    def __init__(
        self,
        corrected: Iterable[tuple[str, Text]],
        owable: Iterable[tuple[str, Text]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices(OBJECTION_OUTCOMES.items())  # type: ignore[attr-defined]
        for name, pairs in (("correction", list(corrected)), ("owes", list(owable))):
            if pairs:
                named = [
                    (key, f"{words}（{key}）" if name == "correction" else words)
                    for key, words in choices(pairs)
                ]
                self.fields[name].choices = [("", _("没有")), *named]  # type: ignore[attr-defined]
            else:
                del self.fields[name]


class ReactForm(forms.Form):
    """What the objector said to an answer, as an official above writes it down."""

    said = forms.ChoiceField(label=_("提出人的意见"), widget=forms.RadioSelect)
    why = area(_("怎样表示的"), _("写明什么时候、用什么方式表示的，不满意的写明为什么。村里看不到。"), 3)

    def __init__(self, said: Iterable[tuple[str, Text]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].choices = choices(said)  # type: ignore[attr-defined]


class OwnReactForm(forms.Form):
    """Why the objector is not satisfied; nothing else that may be said needs words."""

    why = area(_("为什么不满意"), _("写一句就行。镇、县会看到，村里看不到。"), 4)

    def __init__(self, *args: Any, said: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = said == "unsatisfied"
        self.fields["why"].error_messages["required"] = _("请写一句为什么不满意。")


class PurposeForm(forms.Form):
    """What for."""

    purpose = line(_("用途"), _("例如：电话核实第 12 行的情况。会写进操作日志。"), 200)


class ReplyRuleForm(forms.Form):
    """The county's own reply time."""

    who = forms.ChoiceField(label=_("适用于"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("几天内答复"), min_value=1, max_value=365)
    unit = forms.ChoiceField(label=_("按什么算"), widget=forms.RadioSelect, initial="calendar")
    since = day(_("从哪天起"), _("从这天起收到的异议按新的期限；已经收到的不变。"), required=True)
    source = line(_("依据的文件"), _("文件名称、文号和条款。"), 200, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = choices(WHO.items())  # type: ignore[attr-defined]
        self.fields["unit"].choices = choices(UNITS.items())  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """Who is responsible for what."""

    place = forms.ChoiceField(label=_("哪个地方"))
    name = line(_("姓名"), most=60, required=True)
    duty = line(_("负责什么"), _("例如：村务公开、民主理财小组组长。"), 60, required=True)
    phone = line(_("办公电话"), _("会公开。例如 0838-3120000。"), 40)
    duty_mobile = forms.BooleanField(label=_("这是值班手机，同意公开"), required=False)
    hours = line(_("什么时候能找到"), _("例如：工作日 8:30–17:30。"), 80)
    mailbox = line(_("意见箱或信箱"), _("例如：村委会门口意见箱，每周一开箱。"), 120)
    order = forms.IntegerField(label=_("排第几"), required=False, min_value=0, max_value=99, initial=0)

    def __init__(self, places: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
