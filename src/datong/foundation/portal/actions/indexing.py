"""Making publications findable, and unfindable again, in the transaction that changes them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication, PublicationState
from datong.foundation.places import service as places
from datong.foundation.portal.models import PublicWords
from datong.foundation.portal.queries.finding import GRAMS
from datong.foundation.storage import service as storage

AT_ONCE = 500


def changed(publication: Publication) -> None:
    """A publication has a new edition: index it while it is shown, forget it otherwise."""
    if publication.state == PublicationState.SHOWN and publication.edition is not None:
        index([publication])
    else:
        forget([publication.pk])


def index(publications: Iterable[Publication]) -> None:
    """Make the current editions of these findable, in place of what was known of them."""
    rows = [row for row in publications if row.edition is not None and row.edition.content]
    names = places.names({code for row in rows for code in (row.place_code, row.place_code[:9] + "000")})
    kept = [
        storage.words(said(json.loads(row.edition.content), row.place_code, names))
        for row in rows
        if row.edition
    ]
    ids = [row.pk for row in rows]
    forget(ids)
    PublicWords.objects.bulk_create(
        PublicWords(publication_id=pk, words=" ".join(words)) for pk, words in zip(ids, kept, strict=True)
    )
    storage.index_tokens(GRAMS, ids, map(storage.text_tokens, kept))


def forget(ids: list[int]) -> None:
    """Nothing of these is found any more."""
    PublicWords.objects.filter(pk__in=ids).delete()
    storage.forget_tokens(GRAMS, ids)


def index_all() -> int:
    """Index anew everything shown; how many publications."""
    forget(list(PublicWords.objects.values_list("pk", flat=True)))
    rows = openness.shown().order_by("id")
    total, last = 0, 0
    while part := list(rows.filter(id__gt=last)[:AT_ONCE]):
        index(part)
        total, last = total + len(part), part[-1].pk
    return total


def said(content: Mapping[str, Any], place_code: str, names: Mapping[str, str]) -> Iterator[str]:
    """What somebody may look for: titles, places, items, headings, words and cells; amounts are not looked for."""
    yield from (names.get(code, "") for code in (place_code, place_code[:9] + "000"))
    yield content["number"]
    for name in ("title", "aspect", "item"):
        yield from (content[name]["zh"], content[name]["en"])
    for block in content["blocks"]:
        if block["type"] == "words":
            yield from (block["heading"], block["text"])
            continue
        for name in (block["caption"], *(column["name"] for column in block["columns"])):
            yield from (name["zh"], name["en"])
        yield from (cell for row in block["rows"] for cell in row if isinstance(cell, str))
    yield from (file["name"] for file in content["files"])
