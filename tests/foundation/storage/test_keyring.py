"""The key ring: what is sealed opens only with its key and in its column; keys rotate; the file is the owner's alone."""

import base64
import json
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.foundation.storage.core import keyring
from datong.foundation.storage.core.keyring import KeyRing, SealBroken

PLACE = "people_person.identity"
KEY_1, KEY_2, INDEX = (bytes([number]) * 32 for number in (1, 2, 9))
OLD = KeyRing({1: KEY_1}, 1, INDEX)
ROTATED = KeyRing({1: KEY_1, 2: KEY_2}, 2, INDEX)


def setting(**keys: bytes) -> str:
    """Keys as DATONG_KEYS has them."""
    return ",".join(
        f"{name.removeprefix('k')}:{base64.b64encode(key).decode()}" for name, key in keys.items()
    )


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = OLD.seal(PLACE, text)
    assert OLD.open(PLACE, sealed) == text
    assert len(sealed) == 1 + 12 + len(text.encode()) + 16


def test_every_sealing_is_another() -> None:
    assert OLD.seal(PLACE, "刘桂芳") != OLD.seal(PLACE, "刘桂芳")


def test_the_wrong_column_does_not_open() -> None:
    with pytest.raises(SealBroken):
        OLD.open("family_doctor_contract.phone", OLD.seal(PLACE, "刘桂芳"))


@pytest.mark.parametrize("position", [0, 1, 13, -1])
def test_an_altered_value_does_not_open(position: int) -> None:
    sealed = bytearray(OLD.seal(PLACE, "刘桂芳"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken):
        OLD.open(PLACE, bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"\0" * 27])
def test_a_stump_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        OLD.open(PLACE, sealed)


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key() -> None:
    old, new = OLD.seal(PLACE, "旧"), ROTATED.seal(PLACE, "新")
    assert (ROTATED.open(PLACE, old), ROTATED.open(PLACE, new)) == ("旧", "新")
    assert (old[0], new[0]) == (1, 2)
    with pytest.raises(SealBroken):
        OLD.open(PLACE, new)


def test_rotation_leaves_the_index_as_it_was() -> None:
    assert OLD.digest("51999919440710116X") == ROTATED.digest("51999919440710116X")
    assert OLD.digest("1") != KeyRing({1: KEY_1}, 1, KEY_2).digest("1")


def test_the_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = keyring.load(tmp_path, None)
    path = tmp_path / "keys" / "sealing.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["sealing.json"]
    assert keyring.load(tmp_path, None).open(PLACE, first.seal(PLACE, "刘桂芳")) == "刘桂芳"


def test_threads_that_start_together_have_one_ring(tmp_path: Path) -> None:
    together = threading.Barrier(16)

    def started(_: int) -> str:
        together.wait()
        return keyring.load(tmp_path, None).digest("1")

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(started, range(16)))) == 1
    assert [entry.name for entry in (tmp_path / "keys").iterdir()] == ["sealing.json"]


def test_two_homes_have_two_rings(tmp_path: Path) -> None:
    one, other = keyring.load(tmp_path / "a", None), keyring.load(tmp_path / "b", None)
    assert one.digest("1") != other.digest("1")
    with pytest.raises(SealBroken):
        other.open(PLACE, one.seal(PLACE, "刘桂芳"))


def test_a_key_added_to_the_file_seals_from_then_on(tmp_path: Path) -> None:
    before = keyring.load(tmp_path, None)
    path = tmp_path / "keys" / "sealing.json"
    keys = json.loads(path.read_text())["keys"]
    path.write_text(json.dumps({"keys": keys + "," + setting(k2=KEY_2)}))
    after = keyring.load(tmp_path, None)
    assert after.open(PLACE, before.seal(PLACE, "旧")) == "旧"
    assert after.seal(PLACE, "新")[0] == 2


def test_the_setting_goes_before_the_file(tmp_path: Path) -> None:
    ring = keyring.load(tmp_path, setting(k1=KEY_1, k2=KEY_2, index=INDEX))
    assert (ring.current, ring.index) == (2, INDEX)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "given_setting",
    [
        setting(k1=KEY_1),
        setting(index=INDEX),
        setting(k1=b"short", index=INDEX),
        "1:***,index:***",
        "nonsense",
        setting(first=KEY_1, index=INDEX),
        setting(k300=KEY_1, index=INDEX),
    ],
)
def test_an_unusable_setting_is_refused(tmp_path: Path, given_setting: str) -> None:
    with pytest.raises(ValueError, match="DATONG_KEYS: give at least one key"):
        keyring.load(tmp_path, given_setting)
