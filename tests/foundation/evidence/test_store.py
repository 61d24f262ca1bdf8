"""Files under their hash: stored once, found altered or missing, served to whom the permission table says, destroyed in time."""

import datetime as dt
import hashlib
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from datong.foundation.access import service as access
from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.evidence import registry
from datong.foundation.evidence import service as evidence
from datong.foundation.evidence.models import Blob, Item
from datong.foundation.journal.service import entries
from datong.kernel.bilingual import Text
from datong.kernel.registry import DuplicateKeyError, Registry, UnknownKeyError
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, WANAN, Cast, Door, make_user, walk
from tests.foundation.evidence.files import pdf, photograph, screenshot

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CASE = "casework.Case:1"
DAY = dt.date(2020, 3, 1)


@pytest.fixture
def clerk(cast: Cast) -> User:
    return cast.inside[Role.TOWN_CLERK]


def keep(actor: User, content: bytes = b"paper", **change: Any) -> Item:
    """A paper of case 1 in 百花村."""
    wanted: dict[str, Any] = {
        "target": CASE, "kind": "consent", "name": "授权书.txt", "programme": "dibao", "place_code": BAIHUA,
    }  # fmt: skip
    return evidence.keep(actor, content=content, **(wanted | change))


def files(store: Path) -> list[str]:
    """Everything in the store, as folder/name."""
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


class TestKeeping:
    """What lies where, and what is written down."""

    def test_a_content_lies_under_its_hash(self, store: Path, clerk: User) -> None:
        """SHA-256 of `abc` is the first test vector of FIPS 180-2, appendix B.1."""
        row = keep(clerk, b"abc")
        digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert (row.blob.sha256, row.blob.size, row.blob.type) == (digest, 3, "text/plain")
        assert files(store) == [f"ba/{digest}"]
        path = store / "ba" / digest
        assert path.read_bytes() == b"abc" == evidence.content(row)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.stat().st_mode) == 0o700

    def test_a_photograph_lies_under_the_hash_of_what_is_kept(self, store: Path, clerk: User) -> None:
        row = keep(clerk, photograph(), name="入户.jpg")
        kept = evidence.content(row)
        assert hashlib.sha256(kept).hexdigest() == row.blob.sha256
        assert b"SECRET" not in kept
        assert files(store) == [f"{row.blob.sha256[:2]}/{row.blob.sha256}"]

    def test_the_same_content_twice_is_stored_once(self, store: Path, clerk: User) -> None:
        first = keep(clerk, photograph(), name="一.jpg")
        second = keep(clerk, photograph(), name="二.jpg", target="casework.Case:2")
        assert first.blob_id == second.blob_id
        assert [each.name for each in evidence.items_of(CASE)] == ["一.jpg"]
        assert len(files(store)) == 1
        assert Blob.objects.count() == 1

    def test_a_missing_file_is_mended_by_sending_it_again(self, store: Path, clerk: User) -> None:
        row = keep(clerk)
        (store / row.blob.sha256[:2] / row.blob.sha256).write_bytes(b"papers")
        keep(clerk)
        assert evidence.content(row) == b"paper"
        assert len(files(store)) == 1

    def test_the_journal_tells_it_without_names(self, clerk: User) -> None:
        row = keep(clerk, name="何大明授权书.txt", note="何大明签的字")
        [entry] = entries(f"evidence.Item:{row.pk}")
        assert (entry.actor, entry.action, entry.place) == ("town_clerk", "evidence.keep", BAIHUA)
        assert entry.detail == {"sha256": row.blob.sha256, "kind": "consent", "of": CASE}
        assert (Item.objects.get().name, Item.objects.get().note) == ("何大明授权书.txt", "何大明签的字")

    @pytest.mark.parametrize("name", ["../../../../tmp/x", "/etc/passwd", "..\\x", "a/\x00b", "%2e%2e%2fx"])
    def test_a_name_never_becomes_a_path(self, store: Path, clerk: User, name: str) -> None:
        row = keep(clerk, name=name)
        assert files(store) == [f"{row.blob.sha256[:2]}/{row.blob.sha256}"]
        assert not {"/", "\\", "\x00"} & set(row.name)

    def test_a_refused_file_leaves_nothing(self, store: Path, clerk: User) -> None:
        with pytest.raises(evidence.BadEvidence) as caught:
            keep(clerk, b"PK\x03\x04 word")
        assert caught.value.field == "file"
        assert caught.value.text.zh.startswith("不能保存 Word")
        with pytest.raises(UnknownKeyError):
            keep(clerk, retention="forever")
        assert (Item.objects.count(), entries().count(), store.exists()) == (0, 0, False)

    def test_kinds(self, clerk: User) -> None:
        keep(clerk, kind="consent")
        keep(clerk, b"other", kind="survey_form")
        keep(clerk, b"third", kind="photo", target="casework.Case:2")
        assert evidence.kinds_of(CASE) == {"consent", "survey_form"}
        assert evidence.kinds_of("casework.Case:3") == set()
        assert evidence.kind_name("no.such.kind") == Text("no.such.kind", "no.such.kind")

    def test_a_living_content_has_one_row(self, clerk: User) -> None:
        blob = keep(clerk).blob
        with pytest.raises(IntegrityError), transaction.atomic():
            Blob.objects.create(sha256=blob.sha256, size=5, type="text/plain", at=blob.at, by=clerk)


class TestServing:
    """Downloads that can do nothing, for those whose posts cover the case."""

    def test_who_may_download(self, client: Client, cast: Cast, clerk: User) -> None:
        row = keep(clerk)
        everybody = frozenset(Role) - {Role.SYSTEM_ADMIN, Role.CONSOLE}
        walk(client, cast, Door(f"/evidence/{row.pk}/", everybody))
        picture = keep(clerk, photograph(), name="入户.jpg")
        walk(client, cast, Door(f"/evidence/{picture.pk}/preview/", everybody))

    def test_not_in_the_next_town_nor_in_other_work(self, client: Client, cast: Cast, clerk: User) -> None:
        row = keep(clerk)
        for user, status in (
            (make_user("next", Role.TOWN_CLERK, WANAN), 404),
            (make_user("other", Role.TOWN_CLERK, TIAOYUAN, ["irrigation"]), 404),
            (make_user("same", Role.TOWN_CLERK, TIAOYUAN, ["dibao"]), 200),
            (cast.inside[Role.SYSTEM_ADMIN], 403),
        ):
            client.force_login(user, BACKEND)
            assert client.get(reverse("evidence_item", args=[row.pk])).status_code == status
        assert client.get("/evidence/999999/").status_code in (403, 404)

    @pytest.mark.parametrize(
        ("sent", "name", "type_", "shown"),
        [
            (b"<b>x</b>", "a.html", "text/plain; charset=utf-8", 'attachment; filename="a.txt"'),
            (pdf(), "证明.pdf", "application/pdf", "attachment; filename*=utf-8''%E8%AF%81%E6%98%8E.pdf"),
            (screenshot(), "x.svg", "image/png", 'attachment; filename="x.png"'),
        ],
    )
    def test_headers(
        self, client: Client, clerk: User, sent: bytes, name: str, type_: str, shown: str
    ) -> None:
        row = keep(clerk, sent, name=name)
        client.force_login(clerk, BACKEND)
        answer = client.get(f"/evidence/{row.pk}/")
        assert answer.content == evidence.content(row)
        wanted = {
            "Content-Type": type_,
            "Content-Disposition": shown,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cache-Control": "private, no-store",
        }
        assert {key: answer.headers[key] for key in wanted} == wanted
        assert client.post(f"/evidence/{row.pk}/").status_code == 405

    def test_a_preview_is_a_jpeg_of_pictures_only(self, client: Client, clerk: User) -> None:
        client.force_login(clerk, BACKEND)
        answer = client.get(f"/evidence/{keep(clerk, screenshot(), name='x.png').pk}/preview/")
        assert (answer.status_code, answer.headers["Content-Type"], answer.content[:2]) == (
            200,
            "image/jpeg",
            b"\xff\xd8",
        )
        assert answer.headers["Content-Security-Policy"].endswith("sandbox; frame-ancestors 'none'")
        refused = client.get(f"/evidence/{keep(clerk, pdf()).pk}/preview/")
        assert refused.status_code == 410
        assert "这个文件不是图片" in refused.content.decode()

    def test_each_look_is_journalled(self, client: Client, cast: Cast, clerk: User) -> None:
        row = keep(clerk, photograph(), name="何大明.jpg")
        client.force_login(cast.inside[Role.AUDITOR], BACKEND)
        client.get(f"/evidence/{row.pk}/preview/")
        client.get(f"/evidence/{row.pk}/")
        client.force_login(cast.outside[Role.AUDITOR], BACKEND)
        client.get(f"/evidence/{row.pk}/")
        told = [(each.actor, each.action, each.detail) for each in entries(f"evidence.Item:{row.pk}")]
        assert told[:-1] == [
            ("auditor", "evidence.read", {"of": CASE}),
            ("auditor", "evidence.preview", {"of": CASE}),
        ]

    def test_an_altered_file_is_not_handed_out(self, store: Path, client: Client, clerk: User) -> None:
        row = keep(clerk)
        (store / row.blob.sha256[:2] / row.blob.sha256).write_bytes(b"forged")
        client.force_login(clerk, BACKEND)
        answer = client.get(f"/evidence/{row.pk}/")
        assert answer.status_code == 410
        assert "forged" not in answer.content.decode()
        assert "内容已被改动" in answer.content.decode()
        assert [each.action for each in entries(f"evidence.Item:{row.pk}")] == ["evidence.keep"]


class TestChecking:
    """The store against its rows."""

    def test_sound_missing_altered_and_stray(self, store: Path, clerk: User) -> None:
        assert evidence.verify_store() == evidence.StoreCheck(0, (), (), ())
        rows = [keep(clerk, content) for content in (b"one", b"two", b"three")]
        assert evidence.verify_store() == evidence.StoreCheck(3, (), (), ())
        one, two, _ = (store / row.blob.sha256[:2] / row.blob.sha256 for row in rows)
        one.unlink()
        two.write_bytes(b"twO")
        stray = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        (store / "ba").mkdir(exist_ok=True)
        (store / "ba" / stray).write_bytes(b"abc")
        assert evidence.verify_store() == evidence.StoreCheck(1, (one.name,), (two.name,), (stray,))


class TestRetention:
    """Time runs from the close of the matter; what is due goes, and nothing else."""

    @pytest.fixture(autouse=True)
    def classes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Five years, then destroy; five years, then archive; and the ordinary class."""
        own: Registry[str, evidence.Retention] = Registry("retention class")
        monkeypatch.setattr(registry, "_retentions", own)
        for key, years, then in (("short", 5, "destroy"), ("deed", 5, "archive"), ("case", None, "destroy")):
            evidence.register_retention(evidence.Retention(key, Text("短期", "short"), years, then))  # type: ignore[arg-type]

    @pytest.fixture
    def console(self) -> User:
        return access.console()

    def test_exactly_what_is_due(self, store: Path, clerk: User, console: User) -> None:
        """Closed on 1 March 2015 for five years: still there on 29 February 2020, due on 1 March."""
        closed = {
            "due": ("short", dt.date(2015, 3, 1)), "day_later": ("short", dt.date(2015, 3, 2)),
            "open": ("short", None), "deed": ("deed", dt.date(2000, 1, 1)), "no_period": ("case", dt.date(2000, 1, 1)),
        }  # fmt: skip
        rows = {}
        for name, (retention, on) in closed.items():
            rows[name] = keep(clerk, name.encode(), target=f"casework.Case:{name}", retention=retention)
            if on is not None:
                assert evidence.close_matter(clerk, f"casework.Case:{name}", on) == 1
        assert evidence.destroy_due(console, dt.date(2020, 2, 29)) == []
        assert evidence.destroy_due(console, DAY) == [rows["due"].pk]
        assert evidence.destroy_due(console, DAY) == []
        left = [rows[name].blob.sha256 for name in ("day_later", "open", "deed", "no_period")]
        assert files(store) == sorted(f"{sha256[:2]}/{sha256}" for sha256 in left)
        row = Item.objects.select_related("blob").get(pk=rows["due"].pk)
        assert (row.ended_why, row.blob.destroyed_why) == ("短期保存期满（5 年）",) * 2
        assert row.blob.sha256 == hashlib.sha256(b"due").hexdigest()
        assert evidence.kinds_of("casework.Case:due") == set()
        entry = entries(f"evidence.Item:{row.pk}").first()
        assert entry is not None
        assert (entry.actor, entry.action, entry.door) == ("console", "evidence.destroy", "cli")
        assert entry.detail == {
            "sha256": row.blob.sha256, "class": "short", "closed_on": "2015-03-01", "destroyed": True,
        }  # fmt: skip
        assert evidence.verify_store().missing == ()

    def test_a_content_another_matter_needs_stays(self, store: Path, clerk: User, console: User) -> None:
        old, new = (keep(clerk, target=f"casework.Case:{each}", retention="short") for each in (1, 2))
        evidence.close_matter(clerk, "casework.Case:1", dt.date(2015, 3, 1))
        assert evidence.destroy_due(console, DAY) == [old.pk]
        assert evidence.content(Item.objects.get(pk=new.pk)) == b"paper"
        with pytest.raises(evidence.Lost, match="保存期满"):
            evidence.content(Item.objects.get(pk=old.pk))
        evidence.close_matter(clerk, "casework.Case:2", dt.date(2015, 3, 1))
        assert evidence.destroy_due(console, DAY) == [new.pk]
        assert files(store) == []

    def test_a_destroyed_content_may_come_again(self, store: Path, clerk: User, console: User) -> None:
        old = keep(clerk, retention="short")
        evidence.close_matter(clerk, CASE, dt.date(2015, 3, 1))
        evidence.destroy_due(console, DAY)
        again = keep(clerk, target="casework.Case:2")
        assert again.blob_id != old.blob_id
        assert len(files(store)) == 1
        assert Blob.objects.filter(sha256=again.blob.sha256).count() == 2

    def test_a_matter_that_goes_on_keeps_its_papers(self, clerk: User, console: User) -> None:
        keep(clerk, retention="short")
        evidence.close_matter(clerk, CASE, dt.date(2015, 3, 1))
        assert evidence.close_matter(clerk, CASE, dt.date(2016, 3, 1)) == 0  # the first day stands
        assert evidence.reopen_matter(clerk, CASE) == 1
        assert evidence.destroy_due(console, DAY) == []
        assert [(each.action, each.detail) for each in entries(CASE)] == [
            ("evidence.reopen", {"items": 1, "on": None}),
            ("evidence.close", {"items": 1, "on": "2015-03-01"}),
        ]

    @pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.SYSTEM_ADMIN, Role.TOWN_CLERK])
    def test_nobody_destroys_from_a_page(self, cast: Cast, role: Role) -> None:
        with pytest.raises(access.Refused):
            evidence.destroy_due(cast.inside[role], DAY)

    def test_a_destroyed_file_says_so(self, client: Client, clerk: User, console: User) -> None:
        row = keep(clerk, retention="short")
        evidence.close_matter(clerk, CASE, dt.date(2015, 3, 1))
        evidence.destroy_due(console, DAY)
        client.force_login(clerk, BACKEND)
        answer = client.get(f"/evidence/{row.pk}/")
        assert answer.status_code == 410
        assert "短期保存期满（5 年），文件已销毁。" in answer.content.decode()

    def test_a_class_has_one_meaning(self) -> None:
        with pytest.raises(DuplicateKeyError):
            evidence.register_retention(evidence.Retention("short", Text("短", "s"), 1, "destroy"))
