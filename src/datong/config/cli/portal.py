"""datong portal export: the whole public side as static files."""

import argparse
import os
import time

from datong.config.cli.output import bar, say, told
from datong.foundation.portal import service as portal
from datong.foundation.publiclog import service as publiclog


def export(arguments: argparse.Namespace) -> int:
    """Write the public side out, or bring what was written up to date; 1 when something shown is not what was logged."""
    start = time.perf_counter()
    workers = arguments.workers if arguments.workers is not None else os.cpu_count() or 1
    try:
        done = portal.export(
            arguments.directory,
            base_url=arguments.base_url,
            workers=workers if workers > 1 else 0,
            progress=bar(),
        )
    except publiclog.LogRefusal as error:
        told(error.text)
        return 1
    say(
        f"{done.publications}/{done.of_publications} publications, {done.parts}/{done.of_parts} parts written, "
        f"{done.removed} files removed, {time.perf_counter() - start:.1f} s"
    )
    return 0
