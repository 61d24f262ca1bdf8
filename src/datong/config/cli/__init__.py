"""The command line `datong`: parse, set up, run one command, give its exit status.

0 success; 1 rows were refused and --strict was given; 2 unusable arguments or an unreadable file.
"""

import os
import sys
from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Run one command line; the exit status."""
    from datong.config.cli.parser import build  # noqa: PLC0415 - the parser needs no Django, so --help is quick

    arguments = build().parse_args(argv)
    if arguments.command in ("clock", "sample"):
        from datong.config.cli import clocks  # noqa: PLC0415 - these start without the programmes

        return clocks.perform(arguments)
    if (arguments.command, getattr(arguments, "action", "")) == ("log", "check"):
        from datong.config.cli import checking  # noqa: PLC0415 - whoever checks has no database

        return checking.perform(arguments)
    if arguments.command == "witness":
        from datong.config.cli import witness  # noqa: PLC0415 - a witness has neither Django nor a database

        return witness.perform(arguments)
    if (arguments.command, getattr(arguments, "action", "")) == ("review", "run"):
        from datong.config.cli import review  # noqa: PLC0415 - lists from any office, without a database

        return review.run(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    try:
        import django  # noqa: PLC0415

        django.setup()
    except ValueError as error:
        print(f"datong: {error}", file=sys.stderr)  # noqa: T201
        return 2
    from datong.config.cli.commands import perform  # noqa: PLC0415 - commands need Django

    return perform(arguments)
