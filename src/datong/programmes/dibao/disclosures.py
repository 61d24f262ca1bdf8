"""What of dibao a village publishes (公开): who is in pay, how many persons, how much; nothing else about anybody."""

import datetime as dt

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.dibao.queries.disclosed import in_pay

COLUMNS = (
    Column("name", Text("户主", "Head of household"), holds="name"),
    Column("minor", Text("未成年", "Minor"), holds="minor"),
    Column("members", Text("保障人数", "Persons"), "number", holds="household_size"),
    Column("programme", Text("项目", "Programme"), holds="programme"),
    Column("amount", Text("月低保金", "Benefit a month"), "money", holds="amount", unit=Text("元", "yuan")),
)
CAPTION = Text("最低生活保障对象", "Households in receipt of dibao")


def households(place_code: str, _first: dt.date, last: dt.date) -> Drawn | None:
    """The households of a village in pay on the last day of the period; None where there is none."""
    rows = in_pay(place_code, last)
    if not rows:
        return None
    total = (None, None, sum(row.members for row in rows), None, sum(row.monthly for row in rows))
    table = Table(
        CAPTION,
        COLUMNS,
        tuple((row.head, int(row.minor), row.members, f"{row.area}低保", row.monthly) for row in rows),
        total=("合计", *total[1:]),
    )
    return Drawn((table,), Text(f"低保名册，{last:%Y-%m-%d}", f"dibao register, {last:%Y-%m-%d}"))


SOURCES = (Source("benefits.dibao", "dibao", households),)
