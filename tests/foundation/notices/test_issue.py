"""Issuing: number, what is kept and how, what is printed from it."""

import io

import pytest
from django.db import connection
from docx import Document

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.access.service import Refused
from datong.foundation.documents.service import Heading, LetterIncomplete, MissingGlyph, Para
from datong.foundation.journal import service as journal
from datong.foundation.notices import service as notices
from datong.foundation.notices.models import Notice
from datong.foundation.people.models import Person
from datong.foundation.storage.models import Counter
from datong.kernel.registry import DuplicateKeyError, UnknownKeyError
from tests.crowd import at_once
from tests.foundation.access.walk import BAIHUA, SHEHONG, SHEHONG_VILLAGE, TIAOYUAN, make_user, plant_places
from tests.foundation.documents.papers import needs_poppler, words
from tests.foundation.notices.letters import DECLARED, FACTS, clerk, issued, kind, stopped

__all__ = ["clerk", "kind", "stopped"]
pytestmark = pytest.mark.usefixtures("kind", "stopped")


def test_letters_are_numbered_by_county_and_year(clerk: User) -> None:
    far = make_user("far", Role.COUNTY_OFFICER, SHEHONG)
    numbers = [
        issued(clerk).reference,
        issued(clerk).reference,
        issued(far, place_code=SHEHONG_VILLAGE).reference,
    ]
    assert numbers == ["T-510626-2014-000001", "T-510626-2014-000002", "T-510922-2014-000001"]


def test_what_is_kept(clerk: User) -> None:
    person = Person.objects.create(name="张三", place_code=BAIHUA)
    notice = Notice.objects.get(pk=issued(clerk, recipient=person.pk).pk)
    assert notices.facts(notice) == FACTS
    assert (notice.recipient_id, notice.recipient_name, notice.lang) == (person.pk, "张三", "zh")
    assert (notice.article, notice.issued_by, notice.delivered_on) == ("民发〔2012〕220号", clerk, None)
    assert notice.issued_on.isoformat() == "2014-09-26"


def test_nothing_about_a_person_lies_open_in_the_tables(clerk: User) -> None:
    notice = issued(clerk)
    notices.deliver(
        clerk, notice.pk, channel="handed", on=notice.issued_on, receiver="李四其妻", proof="本人签收在册"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_notice")
        rows = cursor.fetchall()
        cursor.execute("SELECT * FROM notices_delivery")
        rows += cursor.fetchall()
        cursor.execute("SELECT * FROM journal_entry")
        rows += cursor.fetchall()
    raw = [
        bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
        for row in rows
        for cell in row
    ]
    assert len(rows) == 4
    for secret in ("张三", "101250", "人均月收入", "李四其妻", "本人签收"):
        assert [cell for cell in raw if secret.encode() in cell] == []


def test_the_journal_names_the_letter_and_not_the_person(clerk: User) -> None:
    notice = issued(clerk, door="cli")
    entry = journal.entries(f"notices.Notice:{notice.pk}").get()
    assert (entry.actor, entry.action, entry.place, entry.door) == ("clerk-t", "notices.issue", BAIHUA, "cli")
    assert entry.detail == {
        "reference": "T-510626-2014-000001",
        "kind": "dibao.test_refusal",
        "about": "casework.Case:1",
    }


def test_the_letter_is_written_again_from_its_facts(clerk: User) -> None:
    notice = Notice.objects.get(pk=issued(clerk).pk)
    doc = notices.letter(notice)
    assert (doc.number, doc.code, doc.lang) == ("T-510626-2014-000001", "T-510626-2014-000001", "zh")
    assert Para("101250 fen, T-510626-2014-000001, 2014-09-26") in doc.blocks
    assert Heading("What was decided") in notices.letter(notice, "en").blocks
    assert notices.pdf(notice) == notices.pdf(Notice.objects.get(pk=notice.pk))
    assert notices.docx(notice) == notices.docx(notice)
    assert "您家的申请没有获得批准。" in [
        line.text for line in Document(io.BytesIO(notices.docx(notice))).paragraphs
    ]


@needs_poppler
def test_the_printed_letter_carries_its_reference_and_date(clerk: User) -> None:
    page = words(notices.pdf(issued(clerk)))[0]
    assert page[:4] == [
        "不予批准告知书",
        "T-510626-2014-000001",
        "编号：T-510626-2014-000001 2014 年 9 月 26 日",
        "张三：",
    ]


def test_a_letter_that_cannot_be_written_takes_no_number(clerk: User) -> None:
    with pytest.raises(LetterIncomplete):
        issued(clerk, facts=FACTS | {"name": " "})
    with pytest.raises(KeyError):
        issued(clerk, facts={})
    with pytest.raises(TypeError):
        issued(clerk, facts=FACTS | {"day": object()})
    with pytest.raises(UnknownKeyError):
        issued(clerk, kind="dibao.test_refusals")
    assert (Notice.objects.count(), Counter.objects.count()) == (0, 0)
    assert issued(clerk).reference == "T-510626-2014-000001"


def test_a_rare_name_is_issued_and_printed_by_word(clerk: User) -> None:
    notice = issued(clerk, facts=FACTS | {"name": "李𠮷"})
    with pytest.raises(MissingGlyph) as refused:
        notices.pdf(notice)
    assert refused.value.characters == ("𠮷",)
    assert "李𠮷：" in [line.text for line in Document(io.BytesIO(notices.docx(notice))).paragraphs]


@pytest.mark.parametrize(
    ("role", "place", "programmes"),
    [
        (Role.COUNTY_LEADER, "510626000000", ()),
        (Role.AUDITOR, "510626000000", ()),
        (Role.SYSTEM_ADMIN, "510626000000", ()),
        (Role.TOWN_CLERK, TIAOYUAN, ("irrigation",)),
        (Role.TOWN_CLERK, "510626100000", ()),
    ],
)
def test_who_may_not_issue(clerk: User, role: Role, place: str, programmes: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        issued(make_user("other", role, place, programmes))
    assert Notice.objects.count() == 0


def test_a_kind_is_declared_once_and_by_its_programme() -> None:
    with pytest.raises(DuplicateKeyError):
        notices.register(DECLARED)
    with pytest.raises(ValueError, match=r"begins with irrigation\."):
        notices.register(notices.NoticeKind("dibao.x", "irrigation", DECLARED.name, "", DECLARED.compose))


def test_twenty_at_once_are_numbered_without_gap_or_double(crowd_db: None) -> None:
    plant_places()
    officer = make_user("clerk-p", Role.TOWN_CLERK, TIAOYUAN)
    numbers = sorted(at_once(20, lambda _: issued(officer).reference))
    assert numbers == [f"T-510626-2014-{number:06d}" for number in range(1, 21)]
    assert Counter.objects.get().last == 20
