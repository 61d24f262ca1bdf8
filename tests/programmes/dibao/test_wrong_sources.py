"""Wrong source data planted in a synthetic county, through the whole house of joint review: nobody loses anything by it, and
what is true is found. The full county is `python -m bench reviewing`."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from bench import official
from datong.engine.synth import writing
from datong.engine.synth.codes import Codes
from datong.foundation.casework.service import Case
from datong.foundation.reviews.models import Control, Hit, Switch
from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM

NEARLY_EVERYBODY = {"housing", "social_insurance", "marriage"}
"""Registers that list nearly everybody: many questions, few of them about anything planted."""
REGISTERS = [name for name in writing.REGISTERS if name not in NEARLY_EVERYBODY]


@pytest.mark.django_db
def test_wrong_rows_stop_nothing_and_true_changes_are_found(tmp_path: Path, settings: Settings) -> None:
    settings.DATONG_HOME = tmp_path
    writing.generate(8_000, 2022, tmp_path / "county", Codes(CODES, EXPENSES_FROM))
    done = official.review(official.County(tmp_path / "county", others=60), REGISTERS)

    assert done.stops == 0, "what a household gets is what it got before"
    assert (done.refused, done.hurried > 60) == (done.hurried, True), "confirmed before it was heard"
    assert done.true >= 20
    assert done.share >= 0.95, done.missed
    assert done.wrong >= 20
    assert done.mistaken > 0, "an official who is wrong all the same: where nobody answered"
    assert {"exact", "fuzzy"} <= set(done.kinds)

    states = set(Case.objects.values_list("state", "entitlement"))
    assert states == {("in_pay", "paid"), ("under_review", "paid")}
    checked = Case.objects.filter(state="under_review")
    assert checked.count() == done.checks
    assert {hit.case for hit in Hit.objects.exclude(case=None)} == set(checked)
    for lost in ("stopped", "refused"):
        with pytest.raises(IntegrityError), transaction.atomic():
            checked.update(entitlement=lost)
    assert not Hit.objects.exclude(state="to_verify").filter(verdict__by_name="").exists()
    assert Control.objects.exists(), "of those without a match some are drawn"
    assert all(switch.confirmed * 2 < switch.decided for switch in Switch.objects.all())
