"""The commands that docs/how-to/verify-a-publication.md gives for checking by hand do what it says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.config.commandline import ROOT
from tests.foundation.portal.site import LOG_KEY, WITNESS_KEY, built

TOOLS = ("bash", "jq", "xxd", "openssl", "sha256sum")
BLOCKS = re.findall(
    r"```bash\n(.*?)```", (ROOT / "docs/how-to/verify-a-publication.md").read_text(encoding="utf-8"), re.S
)

pytestmark = pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {TOOLS}")


def by_hand(folder: Path) -> list[str]:
    (script,) = BLOCKS
    assert (LOG_KEY.vkey in script, WITNESS_KEY.vkey in script) == (True, True)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, check=False, capture_output=True, text=True, timeout=60
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("place", ["A-1/1", "A-2/2"])
def test_content_tree_log_and_witness(tmp_path: Path, place: str) -> None:
    site = built()
    for name in ("content.json", "proof.json"):
        (tmp_path / name).write_bytes(site.pages[f"/open/p/{place}/{name}"])
    content, commitment, found, root, log, seen, witness = by_hand(tmp_path)
    assert content == commitment
    assert found == f"0 {root}"
    assert root == "75f2c07b55ab123b8a217cbc234534508026d591839a245ac9ec773515710527"
    assert (log, witness) == ("Signature Verified Successfully",) * 2
    assert "2014" in seen

    (tmp_path / "content.json").write_bytes(
        (tmp_path / "content.json").read_bytes().replace(b"2014", b"2015", 1)
    )
    content, commitment, *_ = by_hand(tmp_path)
    assert content != commitment
