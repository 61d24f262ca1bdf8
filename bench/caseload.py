"""The inbox, a case page and a person's cases in a county of 62,000 and of 1,000,000 cases."""

import datetime as dt
import os
import sys
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any

from bench import serving
from bench.home import datong, fresh, python

Line = tuple[str, str, str, bool]
SIZES = (62_000, 1_000_000)
OWN = 872
CHUNK = 50_000
STATES = (
    ("accepted", "town_clerk", ["survey"], 0.02),
    ("county_received", "county_officer", ["opine", "refuse"], 0.02),
    ("in_pay", "town_clerk", ["open_review"], 0.96),
)


def lines() -> list[Line]:
    """p95 of the pages, one client, at both sizes."""
    found: list[Line] = []
    for size in SIZES:
        print(f"a county of {size:,} cases ...", file=sys.stderr)
        with fresh() as home:
            datong(home, "demo")
            cookie, *addresses = python(home, "bench.caseload", str(size)).split()
            with serving.served(home, "datong.config.wsgi:application") as base:
                for name, address, most in zip(
                    ("inbox", "case page", f"a person with {OWN} cases"),
                    addresses,
                    (150, 150, 1000),
                    strict=True,
                ):
                    serving.fetch(base + address, cookie)
                    p95 = serving.drive(base + address, 1, cookie)["p95"]
                    found.append(
                        (f"{name} at {size:,} cases: p95", f"{p95:.0f} ms", f"<= {most} ms", p95 <= most)
                    )
    return found


def fill(size: int) -> None:
    """Put so many dibao cases of a county into the tables, the way open_many leaves them."""
    from datong.foundation.access.models import User  # noqa: PLC0415
    from datong.foundation.casework.models import Case, Deadline, Event, Task  # noqa: PLC0415
    from datong.foundation.people.models import Person  # noqa: PLC0415
    from datong.foundation.places.models import Place  # noqa: PLC0415
    from datong.foundation.storage import service as storage  # noqa: PLC0415

    chance = Random(2014)  # noqa: S311 - nothing secret
    villages = list(
        Place.objects.filter(level="village", code__startswith="510626").values_list("code", flat=True)
    )
    actor = User.objects.get(username="console").pk
    person = Person.objects.order_by("id").values_list("id", flat=True)[0]
    now = dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)
    limit = {"days": 10, "unit": "working", "article": "民发〔2012〕220号 第十八条", "rolls": True}
    for start in range(0, size, CHUNK):
        count = min(CHUNK, size - start)
        kinds = chance.choices(STATES, [each[3] for each in STATES], k=count)
        places = chance.choices(villages, k=count)
        days = [dt.date(2014, 9, 1) + dt.timedelta(chance.randrange(300)) for _ in range(count)]
        ids = list(storage.reserve_ids(Case, count))
        storage.insert(
            Case,
            ["id", "number", "workflow", "programme", "state", "entitlement", "county", "place_code", "subject", "label",
             "origin", "law_on", "opened_on", "moved_on", "moved_at", "moves", "due_on", "frozen"],
            [
                ids,
                [f"XN-510626-2014-{start + at:07d}" for at in range(count)],
                repeat("dibao.v2012"),
                repeat("dibao"),
                [kind[0] for kind in kinds],
                ["paid" if kind[0] == "in_pay" else "none" for kind in kinds],
                repeat("510626"),
                places,
                [person if start + at < OWN else None for at in range(count)],
                [f"户主{start + at}" for at in range(count)],
                repeat("bench"),
                repeat(dt.date(2014, 7, 1)),
                repeat(dt.date(2014, 7, 1)),
                repeat(dt.date(2014, 9, 1)),
                repeat(now),
                repeat(1),
                days,
                repeat(0),
            ],
        )  # fmt: skip
        storage.insert(
            Event,
            ["case", "number", "on", "at", "step", "before", "after", "actor", "authority", "door"],
            [ids, repeat(0), repeat(dt.date(2014, 7, 1)), repeat(now), repeat("open"), repeat(""),
             [kind[0] for kind in kinds], repeat(actor), repeat("命令行操作员"), repeat("cli")],
        )  # fmt: skip
        storage.insert(
            Deadline,
            ["case", "key", "total", "floor", "since", "started_on", "limit", "due_on", "warn_on", "provisional", "state"],
            [ids, [kind[2][0] for kind in kinds], repeat(False), repeat(False), repeat("entered"),
             repeat(dt.date(2014, 7, 1)), repeat(limit), days, days, repeat(False), repeat("open")],
        )  # fmt: skip
        storage.insert(
            Task,
            ["case", "state", "steps", "role", "programme", "place_code", "case_place", "made_at", "from_on", "due_on", "warn_on"],
            [ids, [kind[0] for kind in kinds], [kind[2] for kind in kinds], [kind[1] for kind in kinds], repeat("dibao"),
             [place[:9] + "000" if kind[1] == "town_clerk" else "510626000000" for kind, place in zip(kinds, places, strict=True)],
             places, repeat(now),
             [day - dt.timedelta(30) if kind[0] == "in_pay" else dt.date(2014, 7, 1) for kind, day in zip(kinds, days, strict=True)],
             days, days],
        )  # fmt: skip


def prepare(size: int) -> str:
    """The officer's session and the three addresses."""
    from django.db import connection, transaction  # noqa: PLC0415

    from datong.foundation.casework.models import Case  # noqa: PLC0415
    from datong.foundation.people.models import Person  # noqa: PLC0415

    with transaction.atomic():
        fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    case = Case.objects.filter(state="county_received", origin="bench").order_by("id")[0]
    person = Person.objects.order_by("id")[0]
    return " ".join([session(), "/inbox/", f"/cases/{case.pk}/", f"/cases/?person={person.pk}"])


def session() -> str:
    """A cookie of the demo officer."""
    from bench.pages import officer  # noqa: PLC0415

    return f"sessionid={officer().cookies['sessionid'].value}"


def main() -> Any:
    """Fill the data folder of this process and tell where to look."""
    from bench.pages import django_ready  # noqa: PLC0415

    os.environ.setdefault("DATONG_HOME", str(Path("var")))
    django_ready()
    sys.stdout.write(prepare(int(sys.argv[1])))


if __name__ == "__main__":
    main()
