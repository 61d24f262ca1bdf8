"""The public side as files: whole without the application, the same bytes, what is over gone, nothing made twice."""

import datetime as dt
import functools
import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client

from datong.foundation.access.models import User
from datong.foundation.evidence.service import store
from datong.foundation.openness.core.content import PublicFileNote
from datong.foundation.openness.models import Edition, Posting, Publication, PublicFile
from datong.foundation.openness.queries.public import shelf
from datong.foundation.portal import service as portal
from datong.foundation.portal.extracts.files import file_of
from datong.foundation.portal.extracts.manifest import Manifest
from datong.foundation.portal.queries import bulk
from datong.foundation.portal.queries.remembering import kept, remembering
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.config.commandline import datong
from tests.foundation.access.walk import BAIHUA, make_user, plant_places
from tests.foundation.portal import scene

APP = "https://app.example"
FIRST, RELIEF, THIRD = (f"GK-510626-2014-{serial:06d}" for serial in (1, 2, 3))
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
UNTIL = dt.date(2014, 10, 8)
LATER = dt.datetime(2014, 10, 9, 8, 0, tzinfo=scene.SHANGHAI)


@pytest.fixture(scope="module")
def made(
    kept_log: Path, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Two quarters' money, the second corrected; a list of relief that may be shown until 8 October; an attachment. All of
    it written out once; whoever changes something copies the folder."""
    folder = tmp_path_factory.mktemp("public") / "site"
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.override(scene.DAY):
            plant()
            portal.export(folder, base_url=APP)
        connection.check_constraints()
        yield folder
        transaction.set_rollback(True)


def plant() -> None:
    """The publications."""
    plant_places()
    user = make_user("zhang")
    scene.publish(user, 1, scene.money({"林地发包": 1_500_000}, {"修渠": 200}), period=scene.SECOND)
    names = [("钟国强", 3, 45_000)]
    scene.publish(
        user, 2, scene.relief(names), key="benefits.dibao", aspect="benefits", until=UNTIL, profile="R2"
    )
    paper = store.write(shelf(), b"%PDF-1.4 minutes")
    note = PublicFileNote("会议 记录.pdf", "application/pdf", 16, paper)
    row = scene.publish(user, 3, scene.money({"林地发包": 1_700_000}, {"修渠": 900}), files=(note,))
    PublicFile.objects.create(publication=row, name=note.name, media=note.media, size=16, sha256=paper)
    right = scene.money({"林地发包": 1_700_000}, {"修渠": 950})
    scene.publish(user, 3, right, corrects=row, reason="数字更正", files=(note,))
    publiclog.integrate()


@pytest.fixture
def user(made: Path, db: None) -> Iterator[User]:
    """Who published them, on 26 September 2014; the log is put back afterwards, as the database is."""
    before = Path(settings.DATONG_LOG).with_suffix(".before")
    shutil.copytree(settings.DATONG_LOG, before)
    with clock.override(scene.DAY):
        yield User.objects.get(username="zhang")
    shutil.rmtree(settings.DATONG_LOG)
    before.rename(settings.DATONG_LOG)


@pytest.fixture
def site(made: Path, user: User, tmp_path: Path) -> Path:
    """A copy of everything written out."""
    return Path(shutil.copytree(made, tmp_path / "site", copy_function=shutil.copy2))


def written(site: Path) -> dict[str, bytes]:
    """Every file but the export's own and unfinished tiles of the log, which stay when the log has grown."""
    files = (path for path in site.rglob("*") if path.is_file() and path.name != ".datong-export.jsonl")
    files = (path for path in files if not path.parent.name.endswith(".p"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The folder behind a plain web server; there is no application."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_link_of_the_files_answers(served: str) -> None:
    """From the home page onwards; only objections lead away, to the application's own address."""
    seen, waiting, away, dead = set(), [f"{served}/open/"], set(), []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own loopback server
                text = answer.read().decode(errors="replace")
        except urllib.error.HTTPError:
            dead.append(address)
            continue
        if not address.endswith("/"):
            continue
        for link in map(unescape, LINK.findall(text)):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https"}:
                away.add(link)
            elif link.startswith("/static/"):
                assert finders.find(unquote(parts.path.removeprefix("/static/")))
            elif parts.path and not parts.scheme:
                waiting.append(urljoin(address, parts._replace(query="", fragment="").geturl()))
    assert dead == []
    assert away == {
        f"{APP}/open/ask/", f"{APP}/open/en/ask/", "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    assert len(seen) > 100
    paths = {urlsplit(address).path for address in seen}
    assert {f"/open/en/p/{THIRD}/1/", f"/open/p/{THIRD}/2/proof.json", "/log/checkpoint"} <= paths


def test_files_are_the_pages_byte_for_byte(client: Client, site: Path) -> None:
    differing = []
    for path, body in written(site).items():
        address = "/" + path.removesuffix("index.html")
        outside = (
            "/open/ask/",
            "/open/en/ask/",
            "/open/search/d",
            "/static/",
            "/404.html",
            "/robots.txt",
            "/sitemap.xml",
        )
        if address.startswith(outside) or re.fullmatch(r"/open/search/\d+\.json", address):
            continue
        answer = client.get(address)
        told = b"".join(answer) if answer.streaming else answer.content
        if (answer.status_code, told) != (200, body):
            differing.append(path)
    assert differing == []


def test_every_public_address_is_among_the_files(site: Path) -> None:
    wanted = {
        file_of(("/open/" if each.lang == "zh" else "/open/en/") + each.path) for each in portal.addresses()
    }
    assert {path for path in wanted - written(site).keys() if not path.endswith("qr.svg")} == set()


def test_the_same_site_twice_is_the_same_bytes(site: Path, tmp_path: Path) -> None:
    portal.export(tmp_path / "again", base_url=APP)
    assert written(tmp_path / "again") == written(site)


def test_nothing_new_nothing_written(site: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    done = portal.export(site, base_url=APP)
    assert (done.publications, done.of_publications, done.parts, done.removed) == (0, 3, 0, 0)
    changed = [path.name for path, at in times.items() if path.stat().st_mtime_ns != at]
    assert [name for name in changed if name != ".datong-export.jsonl"] == []


def test_what_is_over_is_gone_at_the_next_run(site: Path) -> None:
    """Pages, data, lists, feeds, search, sitemap: the name on the list and its number stand nowhere."""
    assert "钟国强" in (site / f"open/p/{RELIEF}/index.html").read_text()
    with clock.override(LATER):
        done = portal.export(site, base_url=APP)
    assert done.of_publications == 2
    left = [
        path
        for path, body in written(site).items()
        if "钟国强".encode() in body or (RELIEF.encode() in body or RELIEF in path)
    ]
    assert [path for path in left if not path.startswith("log/")] == []


def test_an_increment_is_what_a_whole_export_would_be(site: Path, user: User, tmp_path: Path) -> None:
    row = scene.publish(user, 4, scene.money({"林地发包": 5}, {"修渠": 6}), key="assets.spending")
    publiclog.integrate()
    done = portal.export(site, base_url=APP)
    assert (done.publications, done.of_publications) == (1, 4)
    portal.export(tmp_path / "whole", base_url=APP)
    differing = changed_pages(written(site), written(tmp_path / "whole"))
    assert differing == set()
    proof = f"open/p/{row.number}/1/proof.json"
    assert (site / proof).read_bytes() == (tmp_path / "whole" / proof).read_bytes()


def changed_pages(there: dict[str, bytes], whole: dict[str, bytes]) -> set[str]:
    """Files that two sites do not share; but proofs, which hold the checkpoint of the day they were written."""
    differing = {path for path in there.keys() | whole.keys() if there.get(path) != whole.get(path)}
    return {path for path in differing if not path.endswith(("proof.json", ".tlog-proof"))}


def test_an_erased_edition_leaves_its_files(site: Path) -> None:
    assert (site / f"open/p/{THIRD}/1/index.html").exists()
    Edition.objects.filter(publication__number=THIRD, version=1).update(content="")
    Publication.objects.filter(number=THIRD).update(changed_at=LATER)
    portal.export(site, base_url=APP)
    assert not (site / f"open/p/{THIRD}/1").exists()
    assert (site / f"open/p/{THIRD}/2/content.json").exists()


def test_what_the_log_does_not_prove_is_not_written(user: User, tmp_path: Path) -> None:
    edition = Edition.objects.get(publication__number=FIRST)
    Edition.objects.filter(pk=edition.pk).update(content=edition.content.replace("林地发包", "林地承包"))
    with pytest.raises(publiclog.NotProved):
        portal.export(tmp_path / "site", base_url=APP)
    assert not (tmp_path / f"site/open/p/{FIRST}").exists()


def test_a_run_that_was_broken_off_is_mended(
    site: Path, user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off before its manifest was written, and again; what it had written of a publication withdrawn since goes."""
    rows = [
        scene.publish(user, serial, scene.money({"林地发包": 5}, {"修渠": 6}), key=f"assets.{serial}")
        for serial in (4, 5)
    ]
    publiclog.integrate()
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(Manifest, "write", refused)
            with pytest.raises(OSError, match="no space"):
                portal.export(site, base_url=APP)
    assert (site / f"open/p/{rows[1].number}/index.html").exists()
    Publication.objects.filter(pk=rows[1].pk).update(state="withdrawn")
    done = portal.export(site, base_url=APP)
    assert (done.publications, done.of_publications, done.removed) == (1, 4, 7)
    portal.export(tmp_path / "whole", base_url=APP)
    assert changed_pages(written(site), written(tmp_path / "whole")) == set()
    assert not (site / ".datong-export.running").exists()


def refused(*_: object) -> None:
    """A full disk."""
    raise OSError("no space")


def test_a_site_whose_manifest_was_lost_is_made_anew(site: Path) -> None:
    (site / ".datong-export.jsonl").unlink()
    (site / "open/v/000000000000").mkdir()
    (site / "open/v/000000000000/index.html").write_text("old")
    portal.export(site, base_url=APP)
    assert not (site / "open/v/000000000000").exists()


def test_search_without_a_server_finds_by_two_characters(site: Path) -> None:
    """百花 and 收支 are both in the titles; shard and id as find.js looks them up."""

    def ids(token: str) -> list[int]:
        number = 0
        for unit in token:
            number = (number * 31 + ord(unit)) % 251
        return json.loads((site / f"open/search/{number}.json").read_text()).get(token, [])

    pks = {row.number: row.pk for row in Publication.objects.all()}
    assert set(ids("百花")) & set(ids("收支")) == set(pks.values())
    assert ids("没有") == []
    first = pks[FIRST]
    docs = json.loads((site / f"open/search/docs/{first // 500}.json").read_text())
    assert docs[str(first)][0] == FIRST


def test_objections_go_to_the_application(site: Path, tmp_path: Path) -> None:
    page = (site / "open/ask/index.html").read_text()
    assert f'action="{APP}/open/ask/"' in page
    portal.export(tmp_path / "alone")
    assert "<form" not in (tmp_path / "alone/open/ask/index.html").read_text()


def test_the_command_tells_what_it_did(user: User, tmp_path: Path) -> None:
    done = datong("portal", "export", tmp_path / "site", "--base-url", APP, "--workers", "1")
    assert done.returncode == 0
    assert done.stdout.startswith("3/3 publications, ")
    assert (tmp_path / f"site/open/v/{BAIHUA}/index.html").exists()


@pytest.mark.parametrize("address", ["/open/../etc/passwd", "/open/./x", "/open/a\x00b"])
def test_no_address_leads_out_of_the_folder(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        file_of(address)


def test_pages_out_of_frames_are_the_pages(user: User) -> None:
    """Six of one shape, so that five are put together from a frame: other villages, titles that must be escaped, money and
    none, a source; and one posted with a photograph, which no frame is for."""
    rows = [
        scene.publish(
            user,
            serial,
            blocks,
            place=place,
            title=Text(f"甲 <{serial}> & “乙”", f"{serial} < 3"),
            source=source,
        )
        for serial, (blocks, place, source) in enumerate(
            [
                (scene.money({"<土地>": 5}, {"路": 6}), BAIHUA, "村账"),
                (scene.money({"甲": 7}, {"乙": 8}), BAIHUA, "<账>"),
                (scene.relief([("钟&国强", 3, 45_000)]), "510626106210", "账"),
                (scene.relief([("黄大明", 2, 30_000)]), "510626106210", "账"),
                (scene.money({"甲": 9}, {"乙": 8}), "510626106210", "账"),
                (scene.money({"甲": 9}, {"乙": 9}), BAIHUA, "账"),
            ],
            start=11,
        )
    ]
    publiclog.integrate()
    last = rows[-1].edition
    Posting.objects.create(
        edition=last, posted_on=scene.DAY.date(), photo="a" * 64, entered_by=user, entered_at=scene.DAY
    )
    drawn = []
    with remembering():
        for _, made in bulk.pages([row.pk for row in rows]):
            drawn += [(path, lang, page.body) for path, lang, page, _ in made if page is not None]
        frames = kept("frames")
        assert frames is not None
        assert (len(frames), None in frames.values()) == (2, False)
    assert len(drawn) == 6 * 5
    assert [path for path, lang, body in drawn if portal.page(path, lang).body != body] == []
