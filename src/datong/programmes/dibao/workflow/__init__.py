"""THE TABLE of dibao (低保办理流程表), of both laws: a case follows the one in force on the day of its application.

What re-verifies a household that is in pay follows the law of the day the check is opened: `goes_on_under`.
"""

import datetime as dt

from datong.programmes.dibao.workflow.v2012 import V2012
from datong.programmes.dibao.workflow.v2021 import V2021

__all__ = ["MEASURES_OF_2021", "TABLES", "V2012", "V2021", "table_of"]

MEASURES_OF_2021 = dt.date(2021, 7, 1)
TABLES = (V2012, V2021)


def table_of(day: dt.date) -> str:
    """The key of the table for an application, or a check, of this day."""
    return V2021.key if day >= MEASURES_OF_2021 else V2012.key
