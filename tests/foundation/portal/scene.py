"""A small county with publications in its log, put straight into the tables: what the public pages are tried on."""

import datetime as dt
from typing import Any

from datong.foundation.access.models import User
from datong.foundation.openness.core.content import (
    Block,
    Column,
    PublicFileNote,
    Table,
    Words,
    canonical,
    content,
)
from datong.foundation.openness.models import Edition, Publication
from datong.foundation.portal import service as portal
from datong.foundation.publiclog import service as publiclog
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
DAY = dt.datetime(2014, 9, 26, 10, 0, tzinfo=SHANGHAI)
THIRD = (dt.date(2014, 7, 1), dt.date(2014, 9, 30))
SECOND = (dt.date(2014, 4, 1), dt.date(2014, 6, 30))
NAMES = {BAIHUA: "百花村", "510626106210": "双埝村"}
TITLE = Text("百花村2014年第3季度收支", "Baihua: income and spending, Q3 2014")
INCOME = Text("各项收入", "Income")
ASPECT = Text("“三资”阳光管理", "Village funds, assets and resources")

ITEM = Column("item", Text("项目", "item"))
AMOUNT = Column("amount", Text("金额", "amount"), "money", unit=Text("元", "yuan"))
HOUSEHOLD = Column("name", Text("户主", "head of household"), holds="name")
PERSONS = Column("persons", Text("人数", "persons"), "number")


def money(income: dict[str, int], spending: dict[str, int]) -> tuple[Table, ...]:
    """A quarter's income and spending, in fen by name."""
    return (
        Table(
            Text("收入", "income"),
            (ITEM, AMOUNT),
            tuple(income.items()),
            "income",
            ("合计", sum(income.values())),
        ),
        Table(
            Text("支出", "spending"),
            (ITEM, AMOUNT),
            tuple(spending.items()),
            "spending",
            ("合计", sum(spending.values())),
        ),
    )


def relief(names: list[tuple[str, int, int]]) -> tuple[Table]:
    """A list of households in pay: name, persons, fen."""
    return (Table(Text("在保家庭", "households in pay"), (HOUSEHOLD, PERSONS, AMOUNT), tuple(names)),)


def publish(
    user: User,
    serial: int,
    blocks: tuple[Block, ...] = (Words("村民代表会议同意修渠。", "决定"),),
    *,
    place: str = BAIHUA,
    key: str = "assets.income",
    aspect: str = "assets",
    title: Text = TITLE,
    item: Text = INCOME,
    period: tuple[dt.date, dt.date] = THIRD,
    until: dt.date | None = None,
    profile: str = "R0",
    corrects: Publication | None = None,
    files: tuple[PublicFileNote, ...] = (),
    **more: Any,
) -> Publication:
    """One publication (or the next edition of `corrects`), logged and findable; the tree has not grown yet."""
    number = corrects.number if corrects else f"GK-510626-2014-{serial:06d}"
    version = corrects.editions.count() + 1 if corrects else 1
    action = "correct" if corrects else "publish"
    said = content(
        number=number,
        version=version,
        action=action,
        title=title,
        place=(place, NAMES[place]),
        publisher=(place, f"{NAMES[place]}村民委员会"),
        aspect=(aspect, ASPECT),
        item=(key, item),
        period=(period[0].isoformat(), period[1].isoformat()),
        posted="2014-09-26",
        until=until.isoformat() if until else None,
        blocks=blocks,
        files=files,
        replaces=f"{number}/{version - 1}" if corrects else "",
        **more,
    )
    row = corrects or Publication.objects.create(
        number=number,
        county=place[:6],
        place_code=place,
        aspect=aspect,
        key=key,
        profile=profile,
        period_start=period[0],
        period_end=period[1],
        title_zh=title.zh,
        title_en=title.en,
        published_on=dt.date(2014, 9, 26),
        board_until=dt.date(2014, 10, 6),
        shown_until=until,
        changed_at=DAY,
    )
    return issue(user, row, said)


def issue(user: User, row: Publication, said: dict[str, Any]) -> Publication:
    """An edition of this content, logged, current and findable."""
    written = canonical(said)
    new = publiclog.NewEntry(
        "publication", row.number, said["version"], row.place_code, said["action"], written, said["replaces"]
    )
    row.edition = Edition.objects.create(
        publication=row,
        version=said["version"],
        action=said["action"],
        content=written.decode(),
        log_index=publiclog.append([new])[0].index,
        reason=said["reason"],
        prepared_by=user,
        released_by=user,
        released_at=DAY,
    )
    row.title_zh, row.title_en = said["title"]["zh"], said["title"]["en"]
    row.save()
    portal.index([row])
    return row
