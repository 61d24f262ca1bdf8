"""Wrong source data planted in a synthetic county, through the whole house of joint review, with a scripted official.

`python -m bench reviewing`: a county of 100,000 households and its eleven registers.
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.home import datong, fresh, python

Line = tuple[str, str, str, bool]
HOUSEHOLDS, SEED = 100_000, 2022


def lines() -> list[Line]:
    """What is promised of a review: nobody loses anything by wrong data, what is true is found."""
    print(f"a synthetic county of {HOUSEHOLDS:,} households reviewed, with planted wrong data ...", file=sys.stderr)  # fmt: skip
    return told(measure(HOUSEHOLDS))


def told(found: Mapping[str, float]) -> list[Line]:
    """The figures of one review."""
    share = found["found"] / found["true"]
    return [
        (f"{found['hits']:,.0f} questions of a synthetic county's review, worked through", f"{found['seconds']:.0f} s", "", True),
        ("confirmations tried before the household was heard, all refused", f"{found['refused']:,.0f} of {found['hurried']:,.0f}", "all", found["refused"] == found["hurried"]),
        ("wrong rows planted; households that lost anything by the review", f"{found['wrong']:,.0f}; {found['stops']:.0f}", "0", found["stops"] == 0),
        ("true changes planted; found and confirmed", f"{found['true']:,.0f}; {100 * share:.1f}%", ">= 95%", share >= 0.95),
    ]  # fmt: skip


def measure(households: int) -> dict[str, float]:
    """One review in a data folder of its own."""
    with fresh() as home:
        datong(
            home, "synth", "--households", str(households), "--seed", str(SEED), "-o", str(home / "county")
        )
        found: dict[str, float] = json.loads(python(home, "bench.reviewing", str(home / "county")))
    return found


def main() -> None:
    """Review the county of a folder; what came of it as JSON."""
    import django  # noqa: PLC0415 - this process is the one measured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    django.setup()
    from bench import official  # noqa: PLC0415

    began = time.perf_counter()
    done = official.review(official.County(Path(sys.argv[1])))
    numbers = {name: value for name, value in vars(done).items() if isinstance(value, int)}
    print(f"{dict(done.kinds)} missed {done.missed}", file=sys.stderr)
    json.dump(numbers | {"seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
