"""What several commands take, and how a command is declared."""

import argparse
import datetime as dt
from pathlib import Path

__all__ = ["add", "count", "county", "day", "digest", "register", "scoped"]


def day(text: str) -> dt.date:
    """A date YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} 不是日期；请写成 2014-09-26 (not a date YYYY-MM-DD)"
        ) from error


def count(text: str) -> int:
    """How many: 0 or a whole number above it."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} 不是数目；请写 0 或正整数 (not a number, 0 or more)")


def digest(text: str) -> str:
    """SHA-256 in hex."""
    if len(text) == 64 and set(text.lower()) <= set("0123456789abcdef"):
        return text.lower()
    raise argparse.ArgumentTypeError(f"{text!r} 不是链头；请写 64 位十六进制数 (a head has 64 hex digits)")


def county(text: str) -> str:
    """A county's code: 6 digits, or 12 that end in six zeros."""
    if (
        text.isascii()
        and text.isdigit()
        and (len(text) == 6 or (len(text) == 12 and text.endswith("000000")))
    ):
        return text[:6]
    raise argparse.ArgumentTypeError(
        f"{text!r} 不是县的代码；请写 6 位数字，如 510626 (a county has 6 digits)"
    )


def register(text: str) -> tuple[str, Path]:
    """A register's name and its file."""
    name, sign, file = text.partition("=")
    if name.strip() and sign and file:
        return name.strip(), Path(file)
    raise argparse.ArgumentTypeError(
        f"{text!r} 不是名单；请写成 名称=文件.parquet (a register is NAME=FILE.parquet)"
    )


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    """One command with its help."""
    return commands.add_parser(name, help=text, description=text)


def scoped(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A command about one county on one day."""
    parser.add_argument(
        "--county", type=county, required=True, metavar="CODE", help="county, 6 digits, such as 510626"
    )
    parser.add_argument(
        "--as-of", type=day, required=True, metavar="DATE", help="the ledgers' date, YYYY-MM-DD"
    )
    return parser
