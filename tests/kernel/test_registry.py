from __future__ import annotations

import pytest

from datong.kernel.registry import DuplicateKeyError, Registry, UnknownKeyError


@pytest.fixture
def ledgers() -> Registry[str, int]:
    registry: Registry[str, int] = Registry("ledger")
    for number, key in enumerate(["dibao", "approvals", "irrigation"], start=1):
        registry.register(key, number)
    return registry


def test_entries_keep_the_order_of_registration(ledgers: Registry[str, int]) -> None:
    assert list(ledgers) == ["dibao", "approvals", "irrigation"]
    assert ledgers.items() == (("dibao", 1), ("approvals", 2), ("irrigation", 3))
    assert ledgers.keys() == ("dibao", "approvals", "irrigation")
    assert ledgers.values() == (1, 2, 3)
    assert len(ledgers) == 3


def test_register_returns_the_value(ledgers: Registry[str, int]) -> None:
    assert ledgers.register("sunshine", 4) == 4
    assert ledgers.get("sunshine") == 4


def test_a_key_given_twice_is_refused_and_the_first_stays(ledgers: Registry[str, int]) -> None:
    with pytest.raises(DuplicateKeyError, match="ledger 'dibao' is registered twice: 1 and 9"):
        ledgers.register("dibao", 9)
    assert ledgers.get("dibao") == 1


def test_the_same_value_twice_is_refused_too(ledgers: Registry[str, int]) -> None:
    with pytest.raises(DuplicateKeyError):
        ledgers.register("dibao", 1)


def test_an_unknown_key_names_its_neighbours(ledgers: Registry[str, int]) -> None:
    with pytest.raises(UnknownKeyError, match=r"no ledger 'dibo'; did you mean dibao\?$"):
        ledgers.get("dibo")
    with pytest.raises(UnknownKeyError, match=r"no ledger 'xyz'$"):
        ledgers.get("xyz")


def test_membership(ledgers: Registry[str, int]) -> None:
    assert "dibao" in ledgers
    assert "dibo" not in ledgers
