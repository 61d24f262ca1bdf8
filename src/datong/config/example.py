"""The example county: Luojiang, 26 September 2014; invented people in real villages."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from datong.config import example_books, example_declarations, example_openness, example_reviews
from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
from datong.programmes.dibao import service as dibao

COUNTY = "510626"
AS_OF = dt.date(2014, 9, 26)
IN_OFFICE = dt.date(2014, 1, 1)
FOLDER = Path(__file__).resolve().parents[3] / "examples" / "luojiang-2014"


def workbooks() -> list[Path]:
    """The seven ledgers, in order."""
    return sorted(FOLDER.glob("*.xlsx"))


def load(progress: Callable[[str, int, int], None]) -> ledgers.Receipt:
    """Places, ledgers, the households in pay as cases, the duty calendar, demo accounts; running it again changes nothing."""
    console = access.console()
    places.load(console.username, FOLDER / "places-2016.csv")
    order = ledgers.Order(user=console, county=COUNTY, as_of=AS_OF, progress=progress)
    receipt = ledgers.receive(order, workbooks())
    dibao.load_parameters(console, FOLDER / "dibao-parameters.yaml")
    dibao.adopt(console, COUNTY, AS_OF)
    example_openness.load(console)
    access.load_demo_accounts(COUNTY + "000000", since=IN_OFFICE)
    return receipt


def tell_the_story(progress: Callable[[str, int, int], None]) -> int:
    """Besides the registers: the books of one village, declarations, a joint review, and what has been published; how many
    publications are new."""
    example_books.load(access.console())
    example_declarations.load(access.console(), example_reviews.households())
    example_reviews.load()
    return example_openness.publish(progress)
