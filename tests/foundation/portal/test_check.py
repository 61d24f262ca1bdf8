"""“Check it yourself”: the proof file worked out by hand. The script that does it in a browser: tests/browser/test_check.py."""

import base64
import hashlib
import json

from django.test import Client

from datong.foundation.access.models import User
from tests.foundation.portal.five import BASE, user

__all__ = ["user"]


def test_the_proof_file_can_be_worked_out_by_hand(user: User, client: Client) -> None:
    """Index 2 of 5: the leaf is left of leaf 3, the pair right of leaves 0 and 1, the four left of leaf 4."""
    content = client.get(BASE + "content.json").content
    proof = client.get(BASE + "proof.json").json()
    assert (proof["number"], proof["version"], proof["index"], len(proof["hashes"])) == (
        "GK-510626-2014-000003", 1, 2, 3,
    )  # fmt: skip
    entry = json.loads(proof["entry"])
    assert hashlib.sha256(bytes.fromhex(proof["salt"]) + content).hexdigest() == entry["commitment"]
    assert entry["object"] == "GK-510626-2014-000003"
    third, first_two, fifth = (base64.b64decode(each) for each in proof["hashes"])
    leaf = hashlib.sha256(b"\0" + proof["entry"].encode()).digest()
    pair = hashlib.sha256(b"\1" + leaf + third).digest()
    four = hashlib.sha256(b"\1" + first_two + pair).digest()
    root = hashlib.sha256(b"\1" + four + fifth).digest()
    assert proof["checkpoint"].split("\n")[1:3] == ["5", base64.b64encode(root).decode()]


def test_the_offline_proof_is_a_file_to_keep(user: User, client: Client) -> None:
    answer = client.get(BASE + "publication.tlog-proof")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="GK-510626-2014-000003-1.tlog-proof"'
    )
    assert answer.text.startswith("c2sp.org/tlog-proof@v1\n")
    assert "\nindex 2\n" in answer.text
