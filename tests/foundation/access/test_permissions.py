"""The permission table against the same table written by hand, and what must never stand in it."""

import re

import pytest

from datong.foundation.access.enums import LABELS, LEVELS, Role
from datong.foundation.access.permissions import TABLE, Scope, add_permissions, allow, permission
from datong.kernel.bilingual import Text
from datong.kernel.registry import DuplicateKeyError, UnknownKeyError

# L leader, O officer, C clerk, V cadre, A auditor, R reviewer, S system administrator, X console
LETTERS = dict(zip("LOCVARSX", Role, strict=True))
EXPECTED = {
    "cockpit.view": "LOCVAX",
    "figures.view": "LOCVAX",
    "figures.trace": "LOCVAX",
    "registers.view": "LOCVAX",
    "registers.export": "OCAX",
    "persons.view": "LOCVAX",
    "persons.unmask": "OC",
    "ledgers.view": "OCAX",
    "ledgers.import": "OX",
    "ledgers.correct": "OCX",
    "ledgers.undo": "OX",
    "ledgers.export": "OX",
    "briefings.view": "LOAX",
    "briefings.edit": "OX",
    "briefings.freeze": "OX",
    "journal.view": "AS",
    "accounts.manage": "SX",
    "places.view": "LOCVARSX",
    "search.use": "LOCVAX",
    "calendar.view": "LOCVARSX",
    "calendar.edit": "OSX",
    "cases.view": "LOCVARX",
    "cases.handle": "OCVRX",
    "cases.reassign": "OC",
    "cases.object": "OCVR",
    "cases.answer": "OR",
    "clocks.stop": "OC",
    "evidence.destroy": "X",
    "meetings.view": "LOCVARX",
    "meetings.run": "OCV",
    "kinship.edit": "OC",
    "officials.view": "LOCVARX",
    "officials.edit": "OCX",
    "openness.view": "LOCVARX",
    "openness.catalogue": "OX",
    "openness.raise": "OX",
    "openness.event": "OCVX",
    "openness.exempt": "OCX",
    "openness.prepare": "OCVX",
    "openness.release": "OCVX",
    "openness.expire": "X",
    "openness.post": "OCV",
    "objections.register": "OCV",
    "objections.answer_village": "V",
    "objections.answer_town": "C",
    "objections.answer_county": "R",
    "objections.react": "OCR",
    "objections.codes": "OR",
    "objections.escalate": "OCX",
    "objections.identity": "OCAR",
    "objections.rules": "OX",
    "contacts.edit": "OCV",
    "books.view": "OCVAX",
    "books.keep": "CVX",
    "books.close": "CX",
    "sunshine.decide": "CV",
    "sunshine.oversee": "OC",
    "reviews.view": "OCAX",
    "reviews.statistics": "LOCAX",
    "reviews.sources": "OX",
    "reviews.receive": "OX",
    "reviews.run": "OX",
    "reviews.handle": "OC",
    "reviews.decide": "OC",
    "reviews.export": "O",
    "reviews.destroy": "OX",
}
HERE = {action: row for action, row in TABLE.items() if not action.startswith("dibao.")}
CHINESE = re.compile(r"[一-鿿]")


def test_the_table_is_the_one_written_here() -> None:
    assert {action: row.roles for action, row in HERE.items()} == {
        action: frozenset(LETTERS[letter] for letter in letters) for action, letters in EXPECTED.items()
    }


@pytest.mark.parametrize("action", TABLE)
def test_each_action_has_roles_and_sentences_in_both_languages(action: str) -> None:
    row = TABLE[action]
    assert row.roles != frozenset()
    for text in (row.name, row.refusal):
        assert CHINESE.search(text.zh)
        assert text.en
        assert not CHINESE.search(text.en)
    assert row.refusal.zh.endswith("。")
    assert row.refusal.en.endswith(".")


def test_each_role_appears_has_a_name_and_a_level() -> None:
    assert frozenset().union(*(row.roles for row in TABLE.values())) == frozenset(Role)
    assert set(LABELS) == set(Role) == set(LEVELS)


def test_the_system_administrator_has_no_personal_data_and_no_registers() -> None:
    theirs = {action for action, row in TABLE.items() if Role.SYSTEM_ADMIN in row.roles}
    assert theirs & set(EXPECTED) == {
        "journal.view",
        "accounts.manage",
        "calendar.view",
        "calendar.edit",
        "places.view",
    }
    assert [action for action in theirs if TABLE[action].personal] == []


def test_leaders_and_auditors_change_nothing() -> None:
    changing = {action for action, row in HERE.items() if row.changes}
    assert changing == {
        "ledgers.import",
        "ledgers.correct",
        "ledgers.undo",
        "briefings.edit",
        "briefings.freeze",
        "accounts.manage",
        "calendar.edit",
        "cases.handle",
        "cases.reassign",
        "cases.object",
        "cases.answer",
        "clocks.stop",
        "evidence.destroy",
        "meetings.run",
        "kinship.edit",
        "officials.edit",
        "openness.catalogue",
        "openness.raise",
        "openness.event",
        "openness.exempt",
        "openness.prepare",
        "openness.release",
        "openness.expire",
        "openness.post",
        "objections.register",
        "objections.answer_village",
        "objections.answer_town",
        "objections.answer_county",
        "objections.react",
        "objections.codes",
        "objections.escalate",
        "objections.rules",
        "contacts.edit",
        "books.keep",
        "books.close",
        "sunshine.decide",
        "sunshine.oversee",
        "reviews.sources",
        "reviews.receive",
        "reviews.run",
        "reviews.handle",
        "reviews.decide",
        "reviews.destroy",
    }
    for action in (action for action, row in TABLE.items() if row.changes):
        assert TABLE[action].roles.isdisjoint({Role.COUNTY_LEADER, Role.AUDITOR})


def test_a_village_cadre_neither_exports_nor_imports() -> None:
    for action in (
        "registers.export",
        "ledgers.export",
        "ledgers.import",
        "ledgers.correct",
        "persons.unmask",
        "objections.identity",
        "objections.react",
    ):
        assert Role.VILLAGE_CADRE not in TABLE[action].roles


def test_full_numbers_are_for_a_purpose() -> None:
    assert {action for action, row in TABLE.items() if row.purpose} == {
        "persons.unmask",
        "ledgers.export",
        "objections.identity",
        "reviews.export",
    }


def test_a_programme_adds_rows_once(monkeypatch: pytest.MonkeyPatch) -> None:
    row = allow("O C", Text("办低保", "handle dibao"), Text("不行。", "No."), "personal", "changes")
    assert (row.roles, row.personal, row.changes, row.purpose) == (
        {Role.COUNTY_OFFICER, Role.TOWN_CLERK}, True, True, False,
    )  # fmt: skip
    monkeypatch.setitem(TABLE, "tea.brew", row)
    monkeypatch.delitem(TABLE, "tea.brew")
    add_permissions({"tea.brew": row})
    assert permission("tea.brew") is row
    with pytest.raises(DuplicateKeyError, match=r"tea\.brew"):
        add_permissions({"tea.brew": row})
    with pytest.raises(DuplicateKeyError, match=r"cases\.view"):
        add_permissions({"cases.view": row})


def test_an_unknown_action_is_a_mistake_not_a_refusal() -> None:
    with pytest.raises(UnknownKeyError, match=r"register\.view"):
        permission("register.view")


@pytest.mark.parametrize(
    ("codes", "prefixes"),
    [
        ([], ()),
        (["510626000000"], ("510626",)),
        (["510626106000"], ("510626106",)),
        (["510626106209"], ("510626106209",)),
        (["510626106200"], ("510626106200",)),
        (["510626106209", "510626000000", "510626106000"], ("510626",)),
        (["510922000000", "510626106000"], ("510626106", "510922")),
        (["", "510626000000"], ("",)),
    ],
)
def test_a_scope_leaves_out_what_is_covered_already(codes: list[str], prefixes: tuple[str, ...]) -> None:
    assert Scope.of(codes) == Scope(prefixes)


@pytest.mark.parametrize(
    ("prefixes", "code", "inside"),
    [
        (("510626",), "510626000000", True),
        (("510626",), "510626106209", True),
        (("510626",), "510627000000", False),
        (("510626",), "", False),
        (("510626106",), "510626000000", False),
        (("510626106",), "510626106000", True),
        (("510626106",), "510626107000", False),
        (("510626106209",), "510626106209", True),
        (("510626106209",), "510626106210", False),
        (("",), "110000000000", True),
        (("",), "", True),
        ((), "510626000000", False),
    ],
)
def test_what_a_scope_covers(prefixes: tuple[str, ...], code: str, inside: bool) -> None:
    assert Scope(prefixes).covers(code) is inside
