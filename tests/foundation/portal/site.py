"""A small public site made by hand, with its log and a witness, so that it can be tampered with and watched."""

import hashlib
import json
from html import escape
from pathlib import Path
from typing import Any

from datong.foundation.openness.core.content import canonical, words
from datong.kernel.tlog import checkpoints, notes, tiles, tree
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Note
from datong.kernel.tlog.policies import Policy
from tests.kernel.tlog.vectors import log_key, private, witness_key

ORIGIN = "county.example/log"
LOG_KEY = log_key(ORIGIN, 10)
WITNESS_KEY = witness_key("audit.example/w", 20)
WITNESS_URL = "http://witness.example:8100"
POLICY = Policy.parse(f"log {LOG_KEY.vkey}\nwitness audit {WITNESS_KEY.vkey} {WITNESS_URL}\nquorum audit\n")
WITNESS_PAGE = f"{WITNESS_URL}/{hashlib.sha256(ORIGIN.encode()).hexdigest()}/checkpoint"
PHOTO = b"a photograph"
PHOTO_SHA = hashlib.sha256(PHOTO).hexdigest()


def content(number: str, version: int = 1, action: str = "publish", amount: int = 123_450) -> dict[str, Any]:
    """What a publication says: a table of one row, and a photograph."""
    return {
        "number": number,
        "version": version,
        "action": action,
        "title": {"zh": "2014年第三季度财务公开", "en": "Accounts, third quarter of 2014"},
        "place": {"code": "510626106209", "name": "百花村"},
        "publisher": {"code": "V510626106209", "name": "百花村村民委员会"},
        "posted": "2014-10-15",
        "until": "2014-12-31",
        "blocks": [
            {"type": "words", "heading": "说明", "text": "收入 < 支出 & 有附件"},
            {
                "type": "table",
                "caption": {"zh": "收入", "en": "Income"},
                "columns": [{"key": "a", "kind": "money", "name": {"zh": "金额", "en": "Amount"}}],
                "rows": [[amount]],
                "total": [amount],
            },
        ],
        "files": [{"name": "照片.jpg", "media": "image/jpeg", "size": len(PHOTO), "sha256": PHOTO_SHA}],
    }


class Site:
    """Pages by address. `publish`, `end`: log and show; `sign`: a new checkpoint, cosigned, and every page made anew."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.entries: list[bytes] = []
        self.shown: dict[str, tuple[int, bytes, bytes]] = {}

    def fetch(self, address: str) -> tuple[int, bytes]:
        """As a web server answers."""
        return (200, self.pages[address]) if address in self.pages else (404, b"")

    def log(self, said: dict[str, Any], salt: bytes) -> int:
        """Append an entry; its index."""
        raw = canonical(said)
        entry = {
            "action": said["action"],
            "commitment": hashlib.sha256(salt + raw).hexdigest(),
            "object": said["number"],
            "publisher": said["publisher"]["code"],
            "type": "publication",
            "v": 1,
            "version": said["version"],
        }
        self.entries.append(canonical(entry))
        return len(self.entries) - 1

    def publish(self, said: dict[str, Any]) -> None:
        """Log a publication and show it."""
        salt = bytes([len(self.entries)]) * 32
        self.shown[said["number"]] = (self.log(said, salt), canonical(said), salt)

    def end(self, said: dict[str, Any]) -> None:
        """Log a withdrawal or an expiry, and show the publication no more."""
        self.log(said, b"\xee" * 32)
        self.shown.pop(said["number"], None)

    def sign(self, seed: int = 10, *, witnessed: bool = True) -> "Site":
        """The checkpoint, the log's files, every page and what the witness holds."""
        leaves = [tree.leaf_hash(entry) for entry in self.entries]
        text = Checkpoint(ORIGIN, len(leaves), tree.root(leaves)).text()
        key = log_key(ORIGIN, seed)
        signatures = [notes.signed(text, ORIGIN, key.public, private(seed).sign)]
        signatures += [
            checkpoints.cosigned(text, WITNESS_KEY.name, WITNESS_KEY.public, 1411704000, private(20).sign)
        ]
        note = Note(text, tuple(signatures[: 2 if witnessed else 1])).format()
        self.pages = {"/log/checkpoint": note.encode(), "/log/vkey": f"{key.vkey}\n".encode()}
        self.pages[f"/log/{tiles.entries_path(0, len(leaves))}"] = tiles.bundle(self.entries)
        self.pages[WITNESS_PAGE] = note.encode()
        rows = [self.show(number, leaves, note) for number in self.shown]
        for page, part in ((1, rows[:2]), (2, rows[2:])):
            listed = {"publications": part, "next": "/open/publications-2.json" if page == 1 else None}
            self.pages[f"/open/publications{'-2' * (page - 1)}.json"] = json.dumps(listed).encode()
        return self

    def show(self, number: str, leaves: list[bytes], note: str) -> dict[str, Any]:
        """The pages of a publication; its row in the list."""
        index, raw, salt = self.shown[number]
        said = json.loads(raw)
        address, here = f"/open/p/{number}/", f"/open/p/{number}/{said['version']}/"
        hashes = tree.inclusion(
            index, len(leaves), lambda level, at: tree.root(leaves[at << level : at + 1 << level])
        )
        proof = {
            "salt": salt.hex(),
            "entry": self.entries[index].decode(),
            "index": index,
            "hashes": [notes.base64_of(each) for each in hashes],
            "checkpoint": note,
        }
        self.pages[f"{here}content.json"] = raw
        self.pages[f"{here}proof.json"] = json.dumps(proof).encode()
        self.pages[f"{here}files/{PHOTO_SHA}/照片.jpg"] = PHOTO
        for lang, page in (("zh", address), ("en", f"/open/en/p/{number}/")):
            told = "".join(f"<p> {escape(word)} </p>\n" for word in words(said, lang))
            self.pages[page] = (
                f'<h1>{number}</h1><article id="published" class="x">{told}</article><p>foot</p>'.encode()
            )
        return {
            "number": number,
            "version": said["version"],
            "action": said["action"],
            "index": index,
            "until": said["until"],
            "address": address,
            "content": f"{here}content.json",
            "proof": f"{here}proof.json",
        }


def built() -> Site:
    """Three publications shown, one of them corrected; one withdrawn."""
    site = Site()
    for number in ("A-1", "A-2", "A-3", "A-4"):
        site.publish(content(number))
    site.publish(content("A-2", 2, "correct", 99_900))
    site.end(content("A-4", 2, "withdraw"))
    return site.sign()


def folder_of(site: Site, folder: Path) -> None:
    """The site as static files."""
    for address, page in site.pages.items():
        if address.startswith("/"):
            path = folder / address.lstrip("/")
            path = path / "index.html" if address.endswith("/") else path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page)
