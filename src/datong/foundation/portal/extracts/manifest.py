"""What an export holds, kept beside it in DIR/.datong-export.jsonl: what each part was made from, and its files; what each
place's publications were made from.

    {"format": 2, "parts": {key: [token, [file]]}, "places": [[code, mark]]}
    {number: [id, token]}                            a line for each place, in the same order

Lines are read, and written anew, only of places that changed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datong.foundation.portal.extracts.files import put

NAME = ".datong-export.jsonl"
RUNNING = ".datong-export.running"
FORMAT = 2
Known = dict[str, tuple[int, str]]


@dataclass(slots=True)
class Manifest:
    """`parts`: key to (token, files); `places`: code to mark; `lines`: code to its publications. A token or a mark changes
    with whatever is shown there."""

    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """The manifest of an export; None where there is none, or none that can be read."""
        try:
            head, *lines = (folder / NAME).read_bytes().splitlines()
            told = json.loads(head)
            if told["format"] != FORMAT:
                return None
            parts = {key: (token, files) for key, (token, files) in told["parts"].items()}
            places = dict(told["places"])
            return cls(parts, places, dict(zip(places, lines, strict=True)))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def publications(self, codes: Iterable[str]) -> Known:
        """The publications of these places: number to (id, token)."""
        lines = (json.loads(self.lines[code]) for code in codes if code in self.lines)
        return {number: (pk, token) for line in lines for number, (pk, token) in line.items()}

    def place(self, code: str, mark: str, known: Mapping[str, tuple[int, str]]) -> None:
        """Hold a place and its publications."""
        self.places[code], self.lines[code] = mark, dumped(known)

    def write(self, folder: Path) -> None:
        """Keep it; the last thing an export does."""
        head = {"format": FORMAT, "parts": self.parts, "places": list(self.places.items())}
        put(str(folder), NAME, b"\n".join([dumped(head), *(self.lines[code] for code in self.places), b""]))


def dumped(told: Any) -> bytes:
    """In one line."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
