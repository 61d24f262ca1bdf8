"""Who wants to know that the calendar has changed."""

from collections.abc import Callable

from datong.foundation.access.service import User

on_change: list[Callable[[User], object]] = []
"""Called with the acting user inside the transaction of the change, before it is journalled; houses above append to it
from their wiring."""
