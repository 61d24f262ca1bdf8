"""What a clerk types into the books: vouchers, openings, reversals, closings, rows of the registers, workbooks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from datong.foundation.ledgers.service import Choice, Column, Day, Money, Scaled, Whole, Words
from datong.kernel.cells import BadCell, parse_money
from datong.programmes.sunshine.registry import Register
from datong.programmes.sunshine.rules.bookkeeping import Posting
from datong.programmes.sunshine.rules.charts import KINDS, Chart
from datong.web.jinja import language

BYTES = 8_000_000
MOST_LINES = 60
LINES = 6
MORE = 4
DATE = {"type": "date"}


class FenField(forms.CharField):
    """Money as people write it (1,234.50 元), kept as whole fen; empty is 0."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=30, required=False, widget=forms.TextInput(attrs), **options)

    def clean(self, value: Any) -> int:
        """Raises ValidationError with the sentence of the import."""
        try:
            return parse_money(super().clean(value)) or 0
        except BadCell as bad:
            raise forms.ValidationError(bad.text.to(language())) from bad


class VoucherForm(forms.Form):
    """The head of a voucher."""

    day = forms.DateField(label=gettext_lazy("凭证日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    words = forms.CharField(
        label=gettext_lazy("摘要"), max_length=120, help_text=gettext_lazy("例如：付三组道路维修砂石款")
    )
    handler = forms.CharField(label=gettext_lazy("经手人"), max_length=60, required=False)
    papers = forms.IntegerField(
        label=gettext_lazy("附件张数"), required=False, min_value=0, max_value=999,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip


class OpeningForm(forms.Form):
    """The day the balances are of."""

    day = forms.DateField(
        label=gettext_lazy("建账日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"),
        help_text=gettext_lazy("从这一天开始记账，余额是这一天开始时的余额"),
    )  # fmt: skip


class LineForm(forms.Form):
    """One line: account, sub-account, one of two amounts. A line in which nothing was typed is no mistake."""

    account = forms.ChoiceField(label=gettext_lazy("科目"))
    detail = forms.CharField(label=gettext_lazy("明细"), max_length=60, required=False)
    debit = FenField(label=gettext_lazy("借方（元）"))
    credit = FenField(label=gettext_lazy("贷方（元）"))
    use_required_attribute = False

    def __init__(self, *args: Any, accounts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        self["account"].field.choices = accounts  # type: ignore[attr-defined]  # a field with choices
        for name in self.fields:
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    @property
    def typed(self) -> bool:
        return self.has_changed()

    def posting(self) -> Posting:
        """Only after `is_valid()`."""
        data = self.cleaned_data
        return Posting(data["account"], data["debit"], data["credit"], data["detail"].strip())


def account_choices(chart: Chart) -> list[Any]:
    """The accounts of a chart by kind, as a list to choose from."""
    lang = language()
    groups = [
        (words.to(lang), [(each.code, each.label.to(lang)) for each in chart.of_kind(kind)])
        for kind, words in KINDS.items()
    ]
    return [("", "—"), *[(name, each) for name, each in groups if each]]


class Lines:
    """The lines of a voucher or an opening on a page. `more` in what was sent adds empty ones and complains of nothing."""

    def __init__(self, chart: Chart, sent: QueryDict | None, filled: Sequence[Posting] = ()) -> None:
        self.more = bool(sent) and sent is not None and "more" in sent
        choices = account_choices(chart)
        if sent is None:
            count = max(LINES, len(filled))
            self.forms = [
                LineForm(
                    accounts=choices, prefix=f"line-{at}",
                    initial=initial(filled[at]) if at < len(filled) else None,
                )
                for at in range(count)
            ]  # fmt: skip
            return
        count = min(MOST_LINES, self.sent_count(sent) + (MORE if self.more else 0))
        typed: Any = sent
        if self.more:
            self.forms = [
                LineForm(accounts=choices, prefix=f"line-{at}", initial=as_typed(sent, at))
                for at in range(count)
            ]
        else:
            self.forms = [LineForm(typed, accounts=choices, prefix=f"line-{at}") for at in range(count)]

    @staticmethod
    def sent_count(sent: QueryDict) -> int:
        """How many lines were sent; never fewer than a new page has."""
        return max(LINES, sum(1 for at in range(MOST_LINES) if f"line-{at}-account" in sent))

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]  # each says what is wrong

    def used(self) -> list[LineForm]:
        """The lines in which something was typed."""
        return [form for form in self.forms if form.typed]

    def postings(self) -> tuple[Posting, ...]:
        """Only after `is_valid()`."""
        return tuple(form.posting() for form in self.used())

    def refuse(self, line: int, column: str, sentence: str) -> None:
        """Say at its field what the books said of a line, counted among those used."""
        form = self.used()[line]
        form.add_error(column if column in form.fields else None, sentence)


def as_typed(sent: QueryDict, at: int) -> dict[str, str]:
    """A line as it was typed, right or wrong."""
    return {name: sent.get(f"line-{at}-{name}", "") for name in ("account", "detail", "debit", "credit")}


def initial(line: Posting) -> dict[str, str]:
    """A line to be shown for the first time."""
    return {
        "account": line.account, "detail": line.detail, "debit": in_yuan(line.debit), "credit": in_yuan(line.credit),
    }  # fmt: skip


def in_yuan(fen: int) -> str:
    """123450 as 1234.50; nothing for 0."""
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


class ReverseForm(forms.Form):
    """When and why a voucher is taken back."""

    day = forms.DateField(
        label=gettext_lazy("冲销日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"),
        help_text=gettext_lazy("须在没有结账的期间"),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("冲销的原因"), max_length=80,
        help_text=gettext_lazy("例如：金额应为560元，已按29号凭证登记"),
    )  # fmt: skip


class CloseForm(forms.Form):
    """Until when the books are closed."""

    until = forms.DateField(
        label=gettext_lazy("结账到哪天"), widget=forms.DateInput(DATE, format="%Y-%m-%d"),
        help_text=gettext_lazy("某月的最后一天；结账以后，这一天和以前不能再记账"),
    )  # fmt: skip


class WorkbookForm(forms.Form):
    """One workbook of one village."""

    file = forms.FileField(
        label=gettext_lazy("账簿工作簿（.xlsx）"),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("请选择要导入的 .xlsx 工作簿。")},
    )

    def clean_file(self) -> Any:
        """An .xlsx of a size that can be read."""
        file = self.cleaned_data["file"]
        if not file_name(file).lower().endswith(".xlsx"):
            raise forms.ValidationError(
                _("“%(name)s”不是 .xlsx 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。")
                % {"name": file_name(file)}
            )
        if file.size > BYTES:
            raise forms.ValidationError(_("“%(name)s”超过 8 MB；请按年拆开。") % {"name": file_name(file)})
        return file


def file_name(upload: Any) -> str:
    """What the user calls the file, without any folder, at most 200 characters."""
    return PurePath(str(upload.name).replace("\\", "/")).name[-200:]


class RowForm(forms.Form):
    """A row of a register; each cell is read as the import reads it, so that what is wrong is said at its field."""

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        for column in register.sheet.columns:
            self.fields[column.name] = field_of(column)

    def clean(self) -> dict[str, Any]:
        """`values` by column, as the kinds read them."""
        data: dict[str, Any] = super().clean() or {}
        self.values: dict[str, Any] = {}
        for column in self.register.sheet.columns:
            if column.name in data:
                try:
                    self.values[column.name] = column.kind.read(data[column.name])
                except BadCell as bad:
                    self.add_error(column.name, bad.text.to(language()))
        return data


def field_of(column: Column) -> forms.Field:
    """The control of one column."""
    lang = language()
    common: dict[str, Any] = {
        "label": column.label.to(lang), "required": column.required,
        "help_text": column.note.to(lang) if column.note else "",
    }  # fmt: skip
    if isinstance(column.kind, Choice):
        return forms.ChoiceField(
            **common, choices=[("", "—"), *[(word, word) for word in column.kind.choices]]
        )
    if isinstance(column.kind, Day):
        return forms.CharField(**common, max_length=20, widget=forms.DateInput(DATE))
    attrs = {"autocomplete": "off"}
    if isinstance(column.kind, Money | Scaled | Whole):
        attrs["inputmode"] = "decimal"
    most = column.kind.most if isinstance(column.kind, Words) else 30
    return forms.CharField(**common, max_length=most, widget=forms.TextInput(attrs))


def row_initial(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row that stands, as its form shows it."""
    return {column.name: cell(column, values[column.name]) for column in register.sheet.columns}


def cell(column: Column, value: Any) -> Any:
    """One value as it is typed."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(column.kind, Money) and value == 0 and not column.required:
        return ""
    return "" if value is None else column.kind.write(value)


def day_of(typed: object) -> dt.date | None:
    """A day typed into the address or a form; None when it is none."""
    try:
        return dt.date.fromisoformat(str(typed or ""))
    except ValueError:
        return None


def errors_of(forms_: Iterable[forms.Form]) -> bool:
    """Whether any of them complains."""
    return any(form.errors for form in forms_)
