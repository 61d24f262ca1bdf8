"""What an export goes by: marks (记号) that differ when what a page shows does, made without looking at the pages.

Everything shown is read once, by a few numbers a publication; publications themselves only where the mark of their place
changed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Substr

from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.queries.listing import Shelves
from datong.foundation.portal.queries.stored import fetched, text

Plan = tuple[int, str, tuple[str, str, str, str, str, str]]  # id, mark, what is searched
Cells = dict[tuple[str, int, str], str]  # place, page of the list, year in which published


def mark(*values: Any) -> str:
    """A short mark that differs when any value does."""
    return hashlib.blake2b(repr(values).encode(), digest_size=12).hexdigest()


def cells(there: Shelves) -> Cells:
    """Everything shown, in cells: a mark of the publications in each and of their states. One query."""
    rows = openness.shown().order_by("id").annotate(
        changed=text("changed_at"), year=Substr(text("published_on"), 1, 4)
    )  # fmt: skip
    found: dict[tuple[str, int, str], list[Any]] = defaultdict(list)
    for place, year, *state in fetched(rows.values_list("place_code", "year", "id", "edition_id", "changed")):
        found[place, there.of(state[0]), year].append(state)
    return {cell: mark(states) for cell, states in found.items()}


def place_marks(shell: str, there: Cells) -> dict[str, str]:
    """Of each place everything that the pages of its publications show: their states, postings on the board, who answers,
    how the place and its county are called. Three queries."""
    inside: dict[str, list[Any]] = defaultdict(list)
    for (place, *cell), found in there.items():
        inside[place].append((cell, found))
    posted, around = postings("place_code"), surroundings_of(inside)
    return {
        place: mark(shell, sorted(found), posted.get(place), around[place]) for place, found in inside.items()
    }


def planned(shell: str, wanted: Collection[str]) -> dict[str, Plan]:
    """Everything shown of these places by number, with a mark of all that its page shows: its editions, postings, the publication
    before it in its series, who answers for its village. Four queries."""
    if not wanted:
        return {}
    posted, around = postings("id", wanted), surroundings_of(wanted)
    names = places.names(set(wanted))
    rows = (
        openness.shown()
        .filter(place_code__in=wanted)
        .order_by("place_code", "key", "stage", "period_end", "id")
    )
    rows = rows.annotate(changed=text("changed_at"), day=text("published_on"))
    found: dict[str, Plan] = {}
    series, before, start = None, 0, shell[:8]
    for pk, number, edition, changed, place, key, stage, title, english, day in fetched(
        rows.values_list(
            "id",
            "number",
            "edition_id",
            "changed",
            "place_code",
            "key",
            "stage",
            "title_zh",
            "title_en",
            "day",
        )
    ):
        if series != (place, key, stage):
            series, before = (place, key, stage), 0
        token = f"{start}.{edition}.{changed}.{before}.{posted.get(pk, '')}{around[place]}"
        found[number] = pk, token, (number, title, english, place, day, names.get(place, ""))
        before = edition
    return found


def postings(by: str, wanted: Collection[str] | None = None) -> dict[Any, str]:
    """What besides an edition a publication's page shows, by a column of publications: postings on the board. One query."""
    by = f"edition__publication__{by}"
    rows = openness.Posting.objects.all()
    if wanted is not None:
        rows = rows.filter(edition__publication__place_code__in=wanted)
    told = rows.values_list(by).annotate(Count("id"), Max("id"), Count("removed_on")).order_by()
    return {key: f"{number}-{last}-{down}." for key, number, last, down in told}


def surroundings_of(wanted: Collection[str]) -> dict[str, str]:
    """Who answers for these places, and how they and their counties are called. Two queries."""
    contacts = contact_marks()
    names = places.names({code for place in wanted for code in (place, f"{place[:6]}000000")})
    return {
        place: mark(contacts.get(place), names.get(place), names.get(f"{place[:6]}000000"))[:12]
        for place in wanted
    }


def contact_marks() -> dict[str, str]:
    """Who answers, by place."""
    found: dict[str, list[Any]] = {}
    for each in openness.Contact.objects.order_by("id").values():
        found.setdefault(each["place_code"], []).append(sorted(each.items()))
    return {code: mark(rows) for code, rows in found.items()}


def duties_marks() -> dict[str, Any]:
    """How the duties of each place stand; one query."""
    rows = openness.Duty.objects.order_by().values_list("place_code")
    told = rows.annotate(
        Count("id"), Max("id"), Count("fulfilled_on"), Max("fulfilled_on"), Max("publication"),
        exempted=Count("id", filter=~Q(exempt="")),
    )  # fmt: skip
    return {code: rest for code, *rest in told}


def surroundings() -> str:
    """The catalogue, the opened aspects, the places and their contacts: what any page of a village may show."""
    counts = [
        rows.order_by().aggregate(Count("id"), Max("id"))
        for rows in (openness.Item.objects, openness.Opened.objects, places.Place.objects)
    ]
    return mark(counts, contact_marks())


def figures_mark(county: str, day: Any) -> str:
    """The state of the ledgers and the frozen days."""
    imports = ledgers.Import.objects.filter(county=county[:6]).aggregate(Max("at"), Max("undone_at"))
    frozen = list(indicators.snapshots(county).values_list("as_of", flat=True))
    return mark(imports, frozen, day)


def villages(county: str) -> list[str]:
    """The villages of a county that exist now; one query."""
    there = places.within(county[:6], "village").filter(valid_to__isnull=True)
    return list(there.values_list("code", flat=True))


def part_marks(shell: str, there: Shelves, inside: Cells, shown: Mapping[str, str]) -> dict[str, str]:
    """Home pages, lists, villages, counties: each with a mark of everything that it shows. `shown`: marks of places."""
    days = {place.code: openness.present(place.code[:6]) for place in places.counties()}
    numbers = {code: figures_mark(code, day) for code, day in days.items()}
    duties, around = duties_marks(), surroundings()
    every = sorted(shown.items())
    found = {
        "shell": mark(shell, days, numbers, around),
        "home": mark(shell, every, duties, days, numbers, around),
    }
    shelved, years = defaultdict(list), defaultdict(list)
    for (place, page, year), state in sorted(inside.items()):
        shelved[page].append((place, year, state))
        years[place[:6], year].append((place, page, state))
    found |= {
        f"list {page}": mark(
            shell, shelved.get(page), page == there.pages, there if page == 1 else "", around
        )
        for page in range(1, there.pages + 1)
    }
    for county, day in days.items():
        for (code, year), states in years.items():
            if code == county[:6]:
                found[f"year {county} {year}"] = mark(shell, states, around)
        found[f"county {county}"] = mark(
            shell, [each for each in every if each[0].startswith(county[:6])], duties, day, around
        )
        found[f"figures {county}"] = mark(shell, numbers[county])
        for code in villages(county):
            found[f"village {code}"] = mark(shell, shown.get(code), duties.get(code), day, around, code)
            found[f"figures {code}"] = mark(shell, numbers[county], code)
    return found
