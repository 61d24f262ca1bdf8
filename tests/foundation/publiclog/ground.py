"""A county's log with three publications on real pages and a witness in another process; and who notices what is done to it.

Every catcher returns what it says, or "" while it has nothing to say.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from datong.config.witness import keys
from datong.foundation.access.models import User
from datong.foundation.openness import service as openness
from datong.foundation.openness.core.content import Column, PublicFileNote, Table, canonical, content
from datong.foundation.openness.models import Edition, Publication, PublicFile
from datong.foundation.openness.queries import public
from datong.foundation.portal.core.monitor import Seen, Trust, watch
from datong.foundation.publiclog import service as publiclog
from datong.foundation.publiclog.core import asking, signing
from datong.foundation.publiclog.core.files import CHECKPOINT, Folder, Tree
from datong.foundation.publiclog.models import Head, LogEntry, Salt
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes, tree
from datong.kernel.tlog.notes import Key
from datong.kernel.tlog.policies import Policy
from tests.append_only import opened
from tests.foundation.access.walk import BAIHUA, make_user, plant_places
from tests.kernel.tlog.written import files

PHOTO = b"a photograph of the board"
AMOUNT = 123_450
ORIGINS = [f"county.example/log-{number}" for number in range(60)]


def number(n: int) -> str:
    """A publication's number."""
    return f"GK-510626-2014-{n:06d}"


@dataclass
class Ground:
    """The county; `folder` holds its keys and the published attachments, `witness` is where its witness listens."""

    folder: Path
    witness: str
    vkey: str
    policy: Path
    user: User
    seen: Seen = field(default_factory=Seen)
    told: Callable[[str, bytes], bytes] = field(default=lambda _, body: body)
    """What a tampered web server makes of a page: address, body -> body."""

    @property
    def log(self) -> Path:
        """The folder of the log's files."""
        return Path(settings.DATONG_LOG)

    def publish(self, n: int) -> Edition:
        """Publish one quarter's accounts; the first has an attachment."""
        photo = PublicFileNote("board.jpg", "image/jpeg", len(PHOTO), hashlib.sha256(PHOTO).hexdigest())
        today = clock.today().isoformat()
        said = content(
            number=number(n),
            version=1,
            action="publish",
            title=Text("2014年第三季度财务公开", "Accounts, third quarter of 2014"),
            place=(BAIHUA, "百花村"),
            publisher=(BAIHUA, "百花村村民委员会"),
            aspect=("finance", Text("财务", "Finance")),
            item=("finance.income", Text("收入", "Income")),
            period=("2014-07-01", "2014-09-30"),
            posted=today,
            until=None,
            blocks=[
                Table(
                    Text("收入", "Income"),
                    (Column("what", Text("项目", "Item")), Column("fen", Text("金额", "Amount"), "money")),
                    (("荒山承包费", AMOUNT + n),),
                    role="income",
                )
            ],
            files=[photo] if n == 1 else [],
        )
        row = Publication.objects.create(
            number=number(n),
            county="510626",
            place_code=BAIHUA,
            aspect="finance",
            key="finance.income",
            profile="R0",
            period_start="2014-07-01",
            period_end="2014-09-30",
            title_zh=said["title"]["zh"],
            title_en=said["title"]["en"],
            published_on=today,
            board_until=today,
            changed_at=clock.now(),
        )
        if n == 1:
            PublicFile.objects.create(
                publication=row, name=photo.name, media=photo.media, size=photo.size, sha256=photo.sha256
            )
            path = public.file_path(photo.sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(PHOTO)
        raw = canonical(said)
        (logged,) = publiclog.append(
            [publiclog.NewEntry("publication", number(n), 1, BAIHUA, "publish", raw)]
        )
        row.edition = Edition.objects.create(
            publication=row,
            version=1,
            action="publish",
            content=raw.decode(),
            log_index=logged.index,
            prepared_by=self.user,
            released_by=self.user,
            released_at=clock.now(),
        )
        row.save()
        return row.edition

    def fetch(self, address: str) -> tuple[int, bytes]:
        """A page as a reader gets it, tampered web server included."""
        if address.startswith("http"):
            return asking.ask(address)
        response = Client().get(address)
        return response.status_code, self.told(address, response.content)

    def backup(self, name: str) -> Path:
        """A copy of the log's files."""
        return Path(shutil.copytree(self.log, self.folder / name))

    def restore(self, copy: Path) -> None:
        """Put a copy back in the place of the log's files."""
        shutil.rmtree(self.log)
        shutil.copytree(copy, self.log)

    def forget(self, size: int) -> None:
        """Put the database back to a log of `size` entries, as restoring an old copy does."""
        with opened():
            LogEntry.objects.filter(index__gte=size).delete()
            Head.objects.filter(size__gt=size).delete()
        Salt.objects.filter(index__gte=size).delete()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE storage_counter SET last = %s WHERE name = 'publiclog'", [size])


def built(folder: Path, witness: str, witness_vkey: str) -> Ground:
    """Three publications, logged and witnessed; the watcher has seen them."""
    (vkey,) = publiclog.vkeys()
    policy = Path(settings.DATONG_WITNESS_POLICY)
    policy.write_text(f"log {vkey}\nwitness audit {witness_vkey} {witness}\nquorum audit\n")
    plant_places()
    ground = Ground(folder, witness, vkey, policy, make_user("publisher"))
    for n in (1, 2, 3):
        ground.publish(n)
    publiclog.integrate()
    return ground


# --- who notices ---


def page(ground: Ground) -> str:
    """The page of the first publication: the refusal and its status, once it is not proved any more."""
    try:
        openness.read(number(1))
    except publiclog.NotProved as error:
        answer = Client().get(f"/open/p/{number(1)}/")
        assert b"1,234.51" not in answer.content
        return f"{answer.status_code} {error.text.en}"
    return ""


def verify(ground: Ground) -> str:
    """`datong log verify` on the county's own machine."""
    return "; ".join(publiclog.checked().bad)


def auditor(ground: Ground) -> str:
    """`datong log verify DIR --vkey --witness-policy` by somebody who has the key and the policy on paper."""
    return "; ".join(publiclog.checked(str(ground.log), [ground.vkey], ground.policy.read_text()).bad)


def gate(ground: Ground) -> str:
    """What keeps the log from being signed."""
    try:
        publiclog.integrate()
    except publiclog.Halted as error:
        return error.text.en
    return ""


def monitor(ground: Ground, policy: str = "") -> str:
    """`datong log monitor` from another machine."""
    rule = Policy.parse(policy or ground.policy.read_text())
    trust = Trust((Key.parse(ground.vkey),), rule, keys.verify)
    report = watch(ground.fetch, trust, ground.seen, openness.words, clock.today().isoformat())
    ground.seen = report.seen
    return "; ".join(f"{alarm.kind} {alarm.where}" for alarm in report.alarms)


def lone_monitor(ground: Ground) -> str:
    """The same by somebody who knows of no witness and has only what was seen before."""
    return monitor(ground, f"log {ground.vkey}\nquorum none\n")


def refused(statement: str, *values: object) -> str:
    """What the database says to a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return str(error).split("\n", maxsplit=1)[0]
    return ""


def forked_tree(ground: Ground, folder: Path, index: int) -> Path:
    """The log's files with one entry changed, everything else rebuilt and signed with the real key; not witnessed."""
    said = checkpoints.parse(notes.parse((ground.log / CHECKPOINT).read_bytes()).text)
    old = Tree(Folder(ground.log).read, said.size)
    entries = [old.entry(at) for at in range(said.size)]
    entries[index] = entries[index].replace(b'"commitment":"', b'"commitment":"0')
    for name, data in files(entries).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    text = checkpoints.Checkpoint(said.origin, said.size, tree.root(tree.leaf_hashes(entries))).text()
    (signer,) = signing.from_file(Path(settings.DATONG_HOME) / "keys" / "publiclog.key")
    signature = notes.signed(text, said.origin, signer.public, signer.sign)
    (folder / CHECKPOINT).write_text(notes.Note(text, (signature,)).format())
    return folder
