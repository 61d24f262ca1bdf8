"""Taking entries, and destroying salts. Who may publish was asked by the house that calls."""

import os
from collections.abc import Iterable, Sequence

from django.db import transaction

from datong.foundation.publiclog.actions.integrating import after_commit
from datong.foundation.publiclog.core.entries import SALT_BYTES, Logged, NewEntry, written
from datong.foundation.publiclog.core.refusal import Halted
from datong.foundation.publiclog.models import LogEntry, Salt
from datong.foundation.publiclog.queries import BEHIND, here
from datong.foundation.storage import service as storage
from datong.kernel.tlog.tree import leaf_hashes

COUNTER = "publiclog"


def append(entries: Sequence[NewEntry]) -> list[Logged]:
    """Take entries in order, inside the caller's transaction and after its row locks: whoever appends keeps others waiting
    until the end of the transaction. After it, the tree grows by itself.

    Raises BadEntry; Halted when the files know more entries than the database.
    """
    if not entries:
        return []
    random = os.urandom(SALT_BYTES * len(entries))
    salts = [random[at : at + SALT_BYTES] for at in range(0, len(random), SALT_BYTES)]
    lines = [written(new, salt) for new, salt in zip(entries, salts, strict=True)]
    with transaction.atomic(savepoint=False):
        first = storage.next_number(COUNTER, len(lines)) - 1
        if (size := here().size()) > first:
            raise Halted(BEHIND.format(size=size, rows=first))
        indexes = range(first, first + len(lines))
        storage.insert(LogEntry, ["index", "entry", "leaf"], [indexes, lines, leaf_hashes(lines)])
        storage.insert(Salt, ["index", "salt"], [indexes, salts])
        after_commit()
    return [Logged(*each) for each in zip(indexes, salts, lines, strict=True)]


def forget(indexes: Iterable[int]) -> None:
    """Destroy the salts of these entries: from then on nobody can tell what was committed to. The entries stay."""
    Salt.objects.filter(index__in=list(indexes)).delete()
