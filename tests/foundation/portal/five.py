"""Five publications in the signed log; the third is looked at."""

from collections.abc import Iterator

import pytest

from datong.foundation.access.models import User
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from tests.foundation.access.walk import make_user, plant_places
from tests.foundation.portal import scene

PAGE = "/open/p/GK-510626-2014-000003/"
BASE = PAGE + "1/"


@pytest.fixture
def user(db: None) -> Iterator[User]:
    """Who published them, on 26 September 2014."""
    plant_places()
    with clock.override(scene.DAY):
        user = make_user("zhang")
        for serial in range(1, 6):
            scene.publish(
                user, serial, scene.money({"林地发包": 1_500_000 + serial}, {"水渠 <维修>": -2_050})
            )
        publiclog.integrate()
        yield user
