"""Every figure of the county, from cold: a new process, the first read."""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from bench.home import COUNTY, python

RUNS = 3


def measure(home: Path) -> dict[str, float]:
    """Seconds for all figures, and for all checks, medians of three new processes; queries taken."""
    told = [json.loads(python(home, "bench.figures")) for _ in range(RUNS)]
    return {name: statistics.median(run[name] for run in told) for name in told[0]}


def main() -> None:
    """Read all figures and run all checks once; seconds and queries as JSON."""
    import django  # noqa: PLC0415 - this process is the one measured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from datong.config import example  # noqa: PLC0415
    from datong.foundation.indicators import service as indicators  # noqa: PLC0415

    connection.ensure_connection()
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        readings = indicators.read_all(COUNTY, example.AS_OF)
        figures = time.perf_counter() - began
    began = time.perf_counter()
    indicators.run_checks(COUNTY, example.AS_OF)
    checks = time.perf_counter() - began
    found = {"figures": figures, "checks": checks, "queries": len(queries), "count": len(readings)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
