"""datong log monitor: from outside, compare every public page with the log, and the log with its past and its witnesses."""

import argparse
import http.client
import json
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from datong.config.cli.output import say, told
from datong.config.witness.keys import verify
from datong.foundation.openness import service as openness
from datong.foundation.portal import service as portal
from datong.kernel import clock
from datong.kernel.tlog.notes import Key
from datong.kernel.tlog.policies import Policy

HTTP = ("http://", "https://")
TIMEOUT = 30
AT_ONCE = 8
LARGEST = 1 << 26
FIRST = "公钥取自被查的网站，以后只认它；请与纸上公布的核对 (key taken from the site and kept; compare it with one on paper)"


def monitor(arguments: argparse.Namespace) -> int:
    """One round; a line for each alarm, status 1 when there is any."""
    try:
        state = remembered(arguments.state)
    except ValueError:
        return told(f"{arguments.state}：不是监测状态文件 (not a state file of the monitor)")
    fetch = fetcher(arguments.where)
    policy = (
        Policy.parse(arguments.witness_policy.read_text("utf-8")) if arguments.witness_policy else Policy()
    )
    keys = arguments.vkey or ([] if policy.logs else state.get("vkeys") or named_by(fetch))
    trust = portal.Trust(tuple(Key.parse(each) for each in keys), policy, verify)
    seen = portal.Seen(state.get("checkpoint", ""), state.get("until", {}))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        report = portal.watch(fetch, trust, seen, openness.words, clock.today().isoformat(), pool.map)
    for alarm in report.alarms:
        say(f"{alarm.kind} {alarm.where}: {alarm.text.zh} ({alarm.text.en})")
    say(f"{report.publications} publications, {report.entries} entries, {len(report.alarms)} alarms")
    if arguments.state:
        kept = {"vkeys": list(keys), "checkpoint": report.seen.checkpoint, "until": dict(report.seen.until)}
        spare = arguments.state.with_name(f"{arguments.state.name}.new")
        spare.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        spare.replace(arguments.state)
    return 1 if report.alarms else 0


def remembered(file: Path | None) -> dict[str, Any]:
    """What the last round left; nothing the first time. Raises ValueError for another file."""
    if file is None or not file.exists():
        return {}
    state = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(state, dict) or not {"vkeys", "checkpoint", "until"} <= set(state):
        raise ValueError(file)
    return state


def named_by(fetch: portal.Fetch) -> list[str]:
    """The public keys that the site names, the first time."""
    print(FIRST, file=sys.stderr)  # noqa: T201
    return fetch("/log/vkey")[1].decode("utf-8", "replace").split()


def fetcher(where: str) -> portal.Fetch:
    """How to read a site at an address or in a folder (a static export); whole addresses are those of witnesses."""
    folder, base = Path(where), where.rstrip("/")

    def fetch(address: str) -> tuple[int, bytes]:
        if address.startswith(HTTP):
            return asked(address)
        return (
            asked(base + quote(address, safe="/%?=&-._~"))
            if base.startswith(HTTP)
            else lying(folder, address)
        )

    return fetch


def asked(url: str) -> tuple[int, bytes]:
    """Status and body; (0, nothing) without an answer."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - http and https only, see fetcher
            return answer.status, answer.read(LARGEST)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(LARGEST)
    except (OSError, http.client.HTTPException, ValueError):
        return 0, b""


def lying(folder: Path, address: str) -> tuple[int, bytes]:
    """A file of an export as a web server would give it."""
    path = folder / unquote(urlsplit(address).path).lstrip("/")
    path = path / "index.html" if path.is_dir() or address.endswith("/") else path
    inside = path.resolve().is_relative_to(folder.resolve())
    return (200, path.read_bytes()) if inside and path.is_file() else (404, b"")
