"""A list as it is handed in, and what its columns mean as people say."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from datong.foundation.reviews.service import FIELDS, Delivery, Proposal
from datong.kernel.bilingual import Text
from datong.web.jinja import language

BYTES_ON_A_PAGE = 20_000_000
BYTES_AT_ONCE = 40_000_000
TOO_MUCH = Text(
    "上传的内容超过 40 MB，没有保存。一份名单不超过 20 MB；更大的名单请按乡镇或年份分成几份，或请系统管理员用命令行核对。",
    "More than 40 MB came; nothing was saved. A list has 20 MB at most: split larger ones by town or year, or have them "
    "reviewed by command.",
)
ACCEPT = ".xlsx,.csv,.txt,.parquet"
WHO = Text("说明这一行是谁", "who the row is about")
WHAT = Text("说明有什么", "what it says")
NOT_READ = Text("不读入", "not read")


class ListForm(forms.Form):
    """A file (input `file`) and the day its data were true."""

    as_of = forms.DateField(
        label=gettext_lazy("名单截至哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("来源单位从登记系统里取出这份名单的日期；太旧的名单不能核对"),
        error_messages={
            "required": gettext_lazy("请填写名单截至哪一天。"),
            "invalid": gettext_lazy("请填写日期，例如 2014-09-26。"),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Adds `file`."""
        data: dict[str, Any] = super().clean() or {}
        upload = self.files.get("file")
        try:
            check(upload)
        except ValidationError as error:
            self.add_error(None, error)
        return data | {"file": upload}

    def delivery(self) -> Delivery:
        """What was handed in; only after `is_valid()`."""
        upload = self.cleaned_data["file"]
        return Delivery(file_name(upload), upload.read(), self.cleaned_data["as_of"])


def check(upload: Any) -> None:
    """Raises ValidationError for no file, an empty one, one too large for a page."""
    if upload is None:
        raise ValidationError(_("请选择名单文件。"))
    if not upload.size:
        raise ValidationError(
            _("“%(name)s”是空的（0 字节），可能没有传完，请重新选择。") % {"name": file_name(upload)}
        )
    if upload.size > BYTES_ON_A_PAGE:
        raise ValidationError(
            _(
                "“%(name)s”超过 20 MB。请去掉核对用不着的列，或按乡镇、年份分成几份；更大的名单请系统管理员用命令行核对。"
            )
            % {"name": file_name(upload)}
        )


def file_name(upload: Any) -> str:
    """What the user calls the file, without any folder, at most 200 characters."""
    return PurePath(str(upload.name).replace("\\", "/")).name[-200:]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column may mean, in two groups."""
    lang = language()
    return [
        (
            group.to(lang),
            [(each.key, each.name.to(lang)) for each in FIELDS if each.identifying is identifying],
        )
        for group, identifying in ((WHO, True), (WHAT, False))
    ]


def corrections(proposals: Sequence[Proposal], sent: Mapping[str, str]) -> dict[str, str | None]:
    """Field (None: not read) by heading, of every column a select was sent for: c0, c1, …"""
    return {each.heading: sent[f"c{at}"] or None for at, each in enumerate(proposals) if f"c{at}" in sent}
