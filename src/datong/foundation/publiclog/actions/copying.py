"""The whole log as static files in another folder, for any web server, mirror or auditor."""

from pathlib import Path

from datong.foundation.publiclog.core.files import CHECKPOINT, VKEY, Folder, names
from datong.foundation.publiclog.core.refusal import Unreadable
from datong.foundation.publiclog.queries import here
from datong.kernel.bilingual import Text
from datong.kernel.tlog.policies import Policy

BATCH = 512
EMPTY = Text("公开日志还是空的，没有可导出的。", "The public log is empty; there is nothing to export.")


def export(target: Path) -> tuple[int, int]:
    """Copy the published log to `target`; the checkpoint last, so that the copy is whole at every moment. Files that are
    there already stay: they never change. Returns the number of entries and of files written.

    Raises Unreadable when the log is empty or its checkpoint is not to be trusted.
    """
    log = here()
    accepted = log.published(Policy())
    if accepted is None:
        raise Unreadable(EMPTY)
    copy, size, count = Folder(target), accepted.checkpoint.size, 0
    absent = [name for name in names(size) if not (target / name).exists()]
    for at in range(0, len(absent), BATCH):
        copy.write_all([(name, log.folder.read(name)) for name in absent[at : at + BATCH]])
        count += len(absent[at : at + BATCH])
    for name, data in ((VKEY, log.folder.read(VKEY)), (CHECKPOINT, accepted.note.format().encode())):
        if not copy.holds(name, data):
            copy.write(name, data)
            count += 1
    return size, count
