"""A sentence in Chinese and English (双语文本), for declarations and errors that live outside gettext."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, Chinese first. Both languages are required; neither stands in for the other."""

    zh: str
    en: str

    def to(self, lang: str) -> str:
        """The sentence in `lang`: English for "en", "en-GB" and the like, Chinese for everything else."""
        return self.en if lang.lower().startswith("en") else self.zh

    def format(self, **params: object) -> Text:
        """Fill `{name}` places in both languages; a parameter that is itself a `Text` goes in by language.

        Raises KeyError when a place has no parameter.
        """
        return Text(self.zh.format(**_in("zh", params)), self.en.format(**_in("en", params)))

    def __str__(self) -> str:
        return self.zh


def _in(lang: str, params: dict[str, object]) -> dict[str, object]:
    return {name: value.to(lang) if isinstance(value, Text) else value for name, value in params.items()}
