"""datong journal verify | head | publish-head: whether anybody altered the journal, and the head to note down."""

import argparse

from datong.config.cli.output import bar, say
from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.kernel import clock


def verify(arguments: argparse.Namespace) -> int:
    """Walk the whole chain; status 1 when it is broken or lacks the head given."""
    progress = bar()
    verdict = journal.verify(lambda done, total: progress("journal", done, total), head=arguments.head or "")
    if verdict.broken is None:
        say(f"{verdict.entries} entries, 0 broken, head {verdict.head}")
    else:
        entry = journal.entries().get(pk=verdict.broken)
        at = entry.at.astimezone(clock.SHANGHAI).isoformat(" ", "seconds")
        say(f"entry {entry.pk}, {at}, {entry.action}, {entry.target}")
    if not verdict.sound:
        say(f"{verdict.text.zh}。 ({verdict.text.en})")
    logged, bad = journal.published_heads()
    if logged or bad:
        say(f"{logged} heads in the public log agree, {len(bad)} do not{': ' if bad else ''}{', '.join(bad)}")
    return 0 if verdict.sound and not bad else 1


def head(_: argparse.Namespace) -> int:
    """Today's date, number of entries, head: note them where nobody who can write the database can write."""
    number, last = journal.head()
    say(f"{clock.today()} {number} {last}")
    return 0


def publish_head(_: argparse.Namespace) -> int:
    """Today's head into the public log; nothing when it is there already."""
    index = journal.publish_head(access.console().username)
    say("nothing new" if index is None else f"entry {index} of the public log")
    return 0
