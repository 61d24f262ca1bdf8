"""The county's parameters as they might be (假设的参数): some values replaced from one day's point of view."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.county import CountyParameters, CountyValue
from datong.programmes.dibao.rules.county_shape import KEYS
from datong.programmes.dibao.rules.errors import BadParameters, Problem

__all__ = ["ASSESSING", "standards_a_year", "supposed"]

PROCEDURE: Final = ("taper_months", "advance_notice_days", "delegated_to_town")
ASSESSING: Final = tuple(key for key in KEYS if key not in PROCEDURE)
"""Parameters that decide about eligibility or amount; the others are about procedure."""

NOT_ASSESSED = Text(
    "这个参数只管程序，不影响资格和金额，不用模拟",
    "this parameter is about procedure; it changes neither eligibility nor amount, so there is nothing to simulate",
)
SUPPOSED = "假设 supposed"


def supposed(county: CountyParameters, on: dt.date, values: Mapping[str, Any]) -> CountyParameters:
    """The same county with other values on day `on`; `values` as a file writes them, by key. Raises BadParameters."""
    faults = [Problem(key, NOT_ASSESSED) for key in values if key in PROCEDURE]
    if faults:
        raise BadParameters(faults)
    rows = {
        key: [{"from": on.isoformat(), "value": value, "document": SUPPOSED}] for key, value in values.items()
    }
    read = CountyParameters.parse({"county": county.county, "parameters": rows})
    fresh = {key: (CountyValue(key, found.value, on, on, SUPPOSED),) for key, (found,) in read.values.items()}
    written = json.dumps([county.digest, on.isoformat(), rows], sort_keys=True, ensure_ascii=False)
    return dataclasses.replace(
        county,
        digest=hashlib.sha256(written.encode()).hexdigest()[:12],
        values={**county.values, **fresh},
    )


def standards_a_year(county: CountyParameters, on: dt.date) -> dict[str, int]:
    """The standards in fen a year by area; an area without one is left out."""
    found = {area: county.find(f"standard.{area}", on) for area in ("urban", "rural")}
    return {
        area: each.value.fen * 12 // each.value.months for area, each in found.items() if each is not None
    }
