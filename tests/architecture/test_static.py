"""Static files load nothing from the network: a county office may have none."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import SOURCE, where

COMMENT = re.compile(r"/\*.*?\*/", re.S)
ADDRESS = re.compile(r"(?:https?:)?//(?:[\w-]+\.)+[a-z]{2,}[^\s\"'`)<>\\]*", re.I)
# Names of XML vocabularies look like addresses and are never fetched.
NAMES = ("http://www.w3.org/", "https://www.w3.org/")
IN_CSS = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?P<target>[^\"')\s]+)", re.I)


def static_files(*suffixes: str) -> list[Path]:
    """Our static files, the vendored ones included, of these suffixes."""
    return [
        path
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in suffixes and path.is_file() and "static" in path.relative_to(SOURCE).parts
    ]


def test_there_are_files_to_look_at() -> None:
    assert len(static_files(".css")) >= 2
    assert len(static_files(".js")) >= 1


@pytest.mark.parametrize("suffix", [".css", ".js", ".svg"])
def test_no_address_outside_comments(suffix: str) -> None:
    found = [
        f"{where(path)} {address}"
        for path in static_files(suffix)
        for address in ADDRESS.findall(COMMENT.sub("", path.read_text()))
        if not address.startswith(NAMES)
    ]
    assert found == []


def test_what_css_refers_to_is_there() -> None:
    missing = [
        f"{where(path)} {target}"
        for path in static_files(".css")
        for target in IN_CSS.findall(COMMENT.sub("", path.read_text()))
        if not target.startswith(("data:", "#")) and not (path.parent / re.split("[?#]", target)[0]).exists()
    ]
    assert missing == []


def test_no_source_maps_are_promised() -> None:
    """A `sourceMappingURL` without its file stops collectstatic and shows as an error in a browser."""
    promised = [
        where(path)
        for path in static_files(".css", ".js")
        for name in re.findall(r"sourceMappingURL=([\w.-]+)", path.read_text())
        if not (path.parent / name).exists()
    ]
    assert promised == []
