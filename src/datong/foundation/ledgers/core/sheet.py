"""The declaration of a ledger: its sheets and columns. Adding a column is one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from datong.foundation.ledgers.core.kinds import Identity, Kind, Town, Village
from datong.kernel.bilingual import Text
from datong.kernel.text import heading_key

# Columns that every ledger may carry and none needs: the running number, and what an earlier refusal added.
IGNORED = ("序号", "退回编号", "退回原因")

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "身份证号码": ("身份证号", "公民身份号码", "证件号码", "身份证", "身份证件号码", "居民身份证号码"),
    "户主身份证号码": (
        "户主身份证号",
        "户主公民身份号码",
        "户主证件号码",
        "户主身份证",
        "身份证号码（户主）",
    ),
    "镇": ("乡镇", "乡镇（街道）", "镇街", "乡（镇）", "镇（街道）", "镇乡", "街道", "所属乡镇", "镇名"),
    "村（社区）": (
        "村",
        "社区",
        "村（居）",
        "行政村",
        "村居",
        "村社区",
        "村（居）委会",
        "村（社区）名称",
        "所属村",
        "村/社区",
    ),
    "户主姓名": ("户主", "户主名称"),
    "姓名": ("名字", "人员姓名"),
    "性别": ("男女",),
    "城乡类别": ("户口性质", "城乡", "户籍性质", "户籍类别", "城乡属性"),
    "联系电话": ("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
    "服务日期": ("日期", "服务时间"),
    "签约日期": ("签约时间", "签订日期"),
    "备注": ("说明", "附注"),
    "党支部": ("所在党支部", "支部", "所在支部", "党支部名称"),
    "医生编号": ("医生工号", "家庭医生编号"),
    "签约编号": ("协议编号", "签约号", "合同编号", "协议书编号"),
    "计划年度": ("年度", "实施年度", "计划年份"),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `name` is the record's field (a field the record lacks goes to its `more`), `heading` its Chinese
    heading, `en` the English one. `required`: the heading must be there and the cell filled. `synonyms` add to the
    common spellings of the heading. `filter`: offered as a filter. `shown`: on the list, not only on the detail page.
    `personal`: masked or left out where the viewer may not see persons.
    """

    name: str
    heading: str
    en: str
    kind: Kind
    required: bool = True
    synonyms: tuple[str, ...] = ()
    filter: bool = False
    shown: bool = True
    search: bool = False
    note: Text | None = None

    @property
    def label(self) -> Text:
        return Text(zh=self.heading, en=self.en)

    def spellings(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return (self.heading, *SPELLINGS.get(self.heading, ()), *self.synonyms)


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """What a sheet's own check found in a row: column name, and the sentence."""

    position: int
    column: str
    code: Any
    text: Text


@dataclass(kw_only=True)
class Batch:
    """Accepted rows on their way into the register, column-wise and of one length.

    `values`: what the cells said, by column name. `ids`: looked-up ids, by column name (persons, references, bodies).
    `places`: 12-digit code of each row. `rows`: numbers of the spreadsheet's rows.
    """

    county: str
    rows: list[int]
    values: dict[str, list[Any]]
    ids: dict[str, list[int | None]]
    places: list[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """One sheet of a programme's ledger. `key`: the columns that say which thing a row is about. `model`: the record
    it becomes. `becomes`: further fields of the record, computed from the batch. `checks`: what a row must satisfy.
    """

    programme: str
    slug: str
    name: str
    en: str
    model: Any
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    becomes: Callable[[Batch], Mapping[str, Sequence[Any]]] | None = None
    checks: tuple[Callable[[Mapping[str, list[Any]]], list[RowFault]], ...] = ()
    order: tuple[str, ...] = ()
    person: str | None = None
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = {column.name: column for column in self.columns}
        if len(named) != len(self.columns) or any(name not in named for name in self.key):
            raise ValueError(f"{self.id}: a column is declared twice, or the key names none")
        object.__setattr__(self, "by_name", named)
        self.headings()

    @property
    def id(self) -> str:
        return f"{self.programme}.{self.slug}"

    @property
    def label(self) -> Text:
        return Text(zh=self.name, en=self.en)

    def headings(self) -> dict[str, str]:
        """Heading keys to column names; ignored headings map to themselves with a leading dash. Raises ValueError
        when one heading would mean two columns."""
        known = {heading_key(word): f"-{word}" for word in IGNORED}
        for column in self.columns:
            if known.setdefault(heading_key(column.heading), column.name) != column.name:
                raise ValueError(f"{self.id}: the heading {column.heading} means two columns")
        for column in self.columns:
            for word in column.spellings():
                known.setdefault(heading_key(word), column.name)
        return known

    def column_of(self, kind: type) -> Column | None:
        """The first column of a kind."""
        return next((column for column in self.columns if isinstance(column.kind, kind)), None)

    def town(self) -> Column | None:
        return self.column_of(Town)

    def village(self) -> Column | None:
        return self.column_of(Village)

    def identities(self) -> list[Column]:
        return [column for column in self.columns if isinstance(column.kind, Identity)]
