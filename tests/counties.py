"""Fixtures: both counties in the database, loaded once a module and rolled back after it.

Within the module each test's own changes are rolled back as usual; a module that uses these must not also use
`transactional_db`. The small county takes a third of a second, Luojiang over ten: keep its tests in few modules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tests import small_county as second


@dataclass(frozen=True)
class County:
    """A county that is loaded: its code and date, who imported it, the receipt of the import."""

    code: str
    as_of: Any
    user: Any
    receipt: Any

    def sheets(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What became of each sheet, by (file, sheet)."""
        return {
            (file["file"], sheet["sheet"]): sheet for file in self.receipt.files for sheet in file["sheets"]
        }


@pytest.fixture(scope="session")
def small_books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The seven workbooks of the small county."""
    return second.build(tmp_path_factory.mktemp("small-county"))


@pytest.fixture(scope="module")
def small_county(django_db_setup: None, django_db_blocker: Any, small_books: list[Path]) -> Iterator[County]:
    """The small county in the database."""
    from datong.foundation.access import service as access

    with django_db_blocker.unblock(), transaction.atomic():
        user = access.console()
        receipt = second.load(user, small_books)
        connection.check_constraints()  # now, or PostgreSQL looks at all rows again after every test
        yield County(second.COUNTY, second.AS_OF, user, receipt)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def luojiang(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The example county in the database, with its demo accounts."""
    from datong.config import example
    from datong.foundation.access import service as access

    with django_db_blocker.unblock(), transaction.atomic():
        receipt = example.load(lambda *_: None)
        connection.check_constraints()
        yield County(example.COUNTY, example.AS_OF, access.console(), receipt)
        transaction.set_rollback(True)
