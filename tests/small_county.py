"""A second, small county (青溪县, invented): seven workbooks as departments hand them in, and what must come of them.

    paths = small_county.build(tmp_path)      # the seven workbooks
    receipt = small_county.load(user)         # places and workbooks into the database
    small_county.EXPECTED["ledgers"], ["figures"], ["findings"], ...

Its rows stand in tests/second_county/, a module a programme; everything expected is reckoned by hand.
"""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from tests.second_county import (
    approvals,
    dibao,
    expected,
    family_doctor,
    irrigation,
    membership,
    silver_age,
    sunshine,
)
from tests.second_county.people import ID
from tests.second_county.writing import Book

__all__ = ["AS_OF", "BOOKS", "COUNTY", "EXPECTED", "ID", "PLACES", "TOWNS", "build", "load", "load_places"]

COUNTY = "519999"
AS_OF = dt.date(2015, 6, 30)
PLACES = Path(__file__).resolve().parent / "second_county" / "places.csv"
TOWNS = {"临溪镇": "519999100000", "石桥乡": "519999101000", "云台街道": "519999102000"}
BOOKS: tuple[Book, ...] = tuple(
    part.BOOK for part in (dibao, family_doctor, irrigation, sunshine, membership, silver_age, approvals)
)
EXPECTED: dict[str, Any] = {
    "ledgers": expected.LEDGERS,
    "unknown_columns": expected.UNKNOWN_COLUMNS,
    "figures": expected.FIGURES,
    "shares": expected.SHARES,
    "by_town": expected.BY_TOWN,
    "findings": expected.FINDINGS,
}


def build(folder: Path) -> list[Path]:
    """Write the seven workbooks into a folder; their paths, in the order of the programmes."""
    return [book.write(folder) for book in BOOKS]


def load_places(user: Any) -> None:
    """The county's places into the database."""
    from datong.foundation.places import service as places

    places.load(user.username, PLACES)


def load(user: Any, paths: list[Path] | None = None, **asked: Any) -> Any:
    """Places and workbooks into the database, as `user` (who may import); the receipt. `asked`: more of the order."""
    from datong.foundation.ledgers import service as ledgers

    load_places(user)
    order = ledgers.Order(**{"user": user, "county": COUNTY, "as_of": AS_OF, "door": "cli"} | asked)
    if paths is not None:
        return ledgers.receive(order, paths)
    with tempfile.TemporaryDirectory(prefix="datong-county-") as folder:
        return ledgers.receive(order, build(Path(folder)))
