"""Preparing: where a draft begins, what saving keeps, who may do what."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.foundation.openness import registry, service
from datong.foundation.openness.core.drafts import open_amounts
from datong.foundation.openness.queries import drafts
from datong.foundation.organisations.service import Holder
from datong.foundation.people.service import Person
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, SHEHONG_VILLAGE
from tests.foundation.openness.publishing import (
    GUIDE,
    INCOME,
    LIST,
    NOON,
    PARTY,
    Q3,
    drafted,
    published,
    table,
    village,
)

pytestmark = pytest.mark.django_db
Q4 = (dt.date(2014, 10, 1), dt.date(2014, 12, 31))


@pytest.fixture(autouse=True)
def stopped():
    with clock.override(NOON):
        yield


def test_an_item_nobody_published_begins_with_its_table():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    (block,) = service.blocks_of(row)
    assert [column.holds for column in block.columns] == [
        "name",
        "group",
        "household_size",
        "programme",
        "amount",
    ]
    assert (row.title_zh, row.state, block.rows) == ("百花村2014年第三季度低保对象名单", "open", ())


def test_the_same_thing_is_prepared_once():
    people = village()
    assert (
        service.begin(people.first, BAIHUA, LIST, *Q3).pk
        == service.begin(people.second, BAIHUA, LIST, *Q3).pk
    )


def test_a_programmes_records_are_drawn(monkeypatch):
    people = village()
    asked = []

    def draw(place, first, last):
        asked.append((place, first, last))
        return service.Drawn((table(),), Text("低保名册", "dibao register"))

    source = service.Source(LIST, "dibao", draw)
    monkeypatch.setattr(registry.SOURCES, "_items", {LIST: source}, raising=False)
    monkeypatch.setattr("datong.foundation.openness.actions.drafting.SOURCES", {LIST: source})
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    assert (asked, row.drawn_from, service.blocks_of(row)) == ([(BAIHUA, *Q3)], "低保名册", (table(),))


def test_last_quarter_is_carried_over_with_its_amounts_open(django_capture_on_commit_callbacks):
    people = village()
    number = published(people, django_capture_on_commit_callbacks).number
    row = service.begin(people.first, BAIHUA, LIST, *Q4)
    (block,) = service.blocks_of(row)
    assert block.rows == (("王大山", "3组", None), ("某", "4组", None))
    assert row.drawn_from == f"沿用 {number}（2014-07-01–2014-09-30）"
    assert open_amounts(drafts.prepared(row)) == [(0, 0, 2), (0, 1, 2)]
    with pytest.raises(service.BadDraft) as refused:
        service.submit(people.first, row.pk, row.moves)
    assert [each.zh[:12] for each in refused.value.problems] == ["表“对象名单”第 1 行", "表“对象名单”第 2 行"]
    filled = service.Table(block.caption, block.columns, (("王大山", "3组", 46000), ("某", "4组", 0)))
    row = service.save(people.first, row.pk, (filled,), Text(row.title_zh, ""), row.moves)
    assert len(drafts.prepared(row).proposed) == 4
    assert service.submit(people.first, row.pk, row.moves).state == "submitted"


def test_two_people_saving_lose_nothing():
    people = village()
    row = service.begin(people.first, BAIHUA, GUIDE, *Q3)
    service.save(people.second, row.pk, (service.Words("他的"),), Text("甲", ""), 0)
    with pytest.raises(service.Moved):
        service.save(people.first, row.pk, (service.Words("我的"),), Text("甲", ""), 0)
    row.refresh_from_db()
    assert (service.blocks_of(row)[0].text, row.moves, row.prepared_by) == ("他的", 1, people.second)


def test_signatures_are_void_once_the_content_changes():
    people = village()
    row = service.begin(people.first, BAIHUA, INCOME, *Q3)
    row = service.sign(people.first, row.pk, ["陈一", "陈二", "陈一"])
    assert row.signed == "陈一、陈二"
    row = service.save(people.first, row.pk, service.blocks_of(row), Text(row.title_zh, "Rent"), row.moves)
    assert row.signed == "陈一、陈二"
    row = service.save(people.first, row.pk, (service.Words("另写"),), Text(row.title_zh, ""), row.moves)
    assert row.signed == ""


@pytest.mark.parametrize(
    ("names", "refused"),
    [
        (["陈一", "陈二", "外人"], "外人不是登记在册的民主理财小组成员"),
        (["陈一", "陈二"], "登记在册的民主理财小组成员共 4 人，签字的 2 人，须过半数签字。"),
        (["陈一", " 陈 二", "陈三"], ""),
    ],
)
def test_where_the_group_is_registered_only_more_than_half_of_it_signs(names, refused):
    people = village()
    for name, until in {
        "陈一": None,
        "陈二": None,
        "陈三": None,
        "陈四": None,
        "外人": dt.date(2014, 1, 1),
    }.items():
        Holder.objects.create(
            person=Person.objects.create(name=name, place_code=BAIHUA), name=name, duty="finance_group", place_code=BAIHUA,
            since=dt.date(2011, 1, 1), until=until,
        )  # fmt: skip
    row = service.begin(people.first, BAIHUA, INCOME, *Q3)
    if refused:
        with pytest.raises(service.BadDraft) as told:
            service.sign(people.first, row.pk, names)
        assert told.value.text.zh.startswith(refused)
    row.refresh_from_db()
    assert (row.signed if refused else service.sign(people.first, row.pk, names).signed) == (
        "" if refused else "陈一、陈二、陈三"
    )


def test_a_hundred_years_of_finance_are_not_one_publication():
    people = village()
    with pytest.raises(service.BadDraft) as told:
        service.begin(people.first, BAIHUA, INCOME, dt.date(2000, 1, 1), dt.date(2099, 12, 31))
    assert told.value.text == Text(
        "“租金收入”每季度公开一次，所属期不能跨几期：请每一期分别公开。",
        "“Rent received” is disclosed quarterly; a period cannot reach over several of them. Publish each on its own.",
    )


def test_one_name_is_not_the_groups_signature():
    people = village()
    row = service.begin(people.first, BAIHUA, INCOME, *Q3)
    with pytest.raises(service.BadDraft):
        service.sign(people.first, row.pk, ["陈一"])


@pytest.mark.parametrize("act", ["begin", "save", "sign", "submit", "drop", "attach"])
def test_a_strangers_cadre_does_nothing(act):
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    from datong.foundation.access.enums import Role
    from tests.foundation.access.walk import make_user

    stranger = make_user("qian", Role.VILLAGE_CADRE, SHEHONG_VILLAGE)
    acts = {
        "begin": lambda: service.begin(stranger, BAIHUA, GUIDE, *Q3),
        "save": lambda: service.save(stranger, row.pk, (), Text("", ""), 0),
        "sign": lambda: service.sign(stranger, row.pk, ["甲甲", "乙乙"]),
        "submit": lambda: service.submit(stranger, row.pk, 0),
        "drop": lambda: service.drop(stranger, row.pk),
        "attach": lambda: service.attach(stranger, row.pk, "a.txt", b"x"),
    }
    with pytest.raises(Refused):
        acts[act]()


def test_sent_back_with_words_and_handed_over_again():
    people = village()
    row = drafted(people)
    with pytest.raises(service.BadDraft):
        service.save(people.first, row.pk, (), Text("", ""), row.moves)
    row = service.send_back(people.clerk, row.pk, "第二行金额不对")
    assert (row.state, row.note) == ("returned", "第二行金额不对")
    assert service.submit(people.first, row.pk, row.moves).note == ""


def test_a_dropped_draft_keeps_nothing():
    people = village()
    row = service.begin(people.first, BAIHUA, LIST, *Q3)
    file = service.attach(people.first, row.pk, "说明.txt", "本季度名单说明".encode())
    assert service.file_bytes(file.sha256) == "本季度名单说明".encode()
    row = service.drop(people.first, row.pk)
    assert (row.state, service.blocks_of(row), service.file_bytes(file.sha256)) == ("dropped", (), None)


def test_an_empty_draft_is_not_handed_over():
    people = village()
    row = service.begin(people.first, BAIHUA, PARTY, *Q3)
    row = service.save(people.first, row.pk, (service.Words("  "),), Text("", ""), row.moves)
    with pytest.raises(service.BadDraft) as refused:
        service.submit(people.first, row.pk, row.moves)
    assert refused.value.problems == (drafts.NO_TITLE, drafts.NOTHING)


def test_a_table_of_persons_is_refused_where_totals_are_shown():
    people = village()
    row = service.begin(people.first, BAIHUA, PARTY, *Q3)
    row = service.save(people.first, row.pk, (table(),), Text("题", ""), row.moves)
    with pytest.raises(service.BadDraft) as refused:
        service.submit(people.first, row.pk, row.moves)
    assert ["R3 档只能公开汇总数" in each.zh for each in refused.value.problems] == [True]


def test_a_number_in_an_attachment_keeps_it_out():
    people = village()
    row = service.begin(people.first, BAIHUA, GUIDE, *Q3)
    shelf = service.file_path("0" * 64).parent.parent
    before = set(shelf.glob("*/*"))
    with pytest.raises(service.Blocked) as refused:
        service.attach(people.first, row.pk, "a.txt", "联系 13812345678".encode())
    assert [each.zh for each in refused.value.problems] == ["附件“a.txt”：像是手机号码（13…78）"]
    with pytest.raises(service.Blocked):
        service.attach(people.first, row.pk, "13812345678.txt", b"fine")
    assert (row.files.count(), set(shelf.glob("*/*"))) == (0, before)


def test_an_attachment_is_kept_once_and_goes_with_its_last_use():
    people = village()
    one, two = (service.begin(people.first, BAIHUA, key, *Q3) for key in (GUIDE, LIST))
    files = [service.attach(people.first, row.pk, "办事指南.txt", "说明".encode()) for row in (one, two)]
    assert (files[0].sha256 == files[1].sha256, service.file_bytes(files[0].sha256)) == (
        True,
        "说明".encode(),
    )
    service.detach(people.first, one.pk, files[0].pk)
    assert service.file_bytes(files[1].sha256) == "说明".encode()
    service.detach(people.first, two.pk, files[1].pk)
    assert service.file_bytes(files[1].sha256) is None


def test_the_journal_tells_of_acts_and_never_what_was_typed():
    people = village()
    drafted(people)
    told = [entry for entry in journal.entries() if entry.action.startswith("openness.")]
    assert sorted(entry.action for entry in told) == [
        "openness.draft",
        "openness.draft_save",
        "openness.draft_submit",
    ]
    assert all("王大山" not in str(entry.detail) and entry.place == BAIHUA for entry in told)
