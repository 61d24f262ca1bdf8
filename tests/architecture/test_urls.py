"""Addresses: every name leads to one page, and every page of ours has a name."""

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

Routed = tuple[str, URLPattern]


def routes(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, Routed]]:
    """Full name, path and pattern of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, path, inner)
        else:
            yield f"{space}{entry.name or ''}", path, (path, entry)


def ours() -> list[tuple[str, str]]:
    """Name and path of the addresses whose view is ours."""
    return [(name, path) for name, path, (_, entry) in routes() if entry.lookup_str.startswith("datong.")]


def test_there_are_addresses_to_look_at() -> None:
    assert len(ours()) > 10


def test_names_are_unique() -> None:
    """One name may have several paths only when one view answers them all."""
    views: dict[str, set[str]] = {}
    for name, _, (_, entry) in routes():
        if name and not name.endswith(":"):
            views.setdefault(name, set()).add(entry.lookup_str)
    assert {name: sorted(found) for name, found in views.items() if len(found) > 1} == {}


def test_paths_are_unique() -> None:
    counted = Counter(path for _, path, _ in routes())
    assert [path for path, count in counted.items() if count > 1] == []


def test_our_pages_have_names() -> None:
    assert [path for name, path in ours() if not name or name.endswith(":")] == []
