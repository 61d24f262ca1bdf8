"""What a clerk sends: workbooks with a date, the cells of a refused row, a reason, a purpose."""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from datong.foundation.journal import service as journal
from datong.foundation.ledgers.core.kinds import Choice, Flag, Identity, Number, Town, Village, Words
from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.people.service import Relation
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.refusal import BadCell
from datong.kernel.text import heading_key
from datong.web.jinja import language

FILES_AT_ONCE = 30
BYTES_AT_ONCE = 200_000_000
TOO_MUCH = Text(
    "一次上传的内容超过 200 MB，没有保存。",
    "More than 200 MB came at once; nothing was saved.",
)


PLAIN = (Words, Town, Village, Number)  # kinds of which one need not say how to fill them in


class UploadForm(forms.Form):
    """Workbooks (input `files`) and the date they speak of."""

    as_of = forms.DateField(
        label=gettext_lazy("台账日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("台账反映的是哪一天的情况"),
        error_messages={
            "required": gettext_lazy("请填写台账日期。"),
            "invalid": gettext_lazy("请填写日期，例如 2014-09-26。"),
        },
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("只试运行，看看结果，不保存"),
        required=False,
    )

    def clean_as_of(self) -> dt.date:
        """No ledger speaks of tomorrow."""
        day: dt.date = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_("台账日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        """Adds `files`, in the order of their names."""
        data: dict[str, Any] = super().clean() or {}
        uploads = self.files.getlist("files") if hasattr(self.files, "getlist") else []
        problem = self.problem(uploads)
        if problem:
            self.add_error(None, problem)
        return data | {"files": sorted(uploads, key=lambda each: str(each.name))}

    def problem(self, uploads: list[Any]) -> str | None:
        """Why these files are not taken."""
        if not uploads:
            return _("请选择要导入的 .xlsx 工作簿。")
        if len(uploads) > FILES_AT_ONCE:
            return _("一次最多导入 %(most)s 个工作簿，请分几次。") % {"most": FILES_AT_ONCE}
        for upload in uploads:
            name = file_name(upload)
            if not name.lower().endswith(".xlsx"):
                return _("“%(name)s”不是 .xlsx 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。") % {
                    "name": name
                }
            if upload.size > Limits().file_bytes:
                return _("“%(name)s”超过 50 MB。请按镇或按年份拆成几个工作簿，或删去图片。") % {"name": name}
        return None

    def uploads(self) -> list[tuple[str, Any]]:
        """Names and contents; only after `is_valid()`."""
        return [(file_name(upload), upload.chunks()) for upload in self.cleaned_data["files"]]


def file_name(upload: Any) -> str:
    """What the user calls the file, without any folder, at most 200 characters."""
    return PurePath(str(upload.name).replace("\\", "/")).name[-200:]


class ReasonForm(forms.Form):
    """Why a refused row is dismissed."""

    why = forms.CharField(
        label=gettext_lazy("作废的原因"),
        max_length=200,
        validators=[journal.no_number],
        help_text=gettext_lazy("例如：重复填报，以第 12 行为准；此人已去世，不再上报"),
        error_messages={"required": gettext_lazy("请写明原因，以后查得到。")},
    )


class WithdrawForm(forms.Form):
    """Why a recorded relation is taken back."""

    why = forms.CharField(
        label=gettext_lazy("撤回的原因"),
        max_length=200,
        validators=[journal.no_number],
        help_text=gettext_lazy("例如：登记错了人；已经离婚"),
        error_messages={"required": gettext_lazy("请写明原因，以后查得到。")},
    )


class KinForm(forms.Form):
    """Who is kin to a person: somebody of the household (`known`: pairs of id and name), or by name and number."""

    known = forms.TypedChoiceField(
        label=gettext_lazy("同一家庭的成员"), required=False, coerce=int, empty_value=None
    )
    name = forms.CharField(
        label=gettext_lazy("亲属姓名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("不在同一家庭的，填写姓名和身份证号码"),
    )
    identity = forms.CharField(
        label=gettext_lazy("亲属身份证号码"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("18 位号码；只用来认定是谁，页面上只显示遮盖后的号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    relation = forms.ChoiceField(label=gettext_lazy("这位亲属是此人的"))
    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=40, help_text=gettext_lazy("例如：户口簿、结婚证、本人声明")
    )

    def __init__(self, *args: Any, known: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relations = [(each.value, each.label.to(language())) for each in Relation]
        self["relation"].field.choices = [("", _("请选择")), *relations]  # type: ignore[attr-defined]
        self["known"].field.choices = [("", _("不在其中")), *known]  # type: ignore[attr-defined]
        if not known:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """Without somebody of the household, name and number are wanted."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("known") is None:
            for field, sentence in (
                ("name", _("请填写亲属姓名。")),
                ("identity", _("请填写亲属的身份证号码。")),
            ):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, sentence)
        return data


class PurposeForm(forms.Form):
    """What a ledger with full identity numbers is for."""

    why = forms.CharField(
        label=gettext_lazy("用途"),
        max_length=200,
        validators=[journal.no_number],
        help_text=gettext_lazy("例如：报送市民政局核对；用途和导出人都会记入日志"),
        error_messages={"required": gettext_lazy("请写明用途。")},
    )


class RowForm(forms.Form):
    """The cells of a refused row, the faulty one first. Each cell is read as an import reads it, so that what is
    wrong is said at its field."""

    def __init__(self, data: Mapping[str, str], *, sheet: Sheet, faulty: str) -> None:
        texts = {column.name: chosen(column, data.get(column.name) or "") for column in sheet.columns}
        super().__init__(texts)
        self.sheet = sheet
        for column in sorted(sheet.columns, key=lambda each: each.heading != faulty):
            self.fields[column.name] = field_of(column, texts[column.name])

    def clean(self) -> dict[str, Any]:
        """Reads every cell."""
        data: dict[str, Any] = super().clean() or {}
        for column in self.sheet.columns:
            if data.get(column.name):
                try:
                    column.kind.read(data[column.name])
                except BadCell as bad:
                    self.add_error(column.name, bad.text.to(language()))
        return data

    def refuse(self, heading: str, sentence: str) -> None:
        """Show what the import said, at its field unless the field says something already."""
        name = next((column.name for column in self.sheet.columns if column.heading == heading), None)
        if name is None or name not in self.fields:
            self.add_error(None, sentence)
        elif name not in self.errors:
            self.add_error(name, sentence)

    def cells(self) -> dict[str, str]:
        """The cells by declared heading; only after `is_valid()`."""
        return {column.heading: self.cleaned_data[column.name] for column in self.sheet.columns}


def field_of(column: Column, text: str) -> forms.Field:
    """The control of one cell: a list for choices, which keeps a word that is none of them; else a line of text."""
    lang = language()
    common: dict[str, Any] = {
        "label": column.label.to(lang),
        "required": column.required and not isinstance(column.kind, Flag),
        "error_messages": {"required": _("没有填，请补填。")},
    }
    if isinstance(column.kind, Choice | Flag):
        words = list(column.kind.choices) if isinstance(column.kind, Choice) else ["是", "否"]
        words += [text] if text and text not in words else []
        return forms.CharField(
            **common,
            widget=forms.Select(choices=[("", _("（空）")), *[(word, word) for word in words]]),
        )
    hint = (
        column.note.to(lang)
        if column.note
        else ""
        if isinstance(column.kind, PLAIN)
        else column.kind.label.to(lang)
    )
    attrs = (
        {"autocomplete": "off", "spellcheck": "false"}
        if isinstance(column.kind, Identity)
        else {"autocomplete": "off"}
    )
    return forms.CharField(**common, max_length=500, help_text=hint, widget=forms.TextInput(attrs=attrs))


def chosen(column: Column, text: str) -> str:
    """The declared word that a cell means; the cell itself when it means none, or is not one of a few words."""
    if not isinstance(column.kind, Choice | Flag):
        return text
    if isinstance(column.kind, Choice):
        return column.kind.spellings.get(heading_key(text), text)
    try:
        value = column.kind.read(text)
    except BadCell:
        return text
    return "" if value is None or text == "" else "是" if value else "否"
