"""What a house tells the ledgers about itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from datong.kernel.bilingual import Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from that no workbook brought: its name, with {number}; the address of its page for a reader, if
    the reader may open it."""

    label: Text
    address: Callable[[Any, str], str | None]
