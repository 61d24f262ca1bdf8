#!/usr/bin/env python3
"""Check a draw (核对抽样): python3 verify_draw.py draw.json  ->  agree (exit 0) or differ (exit 1). Needs Python 3 alone.

The file holds: frame (ids, sorted), strata (id: town), mandatory (ids), share [numerator, denominator], seed, drawn (ids
in order). Of each town the first ceil(share x size) ids in the order of their tickets are drawn, and every mandatory one.
ticket(id) = "0." + reversed decimal digits of SHA-256(hex(SHA-256(seed)) + id), at least 64 digits, compared as text
(Rivest's consistent sampler). Compare the hash and the seed it prints with those that were posted.
"""

import hashlib
import json
import sys
from typing import Any


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def ticket(seed: str, name: str) -> str:
    return "0." + str(int(sha(sha(seed) + name), 16)).zfill(64)[::-1]


def wrong(draw: "dict[str, Any]") -> str:
    frame, strata, seed = draw["frame"], draw["strata"], draw["seed"]
    if frame != sorted(set(frame)) or set(strata) != set(frame) or not set(draw["mandatory"]) <= set(frame):
        return (
            "名单没有排序、有重复，或与分层不符 (the frame is unsorted, doubled, or not that of the strata)"
        )
    digest = sha("".join(name + "\n" for name in frame))
    if digest != draw.get("frame_sha256", digest):
        return "名单与所写的校验码不符 (the frame does not have the hash written there)"
    ranked = sorted(frame, key=lambda name: (ticket(seed, name), name))
    taken = set(draw["mandatory"])
    for town in set(strata.values()):
        here = [name for name in ranked if strata[name] == town]
        taken.update(here[: -(-draw["share"][0] * len(here) // draw["share"][1])])
    if draw["drawn"] != [name for name in ranked if name in taken]:
        return "抽中的不是这些 (other ids are drawn)"
    print(f"名单 frame SHA-256: {digest}\n种子 seed: {seed}")  # noqa: T201
    return ""


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
            verdict = wrong(json.load(file))
    except (AttributeError, IndexError, KeyError, OSError, TypeError, ValueError, ZeroDivisionError) as error:
        verdict = f"文件不能读 (unreadable file): {error!r}"
    print(f"不一致 differ: {verdict}" if verdict else "一致 agree")  # noqa: T201
    sys.exit(1 if verdict else 0)
