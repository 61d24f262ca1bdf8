"""Signed notes (签名便笺): a text and the signatures under it.

Source: c2sp.org/signed-note v1.0.0, c2sp.org/tlog-cosignature v1.0.1. Signing and verifying come in as functions;
nothing here holds a private key. Stricter than the source in one point: base64 must be written the one canonical way,
so that of two different notes never both are the same note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from datong.kernel.bilingual import Text

__all__ = [
    "COSIGNATURE",
    "ED25519",
    "BadNote",
    "Key",
    "Malformed",
    "Note",
    "Sign",
    "Signature",
    "Verify",
    "base64_of",
    "bytes_of",
    "cosignature_message",
    "key_id",
    "opened",
    "parse",
    "parse_signatures",
    "signed",
]

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_BYTES = 32
SIGNATURE_BYTES = 64
TIME_BYTES = 8
SIGNATURES_MAX = 100  # Go's x/mod stops there too; the source asks for 16 at least

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
UNNAMEABLE = re.compile(r"[\s+]")

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, message) -> whether it stands; never raises."""

Sign = Callable[[bytes], bytes]
"""message -> 64 bytes of Ed25519 signature."""


class Malformed(ValueError):
    """Something of a transparency log that is not written as it must be, or does not hold."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class BadNote(Malformed):
    """Not a signed note, not a key, or a signature of a known key that does not stand."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: who signed, with which key, and the bytes after the key id."""

    name: str
    key_id: bytes
    body: bytes

    def line(self) -> str:
        """The line as it stands in the note, with its line end."""
        return f"— {self.name} {base64_of(self.key_id + self.body)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, its final line end included, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def format(self) -> str:
        """The note as it is sent and kept; `parse` gives this note back."""
        return self.text + "\n" + "".join(signature.line() for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with the name it signs under; `type` is ED25519 or COSIGNATURE."""

    name: str
    key_id: bytes
    type: int
    public: bytes

    @classmethod
    def of(cls, name: str, public: bytes, type: int = ED25519) -> Key:
        """The key of this name, its id computed. Raises BadNote for an impossible name, type or length."""
        if not _name_stands(name):
            raise BadNote(
                Text(
                    "密钥名称不能为空，不能有空格和加号", "a key's name is not empty and has no space or plus"
                )
            )
        if type not in (ED25519, COSIGNATURE) or len(public) != KEY_BYTES:
            raise BadNote(
                Text("只认 Ed25519 密钥（0x01 或 0x04）", "only Ed25519 keys (0x01 or 0x04) are known here")
            )
        return cls(name, key_id(name, type, public), type, public)

    @classmethod
    def parse(cls, vkey: str) -> Key:
        """Read `name+hex id+base64(type, public key)`. Raises BadNote."""
        name, plus, rest = vkey.strip().partition("+")
        digits, second, material = rest.partition("+")
        raw = bytes_of(material)
        if not plus or not second or not raw:
            raise BadNote(
                Text(
                    f"不是公钥：{vkey.strip()[:80]}（应为 名称+8位十六进制+base64）",
                    f"not a verifier key: {vkey.strip()[:80]} (expected name+8 hex digits+base64)",
                )
            )
        key = cls.of(name, raw[1:], raw[0])
        if digits != key.key_id.hex():
            raise BadNote(
                Text(
                    f"公钥 {name} 的编号应为 {key.key_id.hex()}，所写的是 {digits[:16]}",
                    f"the id of key {name} must be {key.key_id.hex()}, not {digits[:16]}",
                )
            )
        return key

    @property
    def vkey(self) -> str:
        """The key in one line, to be handed to those who verify."""
        return f"{self.name}+{self.key_id.hex()}+{base64_of(bytes([self.type]) + self.public)}"


def key_id(name: str, type: int, public: bytes) -> bytes:
    """First 4 bytes of SHA-256(name, line end, type, public key)."""
    return sha256(name.encode() + b"\n" + bytes([type]) + public).digest()[:4]


def parse(raw: bytes | str) -> Note:
    """Read a note; its signatures are not checked yet. Raises BadNote."""
    text = _decoded(raw)
    head, gap, tail = text.rpartition("\n\n")
    if not gap:
        raise BadNote(Text("没有空行把正文和签名隔开", "no empty line between text and signatures"))
    return Note(head + "\n", _signatures(tail))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Read one signature line or more, as under a note or in a witness's answer. Raises BadNote."""
    return _signatures(_decoded(lines))


def _signatures(lines: str) -> tuple[Signature, ...]:
    if not lines.endswith("\n"):
        raise BadNote(
            Text("签名行缺少，或最后没有换行", "no signature line, or no line end after the last one")
        )
    rows = lines[:-1].split("\n")
    if len(rows) > SIGNATURES_MAX:
        raise BadNote(Text(f"签名多于 {SIGNATURES_MAX} 个", f"more than {SIGNATURES_MAX} signatures"))
    return tuple(_signature(row) for row in rows)


def _signature(row: str) -> Signature:
    mark, _, rest = row.partition(" ")
    name, _, material = rest.partition(" ")
    raw = bytes_of(material)
    if mark != "—" or not _name_stands(name) or len(raw) < 5:
        raise BadNote(Text(f"签名行写得不对：{row[:60]}", f"malformed signature line: {row[:60]}"))
    return Signature(name, raw[:4], raw[4:])


def signed(text: str, name: str, public: bytes, sign: Sign, type: int = ED25519) -> Signature:
    """Sign `text`, its final line end included. A cosignature carries a time: see `checkpoints.cosigned`."""
    return Signature(name, key_id(name, type, public), sign(text.encode()))


def opened(note: Note, keys: Sequence[Key], verify: Verify) -> list[Key]:
    """Those of `keys` that signed, in the order of their lines; lines of unknown keys are passed over.

    Raises BadNote when a line of a known key does not stand: such a note is worth nothing.
    """
    standing: list[Key] = []
    for signature in note.signatures:
        known = [key for key in keys if (key.name, key.key_id) == (signature.name, signature.key_id)]
        right = [key for key in known if _stands(note.text, signature, key, verify)]
        if known and not right:
            raise BadNote(
                Text(f"{signature.name} 的签名不对", f"the signature of {signature.name} does not stand")
            )
        standing += [key for key in right if key not in standing]
    return standing


def cosignature_message(seconds: int, text: str) -> bytes:
    """What a witness signs: its statement, the time as POSIX seconds, the whole text of the checkpoint."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _stands(text: str, signature: Signature, key: Key, verify: Verify) -> bool:
    body, message = signature.body, text.encode()
    if key.type == COSIGNATURE:
        seconds = int.from_bytes(body[:TIME_BYTES], "big")
        body, message = body[TIME_BYTES:], cosignature_message(seconds, text)
        if seconds >= 2**63:
            return False
    return len(body) == SIGNATURE_BYTES and verify(key.public, body, message)


def base64_of(raw: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(raw).decode()


def bytes_of(text: str) -> bytes:
    """The bytes of canonical base64; none for anything else."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if base64_of(raw) == text else b""


def _decoded(raw: bytes | str) -> str:
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        text.encode()
    except UnicodeError as error:
        raise BadNote(Text("不是 UTF-8 文字", "not UTF-8")) from error
    if CONTROL.search(text):
        raise BadNote(Text("含有控制字符", "control characters in a note"))
    return text


def _name_stands(name: str) -> bool:
    return bool(name) and not UNNAMEABLE.search(name)
