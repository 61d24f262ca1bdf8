"""Checking a whole log from its files alone (验证): every entry, every tile, the root, the signatures."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import NOT_FOUND, OK
from itertools import islice
from pathlib import Path

from datong.foundation.publiclog.core import asking, signing
from datong.foundation.publiclog.core.files import CHECKPOINT, VKEY, Folder, Read
from datong.foundation.publiclog.core.refusal import Unreadable
from datong.kernel.bilingual import Text
from datong.kernel.tlog.notes import Key, Malformed
from datong.kernel.tlog.policies import Accepted, Policy
from datong.kernel.tlog.tiles import WIDTH, BadBundle, entries_path, levels, tile_path, unbundle, widths
from datong.kernel.tlog.tree import SIZE, Frontier, folded, leaf_hashes, root

__all__ = ["Address", "Report", "check", "keys_at", "source"]

AHEAD = 16
HTTP = ("http://", "https://")
NO_ANSWER = Text("{address} 没有回答（{status}）", "{address} does not answer ({status})")
NO_CHECKPOINT = Text("没有检查点", "There is no checkpoint")
NO_KEY = Text("没有日志的公钥；请用 --vkey 给出", "The log's public key is not known; give it with --vkey")


@dataclass(slots=True)
class Report:
    """What was found: entries looked at, what is bad (each named), the checkpoint and who signed it."""

    entries: int = 0
    bad: list[str] = field(default_factory=list)
    accepted: Accepted | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A log's prefix on the web; called with a name it fetches that file. Raises FileNotFoundError, Unreadable."""

    prefix: str

    def __call__(self, name: str) -> bytes:
        address = f"{self.prefix}/{name}"
        status, body = asking.ask(address, largest=WIDTH * (1 << 16))
        if status == NOT_FOUND:
            raise FileNotFoundError(name)
        if status != OK:
            raise Unreadable(NO_ANSWER.format(address=address, status=status))
        return body


def source(where: str) -> Read:
    """How to read a log at an address or in a folder; of a site, or of its stored copy, the log that lies in it."""
    here = reader(where)
    try:
        here(CHECKPOINT)
    except FileNotFoundError:
        inside = reader(f"{where.rstrip('/')}/log")
        try:
            inside(CHECKPOINT)
        except FileNotFoundError:
            return here
        return inside
    return here


def reader(where: str) -> Read:
    """How to read files at an address or in a folder."""
    return Address(where.rstrip("/")) if where.startswith(HTTP) else Folder(Path(where)).read


def keys_at(read: Read) -> list[Key]:
    """The public keys that a log says are its own. Raises Unreadable."""
    try:
        return [Key.parse(line) for line in read(VKEY).decode().splitlines()]
    except FileNotFoundError as error:
        raise Unreadable(NO_KEY) from error
    except (Malformed, UnicodeDecodeError) as error:
        raise Unreadable(NO_KEY) from error


def check(read: Read, keys: Sequence[Key], policy: Policy) -> Report:
    """Check every entry, tile, the root, the log's signature by one of `keys`, and the witnesses the policy asks for.

    Never raises for what a log holds: what is wrong is in the report.
    """
    report = Report()
    try:
        report.accepted = policy.accept(read(CHECKPOINT), signing.verify, keys)
    except FileNotFoundError:
        report.bad.append(f"{CHECKPOINT}: {NO_CHECKPOINT.en}")
    except Malformed as error:
        report.bad.append(f"{CHECKPOINT}: {error.text.en}")
    if report.accepted is not None:
        said = report.accepted.checkpoint
        if walked(read, said.size, report) != said.root:
            report.bad.append("root: the entries do not give the root in the checkpoint")
    return report


def walked(read: Read, size: int, report: Report) -> bytes:
    """The root that the entries give, every bundle and tile compared on the way."""
    row: list[bytes] = []
    rest: list[bytes] = []
    for n, width, bundle, tile in pairs(read, size):
        leaves = hashed(bundle, n, width, report)
        if b"".join(leaves) != tile:
            report.bad += differing(leaves, tile, n, width)
        if width == WIDTH:
            row.append(root(leaves))
        else:
            rest = leaves
    report.entries = size
    upper, lower = Frontier(), Frontier()
    upper.extend(row)
    lower.extend(rest)
    for level in range(1, levels(size)):
        row = compared(read, size, level, row, report)
    return folded([*upper.peaks(), *lower.peaks()])


def pairs(read: Read, size: int) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Number, width, bundle and leaf tile, in order; from an address (see `source`) some are fetched ahead."""
    full, rest = widths(0, size)
    wanted = iter([(n, WIDTH) for n in range(full)] + ([(full, rest)] if rest else []))

    def both(place: tuple[int, int]) -> tuple[int, int, bytes, bytes]:
        return *place, got(read, entries_path(*place)), got(read, tile_path(0, *place))

    if not isinstance(read, Address):
        yield from map(both, wanted)
        return
    with ThreadPoolExecutor(AHEAD) as pool:
        waiting = [pool.submit(both, place) for place in islice(wanted, AHEAD)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(both, place) for place in islice(wanted, 1)]


def got(read: Read, name: str) -> bytes:
    """A file's bytes; none when it is missing, which fits nothing."""
    try:
        return read(name)
    except FileNotFoundError:
        return b""


def hashed(bundle: bytes, n: int, width: int, report: Report) -> list[bytes]:
    """The leaf hashes of a bundle; zeros for one that cannot be read."""
    try:
        return leaves_of(bundle, width)
    except BadBundle as error:
        report.bad.append(f"{entries_path(n, width)}: {error.text.en}")
        return [bytes(SIZE)] * width


def leaves_of(bundle: bytes, width: int) -> list[bytes]:
    """The leaf hashes of a bundle. Raises BadBundle."""
    return leaf_hashes(unbundle(bundle, width))


def differing(leaves: Sequence[bytes], tile: bytes, n: int, width: int) -> Iterator[str]:
    """Which entries do not fit their tile."""
    if len(tile) != width * SIZE:
        yield f"{tile_path(0, n, width)}: {len(tile)} bytes instead of {width * SIZE}"
        return
    for at, leaf in enumerate(leaves):
        if tile[at * SIZE : (at + 1) * SIZE] != leaf:
            yield f"entry {n * WIDTH + at}: does not fit its hash in {tile_path(0, n, width)}"


def compared(read: Read, size: int, level: int, row: list[bytes], report: Report) -> list[bytes]:
    """Compare the tiles of a level with what the level below gives; the row for the level above."""
    above = []
    full, rest = widths(level, size)
    for n in range(full + bool(rest)):
        part = row[n * WIDTH : (n + 1) * WIDTH]
        if b"".join(part) != got(read, tile_path(level, n, len(part))):
            report.bad.append(f"{tile_path(level, n, len(part))}: does not fit the entries")
        if len(part) == WIDTH:
            above.append(root(part))
    return above
