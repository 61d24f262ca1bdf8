"""The log's rows before and beside its files. Deliberately missing: the content (its house keeps it), any way to change an
entry or a head (both tables are append-only in the database too); only a salt can be removed, which is erasure."""

from django.db import models


class LogEntry(models.Model):
    """One entry under its index, from 0 without gaps. `leaf`: its hash in the tree, 32 bytes."""

    index = models.BigAutoField(primary_key=True)
    entry = models.BinaryField()
    leaf = models.BinaryField(max_length=32)


class Salt(models.Model):
    """The 32 random bytes in an entry's commitment; without them the entry tells nothing of its content."""

    index = models.BigAutoField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class Head(models.Model):
    """A checkpoint that was published, so that files restored from an older copy are noticed. `note`: the signed text."""

    size = models.BigIntegerField(db_index=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
