"""“Check it yourself” in a real browser: what is true, and every lie on the way; Django gives the files, no server runs."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from datong.foundation.access.models import User
from datong.kernel.tlog import notes
from datong.kernel.tlog.checkpoints import cosigned
from tests.foundation.portal.five import BASE, PAGE, user

__all__ = ["user"]
HOST = "http://localhost:8000"
STEPS = ("content", "page", "tree", "signature", "witness")


@contextmanager
def opened(chromium: Browser, changed: dict[str, Any], path: str = PAGE) -> Iterator[Page]:
    """A page with its files as Django gives them; `changed`: what a liar on the way makes of an answer, by its path's end."""
    client = Client()
    given = {where: client.get(where) for where in (path, BASE + "content.json", BASE + "proof.json")}
    bodies = {where: answer.content for where, answer in given.items()}
    for where in given:
        for end, change in changed.items():
            if where.endswith(end):
                bodies[where] = change(bodies[where])

    def answer(route: Route) -> None:
        where = route.request.url.removeprefix(HOST)
        if where in given:
            route.fulfill(body=bodies[where], content_type=given[where].headers["Content-Type"])
        elif where.endswith((".js", "portal.css")):
            route.fulfill(path=finders.find(where.removeprefix("/static/")))
        else:
            route.fulfill(status=404)

    page = chromium.new_page()
    page.set_default_timeout(10_000)
    page.route("**/*", answer)
    try:
        page.goto(HOST + path)
        yield page
    finally:
        page.close()


def verdict(page: Page) -> dict[str, str]:
    """What the script says: the sum, and each step."""
    page.click("[data-check-run]")
    page.wait_for_selector("[data-sum]:not([hidden])")
    said = {"sum": page.get_attribute("[data-sum]:not([hidden])", "data-sum") or ""}
    for step in STEPS:
        state = page.get_attribute(f"[data-step={step}]", "class") or ""
        said[step] = state.removeprefix("check-")
    return said


def other_salt(body: bytes) -> bytes:
    proof = json.loads(body)
    return json.dumps(proof | {"salt": "00" * 32}).encode()


def other_hash(body: bytes) -> bytes:
    proof = json.loads(body)
    proof["hashes"][1] = base64.b64encode(bytes(32)).decode()
    return json.dumps(proof).encode()


def other_tree(body: bytes) -> bytes:
    """A root made to fit another entry: the proof leads there, the signature does not."""
    proof = json.loads(body)
    entry = hashlib.sha256(b"\0" + proof["entry"].encode()).digest()
    lines = proof["checkpoint"].split("\n")
    lines[1:3] = ["1", base64.b64encode(entry).decode()]
    return json.dumps(proof | {"index": 0, "hashes": [], "checkpoint": "\n".join(lines)}).encode()


GOOD = {"sum": "ok", "content": "ok", "page": "ok", "tree": "ok", "signature": "ok", "witness": "none"}
LIES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing changed": ({}, {}),
    "the page": ({PAGE: lambda body: body.replace(b"15,000.03", b"15,000.02")}, {"page": "bad"}),
    "the content": (
        {"content.json": lambda body: body.replace(b"1500003", b"1500002")},
        {"content": "bad", "page": "bad"},
    ),
    "page and content": (
        {
            "content.json": lambda body: body.replace(b"1500003", b"1500002"),
            PAGE: lambda body: body.replace(b"15,000.03", b"15,000.02"),
        },
        {"content": "bad"},
    ),
    "the salt": ({"proof.json": other_salt}, {"content": "bad"}),
    "a hash of the proof": ({"proof.json": other_hash}, {"tree": "bad"}),
    "a tree of its own": ({"proof.json": other_tree}, {"signature": "bad"}),
    "another publication's proof": (
        {"proof.json": lambda _: Client().get("/open/p/GK-510626-2014-000004/1/proof.json").content},
        {"content": "bad"},
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_the_script_sees_every_lie(user: User, chromium: Browser, lie: str) -> None:
    changed, bad = LIES[lie]
    with opened(chromium, changed) as page:
        expected = GOOD | bad | ({"sum": "bad"} if bad else {})
        assert verdict(page) == expected


def test_in_english_the_words_are_compared_too(user: User, chromium: Browser) -> None:
    with opened(chromium, {}, PAGE.replace("/open/", "/open/en/")) as page:
        assert verdict(page) == GOOD


def test_a_witness_is_counted_when_its_signature_stands(user: User, chromium: Browser) -> None:

    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
    public = private.public_key().public_bytes_raw()
    key = notes.Key("audit.example/w", notes.key_id("audit.example/w", 4, public), 4, public)

    def signed(text_of: str) -> Any:
        def change(body: bytes) -> bytes:
            proof = json.loads(body)
            text = notes.parse(proof["checkpoint"]).text
            mark = cosigned(text + text_of, key.name, public, 1_700_000_000, private.sign)
            line = f"— {mark.name} {base64.b64encode(mark.key_id + mark.body).decode()}\n"
            return json.dumps(
                proof | {"witnesses": [key.vkey], "checkpoint": proof["checkpoint"] + line}
            ).encode()

        return change

    with opened(chromium, {"proof.json": signed("")}) as page:
        assert verdict(page) == GOOD | {"witness": "ok"}
    with opened(chromium, {"proof.json": signed("another checkpoint\n")}) as page:
        assert verdict(page) == GOOD | {"witness": "bad", "sum": "bad"}


def test_without_the_files_nothing_is_claimed(user: User, chromium: Browser) -> None:
    with opened(chromium, {"proof.json": lambda _: b"not found"}) as page:
        assert verdict(page)["sum"] == "unreachable"
