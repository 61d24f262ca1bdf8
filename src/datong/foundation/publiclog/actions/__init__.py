"""Writes: entries appended and salts destroyed; the tree grown, signed and published; keys; copies."""

from datong.foundation.publiclog.actions.appending import append, forget
from datong.foundation.publiclog.actions.copying import export
from datong.foundation.publiclog.actions.integrating import integrate, quietly
from datong.foundation.publiclog.actions.keys import rotate

__all__ = ["append", "export", "forget", "integrate", "quietly", "rotate"]
