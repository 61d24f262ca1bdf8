"""What may be typed after `datong`, with its help."""

import argparse
import datetime as dt
from pathlib import Path

FORMATS = ("json", "md", "html", "docx", "pdf")


def day(text: str) -> dt.date:
    """A date YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} 不是日期；请写成 2014-09-26 (not a date YYYY-MM-DD)"
        ) from error


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


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="datong",
        description="Datong (打通): a county runs its last-mile public services. 打通联系服务群众最后一公里。",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add(commands, "migrate", "create or upgrade the database; safe to run again")
    demo = add(commands, "demo", "load the example county and demo accounts; safe to run again")
    demo.add_argument(
        "--force", action="store_true", help="load it even into a database that holds other counties"
    )
    serve = add(commands, "serve", "a production server (granian, WSGI), static files included")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port (default %(default)s)")
    add_places(commands)
    add_ledgers(commands)
    add_figures(commands)
    briefing = scoped(add(commands, "briefing", "write the briefing; every number comes from a figure"))
    briefing.add_argument("--format", choices=FORMATS, required=True, help="json, md, html, docx or pdf")
    briefing.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="file to write, or -"
    )
    briefing.add_argument("--lang", choices=("zh", "en"), default="zh", help="language (default %(default)s)")
    return parser


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


def add_places(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong places load | find"""
    places = add(commands, "places", "the tree of places").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    load = add(places, "load", "load places: columns code,parent,level,kind,name; safe to run again")
    load.add_argument("file", type=Path, metavar="FILE.csv")
    find = add(places, "find", "find places by name, part of it, pinyin initials or code")
    find.add_argument("name", metavar="NAME")
    find.add_argument("--county", type=county, required=True, metavar="CODE", help="county, 6 digits")


def add_ledgers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong ledgers list | template | import | export | refused | undo"""
    ledgers = add(commands, "ledgers", "spreadsheets in and out").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    add(ledgers, "list", "programmes, sheets, columns, synonyms")
    template = add(ledgers, "template", "an empty ledger with its headings, notes and validation lists")
    template.add_argument("programme", metavar="PROGRAMME")
    template.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    take = scoped(add(ledgers, "import", "import workbooks; every row is kept or refused with its reason"))
    take.add_argument("files", type=Path, nargs="+", metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="do everything and keep nothing")
    take.add_argument(
        "--report", type=Path, metavar="REPORT.json", help="write what became of every sheet and refused row"
    )
    take.add_argument("--strict", action="store_true", help="exit with 1 when anything was refused")
    take.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="language of messages (default %(default)s)"
    )
    export = scoped(add(ledgers, "export", "write a programme's ledger; importing it again changes nothing"))
    export.add_argument("programme", metavar="PROGRAMME")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    refused = add(
        ledgers, "refused", "the refused rows of an import with reasons, ready to correct and import again"
    )
    refused.add_argument("import_id", type=int, metavar="IMPORT_ID")
    refused.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    job = ledgers.add_parser("run-job")  # what the ledger page starts; not for people, so without help
    job.add_argument("job", type=int)
    undo = add(ledgers, "undo", "take back the newest import of its county")
    undo.add_argument("import_id", type=int, metavar="IMPORT_ID")


def add_figures(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong figures [trace KEY]"""
    figures = scoped(add(commands, "figures", "every figure of a county on a day, or the records behind one"))
    figures.add_argument(
        "action", nargs="?", choices=("trace",), help="trace KEY: the records behind a figure"
    )
    figures.add_argument("key", nargs="?", metavar="KEY", help="a figure's key, such as dibao.households")
    figures.add_argument(
        "--format",
        choices=("json", "table", "csv"),
        default="table",
        help="json, table or csv; a trace is csv",
    )
    figures.add_argument(
        "-o", "--output", type=Path, default=Path("-"), metavar="FILE", help="file to write (default -)"
    )
