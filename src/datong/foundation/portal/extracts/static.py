"""The public side as files, and again after a change: only what changed is made, what is over is removed."""

import gc
import multiprocessing
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from datong.foundation.portal.extracts import searching
from datong.foundation.portal.extracts.files import (
    file_of,
    link,
    linked,
    put,
    remove,
    remove_tree,
    strays,
    written,
)
from datong.foundation.portal.extracts.manifest import RUNNING, Known, Manifest
from datong.foundation.portal.extracts.searching import Entry

CHUNK = 1_000  # publications made in one go
HOMES = ("open/p/", "open/en/p/")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class File:
    """One address and what stands there; or `like`, an address of the same part that answers the same."""

    address: str
    body: bytes = b""
    like: str = ""


class Publication(NamedTuple):
    """A publication as the plan knows it: `token` tells its states apart, `entry` is what is searched."""

    pk: int
    token: str
    entry: Entry


class Site(Protocol):
    """What is to be written out. Every method reads only, and may be called in several processes at once."""

    @property
    def total(self) -> int:
        """How many publications are shown."""

    @property
    def places(self) -> dict[str, str]:
        """Places that show publications, each with a mark of everything on their pages."""

    def parts(self) -> dict[str, str]:
        """Everything but publications: key to token, in the order in which it is made."""

    def publications(self, codes: Collection[str]) -> dict[str, Publication]:
        """What these places show, by number."""

    def part(self, key: str) -> Iterator[File]:
        """The files of a part."""

    def published(self, pks: Sequence[int]) -> Iterator[tuple[str, list[File]]]:
        """Numbers and files of these publications."""

    def detach(self) -> None:
        """Called before processes part and in each of them: let go of what they cannot share."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an export did: publications and parts made anew, of how many; files removed."""

    publications: int
    of_publications: int
    parts: int
    of_parts: int
    removed: int


def export(site: Site, folder: Path, *, workers: int = 0, progress: Progress | None = None) -> Report:
    """Bring a folder up to date with the site. `workers`: processes beside this one; 0 does everything here.

    A run that was broken off leaves a mark; the next looks at every publication, at every folder, and makes the search
    anew. Without a manifest of an earlier run everything below DIR/open is made anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before, removed = Manifest.read(folder), 0
    running = folder / RUNNING
    unsure = before is None or running.exists()
    if before is None:
        before = Manifest()
        removed += remove_tree(folder, "open")
    running.touch()
    parts, places = site.parts(), site.places
    wanted = [key for key, token in parts.items() if before.parts.get(key, ("",))[0] != token]
    moved = {
        code
        for code in before.places.keys() | places.keys()
        if unsure or before.places.get(code) != places.get(code)
    }
    known, shown = before.publications(moved), site.publications(moved & places.keys())
    changed = {number: each for number, each in shown.items() if known.get(number) != (each.pk, each.token)}
    gone = known.keys() - shown.keys()
    removed += sum(remove_tree(folder, home + number) for number in gone for home in HOMES)
    now = manifest(before, places, shown, moved)
    now.parts = {key: before.parts[key] for key in parts if key not in wanted and key in before.parts}
    made = work(site, folder, wanted, [each.pk for each in changed.values()], workers, progress or quiet)
    now.parts |= {key: (parts[key], files) for key, files in made}
    removed += remove(folder, sorted(files_of(before) - files_of(now)))
    removed += untold(folder, shown.keys()) if unsure else 0
    entries = {each.pk: each.entry for each in (shown if unsure else changed).values()}
    searching.update(str(folder), entries, gone=[known[number][0] for number in gone], fresh=unsure)
    now.write(folder)
    running.unlink(missing_ok=True)
    return Report(len(changed), site.total, len(wanted), len(parts), removed)


def manifest(
    before: Manifest, places: Mapping[str, str], shown: Mapping[str, Publication], moved: Collection[str]
) -> Manifest:
    """The publications as they will be: of places that `moved` what is shown now, of others what is known."""
    there: dict[str, Known] = {code: {} for code in moved & places.keys()}
    for number, each in shown.items():
        there[each.entry[3]][number] = each.pk, each.token
    now = Manifest()
    for code, mark in places.items():
        if code in there:
            now.place(code, mark, there[code])
        else:
            now.places[code], now.lines[code] = mark, before.lines[code]
    return now


def files_of(held: Manifest) -> set[str]:
    """The files of every part."""
    return {path for _, files in held.parts.values() for path in files}


def quiet(_stage: str, _done: int, _total: int) -> None:
    """No progress told."""


def untold(folder: Path, known: Collection[str]) -> int:
    """Remove publications that are not shown: left by a run that was broken off. How many files went."""
    removed = 0
    for home in HOMES:
        with os.scandir(folder / home) as there:
            lost = [entry.name for entry in there if entry.name not in known]
        removed += sum(remove_tree(folder, home + name) for name in lost)
    return removed


Task = tuple[str, Sequence[int]]  # the key of a part, or "" and publications


def work(
    site: Site, folder: Path, parts: list[str], pks: list[int], workers: int, progress: Progress
) -> list[tuple[str, list[str]]]:
    """Make parts and publications, in this process or in several; the parts with their files."""
    tasks: list[Task] = [(key, ()) for key in parts]
    tasks += [("", pks[at : at + CHUNK]) for at in range(0, len(pks), CHUNK)]
    total, done, made = len(parts) + len(pks), 0, []
    for home in HOMES:
        (folder / home).mkdir(parents=True, exist_ok=True)
    run = Maker(site, str(folder))
    for key, count, files in run.all(tasks, workers if len(tasks) > workers else 0):
        done += count
        progress("export", done, total)
        if key:
            made.append((key, files))
    return made


class Maker:
    """Makes tasks; processes that fork from this one find it in `CURRENT`."""

    def __init__(self, site: Site, folder: str) -> None:
        self.site, self.folder = site, folder

    def all(self, tasks: list[Task], workers: int) -> Iterator[tuple[str, int, list[str]]]:
        """Every task as it gets ready."""
        if not workers:
            yield from map(self.one, tasks)
            return
        CURRENT.append(self)
        self.site.detach()
        try:
            with multiprocessing.get_context("fork").Pool(workers, begun, (self.site,)) as pool:
                yield from pool.imap_unordered(current, tasks)
        finally:
            CURRENT.pop()

    def one(self, task: Task) -> tuple[str, int, list[str]]:
        """The key, how many things were made, and the files of a part."""
        key, pks = task
        if key:
            return key, 1, self.write(self.site.part(key))
        for number, made in self.site.published(pks):
            self.publication(number, made)
        return "", len(pks), []

    def write(self, made: Iterable[File]) -> list[str]:
        """Write files; their paths."""
        paths = []
        for each in made:
            paths.append(path := file_of(each.address))
            if each.like:
                link(self.folder, path, file_of(each.like))
            else:
                put(self.folder, path, each.body)
        return paths

    def publication(self, number: str, made: list[File]) -> None:
        """Write a publication: a new one beside its place and all at once; of one that is there the files that changed, and
        what it no longer has, such as an edition that was erased, goes."""
        if not os.path.exists(f"{self.folder}/{HOMES[0]}{number}"):  # noqa: PTH110 - once a publication
            founded(self.folder, HOMES, number, made)
            return
        folder, kept = Path(self.folder), set(self.write(made))
        remove(folder, [path for home in HOMES for path in strays(folder, home + number, kept)])


def founded(folder: str, homes: Sequence[str], number: str, made: Iterable[File]) -> None:
    """Write the files of a new publication beside its place, then move them there: each of its folders is there whole or
    not at all. A hundred thousand times and more, so the system is called by its plain names."""
    files = [(file_of(each.address), each.body, file_of(each.like) if each.like else "") for each in made]
    for home in homes:
        aside, start = emptied(f"{folder}/{home}.{number}/"), len(home) + len(number) + 1
        known = {aside}
        for path, body, like in files:
            if not path.startswith(home):
                continue
            target = aside + path[start:]
            parent = target[: target.rindex("/") + 1]
            if parent not in known:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                known.add(parent)
            if like:
                linked(aside + like[start:], target)
            else:
                written(target, body)
        os.rename(aside, f"{folder}/{home}{number}/")  # noqa: PTH104


def emptied(path: str) -> str:
    """A new folder in the place of what a run that was broken off may have left."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        shutil.rmtree(path)
        os.mkdir(path)  # noqa: PTH102
    return path


def begun(site: Site) -> None:
    """A process begins: its own connection; what was there before the fork is left out of the search for garbage, which
    is made seldom, since nearly all that is made here is dropped at once."""
    site.detach()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


CURRENT: list[Maker] = []


def current(task: Task) -> tuple[str, int, list[str]]:
    """A task in a process that was forked."""
    return CURRENT[-1].one(task)
