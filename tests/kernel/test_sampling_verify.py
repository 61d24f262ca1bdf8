"""`verify_draw.py`, as a citizen runs it: a file, a draw, agree or differ."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from datong.kernel.sampling import published, verify_script

STRATA = {f"DB-{number:03}": ("万安镇", "调元镇", "略坪镇")[number % 3] for number in range(1, 41)}
DRAW = published(STRATA, "drand:1:abc|local:52613", Fraction(3, 10), ["DB-007", "DB-031"])


@pytest.fixture
def verify(tmp_path):
    """Run the served script alone, outside the package, without its libraries."""
    (tmp_path / "verify_draw.py").write_text(verify_script(), "utf-8")

    def run(draw: object) -> tuple[int, str]:
        (tmp_path / "draw.json").write_text(draw if isinstance(draw, str) else json.dumps(draw), "utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-S", "verify_draw.py", "draw.json"],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


def test_it_needs_no_library_and_is_short():
    script = verify_script()
    assert [line for line in script.splitlines() if line.startswith(("import ", "from "))] == [
        "import hashlib",
        "import json",
        "import sys",
        "from typing import Any",
    ]
    assert len(script.splitlines()) < 60


def test_a_good_draw_agrees_and_prints_what_was_posted(verify):
    """40 cases: 13, 14 and 13 in the towns, so 4 + 5 + 4 by lot, and the two mandatory ones."""
    status, told = verify(DRAW)
    assert (status, told.splitlines()[-1]) == (0, "一致 agree")
    assert f"名单 frame SHA-256: {DRAW['frame_sha256']}" in told
    assert "种子 seed: drand:1:abc|local:52613" in told
    assert 13 <= len(DRAW["drawn"]) <= 15


def test_the_hash_is_optional(verify):
    assert verify({key: value for key, value in DRAW.items() if key != "frame_sha256"})[0] == 0


def swapped(drawn: list[str]) -> list[str]:
    return [drawn[1], drawn[0], *drawn[2:]]


NEVER = next(name for name in STRATA if name not in DRAW["drawn"])


@pytest.mark.parametrize(
    "tampered",
    [
        {"drawn": DRAW["drawn"][1:]},
        {"drawn": [*DRAW["drawn"], NEVER]},
        {"drawn": swapped(DRAW["drawn"])},
        {"drawn": []},
        {"seed": "drand:1:abc|local:52614"},
        {"mandatory": []},
        {"mandatory": ["DB-007", "DB-031", "DB-999"]},
        {"share": [1, 2]},
        {"frame": DRAW["frame"][1:]},
        {"frame": [*DRAW["frame"], "DB-999"]},
        {"frame": DRAW["frame"][::-1]},
        {"frame": [DRAW["frame"][0], *DRAW["frame"]]},
        {"strata": STRATA | {NEVER: "新盛镇"}},
        {"frame_sha256": "0" * 64},
        {"share": [3, 0]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_tampered_draw_differs(verify, tampered):
    status, told = verify(DRAW | tampered)
    assert (status, told.startswith("不一致 differ: ")) == (1, True)


def test_a_frame_that_lost_a_case_in_every_place_differs_from_the_posted_hash(verify):
    fewer = {name: town for name, town in STRATA.items() if name != NEVER}
    again = published(fewer, "drand:1:abc|local:52613", Fraction(3, 10), ["DB-007", "DB-031"])
    assert verify(again | {"frame_sha256": DRAW["frame_sha256"]})[0] == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", "nonsense", '{"frame": 1}'])
def test_an_unreadable_file_says_so(verify, content):
    status, told = verify(content)
    assert (status, "文件不能读 (unreadable file)" in told) == (1, True)
