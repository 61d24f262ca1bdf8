"""What anybody needs to check a publication: its bytes, its entry, the proof, who signed."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from hashlib import sha256

from django.utils.http import content_disposition_header

from datong.foundation.openness import service as openness
from datong.foundation.portal.protocols import JSON, Asked, Page
from datong.foundation.portal.queries.rendering import data
from datong.foundation.publiclog import service as publiclog
from datong.kernel.tlog import checkpoints, notes

PLAIN = "text/plain; charset=utf-8"
Make = Callable[[Asked, openness.Reading], Page | None]


@dataclass(frozen=True, slots=True)
class Sight:
    """The proof in figures for a reader: whose log, which entry of how many, hashes in hex, who signed the checkpoint."""

    origin: str
    index: int
    size: int
    fingerprint: str
    commitment: str
    root: str
    witnesses: tuple[str, ...]
    base: str


def sight(number: str, reading: openness.Reading) -> Sight:
    """The proof of an edition in figures."""
    proved = reading.proved
    head, signed = signed_head(proved.checkpoint)
    return Sight(
        head.origin,
        proved.index,
        head.size,
        sha256(reading.canonical).hexdigest(),
        commitment_of(proved.entry),
        head.root.hex(),
        signed,
        f"/open/p/{number}/{reading.edition.version}/",
    )


@lru_cache(maxsize=4)
def signed_head(checkpoint: str) -> tuple[checkpoints.Checkpoint, tuple[str, ...]]:
    """What a checkpoint says, and who signed it besides the log; the same for every page until the log grows."""
    note = notes.parse(checkpoint)
    head = checkpoints.parse(note.text)
    return head, tuple(each.name for each in note.signatures if each.name != head.origin)


@lru_cache(maxsize=4)
def keys(checkpoint: str) -> tuple[list[str], list[str]]:
    """The keys of the log and of its witnesses, looked up again when the log has grown."""
    del checkpoint
    return publiclog.vkeys(), publiclog.witness_vkeys()


@lru_cache(maxsize=64)
def commitment_of(entry: bytes) -> str:
    """What a logged entry commits to."""
    found: str = json.loads(entry)["commitment"]
    return found


def of_edition(make: Make) -> Callable[[Asked], Page | None]:
    """An address of one edition for machines: 410 for what is over, 503 for what the log does not prove."""

    @wraps(make)
    def made(asked: Asked) -> Page | None:
        try:
            reading = openness.read(asked.found["number"], int(asked.found["version"]))
        except openness.NotShown as error:
            known = openness.Publication.objects.filter(number=asked.found["number"]).exists()
            return Page(f"{error.text.en}\n".encode(), PLAIN, status=410) if known else None
        except publiclog.NotProved as error:
            return Page(f"{error.text.en}\n".encode(), PLAIN, status=503, seconds=0)
        return make(asked, reading)

    return made


def content(asked: Asked, reading: openness.Reading) -> Page:
    """The canonical bytes that the log commits to."""
    del asked
    return Page(reading.canonical, JSON)


def proof(asked: Asked, reading: openness.Reading) -> Page:
    """Everything needed to check an edition without asking this server anything else."""
    del asked
    proved, said = reading.proved, reading.content
    vkeys, witnesses = keys(proved.checkpoint)
    return data(
        {
            "format": 1,
            "number": said["number"],
            "version": said["version"],
            "action": said["action"],
            "replaces": said["replaces"],
            "publisher": said["publisher"]["code"],
            "origin": signed_head(proved.checkpoint)[0].origin,
            "vkeys": vkeys,
            "witnesses": witnesses,
            "index": proved.index,
            "salt": proved.salt.hex() if proved.salt else None,
            "entry": proved.entry.decode(),
            "commitment": commitment_of(proved.entry),
            "hashes": [b64encode(each).decode() for each in proved.hashes],
            "checkpoint": proved.checkpoint,
            "content": "content.json",
        }
    )


def offline(asked: Asked, reading: openness.Reading) -> Page:
    """The proof as a c2sp.org/tlog-proof file, to be kept and checked without any network."""
    del asked
    name = f"{reading.content['number']}-{reading.content['version']}.tlog-proof"
    return Page(reading.proved.offline().encode(), PLAIN, headers=saved_as(name))


def attachment(asked: Asked, reading: openness.Reading) -> Page | None:
    """An attachment, always saved and never run; only while its publication is shown."""
    wanted = asked.found["sha256"]
    found = next((each for each in reading.files if each.sha256 == wanted), None)
    body = openness.file_bytes(wanted) if found else None
    if found is None or body is None:
        return None
    return Page(body, found.media, headers=saved_as(found.name) | {"X-Robots-Tag": "noindex"})


def saved_as(name: str) -> dict[str, str]:
    """The header that makes a browser save and never show."""
    return {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"
    }


content_json = of_edition(content)
proof_json = of_edition(proof)
tlog_proof = of_edition(offline)
file = of_edition(attachment)
