"""Why a file cannot be published, and what a cleaned one is."""

from dataclasses import dataclass

from datong.kernel.bilingual import Text


class Unfit(ValueError):
    """The file cannot be published; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file fit for the public: its bytes without metadata, its type, every word in it (also of what was taken out, which
    must not be personal either); `unreadable`: pictures stand in it whose words no program reads."""

    content: bytes
    media: str
    ending: str
    text: str
    unreadable: bool = False
