"""The watcher over a site made by hand: silent when all is well, the right alarm for each manipulation."""

import json
from collections.abc import Callable

import pytest

from datong.foundation.openness.core.content import canonical, words
from datong.foundation.portal.core.monitor import Report, Seen, Trust, watch
from tests.foundation.portal.site import LOG_KEY, PHOTO_SHA, POLICY, WITNESS_PAGE, Site, built, content
from tests.kernel.tlog.vectors import verify

TRUST = Trust((LOG_KEY,), POLICY, verify)
TODAY = "2014-10-20"


def watched(site: Site, seen: Seen | None = None, today: str = TODAY) -> Report:
    return watch(site.fetch, TRUST, seen or Seen(), words, today)


def kinds(site: Site, seen: Seen | None = None, today: str = TODAY) -> list[tuple[str, str]]:
    return [(alarm.kind, alarm.where) for alarm in watched(site, seen, today).alarms]


def test_all_is_well() -> None:
    site = built()
    report = watched(site)
    assert (report.alarms, report.publications, report.entries) == ((), 3, 6)
    assert report.seen.checkpoint == site.pages["/log/checkpoint"].decode()
    assert report.seen.until == {"A-1": "2014-12-31", "A-2": "2014-12-31", "A-3": "2014-12-31"}
    site.publish(content("A-5"))
    assert kinds(site.sign(), report.seen) == []


def replace(address: str, old: bytes, new: bytes) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        assert old in site.pages[address]
        site.pages[address] = site.pages[address].replace(old, new, 1)

    return change


def remove(address: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        del site.pages[address]

    return change


def unlisted(site: Site) -> None:
    """A publication struck from the list."""
    page = json.loads(site.pages["/open/publications-2.json"])
    assert [row["number"] for row in page["publications"]] == ["A-3"]
    site.pages["/open/publications-2.json"] = json.dumps({"publications": [], "next": None}).encode()


def unlogged(site: Site) -> None:
    """A page that stands in the list and was never logged."""
    page = json.loads(site.pages["/open/publications-2.json"])
    row = {**page["publications"][0], "number": "B-9", "address": "/open/p/B-9/"}
    page["publications"].append(row)
    site.pages["/open/publications-2.json"] = json.dumps(page).encode()


def older_edition(site: Site) -> None:
    """The first edition in the place of its correction."""
    old = Site()
    for number in ("A-1", "A-2", "A-3"):
        old.publish(content(number))
    old.entries = site.entries
    old.sign()
    site.pages |= {address: page for address, page in old.pages.items() if address.startswith("/open/")}


def withdrawn_again_shown(site: Site) -> None:
    """A withdrawn publication back on its page."""
    index = next(at for at, entry in enumerate(site.entries) if b'"A-4"' in entry)
    site.shown["A-4"] = (index, canonical(content("A-4")), bytes([index]) * 32)
    site.sign()


def other_proof(site: Site) -> None:
    """The proof of another publication in the place of one's own."""
    mine, other = "/open/p/A-1/1/proof.json", json.loads(site.pages["/open/p/A-3/1/proof.json"])
    own = json.loads(site.pages[mine])
    site.pages[mine] = json.dumps({**own, "hashes": other["hashes"]}).encode()


CASES = {
    "page altered": (replace("/open/p/A-1/", b"1,234.50", b"1,234.60"), [("altered", "/open/p/A-1/")]),
    "English page altered": (replace("/open/en/p/A-2/", b"Income", b"Outlay"), [("altered", "/open/en/p/A-2/")]),
    "line added to a page": (replace("/open/p/A-3/", b"</article>", b"<p>x</p></article>"), [("altered", "/open/p/A-3/")]),
    "content altered": (replace("/open/p/A-1/1/content.json", b"123450", b"123460"), [("altered", "/open/p/A-1/1/content.json")]),
    "salt swapped": (replace("/open/p/A-1/1/proof.json", b"0000", b"0001"), [("altered", "/open/p/A-1/1/content.json")]),
    "proof replaced": (other_proof, [("altered", "/open/p/A-1/1/proof.json")]),
    "attachment swapped": (replace(f"/open/p/A-1/1/files/{PHOTO_SHA}/照片.jpg", b"photo", b"paint"), [("altered", f"/open/p/A-1/1/files/{PHOTO_SHA}/照片.jpg")]),
    "attachment gone": (remove(f"/open/p/A-1/1/files/{PHOTO_SHA}/照片.jpg"), [("missing", f"/open/p/A-1/1/files/{PHOTO_SHA}/照片.jpg")]),
    "page gone": (remove("/open/p/A-1/"), [("missing", "/open/p/A-1/")]),
    "struck from the list": (unlisted, [("missing", "/open/p/A-3/")]),
    "older edition shown": (older_edition, [("missing", "/open/p/A-2/")]),
    "withdrawn and shown": (withdrawn_again_shown, [("over", "/open/p/A-4/")]),
    "bundle altered": (replace("/log/tile/entries/000.p/6", b"A-1", b"A-9"), [("altered", "/log/")]),
    "bundle cut off": (replace("/log/tile/entries/000.p/6", b"{", b""), [("altered", "/log/tile/entries/000.p/6")]),
    "checkpoint altered": (replace("/log/checkpoint", b"\n6\n", b"\n7\n"), [("altered", "/log/checkpoint")]),
    "log gone": (remove("/log/checkpoint"), [("missing", "/log/checkpoint")]),
    "signed with another key": (lambda site: site.sign(66) and None, [("altered", "/log/checkpoint")]),
    "not witnessed": (lambda site: site.sign(witnessed=False) and None, [("altered", "/log/checkpoint")]),
    "witness gone": (remove(WITNESS_PAGE), [("unreadable", WITNESS_PAGE)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_manipulation_has_its_alarm(name: str) -> None:
    change, expected = CASES[name]
    site = built()
    change(site)
    assert kinds(site) == expected


def test_a_page_that_was_never_logged() -> None:
    site = built()
    unlogged(site)
    assert ("unlogged", "/open/p/B-9/") in kinds(site)


def test_a_split_view_is_seen_by_the_witness() -> None:
    """The log shows one history to its readers and had another one witnessed, both signed with the real key."""
    site, other = built(), built()
    other.entries[2] = other.entries[1]
    site.pages[WITNESS_PAGE] = other.sign().pages["/log/checkpoint"]
    assert kinds(site) == [("split-view", WITNESS_PAGE)]


def test_a_witness_that_has_seen_more_means_a_rollback() -> None:
    site, later = built(), built()
    later.publish(content("A-5"))
    site.pages[WITNESS_PAGE] = later.sign().pages["/log/checkpoint"]
    assert kinds(site) == [("rolled-back", "/log/checkpoint")]


def test_a_rollback_is_remembered_and_what_was_seen_is_kept() -> None:
    site = built()
    seen = watched(site).seen
    del site.entries[-1]
    report = watched(site.sign(), seen)
    assert [(alarm.kind, alarm.where) for alarm in report.alarms] == [
        ("rolled-back", "/log/checkpoint"),
        ("missing", "/open/p/A-4/"),
    ]
    assert report.seen == seen


def test_a_log_rewritten_at_the_same_size_is_seen() -> None:
    site = built()
    seen = watched(site).seen
    site.entries[-1] = site.entries[-1].replace(b"withdraw", b"expire")
    assert kinds(site.sign(), seen) == [("rolled-back", "/log/checkpoint")]


def test_what_lapsed_by_its_own_date_is_not_missed() -> None:
    site = built()
    seen = watched(site).seen
    del site.shown["A-3"]
    site.sign()
    assert kinds(site, seen, "2014-12-31") == [("missing", "/open/p/A-3/")]
    assert kinds(site, seen, "2015-01-01") == []


def test_a_publication_that_appears_while_watching_is_no_alarm() -> None:
    """The list is fetched after the log: what was published in between is in neither the first log nor lost."""
    before, after = built(), built()
    after.publish(content("A-5"))
    after.sign()
    asked: list[str] = []

    def fetch(address: str) -> tuple[int, bytes]:
        asked.append(address)
        early = asked.count("/log/checkpoint") == 1 and not address.startswith("/open/")
        return (before if early else after).fetch(address)

    assert watch(fetch, TRUST, Seen(), words, TODAY).alarms == ()
    assert asked.count("/log/checkpoint") == 2


@pytest.mark.parametrize("garbage", [b"", b"[]", b"{}", b'{"hashes": 1}', b"\xff"])
def test_garbage_is_an_alarm_and_no_crash(garbage: bytes) -> None:
    site = built()
    site.pages["/open/p/A-1/1/proof.json"] = garbage
    assert [where.startswith("/open/p/A-1/") for _, where in kinds(site)] == [True]


@pytest.mark.parametrize("rows", [b"{}", b"[7]", b'[{"number": "A-1"}]', b'"A-1"', b"null"])
def test_a_malformed_list_is_an_alarm_and_no_crash(rows: bytes) -> None:
    site = built()
    site.pages["/open/publications.json"] = b'{"publications": ' + rows + b"}"
    assert kinds(site) == [("unreadable", "/open/publications.json")]


@pytest.mark.parametrize(
    ("number", "said", "alarms"),
    [
        ("A-1", {}, []),
        ("A-1", {"title": {"zh": "别的标题", "en": "x"}}, [("altered", "/open/p/A-1/")]),
        ("A-1", {"place": "510626101201"}, [("altered", "/open/p/A-1/")]),
        ("A-1", {"posted": "2014-01-01"}, [("altered", "/open/p/A-1/")]),
        ("A-2", {"posted": "2014-01-01"}, []),
        ("A-2", {"posted": "2099-01-01"}, [("altered", "/open/p/A-2/")]),
    ],
)
def test_the_list_says_nothing_but_what_was_logged(number, said, alarms):
    site = built()
    listed = json.loads(site.pages["/open/publications.json"])
    for row in listed["publications"]:
        if row["number"] == number:
            row.update(said)
    site.pages["/open/publications.json"] = json.dumps(listed).encode()
    assert kinds(site) == alarms
