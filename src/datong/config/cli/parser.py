"""What may be typed after `datong`, with its help."""

import argparse
from pathlib import Path

from datong.config.cli.arguments import add, count, county, day, digest, scoped
from datong.config.cli.setwise import add_dibao, add_review, add_synth

FORMATS = ("json", "md", "html", "docx", "pdf")


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
    add_journal(commands)
    add_evidence(commands)
    add_openness(commands)
    add_log(commands)
    add_clock(commands)
    add_sample(commands)
    add_dibao(commands)
    add_review(commands)
    add_synth(commands)
    add_portal(commands)
    add_witness(commands)
    briefing = scoped(add(commands, "briefing", "write the briefing; every number comes from a figure"))
    briefing.add_argument("--format", choices=FORMATS, required=True, help="json, md, html, docx or pdf")
    briefing.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="file to write, or -"
    )
    briefing.add_argument("--lang", choices=("zh", "en"), default="zh", help="language (default %(default)s)")
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


def add_clock(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong clock due"""
    clock = add(commands, "clock", "legal time limits").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    due = add(clock, "due", "the last day of a time limit; the day it starts from is not counted")
    due.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help="the day of the event, YYYY-MM-DD"
    )
    due.add_argument("--working-days", type=count, metavar="N", help="a limit of N working days")
    due.add_argument(
        "--calendar-days",
        type=count,
        metavar="N",
        help="a limit of N calendar days; one that ends on a rest day ends on the next working day",
    )
    due.add_argument(
        "--batch",
        type=Path,
        metavar="FILE.csv",
        help="columns from,working_days; prints a line from,working_days,due for each row, without a heading",
    )
    due.add_argument(
        "--provisional",
        action="store_true",
        help="accept dates in years whose holiday notice is not known: Monday to Friday count there",
    )
    due.add_argument("--json", action="store_true", help="as JSON, with the skipped days and their reasons")
    due.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="language of the reasons (default %(default)s)"
    )


def add_sample(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong sample draw | verify"""
    sample = add(commands, "sample", "draws that anybody can check").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    draw = add(sample, "draw", "draw from a list of ids by a published seed; prints them in the order drawn")
    draw.add_argument("--ids", type=Path, required=True, metavar="FILE", help="one id a line")
    draw.add_argument("--seed", required=True, metavar="SEED", help="the seed, as it was published")
    draw.add_argument("--count", type=count, required=True, metavar="N", help="how many")
    verify = add(sample, "verify", "draw again from the record of a draw: exit 0 when it agrees, 1 when not")
    verify.add_argument("file", type=Path, metavar="FILE.json")


def add_journal(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong journal verify | head | publish-head"""
    journal = add(
        commands, "journal", "the journal: who did what, and that nobody altered it"
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = add(
        journal, "verify", "check every entry; exit 1 and the first broken entry when one was altered"
    )
    verify.add_argument(
        "--head", type=digest, metavar="HEX", help="a head noted before: must still be in the chain"
    )
    add(journal, "head", "date, number of entries, head: to be noted outside this system")
    add(journal, "publish-head", "put today's head into the public log; the server does it once a day")


def add_evidence(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong evidence verify | destroy-due"""
    evidence = add(commands, "evidence", "papers and photographs kept under their hash").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    add(evidence, "verify", "read every kept file; exit 1 when one is missing or altered")
    add(evidence, "destroy-due", "destroy the papers whose time of keeping is over today; their records stay")


def add_log(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong log status | integrate | export | verify | prove | check | monitor | rotate"""
    log = add(commands, "log", "the public log: what was published, provably unaltered").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    add(log, "status", "entries, root, keys, witnesses; exit 1 when something keeps the log from going on")
    add(log, "integrate", "take waiting entries into the signed tree now")
    export = add(log, "export", "write the whole log as static files; run again, it adds what is new")
    export.add_argument("directory", type=Path, metavar="DIR")
    add_checks(log)
    prove = add(log, "prove", "write the offline proof of a publication (c2sp.org/tlog-proof)")
    prove.add_argument("publication", metavar="PUBLICATION", help="its number")
    prove.add_argument("--version", type=count, metavar="N", help="which version (default: the newest)")
    prove.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.tlog-proof", help="file to write, or -"
    )
    rotate = add(log, "rotate", "add a signing key; old and new sign until --finish")
    rotate.add_argument("--finish", action="store_true", help="destroy the oldest key")


def add_checks(log: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong log verify | check | monitor: by whoever does not take the county's word for it"""
    verify = add(
        log,
        "verify",
        "check every entry, tile, signature and cosignature; needs no database for a URL or DIR",
    )
    verify.add_argument(
        "where", nargs="?", default="", metavar="URL_OR_DIR", help="a log's prefix (default: this one)"
    )
    check = add(log, "check", "one publication and its offline proof; needs neither network nor database")
    check.add_argument("proof", type=Path, metavar="FILE.tlog-proof")
    check.add_argument("content", type=Path, metavar="CONTENT.json", help="its content.json, byte for byte")
    watch = add(
        log, "monitor", "compare every public page with the log, the log with its past and its witnesses"
    )
    watch.add_argument("where", metavar="URL_OR_DIR", help="the site, or a folder of `datong portal export`")
    watch.add_argument(
        "--state", type=Path, metavar="FILE", help="what was seen before; keep it outside the county"
    )
    for command in (verify, check, watch):
        command.add_argument(
            "--witness-policy", type=Path, metavar="FILE", help="who must have signed (c2sp.org/tlog-policy)"
        )
        command.add_argument(
            "--vkey", action="append", default=[], metavar="VKEY", help="the log's public key, from paper"
        )


def add_openness(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong openness due | expire | escalate"""
    openness = add(
        commands, "openness", "what villages must disclose, and until when it is shown"
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    due = add(
        openness,
        "due",
        "raise the county's duties and list what is overdue or due within ten days; run it every day, again changes nothing",
    )
    due.add_argument(
        "--county", type=county, required=True, metavar="CODE", help="county, 6 digits, such as 510626"
    )
    due.add_argument(
        "--to", type=day, metavar="DATE", help="the present day of the calendar (default: today)"
    )
    due.add_argument(
        "--from", dest="begins", type=day, metavar="DATE",
        help="where a new calendar begins (default: the present day); what was owed before is not reckoned",
    )  # fmt: skip
    add(openness, "expire", "take what has had its time off the public pages; run it every day")
    add(openness, "escalate", "pass objections up that nobody answered in time; run it every day")


def add_portal(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong portal export"""
    portal = add(commands, "portal", "the public side of all programmes").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    export = add(
        portal,
        "export",
        "write the whole public side as static files, or bring what was written up to date; exit 1 when something shown is"
        " not what was logged",
    )
    export.add_argument("directory", type=Path, metavar="DIR", help="folder that any web server may serve")
    export.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="address of the running application, to which objections are sent, such as https://datong.county.example",
    )
    export.add_argument(
        "--workers", type=count, metavar="N", help="processes that make pages (default: one a processor)"
    )


def add_witness(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """datong witness keygen | serve"""
    witness = add(
        commands, "witness", "a witness of transparency logs, run by another body; needs no database"
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    keygen = add(witness, "keygen", "a new key for the witness; prints the public key for policy files")
    keygen.add_argument("--name", required=True, metavar="NAME", help="such as audit.example.cn/witness")
    serve = add(
        witness, "serve", "sign checkpoints of logs that only ever grow; keeps evidence of those that fork"
    )
    serve.add_argument(
        "--state", type=Path, required=True, metavar="DIR", help="what was signed; never restore it"
    )
    serve.add_argument(
        "--log", action="append", required=True, metavar="VKEY", help="a log's public key; once for each log"
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    serve.add_argument("--port", type=int, default=8100, help="port, 0 for a free one (default %(default)s)")
    for command in (keygen, serve):
        command.add_argument("--key", type=Path, required=True, metavar="FILE", help="the witness's key file")
