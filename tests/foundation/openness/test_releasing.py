"""Release by a second person, redacted and logged; correction, withdrawal, erasure."""

import json

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.foundation.openness import service
from datong.foundation.openness.models import Edition
from datong.foundation.openness.queries.contacts import contacts
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA
from tests.foundation.openness.publishing import (
    COLUMNS,
    GUIDE,
    INCOME,
    NOON,
    Q3,
    drafted,
    published,
    table,
    village,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stopped():
    with clock.override(NOON):
        yield


def test_what_is_released_is_redacted_logged_and_read(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    found = service.read(made.number)
    (block,) = found.content["blocks"]
    assert (made.number, found.content["version"], found.content["action"]) == (
        "GK-510626-2014-000001",
        1,
        "publish",
    )
    assert block["rows"] == [["王大山", "3组", 45000], ["某", "4组", 30000]]
    assert [column["key"] for column in block["columns"]] == ["name", "group", "amount"]
    # seven working days after Wednesday 8 October: 9, 10, 11 (a make-up Saturday), 13, 14, 15, 16; 90 days: 6 January
    assert (str(made.board_until), str(made.shown_until)) == ("2014-10-16", "2015-01-06")
    assert json.loads(found.proved.entry)["object"] == made.number
    assert (b"510626195501010014" in found.canonical, service.log_index(made.number)) == (False, 0)
    assert [each.canonical for each in service.readings(service.shown())] == [found.canonical]


def test_the_preview_is_what_the_public_reads(django_capture_on_commit_callbacks):
    people = village()
    row = drafted(people)
    before = service.preview(row)
    with django_capture_on_commit_callbacks(execute=True):
        made = service.release(people.second, row.pk, row.moves)
    publiclog.integrate()
    assert service.read(made.number).content == before | {"number": made.number}


@pytest.mark.parametrize("who", ["prepared", "submitted"])
def test_nobody_releases_their_own(who):
    people = village()
    row = service.begin(people.first, BAIHUA, GUIDE, *Q3)
    row = service.save(people.first, row.pk, (service.Words("指南"),), Text("指南", ""), 0)
    row = service.submit(people.second, row.pk, row.moves)
    with pytest.raises(service.BadDraft):
        service.release({"prepared": people.first, "submitted": people.second}[who], row.pk, row.moves)
    assert service.release(people.clerk, row.pk, row.moves).number == "GK-510626-2014-000001"


def test_what_changed_after_the_preview_is_not_released():
    people = village()
    row = drafted(people, INCOME, (service.Words("租金"),))
    seen = row.moves
    service.sign(people.first, row.pk, ["陈一", "陈二"])
    with pytest.raises(service.BadDraft):
        service.release(people.second, row.pk, seen)
    assert service.release(people.second, row.pk, seen + 1).key == INCOME


def test_finance_without_the_groups_signature_is_not_released():
    people = village()
    row = drafted(people, INCOME, (service.Words("租金"),))
    with pytest.raises(service.BadDraft) as refused:
        service.release(people.second, row.pk, row.moves)
    assert [each.zh[:8] for each in refused.value.problems] == ["财务公开须经民主"]


@pytest.mark.parametrize(
    "words",
    ["联系人身份证510626198102038513", "卡号6228480402564890018", "电话13812345678", "李小花家孩子李小花"],
)
def test_a_planted_number_blocks_and_leaves_nothing_behind(words):
    people = village()
    row = drafted(people, blocks=(table(), service.Words(words)))
    with pytest.raises(service.Blocked) as refused:
        service.release(
            people.second,
            row.pk,
            row.moves,
            overruled=dict.fromkeys(("identity", "bank", "mobile", "minor"), "不是个人信息"),
        )
    assert len(refused.value.problems) >= 1
    assert (service.shown().count(), Edition.objects.count(), publiclog.status().waiting) == (0, 0, 0)
    row.refresh_from_db()
    assert row.state == "submitted"


def test_a_number_split_over_cells_blocks():
    people = village()
    rows = (
        ("王大山", None, "510626", "", 1),
        ("李四", None, "19810203", "", 2),
        ("赵五", None, "8513", "", 3),
    )
    row = drafted(people, blocks=(table(rows),))
    with pytest.raises(service.Blocked):
        service.release(people.second, row.pk, row.moves)


def test_word_lists_may_be_overruled_with_a_reason_in_the_journal():
    people = village()
    row = drafted(people, GUIDE, (service.Words("到中心街18号办理"),))
    with pytest.raises(service.Blocked):
        service.release(people.second, row.pk, row.moves)
    with pytest.raises(service.BadDraft):
        service.release(people.second, row.pk, row.moves, overruled={"address": "是"})
    made = service.release(
        people.second, row.pk, row.moves, overruled={"address": "村委会办公地址", "identity": "x"}
    )
    entry = journal.entries().filter(action="openness.publish").get()
    assert (entry.why, entry.detail["overruled"], entry.detail["number"]) == (
        "村委会办公地址",
        ["address"],
        made.number,
    )


def test_an_offices_telephone_passes(django_capture_on_commit_callbacks):
    people = village()
    service.put_contact(
        people.clerk, BAIHUA, service.NewContact(name="陈一", duty="村委会主任", phone="0838-3201234")
    )
    assert len(contacts(BAIHUA)) == 1
    made = published(
        people, django_capture_on_commit_callbacks, GUIDE, (service.Words("咨询电话 0838-3201234"),)
    )
    assert service.read(made.number).content["responsible"] == {
        "name": "陈一",
        "duty": "村委会主任",
        "phone": "0838-3201234",
    }


def test_a_correction_is_a_new_edition_that_names_the_old_one(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    changed = table((("王大山", "x", "3组", "", 46000),))
    published(people, django_capture_on_commit_callbacks, blocks=(changed,), corrects=made.number)
    new, old = service.read(made.number), service.read(made.number, 1)
    assert (new.content["version"], new.content["action"], new.content["replaces"]) == (
        2,
        "correct",
        f"{made.number}/1",
    )
    assert (new.content["reason"], new.content["blocks"][0]["rows"]) == (
        "金额填错，现予更正",
        [["王大山", "3组", 46000]],
    )
    assert (old.content["blocks"][0]["rows"][0][2], new.content["until"]) == (45000, old.content["until"])
    assert json.loads(new.proved.entry)["replaces"] == f"{made.number}/1"
    service.erase(people.clerk, made.number, 1, "旧版写错了对象")
    with pytest.raises(service.NotShown):
        service.read(made.number, 1)
    with pytest.raises(service.BadDraft):
        service.erase(people.clerk, made.number, 2, "现行的一版")


def test_withdrawal_leaves_a_notice_and_erases_the_rest(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        service.withdraw(people.clerk, made.number, "名单有误，核实后重新公开")
    publiclog.integrate()
    notice = service.read(made.number)
    assert (notice.content["action"], notice.content["blocks"], notice.content["reason"]) == (
        "withdraw",
        [],
        "名单有误，核实后重新公开",
    )
    with pytest.raises(service.NotShown):
        service.read(made.number, 1)
    found = publiclog.proof(0)
    assert (found.salt if found else b"", service.shown().count()) == (None, 0)
    assert list(made.editions.order_by("version").values_list("action", "version")) == [
        ("publish", 1),
        ("withdraw", 2),
    ]
    assert made.editions.get(version=1).content == ""
    with pytest.raises(service.NotShown):
        service.withdraw(people.clerk, made.number, "再撤回一次")


@pytest.mark.parametrize("reason", ["", "错", "身份证510626198102038513"])
def test_a_withdrawal_needs_a_reason_fit_to_be_read(django_capture_on_commit_callbacks, reason):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    with pytest.raises(service.BadDraft):
        service.withdraw(people.clerk, made.number, reason)
    assert service.shown().count() == 1


def test_altered_content_is_not_read(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    edition = made.editions.get()
    Edition.objects.filter(pk=edition.pk).update(content=edition.content.replace("45000", "95000"))
    with pytest.raises(publiclog.NotProved):
        service.read(made.number)
    with pytest.raises(publiclog.NotProved):
        list(service.readings(service.shown()))


def test_two_contents_changed_for_one_another_are_not_read(django_capture_on_commit_callbacks):
    people = village()
    one = published(people, django_capture_on_commit_callbacks)
    two = published(people, django_capture_on_commit_callbacks, GUIDE, (service.Words("指南"),))
    content, index = two.editions.values_list("content", "log_index").get()
    two.editions.update(log_index=99)
    one.editions.update(content=content, log_index=index)
    with pytest.raises(publiclog.NotProved):
        service.read(one.number)


def test_what_is_not_in_the_log_yet_is_not_read():
    people = village()
    row = drafted(people)
    made = service.release(people.second, row.pk, row.moves)
    with pytest.raises(publiclog.NotProved):
        service.read(made.number)


def test_a_cadre_of_nowhere_withdraws_nothing(django_capture_on_commit_callbacks):
    people = village()
    made = published(people, django_capture_on_commit_callbacks)
    from tests.foundation.access.walk import make_user

    with pytest.raises(Refused):
        service.withdraw(make_user("nobody"), made.number, "没有这个权限")


def test_columns_nobody_may_see_are_told(django_capture_on_commit_callbacks):
    people = village()
    looked = service.examined(drafted(people))
    assert [each.column for each in looked.dropped] == [COLUMNS[1].name, COLUMNS[3].name]
    assert looked.clean is True
