"""Money is whole fen (分); this is where it becomes yuan for reading."""

from decimal import Decimal


def yuan(fen: int) -> int | Decimal:
    """Fen as yuan: whole when it is whole, else an exact decimal."""
    whole, rest = divmod(fen, 100)
    return whole if rest == 0 else Decimal(fen) / 100
