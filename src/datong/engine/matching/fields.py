"""What is read of a person for likeness (模糊比对读取的字段), and how it is brought into one form.

`tables.READ` is an allow-list: number, name, sex, date of birth and place are all that is ever read of either side. Nationality (民族),
ethnicity, religion, party membership, reputation in the village and anything else a list may hold are not looked at. Sex tells
persons apart; no list is selected by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datong.engine.matching.errors import WrongType
from datong.engine.matching.keys import WEIGHTS
from datong.engine.matching.tables import READ, Tables
from datong.kernel.bilingual import Text

__all__ = ["check_types", "fields_sql"]

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE")
PERSON = "row, id, name, sex, town, number, proper"
BLANK = " \t\n\f\r·•.．　"
"""Signs within a name that are no part of it."""
LOWER = "".join(
    sign for sign in map(chr, (*range(0x250), *range(0x370, 0x530), *range(0xFF41, 0xFF5B)))
    if sign.upper() != sign and len(sign.upper()) == 1
)  # fmt: skip
"""Small letters of the scripts in which names are written with them; what else an engine calls small stays as it is."""
DATE = "'^[ \t\n\f\r]*([0-9]{4})[^0-9]?([0-9]{1,2})[^0-9]?([0-9]{1,2})([^0-9]|$)'"
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


def fields_sql(tables: Tables, path: Path, types: Mapping[str, str]) -> str:
    """A query of each row of a file: row, id, name, sex (1, 2), birth (yyyymmdd) and its year, month and day, town and county (codes),
    number (17 to 19 plain characters), proper (whether it is an identity number with the right check character).

    What a list does not say of sex and birth is taken from the identity number; what nobody says is NULL.
    """
    present = {column: column if column in types else "cast(NULL AS string)" for column in READ}
    over, everywhere = tables.words.over, tables.words.everywhere
    born = f"coalesce({_birth(present['birth'], types.get('birth', ''))}, try_cast(substring(identity, 7, 8) AS integer))"
    sex = f"coalesce({_sex(present['sex'])}, 2 - cast(substring(identity, 17, 1) AS integer) % 2)"
    name = f"regexp_replace({present['name']}, '[{BLANK}]', ''{everywhere})"
    code = f"regexp_replace(cast({present['place']} AS string), '[^0-9]', ''{everywhere})"
    read = f"""
        SELECT row, id, spelt, {name} AS name, {present["sex"]} AS sex, {present["birth"]} AS birth, {code} AS code,
               CASE WHEN regexp_extract(spelt, '^[0-9]{{17}}[0-9X]', 0) = spelt THEN spelt END AS identity
        FROM ({tables.people(path, types)})
    """  # noqa: S608
    understood = f"""
        SELECT row, id, cast({sex} AS tinyint) AS sex, cast({born} AS integer) AS birth,
               CASE WHEN upper(name) = name THEN name ELSE translate(name, '{LOWER}', '{LOWER.upper()}') END AS name,
               CASE WHEN length(code) >= 9 AND substring(code, 7, 3) <> '000' THEN substring(code, 1, 9) END AS town,
               CASE WHEN length(spelt) BETWEEN 17 AND 19 AND bit_length(spelt) = 8 * length(spelt) THEN spelt END AS number,
               coalesce({_proper(over)}, false) AS proper
        FROM ({read})
    """  # noqa: S608
    return f"""
        SELECT {PERSON}, substring(town, 1, 6) AS county, birth,
               cast(birth {over} 10000 AS smallint) AS year, cast(birth {over} 100 % 100 AS tinyint) AS month, cast(birth % 100 AS tinyint) AS day
        FROM (SELECT {PERSON},
                     CASE WHEN birth BETWEEN 18500101 AND 21991231 AND birth {over} 100 % 100 BETWEEN 1 AND 12 AND birth % 100 BETWEEN 1 AND 31
                          THEN birth END AS birth
              FROM ({understood}))
    """  # noqa: S608


def _birth(column: str, kind: str) -> str:
    """A date as yyyymmdd; NULL for what is none."""
    if kind in DAYS:
        return f"(year({column}) * 10000 + month({column}) * 100 + day({column}))"
    if kind in WHOLE:
        return f"try_cast({column} AS integer)"
    year, month, day = (
        f"try_cast(regexp_extract({column}, {DATE}, {part}) AS integer)" for part in (1, 2, 3)
    )
    return f"({year} * 10000 + {month} * 100 + {day})"


def _sex(column: str) -> str:
    """1 male, 2 female; NULL for what says neither."""
    word = f"upper(trim(cast({column} AS string)))"
    return (
        f"CASE WHEN {word} IN ('1', '男', '男性', 'M', 'MALE') THEN 1"
        f" WHEN {word} IN ('2', '女', '女性', 'F', 'FEMALE') THEN 2 END"
    )


def _proper(over: str) -> str:
    """Whether the check character of an identity number is right."""
    digits = "cast(substring(identity, 1, 17) AS bigint)"
    total = " + ".join(
        f"{weight} * ({digits} {over} {10 ** (17 - place)} % 10)" for place, weight in enumerate(WEIGHTS, 1)
    )
    return f"substring(identity, 18, 1) = substring('10X98765432', cast(({total}) % 11 AS integer) + 1, 1)"
