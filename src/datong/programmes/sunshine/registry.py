"""The sheets of a village's workbook (村级账簿工作簿): openings, vouchers, and the four registers; the forms are made of
the same columns. One workbook is of one village, so no sheet names a place."""

from dataclasses import dataclass

from datong.foundation.ledgers.service import Choice, Column, Day, Money, Number, Scaled, Sheet, Whole, Words
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.models import Asset, Contract, Debt, Opening, Resource, Voucher

ACCOUNT_NAME = Text("填了就与科目编号核对", "checked against the code where filled in")
AMOUNT = Text("借方、贷方只填一个", "fill in one of debit and credit")
DETAIL = Text("明细科目：往来填对方，支出填用途", "sub-account: the other party, or the purpose")


def column(name: str, heading: str, en: str, kind: object, *synonyms: str, **options: object) -> Column:
    """A column in one line."""
    return Column(name=name, heading=heading, en=en, kind=kind, synonyms=synonyms, **options)  # type: ignore[arg-type]


def posting_columns() -> tuple[Column, ...]:
    """What every line of an opening or a voucher has."""
    return (
        column("account", "科目编号", "Account", Number(), "科目代码", "科目编码", "编码"),
        column("title", "科目名称", "Name of account", Words(30), "科目", "会计科目", required=False, note=ACCOUNT_NAME),
        column("detail", "明细", "Sub-account", Words(60), "明细科目", "二级科目", "往来单位", required=False, note=DETAIL),
        column("debit", "借方（元）", "Debit (yuan)", Money(), "借方", "借方金额", "借方余额", required=False, note=AMOUNT),
        column("credit", "贷方（元）", "Credit (yuan)", Money(), "贷方", "贷方金额", "贷方余额", required=False, note=AMOUNT),
    )  # fmt: skip


OPENINGS = Sheet(
    programme="sunshine",
    slug="openings",
    name="期初余额",
    en="Opening balances",
    model=Opening,
    key=("day", "account", "detail"),
    synonyms=("期初", "年初余额", "建账余额"),
    columns=(
        column("day", "建账日期", "Opened on", Day(), "启用日期", "期初日期", "日期"),
        *posting_columns(),
    ),
)
VOUCHERS = Sheet(
    programme="sunshine",
    slug="vouchers",
    name="记账凭证",
    en="Vouchers",
    model=Voucher,
    key=("number", "day", "account", "detail"),
    synonyms=("凭证", "凭证明细", "序时账"),
    columns=(
        column("number", "凭证号", "Voucher no.", Whole(least=1), "凭证编号", "凭证字号"),
        column("day", "凭证日期", "Date", Day(), "日期", "记账日期"),
        column("words", "摘要", "Words", Words(120), "事由"),
        *posting_columns(),
        column("handler", "经手人", "Handled by", Words(60), "经办人", "报账人", required=False),
        column("papers", "附件张数", "Papers", Whole(), "附单据数", "附件数", required=False),
    ),
)
ASSETS = Sheet(
    programme="sunshine",
    slug="assets",
    name="集体资产",
    en="Assets",
    model=Asset,
    key=("number",),
    synonyms=("资产", "资产台账", "资产登记簿"),
    columns=(
        column("number", "资产编号", "Asset no.", Number(), "编号"),
        column("name", "资产名称", "Asset", Words(80), "名称"),
        column("kind", "类别", "Kind", Choice({"固定资产": (), "在建工程": (), "库存物资": (), "对外投资": (), "其他": ()}), "资产类别"),
        column("quantity", "数量", "Quantity", Words(30), "数量单位", required=False),
        column("value", "原值（元）", "Cost (yuan)", Money(), "原值", "价值（元）", "账面价值（元）"),
        column("acquired", "取得日期", "Acquired on", Day(), "购建日期", required=False),
        column("disposed", "处置日期", "Disposed of on", Day(), required=False, note=Text("卖出、报废的日期", "sold or scrapped on")),
        column("used_by", "使用人", "Used by", Words(60), "使用单位", "承租人", required=False),
        column("place", "存放地点", "Where", Words(80), "坐落", "地点", required=False),
        column("remark", "备注", "Remark", Words(120), required=False, shown=False),
    ),
)  # fmt: skip
RESOURCES = Sheet(
    programme="sunshine",
    slug="resources",
    name="集体资源",
    en="Resources",
    model=Resource,
    key=("number",),
    synonyms=("资源", "资源台账", "资源登记簿"),
    columns=(
        column("number", "资源编号", "Resource no.", Number(), "编号"),
        column("name", "资源名称", "Resource", Words(80), "名称"),
        column("kind", "类别", "Kind", Choice({"耕地": (), "园地": (), "林地": (), "水面": ("水域", "堰塘"), "草地": (), "四荒地": ("荒地",), "建设用地": (), "其他": ()}), "资源类别"),
        column("area", "面积（亩）", "Area (mu)", Scaled(2), "面积", "亩数"),
        column("place", "坐落", "Where", Words(80), "地点", "四至", required=False),
        column("used_by", "使用人", "Used by", Words(60), "承包人", "经营者", required=False),
        column("remark", "备注", "Remark", Words(120), required=False, shown=False),
    ),
)  # fmt: skip
CONTRACTS = Sheet(
    programme="sunshine",
    slug="contracts",
    name="经济合同",
    en="Contracts",
    model=Contract,
    key=("number",),
    synonyms=("合同", "合同台账", "合同登记簿"),
    columns=(
        column("number", "合同编号", "Contract no.", Number(), "编号"),
        column("name", "合同名称", "Contract", Words(80), "名称", "合同标的"),
        column("kind", "类别", "Kind", Choice({"承包": (), "租赁": ("出租",), "工程": (), "买卖": (), "借款": (), "其他": ()}), "合同类别"),
        column("party", "对方", "Other party", Words(60), "乙方", "承包方", "承租方"),
        column("signed", "签订日期", "Signed on", Day(), "签约日期"),
        column("start", "起始日期", "From", Day(), "开始日期"),
        column("end", "到期日期", "Until", Day(), "终止日期", "截止日期"),
        column("amount", "总金额（元）", "Amount (yuan)", Money(), "合同金额（元）", "合同金额", "金额（元）"),
        column("yearly", "每年金额（元）", "Yearly (yuan)", Money(), "年租金（元）", "年承包费（元）", required=False),
        column("decided", "决议", "Decided by", Words(80), "议定情况", "会议决议", required=False, note=Text("哪次会议议定", "the meeting that decided")),
        column("ended", "提前终止日期", "Given up on", Day(), "解除日期", required=False),
        column("remark", "备注", "Remark", Words(120), required=False, shown=False),
    ),
)  # fmt: skip
DEBTS = Sheet(
    programme="sunshine",
    slug="debts",
    name="债权债务",
    en="Debtors and creditors",
    model=Debt,
    key=("number",),
    synonyms=("债权债务台账", "往来", "债权债务登记簿"),
    columns=(
        column("number", "编号", "No.", Number(), "债权债务编号"),
        column("kind", "类别", "Kind", Choice({"应收": ("债权",), "应付": ("债务",)}), "性质"),
        column("party", "对方", "Other party", Words(60), "单位或个人", "姓名"),
        column("name", "事由", "What for", Words(80), "原因"),
        column("fen", "金额（元）", "Amount (yuan)", Money(), "金额", "余额（元）"),
        column("since", "发生日期", "Since", Day(), "日期"),
        column("due", "到期日期", "Due on", Day(), "应还日期", required=False),
        column("settled", "结清日期", "Settled on", Day(), "归还日期", required=False),
        column("remark", "备注", "Remark", Words(120), required=False, shown=False),
    ),
)  # fmt: skip
SHEETS = (OPENINGS, VOUCHERS, ASSETS, RESOURCES, CONTRACTS, DEBTS)


@dataclass(frozen=True, slots=True)
class Register:
    """One of the registers of a village; `icon` for its tab."""

    slug: str
    sheet: Sheet
    icon: str


REGISTERS = {
    each.slug: each
    for each in (
        Register("assets", ASSETS, "home"),
        Register("resources", RESOURCES, "map-pin"),
        Register("contracts", CONTRACTS, "file-text"),
        Register("debts", DEBTS, "scale"),
    )
}
