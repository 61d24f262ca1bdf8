"""A stop that was wrong: the letter says sorry and what is owed; cases decided alike are found for a person to look at."""

import pytest

from datong.foundation.access.service import Refused
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Owing
from datong.programmes.dibao.queries import similar
from tests.programmes.dibao import road
from tests.programmes.dibao.purse import Purse

pytestmark = pytest.mark.django_db
ARTICLE = "社会救助暂行办法 第十三条"
WHY = "县人社部门工资单显示男方稳定就业，家庭人均收入已高于标准。"


@pytest.fixture
def stopped(who: road.Crew, to_day):
    """In pay since September 2014, stopped in error on 2014-12-16, the last payment in December."""
    case = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    case = road.reviewed(who, case, "2014-12-01", road.found_at(case, "2013-12", "2014-11"))
    case = road.step(who.clerk2, case, "propose_stop", note=WHY)
    case = road.decide(who.officer, case, "decide_stop", reasons=WHY, article=ARTICLE)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-12-01")
    to_day("2014-12-16")
    return road.step(who.officer, case, "carry_out_stop")


def test_the_letter_says_sorry_and_what_is_owed(who: road.Crew, stopped, to_day) -> None:
    to_day("2015-03-10")
    case = road.decide(who.officer2, stopped, "restore", article=ARTICLE, cause="同名误认")
    owing = Owing.objects.get()
    assert (owing.case_id, owing.amount) == (case.pk, 82_736)
    assert owing.months == {"2015-01-01": 41_368, "2015-02-01": 41_368}
    words = road.words(road.letter(case, "dibao.restored"))
    assert "原来的停发是错的，错在我们。给您家造成的困难，我们诚恳道歉。" in words
    assert "2015年1月、2015年2月少发的共 827.36 元，随下一次发放一起补上，不需要您申请。" in words
    english = road.words(road.letter(case, "dibao.restored", "en"))
    assert "What was not paid for January 2015, February 2015, 827.36 yuan in all" in english


def test_restored_before_a_payment_was_missed_nothing_is_owed(who: road.Crew, stopped, to_day) -> None:
    to_day("2014-12-20")
    case = road.decide(who.officer2, stopped, "restore", article=ARTICLE, cause="同名误认")
    assert Owing.objects.count() == 0
    words = road.words(road.letter(case, "dibao.restored"))
    assert ["诚恳道歉" in words, "少发的共" in words] == [True, False]
    assert dibao.award_of(case).first_month.isoformat() == "2015-01-01"


def test_a_change_taken_back_in_time_needs_no_apology(who: road.Crew, to_day) -> None:
    case = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    case = road.reviewed(who, case, "2014-12-01", road.found_at(case, "2013-12", "2014-11"))
    case = road.step(who.clerk2, case, "propose_stop", note=WHY)
    case = road.decide(who.officer, case, "decide_stop", reasons=WHY, article=ARTICLE)
    case = road.decide(who.officer2, case, "cancel_stop", article=ARTICLE)
    assert "道歉" not in road.words(road.letter(case, "dibao.restored"))


def test_cases_decided_alike_are_found(purse: Purse) -> None:
    wrong = purse.decision(purse.case("甲"), "stop")
    same = purse.decision(purse.case("乙"), "stop")
    other_words = purse.decision(
        purse.case("丙"), "refuse", reasons="房屋登记两套，超过财产限额，另见附件清单。"
    )
    purse.decision(purse.case("丁"), "grant")
    purse.decision(purse.case("外县", "510922101201"), "stop")
    moved_away = purse.decision(purse.case("戊"), "stop", reasons="已迁出本县，不再共同生活，依法停发待遇。")
    found = list(similar.similar(purse.leader, wrong))
    assert [each.pk for each in found] == [moved_away.pk, other_words.pk, same.pk]
    assert [bytes(each.reasons_digest) == bytes(wrong.reasons_digest) for each in found] == [
        False,
        False,
        True,
    ]
    assert list(similar.similar(purse.far, wrong).values_list("case__label", flat=True)) == ["外县"]


def test_the_decision_that_was_wrong(who: road.Crew, stopped, to_day) -> None:
    to_day("2015-02-10")
    case = road.decide(who.officer2, stopped, "restore", article=ARTICLE, cause="同名误认")
    [owing] = similar.restored(who.officer)
    wrong = similar.wrong_decision(owing)
    assert (wrong.case_id, wrong.effect, wrong.reasons) == (case.pk, "stop", WHY)


def test_whoever_stopped_does_not_restore(who: road.Crew, stopped) -> None:
    with pytest.raises(Refused):
        road.decide(who.clerk, stopped, "restore", article=ARTICLE, cause="同名误认")
    assert Owing.objects.count() == 0
