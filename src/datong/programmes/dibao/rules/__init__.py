"""The law of dibao: what binds on a day, who is in the household, what counts, what is paid, and what would change it.

Pure functions over stated facts; no database, no decision. See docs/explanation/assessment.md.
"""

from datong.programmes.dibao.rules.assessment import (
    Assessment,
    Change,
    Computation,
    Criterion,
    IncomeLine,
    MemberLine,
    UpliftLine,
    money,
)
from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM
from datong.programmes.dibao.rules.county import CountyParameters, CountyValue
from datong.programmes.dibao.rules.county_shape import KEYS as COUNTY_KEYS
from datong.programmes.dibao.rules.document import HouseholdDocument
from datong.programmes.dibao.rules.duties import (
    POSTED,
    Posting,
    Review,
    mandatory_visits,
    near_relative_kinds,
    posting_content,
    review_categories,
    review_due,
    spot_check_share,
)
from datong.programmes.dibao.rules.errors import (
    BadDocument,
    BadParameters,
    MissingParameter,
    NotInForce,
    Problem,
    UnknownParameter,
)
from datong.programmes.dibao.rules.explaining import assess
from datong.programmes.dibao.rules.household_shape import household as household_shape
from datong.programmes.dibao.rules.household_shape import parse_document
from datong.programmes.dibao.rules.kinds import AREAS
from datong.programmes.dibao.rules.missing import Missing
from datong.programmes.dibao.rules.packs import PACKS, Pack, pack_of
from datong.programmes.dibao.rules.payment import Arrears, Owed, add_months, arrears, first_pay_month
from datong.programmes.dibao.rules.reckoning import Outcome, assess_amount
from datong.programmes.dibao.rules.schema import json_schema
from datong.programmes.dibao.rules.supposed import ASSESSING, standards_a_year, supposed
from datong.programmes.dibao.rules.taper import Taper, taper
from datong.programmes.dibao.rules.wholesale import Wholesale

__all__ = [
    "AREAS",
    "ASSESSING",
    "CODES",
    "COUNTY_KEYS",
    "EXPENSES_FROM",
    "PACKS",
    "POSTED",
    "Arrears",
    "Assessment",
    "BadDocument",
    "BadParameters",
    "Change",
    "Computation",
    "CountyParameters",
    "CountyValue",
    "Criterion",
    "HouseholdDocument",
    "IncomeLine",
    "MemberLine",
    "Missing",
    "MissingParameter",
    "NotInForce",
    "Outcome",
    "Owed",
    "Pack",
    "Posting",
    "Problem",
    "Review",
    "Taper",
    "UnknownParameter",
    "UpliftLine",
    "Wholesale",
    "add_months",
    "arrears",
    "assess",
    "assess_amount",
    "first_pay_month",
    "household_shape",
    "json_schema",
    "mandatory_visits",
    "money",
    "near_relative_kinds",
    "pack_of",
    "parse_document",
    "posting_content",
    "review_categories",
    "review_due",
    "spot_check_share",
    "standards_a_year",
    "supposed",
    "taper",
]
