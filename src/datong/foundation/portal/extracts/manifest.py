"""What an export holds, kept beside it in DIR/.datong-export.json: what each part was made from, and its files."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from datong.foundation.portal.extracts.files import put

NAME = ".datong-export.json"
FORMAT = 1


@dataclass(slots=True)
class Manifest:
    """`parts`: key to (token, files); `publications`: number to (id, token). A token changes with whatever a part shows."""

    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    publications: dict[str, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """The manifest of an export; None where there is none, or none that can be read."""
        try:
            told = json.loads((folder / NAME).read_bytes())
            if told["format"] != FORMAT:
                return None
            parts = {key: (token, files) for key, (token, files) in told["parts"].items()}
            return cls(parts, {key: (pk, token) for key, (pk, token) in told["publications"].items()})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, folder: Path) -> None:
        """Keep it; the last thing an export does."""
        told = {"format": FORMAT, "parts": self.parts, "publications": self.publications}
        put(str(folder), NAME, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
