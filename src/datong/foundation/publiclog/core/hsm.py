"""Keys in a hardware module by PKCS#11 (硬件密码模块): the seed never leaves it.

The setting names where the keys are, separated by commas; each signs: `LIBRARY:TOKEN:LABEL`, or `file` for the key file.
The PIN comes from the environment (DATONG_LOG_PIN). Needs the package python-pkcs11.
"""

import os
from pathlib import Path
from typing import Any

from datong.foundation.publiclog.core import signing
from datong.foundation.publiclog.core.refusal import BadKey
from datong.foundation.publiclog.core.signing import Signer
from datong.kernel.bilingual import Text

try:
    import pkcs11
except ImportError:  # an optional package
    pkcs11 = None  # type: ignore[assignment]

__all__ = ["PIN", "signers"]

PIN = "DATONG_LOG_PIN"
FILE = "file"
NO_PACKAGE = Text(
    "DATONG_LOG_PKCS11 需要软件包 python-pkcs11；请安装后再启动。",
    "DATONG_LOG_PKCS11 needs the package python-pkcs11; please install it and start again.",
)
FORM = Text(
    "DATONG_LOG_PKCS11 应为 库:令牌:标签，实为 {given}",
    "DATONG_LOG_PKCS11 has the form LIBRARY:TOKEN:LABEL, not {given}",
)
NO_KEY = Text(
    "密码模块里的密钥不能用（{given}）：{why}",
    "The key in the module cannot be used ({given}): {why}",
)


def signers(setting: str, key_file: Path) -> list[Signer]:
    """The keys that sign: those the setting names, or those in the file when it is empty. Raises BadKey."""
    places = [each.strip() for each in setting.split(",") if each.strip()] or [FILE]
    found: list[Signer] = []
    for place in places:
        found += signing.from_file(key_file) if place == FILE else [in_module(place)]
    return found


def in_module(place: str) -> Signer:
    """The key at LIBRARY:TOKEN:LABEL. Raises BadKey."""
    library, _, rest = place.partition(":")
    token, colon, label = rest.rpartition(":")
    if not (library and token and colon and label):
        raise BadKey(FORM.format(given=place))
    if pkcs11 is None:
        raise BadKey(NO_PACKAGE)
    try:
        public = with_session(library, token, lambda session: public_of(session, label))
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise BadKey(NO_KEY.format(given=place, why=why(error))) from error

    def sign(message: bytes) -> bytes:
        return bytes(with_session(library, token, lambda session: sign_in(session, label, message)))

    return Signer(public, sign)


def with_session(library: str, token: str, work: Any) -> Any:
    """What `work` makes of an open session."""
    opened = pkcs11.lib(library).get_token(token_label=token)
    with opened.open(user_pin=os.environ.get(PIN, "")) as session:
        return work(session)


def public_of(session: Any, label: str) -> bytes:
    """The 32 bytes of the public key: the module gives them as a DER octet string."""
    key = session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, label=label)
    return bytes(key[pkcs11.Attribute.EC_POINT])[-32:]


def sign_in(session: Any, label: str, message: bytes) -> bytes:
    """64 bytes of Ed25519."""
    key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
    signature: bytes = key.sign(message, mechanism=pkcs11.Mechanism.EDDSA)
    return signature


def why(error: Exception) -> str:
    """What the module says."""
    return str(error) or type(error).__name__
