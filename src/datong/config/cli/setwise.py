"""What may be typed for work on files of many households: dibao, review, synth."""

import argparse
from pathlib import Path

from datong.config.cli.arguments import add, count, day, register
from datong.config.cli.supposing import add_simulate

__all__ = ["add_dibao", "add_review", "add_synth"]


def add_dibao(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong dibao assess"""
    dibao = add(commands, "dibao", "the minimum living guarantee").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    assess = add(
        dibao,
        "assess",
        "what the law of a day says of one household; exit 0 when determined, 1 when something is missing, 2 for bad input",
    )
    assess.add_argument(
        "--date", type=day, required=True, metavar="DATE", help="the day of the application, YYYY-MM-DD"
    )
    assess.add_argument(
        "--input", type=Path, required=True, metavar="FILE.json", help="the household document, or -"
    )
    assess.add_argument(
        "--county-parameters",
        type=Path,
        metavar="FILE.yaml",
        help="the county's standards and limits (default: the example county's demonstration values)",
    )
    assess.add_argument(
        "--json", action="store_true", help="as JSON; with --lang in one language, else in both"
    )
    assess.add_argument("--lang", choices=("zh", "en"), help="language (default zh)")
    every = add(
        dibao, "assess-all", "the same rule for every household of four Parquet files; one row out for each"
    )
    every.add_argument(
        "--date", type=day, required=True, metavar="DATE", help="the day whose law binds, YYYY-MM-DD"
    )
    for name, what in (
        ("households", "one row for each household, with its declaration"),
        ("persons", "their members"),
        ("incomes", "income and expenses"),
        ("assets", "what they own"),
    ):
        every.add_argument(f"--{name}", type=Path, required=True, metavar="FILE.parquet", help=what)
    every.add_argument(
        "--engine",
        choices=("polars", "duckdb", "spark"),
        default="polars",
        help="what computes it (default %(default)s)",
    )
    every.add_argument(
        "--spark-master", metavar="URL", help="address of the Spark master (default: this machine)"
    )
    every.add_argument(
        "--county-parameters",
        type=Path,
        metavar="FILE.yaml",
        help="the county's standards and limits (default: the example county's demonstration values)",
    )
    every.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.parquet", help="file to write"
    )
    add_simulate(dibao)


def add_synth(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong synth"""
    synth = add(
        commands,
        "synth",
        "write a synthetic county or nation: households, registers and the truth about both; nobody in it exists",
    )
    synth.add_argument(
        "--households", type=count, required=True, metavar="N", help="how many; 100,000 make a county"
    )
    synth.add_argument(
        "--seed", type=count, required=True, metavar="S", help="a whole number; the same gives the same files"
    )
    synth.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="a folder that is new or empty"
    )


def add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong review run | destroy-due"""
    review = add(
        commands, "review", "joint review: recipients against other departments' lists"
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    add(
        review,
        "destroy-due",
        "destroy unused lists and rows of settled matches whose time is over; run it daily",
    )
    job = review.add_parser(
        "run-job"
    )  # what the page of joint review starts; not for people, so without help
    job.add_argument("job", type=int)
    run = add(review, "run", "find who of the recipients stands in which row of a list; needs no database")
    run.add_argument(
        "--recipients", type=Path, required=True, metavar="R.parquet",
        help="columns id, name, sex, birth, place, household",
    )  # fmt: skip
    run.add_argument(
        "--register", type=register, action="append", required=True, metavar="NAME=FILE.parquet",
        help="a list with columns id, name and any others; once for each list",
    )  # fmt: skip
    run.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="default %(default)s")
    run.add_argument(
        "--spark-master", metavar="URL", help="address of the Spark master (default: this machine)"
    )
    run.add_argument(
        "--fuzzy", action="store_true", help="also by likeness of name, birth, sex, town and number"
    )
    run.add_argument("--threads", type=count, metavar="N", help="threads (default: all)")
    run.add_argument("--memory", metavar="SIZE", help="memory before it spills to disk, such as 4GB")
    run.add_argument(
        "-o", "--output", type=Path, required=True, metavar="HITS.parquet",
        help="file to write: recipient, register, row, kind, probability",
    )  # fmt: skip
