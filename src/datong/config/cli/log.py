"""datong log status | integrate | export | verify | prove | rotate: the public log and its proofs."""

import argparse
import sys

from datong.config.cli.output import say, told, write
from datong.foundation.openness import service as openness
from datong.foundation.publiclog import service as log

OWN_KEY = "公钥取自被查的日志本身；请与纸上或另处公布的核对 (key taken from the log itself; compare it with one published elsewhere)"


def status(_: argparse.Namespace) -> int:
    """How the log stands; 1 when something keeps it from going on."""
    now = log.status()
    say(f"origin    {now.origin}")
    say(f"entries   {now.size} ({now.waiting} waiting)")
    say(f"root      {now.root}")
    say(f"witnesses {', '.join(now.witnesses) or '-'}")
    for vkey in now.vkeys:
        say(f"vkey      {vkey}")
    if now.held:
        say(f"{now.held.zh}\n{now.held.en}")
    return 1 if now.held else 0


def integrate(arguments: argparse.Namespace) -> int:
    """Grow the tree now instead of at the next half minute."""
    log.integrate()
    return status(arguments)


def export(arguments: argparse.Namespace) -> int:
    """The whole log as static files."""
    entries, files = log.export(arguments.directory)
    say(f"{entries} entries, {files} files written")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check every entry, tile, signature and cosignature; 1 when anything is bad."""
    policy = arguments.witness_policy.read_text() if arguments.witness_policy else ""
    if arguments.where and not arguments.vkey and not policy:
        print(OWN_KEY, file=sys.stderr)  # noqa: T201
    report = log.checked(arguments.where, arguments.vkey, policy)
    for line in report.bad:
        say(line)
    if report.accepted:
        signed = ", ".join(report.accepted.witnesses) or "-"
        say(
            f"{report.accepted.checkpoint.origin} root {report.accepted.checkpoint.root.hex()} witnesses {signed}"
        )
    say(f"{report.entries} entries, {len(report.bad)} bad")
    return 1 if report.bad else 0


def prove(arguments: argparse.Namespace) -> int:
    """The offline proof of a publication."""
    index = openness.log_index(arguments.publication, arguments.version)
    found = None if index is None else log.proof(index)
    if found is None:
        return told(
            f"{arguments.publication}：没有这份公开内容，或还没有进入日志 (no such publication in the log)"
        )
    write(arguments.output, found.offline())
    return 0


def rotate(arguments: argparse.Namespace) -> int:
    """Begin or finish replacing the signing key."""
    for vkey in log.rotate(finish=arguments.finish):
        say(vkey)
    return 0
