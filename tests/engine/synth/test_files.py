"""The files: their columns to the letter, whole and in order, the same each time and however they are drawn."""

import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from datong.engine.synth import writing
from datong.engine.synth.codes import Codes
from datong.engine.synth.shapes import schema

B, I8, I16, I32, I64, T = pl.Boolean, pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.String
SCHEMAS = {
    "households": {
        "household": I64, "place": I64, "area": I8, "registered_here": B, "residence_permit": B, "single": I8,
        "family_borderline": B, "family_in_difficulty": B, "religious_house": B, "county_ground": T, "declared_on": I32,
        "members_complete": B, "income_complete": B, "property_complete": B,
    },
    "persons": {
        "household": I64, "person": I64, "relation": I8, "birth": I32, "hukou": I8, "lives_together": B, "legal_duty": B,
        "study": I8, "full_time": B, "cannot_live_alone": B, "disability_kind": I8, "disability_grade": I8, "serious_illness": B,
        "work_capacity": I8, "employed": B, "hard_to_employ": B, "own_register": B, "clergy_since": I32, "absence": I8,
        "provincial_exclusion": T, "died_on": I32, "groups": T, "name": T, "sex": I8, "identity": T,
    },
    "incomes": {
        "household": I64, "person": I64, "kind": I16, "method": I8, "first": I32, "last": I32, "amount": I64, "costs": I64,
        "per": I8, "spread": B, "giver": I8, "judged": B,
    },
    "assets": {
        "household": I64, "person": I64, "kind": I16, "value": I64, "count": I64, "area": I64, "exempt": I8,
    },
    "recipients": {"id": T, "name": T, "sex": I8, "birth": I32, "place": I64, "household": I64},
    "truth": {
        "recipient": T, "household": I64, "register": T, "row": I64, "what": T, "base": T, "form": T, "same_person": B, "real": B,
    },
}  # fmt: skip
REGISTERS = [
    "company", "death", "farm_machinery", "housing", "marriage", "payroll", "provident_fund", "social_insurance", "staff", "tax",
    "vehicle",
]  # fmt: skip


@pytest.mark.parametrize("table", SCHEMAS)
def test_columns_are_as_agreed(read, table: str) -> None:
    assert dict(read(table).schema) == SCHEMAS[table]


@pytest.mark.parametrize("register", REGISTERS)
def test_registers_name_and_number_first(read, register: str) -> None:
    found = read(register)
    assert found.columns[:5] == ["id", "name", "sex", "birth", "place"]
    assert found.columns[-1] == "as_of"
    assert found["as_of"].n_unique() == 1


def test_the_folder_holds_these_files_and_no_scratch(written: writing.Written) -> None:
    found = sorted(
        str(path.relative_to(written.directory)) for path in written.directory.rglob("*") if path.is_file()
    )
    assert found == sorted(
        [
            "synth.json",
            *(f"{name}.parquet" for name in SCHEMAS),
            *(f"registers/{name}.parquet" for name in REGISTERS),
        ]
    )


@pytest.mark.parametrize("table", ["households", "persons", "incomes", "assets", "recipients"])
def test_rows_are_sorted_by_household(read, table: str) -> None:
    assert read(table)["household"].is_sorted()


def test_households_are_numbered_from_one(read) -> None:
    assert read("households")["household"].to_list() == list(range(1, 10_001))


def test_persons_belong_to_households_and_are_told_apart(read) -> None:
    persons = read("persons")
    assert persons["person"].n_unique() == persons.height
    assert persons["identity"].n_unique() == persons.height
    assert persons.join(read("households"), on="household", how="anti").height == 0


@pytest.mark.parametrize("table", ["incomes", "assets"])
def test_money_is_of_a_person_of_the_same_household(read, table: str) -> None:
    money, persons = read(table), read("persons")
    assert money.join(read("households"), on="household", how="anti").height == 0
    own = money.filter(pl.col("person").is_not_null())
    assert own.height > 1000
    assert own.join(persons, on=["household", "person"], how="anti").height == 0


def test_recipients_are_the_living_of_three_households_in_a_hundred(read) -> None:
    recipients, persons = read("recipients"), read("persons")
    assert recipients["household"].n_unique() == 300
    listed = persons.join(recipients, on="household", how="semi")
    assert listed.filter(pl.col("died_on").is_null()).height == recipients.height
    assert recipients.join(persons, on=["household", "name", "birth", "sex"], how="anti").height == 0


def test_the_manifest_says_what_the_files_are(written: writing.Written, manifest: Path) -> None:
    said = json.loads(manifest.read_text())
    assert {key: said[key] for key in ("version", "households", "seed", "day")} == {
        "version": 1, "households": 10_000, "seed": 2022, "day": "2022-03-15",
    }  # fmt: skip
    assert len(said["files"]) == 17
    for file, about in said["files"].items():
        path = written.directory / file
        assert about == {
            "rows": pq.read_metadata(path).num_rows,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }


def test_the_same_again_and_by_two_processes(tmp_path: Path, codes: Codes) -> None:
    kept = []
    for name, workers in (("one", 1), ("two", 2)):
        writing.generate(10_100, 5, tmp_path / name, codes, workers=workers, together=10_000)
        kept.append((tmp_path / name / "synth.json").read_text())
    assert kept[0] == kept[1]
    assert pq.read_metadata(tmp_path / "two" / "persons.parquet").num_row_groups == 2
    truth = pl.read_parquet(tmp_path / "two" / "truth.parquet").filter(
        register="housing", what="known", household=10_001
    )
    housing = pl.read_parquet(tmp_path / "two" / "registers" / "housing.parquet")
    late = pl.read_parquet(tmp_path / "two" / "truth.parquet").filter(pl.col("household") > 10_000)
    assert late.filter(register="housing")["row"].min() > 10_000
    assert truth["row"].max() is None or truth["row"].max() < housing.height


def test_a_household_is_the_same_whatever_number_is_asked_for(tmp_path: Path, codes: Codes, read) -> None:
    writing.generate(700, 2022, tmp_path / "few", codes)
    few = {name: pl.read_parquet(tmp_path / "few" / file) for name, file in writing.FILES.items()}
    assert few["households"].height == 700
    for table in ("households", "persons", "incomes", "assets", "recipients"):
        whole = read(table).filter(pl.col("household") <= 700)
        assert few[table].equals(whole), table
    for register in REGISTERS:
        assert few[register].height > 0
        assert (
            few[register].join(read(register), on=read(register).columns, how="anti", nulls_equal=True).height
            == 0
        ), register
    same = ["recipient", "household", "register", "what", "form", "real"]
    assert few["truth"].select(same).equals(read("truth").filter(pl.col("household") <= 700).select(same))


def test_another_seed_is_another_county(tmp_path: Path, codes: Codes, read) -> None:
    writing.generate(50, 1, tmp_path / "other", codes)
    other = pl.read_parquet(tmp_path / "other" / "persons.parquet")
    assert not other["name"].head(50).equals(read("persons")["name"].head(50))


def test_the_document_tells_of_every_file_and_column() -> None:
    told = (Path(__file__).resolve().parents[3] / "docs" / "synthetic.md").read_text()
    words = set(re.findall(r"\w+", told))
    months = {f"m2021{month:02d}" for month in range(4, 13)} | {"m202201"}
    for table, file in writing.FILES.items():
        assert Path(file).stem in words
        assert set(schema(table).names) - months <= words, table
