"""What may be wrong with a household document, with parameters, or with a question to the law; each says it in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from datong.kernel.bilingual import Text

__all__ = [
    "BadDocument",
    "BadParameters",
    "MissingParameter",
    "NotInForce",
    "Problem",
    "UnknownParameter",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a document: where (`members[1].birth`), and a sentence that says what to write instead."""

    path: str
    text: Text

    @property
    def told(self) -> Text:
        """The place and the sentence."""
        return (
            Text(f"{self.path}：{self.text.zh}", f"{self.path}: {self.text.en}") if self.path else self.text
        )


class Refused(ValueError):
    """Base of what this package refuses; `.text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class Faulty(Refused):
    """Base of documents with faults; `.problems` lists them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                "；".join(problem.told.zh for problem in self.problems),
                "; ".join(problem.told.en for problem in self.problems),
            )
        )


class BadDocument(Faulty):
    """A household document that cannot be read as one."""


class BadParameters(Faulty):
    """A file of parameters (national or the county's) that cannot be relied on."""


class UnknownParameter(Refused):
    """A parameter nobody declared."""


class NotInForce(Refused):
    """No law of this kind was in force on that day."""


class MissingParameter(Refused):
    """A value the law leaves to the county (or leaves open) and that was not supplied."""
