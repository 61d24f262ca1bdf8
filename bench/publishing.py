"""A county with ten years of publications: the export of its public side, an increment, a page, the files served.

127 villages x 10 years x 60 items = 76,200 publications, each logged and proved like any other.
"""

import datetime as dt
import json
import sys
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import serving
from bench.home import datong, fresh, python

Line = tuple[str, str, str, bool]
YEARS, ITEMS, CHUNK = range(2005, 2015), 60, 5_000
PUBLICATIONS = 127 * len(YEARS) * ITEMS
KINDS = ("income", "spending", "balance", "list", "contracts", "words")


def lines() -> list[Line]:
    """Export, increment, page, files."""
    print(f"{PUBLICATIONS:,} publications and their export ...", file=sys.stderr)
    with fresh() as home, TemporaryDirectory(prefix="datong-site-") as folder:
        python(home, "bench.publishing", "fill")
        site = Path(folder) / "site"
        whole = exported(home, site)
        python(home, "bench.publishing", "correct")
        again = exported(home, site)
        with serving.served(home, "datong.config.wsgi:application") as base:
            address = f"{base}/open/p/GK-510626-2005-000100/"
            serving.fetch(address, "")
            page = serving.drive(address, 1)
            village = serving.drive(f"{base}/open/v/510626106209/", 1)
        static = served_files(home, site)
    count = f"{PUBLICATIONS:,} publications"
    return [
        (f"export of {count}, both languages", f"{whole:.1f} s", "<= 60 s", whole <= 60),
        ("export again after one publication", f"{again:.2f} s", "<= 2 s", again <= 2),
        (f"public page among {count}: p95", f"{page['p95']:.1f} ms", "<= 50 ms", page["p95"] <= 50),
        (f"village page among {count}: p95", f"{village['p95']:.1f} ms", "<= 50 ms", village["p95"] <= 50),
        ("exported page / hello, the same server of files", f"{100 * static:.0f}%", ">= 90%", static >= 0.9),
    ]


def exported(home: Path, site: Path) -> float:
    """Seconds of one run of the command, as it tells them: without the start of Python and Django."""
    told = datong(home, "portal", "export", str(site)).rpartition(",")[2]
    return float(told.split()[0])


def served_files(home: Path, site: Path) -> float:
    """An exported page against a file of one word on the same server (granian's own file service), requests a second."""
    (site / "hello.html").write_text("hello\n")
    page = next((site / "open" / "p").iterdir()) / "index.html"
    with served_folder(home, site) as base:
        addresses = (f"{base}/site/hello.html", f"{base}/site/{page.relative_to(site)}")
        rounds = [[serving.drive(address, 8)["rate"] for address in addresses] for _ in range(3)]
    hello, found = (max(rates) for rates in zip(*rounds, strict=True))
    return found / hello


def served_folder(home: Path, site: Path) -> Any:
    """A granian that serves the folder under /site/."""
    options = ("--static-path-route", "/site", "--static-path-mount", str(site))
    return serving.served(home, "bench.hello:application", *options)


def fill() -> None:
    """The county, its catalogue, its calendar, and every publication in the log."""
    from datong.foundation.access import service as access  # noqa: PLC0415
    from datong.foundation.openness import service as openness  # noqa: PLC0415
    from datong.foundation.openness.models import Calendar, Item  # noqa: PLC0415
    from datong.foundation.places.models import Place  # noqa: PLC0415

    actor = access.console()
    aspects = list(openness.ASPECTS)
    Item.objects.bulk_create(
        Item(
            county="510626", key=f"{aspects[at % len(aspects)]}.bench.{at}", version=1,
            aspect=aspects[at % len(aspects)], group_zh="财务", group_en="Finance", name_zh=f"事项{at}",
            name_en=f"Item {at}", cycle="yearly", day=90, prepares="村会计", checks="民主理财小组", profile="R0",
            source="bench", since=dt.date(2005, 1, 1), made_by=actor, made_at=dt.datetime(2005, 1, 1, tzinfo=dt.UTC),
        )
        for at in range(ITEMS)
    )  # fmt: skip
    Calendar.objects.create(county="510626", begins_on=dt.date(2005, 1, 1), raised_to=dt.date(2015, 1, 31))
    villages = list(
        Place.objects.filter(level="village", code__startswith="510626").values_list("code", "short")
    )
    wanted = [(year, village, at) for year in YEARS for village in villages for at in range(ITEMS)]
    for start in range(0, len(wanted), CHUNK):
        publish(wanted[start : start + CHUNK], start, actor.pk, aspects)


def publish(
    wanted: list[tuple[int, tuple[str, str], int]], start: int, actor: int, aspects: list[str]
) -> None:
    """A few thousand publications the way release leaves them: duty, publication, edition, log entry."""
    from django.db import transaction  # noqa: PLC0415

    from datong.foundation.openness.models import Duty, Edition, Item, Publication  # noqa: PLC0415
    from datong.foundation.publiclog import service as publiclog  # noqa: PLC0415
    from datong.foundation.storage import service as storage  # noqa: PLC0415

    items = {item.key: item.pk for item in Item.objects.all()}
    keys = [f"{aspects[at % len(aspects)]}.bench.{at}" for _, _, at in wanted]
    numbers = [f"GK-510626-{year}-{start + at:06d}" for at, (year, _, _) in enumerate(wanted)]
    texts = [
        said(number, year, village, at, key)
        for number, (year, village, at), key in zip(numbers, wanted, keys, strict=True)
    ]
    now = dt.datetime(2015, 1, 20, tzinfo=dt.UTC)
    places = [village[0] for _, village, _ in wanted]
    first = [dt.date(year, 1, 1) for year, _, _ in wanted]
    last = [dt.date(year, 12, 31) for year, _, _ in wanted]
    with transaction.atomic():
        ids, editions = (
            list(storage.reserve_ids(Publication, len(wanted))),
            list(storage.reserve_ids(Edition, len(wanted))),
        )
        logged = publiclog.append(
            [
                publiclog.NewEntry("publication", number, 1, place, "publish", text)
                for number, place, text in zip(numbers, places, texts, strict=True)
            ]
        )
        storage.insert(
            Publication,
            ["id", "number", "county", "place_code", "aspect", "key", "profile", "period_start", "period_end", "stage",
             "title_zh", "title_en", "state", "published_on", "board_until", "shown_until", "changed_at"],
            [ids, numbers, repeat("510626"), places, [key.partition(".")[0] for key in keys], keys, repeat("R0"), first, last,
             repeat(""), [json.loads(text)["title"]["zh"] for text in texts], [json.loads(text)["title"]["en"] for text in texts],
             repeat("shown"), [dt.date(year + 1, 1, 15) for year, _, _ in wanted],
             [dt.date(year + 1, 1, 25) for year, _, _ in wanted], repeat(None), repeat(now)],
        )  # fmt: skip
        storage.insert(
            Edition,
            ["id", "publication", "version", "action", "content", "log_index", "reason", "prepared_by", "released_by", "released_at"],
            [editions, ids, repeat(1), repeat("publish"), [text.decode() for text in texts], [each.index for each in logged],
             repeat(""), repeat(actor), repeat(actor), repeat(now)],
        )  # fmt: skip
        storage.insert(
            Duty,
            ["county", "place_code", "aspect", "key", "item", "period_start", "period_end", "stage", "due_on", "fulfilled_on", "publication", "exempt"],
            [repeat("510626"), places, [key.partition(".")[0] for key in keys], keys, [items[key] for key in keys], first, last,
             repeat(""), [dt.date(year + 1, 3, 31) for year, _, _ in wanted], [dt.date(year + 1, 1, 15) for year, _, _ in wanted], ids, repeat("")],
        )  # fmt: skip
        Publication.objects.filter(pk__in=ids).update(edition_id=pointed(ids, editions))


def pointed(ids: list[int], editions: list[int]) -> Any:
    """Each publication's edition, as an expression: both run on by one."""
    from django.db.models import F  # noqa: PLC0415

    return F("id") + (editions[0] - ids[0])


def said(number: str, year: int, village: tuple[str, str], at: int, key: str) -> bytes:
    """A content like a village's own: a table of six lines with its total, or a paragraph."""
    from datong.foundation.openness import service as openness  # noqa: PLC0415
    from datong.foundation.openness.core.content import content  # noqa: PLC0415
    from datong.kernel.bilingual import Text  # noqa: PLC0415

    code, name = village
    kind = KINDS[at % len(KINDS)]
    if kind == "words":
        block: openness.Table | openness.Words = openness.Words(
            "村民代表会议应到 45 人，实到 41 人，同意 40 人。" * 4, "会议决定"
        )
    else:
        rows = tuple((f"第{line}项", year * 1_000 + at * 97 + line * 1_301, "见凭证") for line in range(1, 7))
        columns = (
            openness.Column("what", Text("项目", "Item")), openness.Column("fen", Text("金额", "Amount"), "money"),
            openness.Column("note", Text("说明", "Note")),
        )  # fmt: skip
        total = ("合计", sum(int(row[1]) for row in rows), None)
        block = openness.Table(Text("明细", "Details"), columns, rows, kind, total)
    title = Text(f"{name}{year}年事项{at}", f"Item {at} of {year}")
    return openness.canonical(
        content(
            number=number, version=1, action="publish", title=title, place=(code, name), publisher=(code, name),
            aspect=(key.partition(".")[0], Text("方面", "Aspect")), item=(key, Text(f"事项{at}", f"Item {at}")),
            period=(f"{year}-01-01", f"{year}-12-31"), posted=f"{year + 1}-01-15", until=None, blocks=[block],
            source="村账", signed=("民主理财小组",),
        )
    )  # fmt: skip


def correct() -> None:
    """One publication more, of one village."""
    from datong.foundation.access import service as access  # noqa: PLC0415
    from datong.foundation.openness import service as openness  # noqa: PLC0415
    from datong.foundation.openness.models import Publication  # noqa: PLC0415
    from datong.foundation.places.models import Place  # noqa: PLC0415

    count = Publication.objects.count()
    villages = Place.objects.filter(level="village", code__startswith="510626").values_list("code", "short")
    village = villages[count % 127]
    publish([(2015, village, 7)], count, access.console().pk, list(openness.ASPECTS))


if __name__ == "__main__":
    from bench.pages import django_ready

    django_ready()
    {"fill": fill, "correct": correct}[sys.argv[1]]()
