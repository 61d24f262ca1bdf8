"""What is read of a person for likeness (模糊比对读取的字段), and how it is brought into one form.

`READ` is an allow-list: number, name, sex, date of birth and place are all that is ever read of either side. Nationality (民族),
ethnicity, religion, party membership, reputation in the village and anything else a list may hold are not looked at. Sex tells
persons apart; no list is selected by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datong.engine.matching.errors import WrongType
from datong.engine.matching.files import scan
from datong.engine.matching.keys import spelling_sql
from datong.kernel.bilingual import Text

__all__ = ["READ", "check_types", "fields_sql"]

READ = ("id", "name", "sex", "birth", "place")

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE")
TAKEN = {
    "sex": (
        ("VARCHAR", *WHOLE),
        Text("文本或整数（1 男，2 女）", "text or a whole number (1 male, 2 female)"),
    ),
    "birth": (
        ("VARCHAR", *WHOLE, *DAYS),
        Text("日期、文本或 yyyymmdd 整数", "a date, text or a whole number yyyymmdd"),
    ),
    "place": (
        ("VARCHAR", *WHOLE),
        Text("文本或整数（12 位区划代码）", "text or a whole number (a place's 12-digit code)"),
    ),
}


def check_types(path: Path, types: Mapping[str, str]) -> None:
    """Raises WrongType for a column that cannot be read as what its name says."""
    for column, (taken, wanted) in TAKEN.items():
        if types.get(column, "VARCHAR") not in taken:
            raise WrongType(path, column, types[column], wanted)


def fields_sql(path: Path, types: Mapping[str, str]) -> str:
    """A query of each row of a file: row, id, spelt, name, sex (1, 2), birth (yyyymmdd), town and county (codes).

    What a list does not say of sex and birth is taken from the identity number; what nobody says is NULL.
    """
    present = {column: column if column in types else "NULL" for column in READ}
    born = f"coalesce({_birth(present['birth'], types.get('birth', ''))}, try_cast(substring(number, 7, 8) AS integer))"
    sex = f"coalesce({_sex(present['sex'])}, 2 - try_cast(substring(number, 17, 1) AS integer) % 2)"
    code = f"regexp_replace(cast({present['place']} AS varchar), '[^0-9]', '', 'g')"
    return f"""
        SELECT row, id, spelt, name, sex, town, substring(town, 1, 6) AS county,
               CASE WHEN birth BETWEEN 18500101 AND 21991231 AND birth // 100 % 100 BETWEEN 1 AND 12 AND birth % 100 BETWEEN 1 AND 31
                    THEN birth END AS birth
        FROM (SELECT row, id, spelt, name, {sex}::tinyint AS sex, {born}::integer AS birth,
                     CASE WHEN length(code) >= 9 AND substring(code, 7, 3) <> '000' THEN substring(code, 1, 9) END AS town
              FROM (SELECT *, CASE WHEN regexp_full_match(spelt, '[0-9]{{17}}[0-9X]') THEN spelt END AS number
                    FROM (SELECT file_row_number AS row, id, {spelling_sql("id")} AS spelt,
                                 upper(regexp_replace({present["name"]}, '[\\s·•.．　]', '', 'g')) AS name,
                                 {present["sex"]} AS sex, {present["birth"]} AS birth, {code} AS code
                          FROM {scan(path)})))
    """  # noqa: S608


def _birth(column: str, kind: str) -> str:
    """A date as yyyymmdd; NULL for what is none."""
    if kind in DAYS:
        return f"(year({column}) * 10000 + month({column}) * 100 + day({column}))"
    if kind in WHOLE:
        return f"try_cast({column} AS integer)"
    parts = f"regexp_extract({column}::varchar, '^\\s*(\\d{{4}})\\D?(\\d{{1,2}})\\D?(\\d{{1,2}})(\\D|$)', ['y', 'm', 'd'])"
    year, month, day = (f"try_cast({parts}.{name} AS integer)" for name in "ymd")
    return f"({year} * 10000 + {month} * 100 + {day})"


def _sex(column: str) -> str:
    """1 male, 2 female; NULL for what says neither."""
    word = f"upper(trim({column}::varchar))"
    return (
        f"CASE WHEN {word} IN ('1', '男', '男性', 'M', 'MALE') THEN 1"
        f" WHEN {word} IN ('2', '女', '女性', 'F', 'FEMALE') THEN 2 END"
    )
