"""A folder as a channel (落地文件): one JSON file a message, for the county's own SMS or mail gateway to fetch."""

import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from datong.foundation.notices.core.ways import Way
from datong.kernel import clock
from datong.kernel.bilingual import Text

# All that a message ever says: nothing about a person, nothing of what was decided.
WORDS = Text(
    "您有一份文书，编号{reference}，请到村委会领取或拨打{contact}。",
    "There is a letter for you, number {reference}. Please collect it at the village office or call {contact}.",
)


@dataclass(frozen=True, slots=True)
class FileDrop:
    """Files `TIME-RANDOM.json` with channel, to, text and at; each appears whole or not at all, mode 600."""

    folder: Path
    way: Way

    def send(self, to: str, text: str) -> None:
        """Drop one message. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = clock.now()
        name = f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex}"
        message = {"channel": self.way.value, "to": to, "text": text, "at": now.isoformat()}
        beside = self.folder / f".{name}.part"
        with os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(message, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / f"{name}.json")
