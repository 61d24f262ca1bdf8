"""The columns of every file, in order."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from datong.engine.synth.planting import REGISTERS

__all__ = ["FILES", "MONTHS", "schema"]

I8, I16, I32, I64, T, B = pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.string(), pa.bool_()
MONTHS: Final = (*(f"m{month}" for month in range(202103, 202113)), "m202201", "m202202")
"""Columns of the twelve months reckoned."""
_OWNER: Final = {"id": T, "name": T, "sex": I8, "birth": I32, "place": I64}
_TABLES: Final[dict[str, dict[str, pa.DataType]]] = {
    "households": {
        "household": I64, "place": I64, "area": I8, "registered_here": B, "residence_permit": B, "single": I8, "family_borderline": B,
        "family_in_difficulty": B, "religious_house": B, "county_ground": T, "declared_on": I32, "members_complete": B,
        "income_complete": B, "property_complete": B,
    },
    "persons": {
        "household": I64, "person": I64, "relation": I8, "birth": I32, "hukou": I8, "lives_together": B, "legal_duty": B, "study": I8,
        "full_time": B, "cannot_live_alone": B, "disability_kind": I8, "disability_grade": I8, "serious_illness": B, "work_capacity": I8,
        "employed": B, "hard_to_employ": B, "own_register": B, "clergy_since": I32, "absence": I8, "provincial_exclusion": T,
        "died_on": I32, "groups": T, "name": T, "sex": I8, "identity": T,
    },
    "incomes": {
        "household": I64, "person": I64, "kind": I16, "method": I8, "first": I32, "last": I32, "amount": I64, "costs": I64, "per": I8,
        "spread": B, "giver": I8, "judged": B,
    },
    "assets": {
        "household": I64, "person": I64, "kind": I16, "value": I64, "count": I64, "area": I64, "exempt": I8,
    },
    "recipients": {"id": T, "name": T, "sex": I8, "birth": I32, "place": I64, "household": I64},
    "vehicle": _OWNER | {"plate": T, "kind": T, "first_registered": I32, "acquired": I32, "inspected_until": I32, "status": T, "as_of": I32},
    "housing": _OWNER | {"certificate": T, "use": T, "area": I64, "share": T, "registered": I32, "as_of": I32},
    "company": _OWNER | {"company": T, "credit_code": T, "role": T, "capital": I64, "founded": I32, "status": T, "as_of": I32},
    "tax": _OWNER | {"year": I32, "payer": T, "income": I64, "tax": I64, "as_of": I32},
    "social_insurance": _OWNER | {"scheme": T, "employer": T, "first": I32, "last": I32, "base": I64, "status": T, "as_of": I32},
    "provident_fund": _OWNER | {"employer": T, "first": I32, "last": I32, "base": I64, "balance": I64, "as_of": I32},
    "payroll": _OWNER | {"unit": T, "post": T} | dict.fromkeys(MONTHS, I64) | {"as_of": I32},
    "death": _OWNER | {"died_on": I32, "registered_on": I32, "as_of": I32},
    "farm_machinery": _OWNER | {"machine": T, "bought": I32, "price": I64, "subsidy": I64, "as_of": I32},
    "marriage": _OWNER | {"event": T, "date": I32, "spouse_id": T, "spouse_name": T, "as_of": I32},
    "staff": _OWNER | {"unit": T, "post": T, "relation": T, "staff_id": T, "staff_name": T, "as_of": I32},
    "truth": {
        "recipient": T, "household": I64, "register": T, "row": I64, "what": T, "base": T, "form": T, "same_person": B, "real": B,
    },
}  # fmt: skip
FILES: Final = {
    name: f"registers/{name}.parquet" if name in REGISTERS else f"{name}.parquet" for name in _TABLES
}
"""Table -> its file below the folder."""


def schema(table: str) -> pa.Schema:
    """The columns of one table."""
    return pa.schema(list(_TABLES[table].items()))
