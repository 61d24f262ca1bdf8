"""Replacing the signing key: for a while both sign, so that whoever still trusts the old one goes on."""

from datong.foundation.publiclog.actions.integrating import integrate
from datong.foundation.publiclog.core import signing
from datong.foundation.publiclog.core.refusal import BadKey
from datong.foundation.publiclog.queries import here, vkeys
from datong.kernel.bilingual import Text

IN_MODULE = Text(
    "密钥在密码模块里：请在模块里生成新密钥，把它加进 DATONG_LOG_PKCS11（逗号分开），过后再去掉旧的。",
    "The key is in a hardware module: make the new key there and add it to DATONG_LOG_PKCS11 (separated by a comma); take the "
    "old one out later.",
)


def rotate(*, finish: bool = False) -> list[str]:
    """Add a key (both sign from now on), or with `finish` destroy the oldest; the public keys afterwards, and the
    checkpoint signed anew. Raises BadKey, Halted."""
    log = here()
    if log.modules:
        raise BadKey(IN_MODULE)
    (signing.drop_oldest if finish else signing.with_another)(log.key_file)
    integrate()
    return vkeys()
