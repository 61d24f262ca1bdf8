"""What the child's village published, prepares and owes, an objection of the child's family to it, and the village's books."""

import datetime as dt

from datong.foundation.openness import service as openness
from datong.kernel import clock
from datong.programmes.sunshine import service as sunshine
from datong.programmes.sunshine.models import Asset, BookImport
from tests.foundation.access.matters import VILLAGE, Hands
from tests.foundation.evidence.files import photograph
from tests.foundation.openness.asking import published

NUMBER = "GK-519999-2014-000001"
DAY, YEAR = dt.date(2014, 9, 26), dt.date(2014, 1, 1)
AN_EVENT, A_WORK = "cadres.audit", "works.budget"
CONTACT = openness.NewContact("何主任", "村务监督委员会主任", "0838-3550106")


def made(county: str, by: Hands, name: str) -> dict[str, str | int]:
    """Numbers by field of `Things`. `name`: who objected; no page says it, but to those above, for a purpose."""
    openness.load_catalogue(by.officer, county, "sunshine")
    openness.raise_duties(by.officer, county, clock.today())
    published(by.cadre, NUMBER, VILLAGE)
    begun = openness.begin(by.cadre, VILLAGE, A_WORK, YEAR, dt.date(2014, 3, 31))
    draft_file = openness.attach(by.cadre, begun.pk, "渠.jpg", photograph())
    return {
        "owed": openness.owe_event(by.cadre, VILLAGE, AN_EVENT, clock.today(), "何支书离任审计").pk,
        "publication": NUMBER,
        "posting": openness.post(by.cadre, NUMBER, 1, DAY).pk,
        "draft": begun.pk,
        "draft_file": draft_file.pk,
        "complaint": complaint(by, name),
        "contact": openness.put_contact(by.clerk, VILLAGE, CONTACT).pk,
        **books(by),
    }


def complaint(by: Hands, name: str) -> int:
    """Taken in on paper by the village, which answers first."""
    asked = openness.Asked(
        VILLAGE, "fact", "第 12 行的金额和发到手的不一样。", number=NUMBER, where="第 12 行", by_name=name
    )
    return openness.register_objection(by.cadre, asked).case


def books(by: Hands) -> dict[str, int]:
    """One voucher, one asset, one workbook handed in."""
    cash, stock = sunshine.Posting("101", 100_000, 0), sunshine.Posting("101", 0, 5_000)
    sunshine.open_books(by.clerk, VILLAGE, YEAR, [cash, sunshine.Posting("301", 0, 100_000)])
    paid = [sunshine.Posting("541", 5_000, 0, "办公费"), stock]
    new = sunshine.NewVoucher(dt.date(2014, 3, 5), "买办公用纸", paid)
    asset = Asset.objects.create(
        place_code=VILLAGE,
        number="ZC001",
        name="村办公室",
        kind="固定资产",
        value=100_000,
        by=by.cadre,
        at=clock.now(),
    )
    taken = BookImport.objects.create(
        place_code=VILLAGE, name="账簿.xlsx", sha256="0" * 64, by=by.cadre, at=clock.now()
    )
    return {
        "voucher": sunshine.enter(by.cadre, VILLAGE, new).pk,
        "asset": asset.pk,
        "workbook": taken.pk,
    }


__all__ = ["made"]
