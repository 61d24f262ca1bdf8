"""The public log at a million entries: appended, grown, proved, checked. `python -m bench.publiclog` in a data folder."""

import json
import os
import sys
import time
from pathlib import Path
from random import Random
from statistics import median

from bench.home import fresh, python

Line = tuple[str, str, str, bool]
ENTRIES, BATCH = 1_000_000, 50_000
PROOFS = 500
HASHES = 33_000_000


def lines() -> list[Line]:
    """What is promised of the log, measured in a process and a data folder of its own."""
    print(f"a public log of {ENTRIES:,} entries ...", file=sys.stderr)
    with fresh() as home:
        found = json.loads(python(home, "bench.publiclog"))
    rate, grown = ENTRIES / found["append"], ENTRIES / found["grow"]
    ratio = found["verify"] / found["bare"]
    return [
        (
            f"log: {ENTRIES:,} entries appended and committed in batches of {BATCH:,}, a second",
            f"{rate:,.0f}",
            ">= 50,000/s",
            rate >= 50_000,
        ),
        ("log: the same taken into the signed tree, files on disk, a second", f"{grown:,.0f}", "", True),
        (f"log of {ENTRIES:,}: one proof", f"{found['proof']:.2f} ms", "<= 1 ms", found["proof"] <= 1),
        (
            f"log of {ENTRIES:,}: one page's content proved, database and signature included",
            f"{found['proved']:.2f} ms",
            "",
            True,
        ),
        (f"log of {ENTRIES:,}: every entry and tile verified", f"{found['verify']:.2f} s", "", True),
        ("log: verify / bare hashing of the same leaves into a root", f"{ratio:.2f}", "<= 1.5", ratio <= 1.5),
        (
            f"log of {ENTRIES:,}: hash tiles",
            f"{found['tiles'] / 1e6:.1f} MB",
            "<= 33 MB",
            found["tiles"] <= HASHES,
        ),
    ]


def main() -> None:
    """Measure and print as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from datong.foundation.publiclog import service as log  # noqa: PLC0415
    from datong.foundation.publiclog.actions import appending  # noqa: PLC0415
    from datong.kernel.tlog import tree  # noqa: PLC0415

    appending.after_commit = apart
    entries: list[bytes] = []
    appended = 0.0
    for first in range(0, ENTRIES, BATCH):
        batch = [
            log.NewEntry("publication", f"510626-2026-{n:07d}", 1, "510626000000", "publish", b"%d" % n)
            for n in range(first, first + BATCH)
        ]
        begun = time.perf_counter()
        with transaction.atomic():
            taken = log.append(batch)
        appended += time.perf_counter() - begun
        entries += [each.entry for each in taken]
    grown = seconds(log.integrate)
    chance = Random(2014)  # noqa: S311 - nothing secret
    chosen = [chance.randrange(ENTRIES) for _ in range(PROOFS)]
    proof = median(seconds(lambda n=n: log.proof(n)) for n in chosen) * 1000
    proved = median(seconds(lambda n=n: log.proved(n, b"%d" % n)) for n in chosen) * 1000
    where = str(settings.DATONG_LOG)
    verify = min(seconds(lambda: log.checked(where, log.vkeys())) for _ in range(3))
    bare = min(seconds(lambda: tree.root(tree.leaf_hashes(entries))) for _ in range(3))
    tiles = sum(
        path.stat().st_size
        for path in Path(where, "tile").rglob("*")
        if path.is_file() and "entries" not in path.parts
    )
    told = {
        "append": appended,
        "grow": grown,
        "proof": proof,
        "proved": proved,
        "verify": verify,
        "bare": bare,
        "tiles": tiles,
    }
    print(json.dumps(told))


def apart() -> None:
    """Nothing after a commit: appended first and grown afterwards, so that each is measured alone."""


def seconds(work: object) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
