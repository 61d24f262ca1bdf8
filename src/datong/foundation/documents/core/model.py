"""What a document says, before any format decides how it looks. Blocks hold text; nothing in it is markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lang = Literal["zh", "en"]
Paper = Literal["a4", "a4-landscape", "a3"]
Align = Literal["body", "flush", "right"]
Numbers = Sequence[int]
_IMAGES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, without a number of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """Running text; a line break begins a new paragraph.

    `align`: "body" (indented by two characters in Chinese), "flush" (an address), "right" (a signature).
    """

    text: str
    align: Align = "body"


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and values in a frame, two pairs to a row where both are short. An empty value is left to the pen."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its head comes again on every page. `numbers`: columns set to the right.

    `widths`: shares of the width, one a column; without them the widest cell decides. Raises ValueError when a row has
    not as many cells as the head.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    numbers: Numbers = ()

    def __post_init__(self) -> None:
        columns = len(self.head)
        if not columns or any(len(row) != columns for row in self.rows):
            raise ValueError(f"every row of this table has {columns} cells")
        if self.widths and len(self.widths) != columns:
            raise ValueError(f"{len(self.widths)} widths for {columns} columns")
        if any(not 0 <= column < columns for column in self.numbers):
            raise ValueError(f"columns are numbered 0 to {columns - 1}")


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on and a date for each label."""

    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG with its caption, which also stands for it when read aloud. Raises ValueError for other files."""

    content: bytes
    caption: str

    def __post_init__(self) -> None:
        if not self.kind:
            raise ValueError("a picture is a PNG or a JPEG file")
        if not self.caption.strip():
            raise ValueError("a picture needs a caption")

    @property
    def kind(self) -> str:
        """png or jpg by the first bytes, else empty."""
        return next((kind for magic, kind in _IMAGES.items() if self.content.startswith(magic)), "")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Ruled lines to write on by hand, under a label."""

    lines: int = 3
    label: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Boxes to tick: ☑ before each of `chosen` (positions in `options`), ☐ before the others."""

    label: str
    options: Sequence[str]
    chosen: Numbers = ()


Block = Heading | Para | Fields | Grid | Signatures | Note | Picture | PageBreak | Blank | Choice


@dataclass(frozen=True, slots=True)
class Doc:
    """One document in one language.

    `unit` issues it; `number` and `dated` stand under the title; `code` is what the QR says (a reference, or an address
    that ends in one) and is printed in words under it; `foot` closes the last page (how to object, whom to call), a line
    break begins a new line. `large`: type for citizens. Raises ValueError without a title: a tagged PDF must have one.
    """

    title: str
    blocks: Sequence[Block]
    unit: str = ""
    number: str = ""
    dated: date | None = None
    code: str = ""
    lang: Lang = "zh"
    foot: str = ""
    paper: Paper = "a4"
    large: bool = False

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")
