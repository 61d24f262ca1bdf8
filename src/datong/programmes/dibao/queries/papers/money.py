"""The payment list on paper: who is paid what, the sum in figures and in capitals, two lines to sign."""

from collections.abc import Sequence

from datong.foundation.documents.service import Block, Doc, Fields, Grid, Heading, Note, Para, Signatures
from datong.foundation.places import service as places
from datong.kernel.capitals import capital_yuan
from datong.programmes.dibao.models import PaymentLine, PaymentList
from datong.programmes.dibao.queries import counties, payments
from datong.programmes.dibao.queries.papers.parts import Words
from datong.programmes.dibao.rules import money

STATES = {
    "frozen": ("待复核签字", "waits for the second signature"),
    "signed": ("两人已签字", "signed by two"),
    "rejected": ("已作废", "rejected"),
}


def payment_list(found: PaymentList | None, w: Words) -> Doc:
    """The list; a blank form without one."""
    if found is None:
        return Doc(
            w("最低生活保障金发放名册", "Dibao payment list"),
            [grid(w, [], {}), *closing(w, None)],
            lang=w.lang,
            paper="a4-landscape",
        )
    lines = list(found.lines.select_related("account", "case").order_by("number"))
    names = places.names({code for line in lines for code in (line.place_code, line.place_code[:9] + "000")})
    counter = [line for line in lines if line.account is None]
    blocks: list[Block] = [head(w, found), grid(w, lines, names)]
    if counter:
        blocks += [
            Heading(
                w(
                    f"没有银行账户、在窗口领取的 {len(counter)} 户",
                    f"{len(counter)} households without an account, paid at the counter",
                )
            ),
            grid(w, counter, names),
        ]
    return Doc(
        w(
            f"{found.month.year}年{found.month.month}月最低生活保障金发放名册",
            f"Dibao payment list of {found.month:%B %Y}",
        ),
        [*blocks, *closing(w, found)],
        unit=counties.name_of(found.county),
        number=found.reference,
        dated=None,
        code=found.reference,
        lang=w.lang,
        paper="a4-landscape",
    )


def head(w: Words, found: PaymentList) -> Fields:
    """How many, how much, and how it follows from the list before."""
    of = payments.changes_of(found)
    flow = w(
        f"期初 {of.opening[0]} 户 {money(of.opening[1])}；新增 {of.entered[0]} 户 {money(of.entered[1])}；退出 {of.left[0]} 户 {money(of.left[1])}；"
        f"增发 {money(of.raised[1])}；减发 {money(of.lowered[1])}；期末 {of.closing[0]} 户 {money(of.closing[1])}",
        f"opening {of.opening[0]} / {money(of.opening[1])}; entered {of.entered[0]} / {money(of.entered[1])}; left {of.left[0]} / "
        f"{money(of.left[1])}; raised {money(of.raised[1])}; lowered {money(of.lowered[1])}; closing {of.closing[0]} / {money(of.closing[1])}",
    )
    return Fields(
        [
            (w("户数", "Households"), str(found.households)),
            (w("人数", "Persons"), str(found.persons)),
            (w("当月金额（元）", "Of the month (yuan)"), money(found.amount)),
            (w("补发（元）", "Arrears (yuan)"), money(found.arrears)),
            (w("户数和金额增减", "Households and money"), flow),
            (w("状态", "State"), w(*STATES[found.state])),
        ]
    )


def grid(w: Words, lines: Sequence[PaymentLine], names: dict[str, str]) -> Grid:
    """The lines; accounts masked."""
    columns = [
        w("序号", "No."), w("镇村", "Place"), w("户主", "Head"), w("人数", "Persons"), w("账号", "Account"),
        w("当月（元）", "Month (yuan)"), w("补发（元）", "Arrears (yuan)"), w("合计（元）", "Total (yuan)"), w("领取签字", "Received"),
    ]  # fmt: skip
    rows = [
        [
            str(line.number),
            names.get(line.place_code[:9] + "000", "") + names.get(line.place_code, ""),
            line.label,
            str(line.persons),
            tail(line.account.number) if line.account else w("窗口领取", "counter"),
            money(line.amount),
            money(line.arrears) if line.arrears else "",
            money(line.amount + line.arrears),
            "",
        ]
        for line in lines
    ] or [[""] * len(columns) for _ in range(7)]
    return Grid(columns, rows, widths=(1, 3.4, 1.8, 1, 2.2, 1.9, 1.9, 2, 2.2), numbers=(0, 3, 5, 6, 7))


def tail(number: str) -> str:
    """The last four digits of an account."""
    return f"****{number[-4:]}"


def closing(w: Words, found: PaymentList | None) -> list[Block]:
    """The sum in figures and capitals, both signatures."""
    total = found.amount + found.arrears if found else None
    first = f"{found.first.name} {found.first_at:%Y-%m-%d}" if found else ""
    second = (
        f"{found.second.name} {found.second_at:%Y-%m-%d}"
        if found and found.second and found.second_at
        else ""
    )
    blocks: list[Block] = [
        Fields(
            [
                (w("合计（小写）", "Total"), f"¥{money(total)}" if total is not None else ""),
                (w("合计（大写）", "Total in capitals"), capital_yuan(total) if total is not None else ""),
            ]
        ),
        Signatures(
            [
                w(f"编制人 {first}".strip(), f"Made by {first}".strip()),
                w(f"复核人 {second}".strip(), f"Checked by {second}".strip()),
            ]
        ),
    ]
    if found:
        blocks.append(
            Note(w(f"名册校验码（SHA-256）：{found.digest}", f"SHA-256 of the lines: {found.digest}"))
        )
        if found.state == PaymentList.State.REJECTED:
            blocks.append(Para(w(f"已作废：{found.why}", f"Rejected: {found.why}")))
    return blocks
