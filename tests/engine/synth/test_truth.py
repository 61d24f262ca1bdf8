"""The truth: every row it names is looked up in its register and is what the truth says it is; and no row is missing from it."""

import datetime as dt
from itertools import pairwise

import polars as pl
import pytest
from pypinyin import lazy_pinyin

from datong.engine.synth import naming, writing
from datong.engine.synth.block import draw_block
from datong.kernel.identity import check_digit, problem

FACTS = {
    "known", "true_owner", "true_change", "stale_vehicle", "namesake", "dead_spouse", "wrong_source", "staff_relative",
    "old_number", "slip",
}  # fmt: skip


def full(number: str) -> str:
    """Eighteen characters for fifteen."""
    if len(number) == 18:
        return number
    first = number[:6] + "19" + number[6:]
    return first + check_digit(first)


@pytest.fixture(scope="module")
def seen(read) -> pl.DataFrame:
    """Truth beside the recipient and the row of the register it names."""
    rows = pl.concat(
        read(name)
        .select("id", "name", "sex", "birth")
        .with_row_index("row")
        .with_columns(register=pl.lit(name))
        for name in writing.REGISTERS
    ).with_columns(pl.col("row").cast(pl.Int64))
    recipients = read("recipients").with_columns(full=pl.col("id").map_elements(full, return_dtype=pl.String))
    found = read("truth").join(rows, on=["register", "row"], how="left", suffix="_row")
    return found.join(
        recipients, left_on=["recipient", "household"], right_on=["id", "household"], suffix="_listed"
    )


def told(seen: pl.DataFrame, *columns: str, **of: str) -> list[tuple[object, ...]]:
    rows = seen.filter(**of).select(columns).rows()
    assert rows, of
    return rows


def test_every_truth_has_its_recipient_and_row(read, seen: pl.DataFrame) -> None:
    assert seen.height == read("truth").height > 500
    assert seen["name"].null_count() == 0
    assert set(seen["what"]) == FACTS
    assert seen.select("register", "row").is_duplicated().sum() == 0


def test_rows_without_a_slip_carry_the_recipients_number_and_name(seen: pl.DataFrame) -> None:
    plain = seen.filter(pl.col("form").is_null() & ~pl.col("what").is_in(["namesake", "old_number"]))
    assert plain.filter((pl.col("id") != pl.col("full")) | pl.col("id").is_null()).height == 0
    assert plain.filter(pl.col("name") != pl.col("name_listed")).height == 0


def test_an_old_number_is_the_same_without_century_and_check(seen: pl.DataFrame) -> None:
    for number, whole, name, listed in told(seen, "id", "full", "name", "name_listed", what="old_number"):
        assert number == whole[:6] + whole[8:17]
        assert whole[6:8] == "19"
        assert name == listed


def test_a_namesake_is_another_person_of_the_same_name(read, seen: pl.DataFrame) -> None:
    own = {*read("persons")["identity"]}
    for number, whole, name, listed, same, real in told(
        seen, "id", "full", "name", "name_listed", "same_person", "real", what="namesake"
    ):
        assert name == listed
        assert number != whole
        assert problem(number) is None
        assert number not in own
        assert (same, real) == (False, False)


def apart(one: str, other: str) -> int:
    """Places in which two words of one length differ."""
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_slips_are_what_they_are_called(seen: pl.DataFrame) -> None:
    words = naming.book().words
    variant = {word: words[other] for word, other in zip(words, naming.book().variant, strict=True)}
    for form, number, whole, name, listed in told(
        seen, "form", "id", "full", "name", "name_listed", what="slip"
    ):
        if form in {"digit", "swapped"}:
            assert name == listed
        else:
            assert number is None or apart(number, whole) == 1
        if form == "digit":
            assert apart(number, whole) == 1
        if form == "swapped":
            assert number == whole[:10] + whole[12:14] + whole[10:12] + whole[14:]
            assert number != whole
        if form == "order":
            assert name != listed
            assert sorted(name) == sorted(listed)
        if form in {"variant", "homophone", "character"}:
            assert apart(name, listed) == 1
            ((old, new),) = [(b, a) for a, b in zip(name, listed, strict=True) if a != b]
            assert form != "variant" or variant[old] == new
            assert form != "homophone" or lazy_pinyin(old) == lazy_pinyin(new)


def test_all_forms_of_slip_occur(codes) -> None:
    drawn = [draw_block(seed, 0, codes)["truth"].column("form").to_pylist() for seed in (3, 4)]
    assert {form for part in drawn for form in part} - {None} == {
        "digit",
        "swapped",
        "variant",
        "homophone",
        "character",
        "order",
    }


def test_real_says_whether_the_circumstance_exists(seen: pl.DataFrame) -> None:
    by_base = seen.group_by("base").agg(pl.col("real").unique(), pl.col("same_person").unique()).rows()
    assert {base: (real, same) for base, real, same in by_base} == {
        "known": ([True], [True]), "true_owner": ([True], [True]), "true_change": ([True], [True]),
        "staff_relative": ([True], [True]), "stale_vehicle": ([False], [True]), "namesake": ([False], [False]),
        "dead_spouse": ([False], [True]), "wrong_source": ([False], [True]),
    }  # fmt: skip


def test_stale_vehicles_are_old_and_long_without_inspection(read, seen: pl.DataFrame) -> None:
    vehicles = read("vehicle")
    rows = [row for (row,) in told(seen, "row", base="stale_vehicle")]
    stale = vehicles[rows]
    assert stale["inspected_until"].max() < 20190401
    assert stale["first_registered"].max() < 20110401
    assert vehicles.filter(~pl.int_range(pl.len()).is_in(rows))["inspected_until"].min() > 20220301


def test_a_dead_spouse_is_in_the_register_of_deaths_too(read, seen: pl.DataFrame) -> None:
    dead = {person for (person,) in told(seen, "recipient", base="dead_spouse")}
    deaths = {person for (person,) in told(seen, "recipient", base="true_change", register="death")}
    assert dead <= deaths
    listed = read("persons").filter(pl.col("identity").is_in([full(str(person)) for person in dead]))
    assert set(listed["relation"]) == {1}
    assert listed["died_on"].null_count() == len(dead)


def test_relatives_of_staff_name_somebody_on_the_staff(read, seen: pl.DataFrame) -> None:
    staff = read("staff")
    rows = staff[[row for (row,) in told(seen, "row", base="staff_relative")]]
    assert set(rows["relation"]) <= {"配偶", "父母", "子女", "兄弟姐妹"}
    assert (
        rows.join(
            read("persons"), left_on=["staff_id", "staff_name"], right_on=["identity", "name"], how="anti"
        ).height
        == 0
    )


def test_changes_are_recent(read, seen: pl.DataFrame) -> None:
    for register, column, least in (
        ("social_insurance", "first", 2021 * 12 + 7),
        ("death", "died_on", 20210101),
        ("marriage", "date", 20210401),
    ):
        rows = [row for (row,) in told(seen, "row", base="true_change", register=register)]
        assert read(register)[rows][column].min() >= least


def test_no_row_with_a_recipients_number_is_missing_from_the_truth(read, seen: pl.DataFrame) -> None:
    """Exact and converted matches are exactly the rows of truth without a slip, and never a namesake."""
    whole = {full(number) for number in read("recipients")["id"]}
    exact = {
        (name, row)
        for name in writing.REGISTERS
        for row, number in enumerate(read(name)["id"])
        if number is not None and len(number) in {15, 18} and full(number) in whole
    }
    plain = seen.filter(pl.col("form").is_null() & (pl.col("what") != "namesake"))
    assert exact == set(plain.select("register", "row").rows())


def test_slips_and_old_numbers_fall_on_others_too(read, seen: pl.DataFrame) -> None:
    """What is odd about a row does not give away that it is about a recipient."""
    insurance = read("social_insurance")
    assert insurance.filter(pl.col("id").str.len_chars() == 15).height > 2 * len(
        told(seen, "row", what="old_number", register="social_insurance")
    )
    assert insurance["id"].null_count() > 5


def test_rows_are_in_no_order(read) -> None:
    places = read("housing")["place"].drop_nulls().to_list()
    assert sum(a > b for a, b in pairwise(places)) > len(places) / 10


def test_planted_shares(read, seen: pl.DataFrame) -> None:
    """Three adults on dibao in a hundred own what nobody declared; three standard errors of 550 adults are two in a hundred."""
    day = dt.date(2022, 3, 15)
    adults = read("recipients").filter(pl.col("birth") < (day.year - 18) * 10_000 + 315).height
    for base, share in (
        ("true_owner", 0.03),
        ("namesake", 0.03),
        ("stale_vehicle", 0.02),
        ("wrong_source", 0.02),
        ("staff_relative", 0.01),
    ):
        assert seen.filter(base=base).height / adults == pytest.approx(share, abs=0.022), base
