"""datong evidence verify | destroy-due: whether every kept paper is whole, and the end of those whose time is over."""

import argparse

from datong.config.cli.output import say
from datong.foundation.access import service as access
from datong.foundation.evidence import service as evidence
from datong.kernel import clock


def verify(_: argparse.Namespace) -> int:
    """Read the whole store; status 1 when a paper is missing or altered. Strays are told, and no fault."""
    found = evidence.verify_store()
    for word, digests in (("missing", found.missing), ("altered", found.altered), ("stray", found.stray)):
        for digest in digests:
            say(f"{word} {digest}")
    say(
        f"{found.sound} sound, {len(found.missing)} missing, {len(found.altered)} altered, {len(found.stray)} stray"
    )
    return 1 if found.missing or found.altered else 0


def destroy_due(_: argparse.Namespace) -> int:
    """Destroy what is due today; the rows stay, with hash and reason."""
    ended = evidence.destroy_due(access.console(), clock.today())
    for pk in ended:
        say(f"destroyed {pk}")
    say(f"{len(ended)} destroyed")
    return 0
