"""What a public address is: how it is asked for, what it answers, who makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
LANGUAGES = ("zh", "en")
ROOTS = {"zh": "/open/", "en": "/open/en/"}


@dataclass(frozen=True)
class Asked:
    """`path`: what follows /open/ or /open/en/; `found`: the named parts of it; `query`: empty in an export."""

    path: str
    lang: str = "zh"
    found: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Where the pages of this language begin."""
        return ROOTS[self.lang]

    @property
    def twin(self) -> str:
        """The same page in the other language."""
        return ROOTS["zh" if self.lang == "en" else "en"] + self.path


@dataclass(frozen=True)
class Page:
    """One answer, the same bytes for everybody. `seconds`: how long a cache may keep it; 0 is not at all."""

    body: bytes
    media: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 60

    @cached_property
    def etag(self) -> str:
        """Equal bytes, equal tag."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Route:
    """`pattern`: a regular expression for the whole path; `make` answers None where nothing stands at the address."""

    name: str
    pattern: str
    make: Callable[[Asked], Page | None]
    languages: tuple[str, ...] = LANGUAGES
