"""A briefing as plain data and back: what a frozen issue keeps, and the hash it is known by."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from datong.foundation.briefings.core.model import Briefing, Paragraph, Run


def to_dict(briefing: Briefing) -> dict[str, Any]:
    """The briefing as JSON can hold it; `from_dict` gives an equal briefing."""
    return json.loads(json.dumps(asdict(briefing), ensure_ascii=False))  # type: ignore[no-any-return]


def from_dict(data: Mapping[str, Any]) -> Briefing:
    """The briefing that `to_dict` told of."""
    paragraphs = tuple(
        Paragraph(each["heading"], runs(each["runs"]), each["slug"]) for each in data["paragraphs"]
    )
    texts = {"questions": tuple(data["questions"]), "distribution": tuple(data["distribution"])}
    return Briefing(**{**data, **texts, "lead": runs(data["lead"]), "paragraphs": paragraphs})


def runs(pieces: list[Mapping[str, Any]]) -> tuple[Run, ...]:
    """The pieces of a paragraph."""
    return tuple(Run(piece["text"], piece["figure"]) for piece in pieces)


def digest(documents: Mapping[str, Any]) -> str:
    """SHA-256 over documents as canonical JSON (keys sorted, no blanks, UTF-8)."""
    canonical = json.dumps(documents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
