"""The key in a hardware module, with SoftHSM as the module."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django

from datong.foundation.publiclog import service as log
from datong.foundation.publiclog.core import hsm, signing
from datong.kernel.tlog import notes
from tests.foundation.publiclog.entries import content, new

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("**/softhsm/libsofthsm2.so"))), None)
PIN = "1234"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token with the key "log" in it, as the setting names it."""
    if LIBRARY is None:
        pytest.skip("softhsm2 is not installed")
    pkcs11 = pytest.importorskip("pkcs11")
    from pkcs11.util.ec import encode_named_curve_parameters

    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    before = {name: os.environ.get(name) for name in ("SOFTHSM2_CONF", hsm.PIN)}
    os.environ |= {"SOFTHSM2_CONF": str(folder / "softhsm2.conf"), hsm.PIN: PIN}
    command = ["softhsm2-util", "--init-token", "--free", "--label", "county", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(command, check=True, capture_output=True)
    with pkcs11.lib(str(LIBRARY)).get_token(token_label="county").open(user_pin=PIN, rw=True) as session:
        curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("1.3.101.112")}
        session.create_domain_parameters(pkcs11.KeyType.EC_EDWARDS, curve, local=True).generate_keypair(
            mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, store=True, label="log"
        )
    yield f"{LIBRARY}:county:log"
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@pytest.mark.django_db
def test_the_module_signs(module: str, settings: Any) -> None:
    settings.DATONG_LOG_PKCS11 = module
    log.append([new(n) for n in range(3)])
    published = log.integrate()
    assert published is not None
    (vkey,) = log.vkeys()
    assert notes.opened(notes.parse(log.checkpoint() or ""), [notes.Key.parse(vkey)], signing.verify)
    assert log.proved(1, content(1)).index == 1
    with pytest.raises(log.BadKey) as refused:
        log.rotate()
    assert refused.value.text.zh.startswith("密钥在密码模块里")
    settings.DATONG_LOG_PKCS11 = f"{module},file"
    log.append([new(3)])
    log.integrate()
    both = [notes.Key.parse(each) for each in log.vkeys()]
    assert notes.opened(notes.parse(log.checkpoint() or ""), both, signing.verify) == both
    assert both[0].vkey == vkey
    assert log.checked(str(django.DATONG_LOG), [vkey]).bad == []


@pytest.mark.parametrize("label", ["nobody", ""])
def test_a_key_that_is_not_there(module: str, label: str) -> None:
    place = f"{module.rpartition(':')[0]}:{label}"
    with pytest.raises(log.BadKey):
        hsm.signers(place, Path("unused"))


@pytest.mark.parametrize("place", ["library", "library:token", "/nowhere.so:token:label"])
def test_a_setting_that_is_none(place: str) -> None:
    with pytest.raises(log.BadKey):
        hsm.signers(place, Path("unused"))
