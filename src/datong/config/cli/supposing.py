"""What may be typed after `datong dibao simulate`."""

import argparse
from pathlib import Path

from datong.config.cli.arguments import add, county, day

__all__ = ["FILES", "add_simulate"]

FILES = ("households", "persons", "incomes", "assets")


def add_simulate(dibao_commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong dibao simulate | run-simulation"""
    job = dibao_commands.add_parser("run-simulation")  # what the page starts; not for people, so without help
    job.add_argument("job", type=int)
    parser = add(
        dibao_commands, "simulate",
        "the rule as it stands beside the rule with other parameters: who enters and leaves, what it costs, whom it reaches",
    )  # fmt: skip
    parser.add_argument(
        "--standard", action="append", default=[], metavar="AREA=FEN",
        help="another standard of urban or rural dibao: fen a month, or fen a year such as rural=312000/year",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE",
        help="another value of any parameter of the county that decides eligibility or amount, as JSON or a word",
    )  # fmt: skip
    parser.add_argument("--date", type=day, metavar="DATE", help="the day whose law binds (default: today)")
    parser.add_argument(
        "--county",
        type=county,
        metavar="CODE",
        help="county, 6 digits (default: the only one in the data folder)",
    )
    for name in FILES:
        parser.add_argument(
            f"--{name}", type=Path, metavar="FILE.parquet", help=f"{name} from a file instead of the register"
        )
    parser.add_argument(
        "--county-parameters", type=Path, metavar="FILE.yaml",
        help="with files: the county's standards and limits (default: the example county's demonstration values)",
    )  # fmt: skip
    parser.add_argument(
        "--engine",
        choices=("polars", "duckdb"),
        default="polars",
        help="what computes it (default %(default)s)",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="keep numbers about fewer than ten households; not to leave the department",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="REPORT", help="a .json or .xlsx file to write besides"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language (default %(default)s)")
