"""Papers, consents, relatives, visits: each page takes what was typed, refuses with its sentence, and loses nothing."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from datong.foundation.casework import service as casework
from datong.foundation.evidence import service as evidence
from datong.foundation.organisations import service as organisations
from datong.foundation.people.service import Person, declare_kinship
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Consent, Dispute, NearRelative, PapersList, Survey
from tests.foundation.access.walk import BAIHUA, SHEHONG_TOWN, make_user
from tests.programmes.dibao import road
from tests.programmes.dibao.pages import Reader, words

pytestmark = pytest.mark.django_db
LINE = "M10 10" + "".join(f"L{x} {x}" for x in range(20, 120, 10))


def picture(name="屋.png"):
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/png")


@pytest.fixture
def submitted(who):
    return road.applied(who)


@pytest.fixture
def ready(who):
    return road.accepted(who)


def test_missing_papers_are_listed_once(who, submitted):
    clerk, page = Reader(who.clerk), f"/dibao/cases/{submitted.pk}/papers/"
    refused = clerk.post(page, {"items": " \n ", "seen": "1"})
    assert refused.status_code == 422
    sent = clerk.post(page, {"items": "邓有田的收入证明\n\n陈素芳的诊断证明", "seen": "1"})
    assert sent.status_code == 302
    [told] = PapersList.objects.all()
    assert told.items == '["邓有田的收入证明", "陈素芳的诊断证明"]'
    casework.take(who.cadre, submitted.pk, casework.Move("supply"))
    again = clerk.post(page, {"items": "户口簿", "seen": "3"})
    assert "材料只能一次性告知" in words(again, 422)
    assert "户口簿" in words(again, 422)
    assert "第 1 次告知 2014-09-15" in clerk.text(page)


def test_a_village_does_not_list_papers(who, submitted):
    assert Reader(who.cadre).get(f"/dibao/cases/{submitted.pk}/papers/").status_code == 403


def test_a_page_opened_before_somebody_moved_the_case_is_told_so(who, submitted):
    answer = Reader(who.clerk).post(f"/dibao/cases/{submitted.pk}/papers/", {"items": "户口簿", "seen": "0"})
    assert "此案已有新的办理" in words(answer, 422)


def test_consents_are_signed_one_by_one_with_or_without_a_scan(who, submitted):
    cadre, page = Reader(who.cadre), f"/dibao/cases/{submitted.pk}/consent/"
    assert "还没有签 陈素芳" in cadre.text(page)
    ids = {name: pk for pk, name in dibao.unsigned(submitted).items()}
    assert set(ids) == {"邓有田", "陈素芳"}
    cadre.post(page, {"person": ids["邓有田"], "signed_on": "2014-09-15"})
    cadre.post(page, {"person": ids["陈素芳"], "scan": picture("授权书.png")})
    first, second = Consent.objects.order_by("id")
    assert (first.signed_on, first.evidence) == (dt.date(2014, 9, 15), None)
    assert evidence.Item.objects.get(pk=second.evidence).kind == "consent"
    assert "成年家庭成员都已签字" in cadre.text(page)


def test_a_consent_to_come_is_refused_and_no_scan_is_kept(who, submitted):
    cadre, page = Reader(who.cadre), f"/dibao/cases/{submitted.pk}/consent/"
    person = next(iter(dibao.unsigned(submitted)))
    answer = cadre.post(page, {"person": person, "signed_on": "2014-09-16", "scan": picture()})
    assert "签字日期不能晚于今天" in words(answer, 422)
    answer = cadre.post(page, {"person": person, "scan": SimpleUploadedFile("x.zip", b"PK\x03\x04")})
    assert "不能保存 Word、Excel 文件和压缩包" in words(answer, 422)
    assert evidence.Item.objects.count() == 0


def test_relatives_found_and_declared_are_registered_at_acceptance(who, submitted):
    road.consent(who, submitted)
    wife = Person.objects.get(name="陈素芳")
    head = Person.objects.create(name="陈大勇", place_code=BAIHUA)
    declare_kinship("clerk", wife.pk, head.pk, "sibling", "户口簿", door="page")
    organisations.appoint(
        "clerk",
        place_code=BAIHUA,
        person_id=head.pk,
        name="陈大勇",
        duty="committee",
        since=dt.date(2014, 1, 1),
    )
    clerk, page = Reader(who.clerk), f"/dibao/cases/{submitted.pk}/relatives/"
    assert "陈大勇 村（居）委会成员 百花村 与陈素芳是近亲属" in clerk.text(page)
    half = {"relatives-0-here": "1", "relatives-0-name": "赵六", "relatives-0-duty": "", "seen": "1"}
    answer = clerk.post(page, half)
    assert answer.status_code == 422
    assert 'value="赵六"' in answer.content.decode()
    whole = half | {"relatives-0-duty": "dibao_staff", "relatives-0-relation": "申请人的外甥"}
    assert clerk.post(page, whole).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == "accepted"
    assert [(each.name, each.source) for each in NearRelative.objects.order_by("id")] == [
        ("陈大勇", "register"),
        ("赵六", "declared"),
    ]
    assert submitted.visits_due.count() == 1


def test_acceptance_waits_for_consents(who, submitted):
    clerk, page = Reader(who.clerk), f"/dibao/cases/{submitted.pk}/relatives/"
    assert "下列成年家庭成员还没有签署核对授权：邓有田、陈素芳。" in clerk.text(page)
    assert clerk.post(page, {"seen": "1"}).status_code == 422


def visit_form(who, case, **changes):
    """The survey as its page first shows it, with two investigators and a respondent."""
    page = Reader(who.clerk).get(f"/dibao/cases/{case.pk}/survey/")
    sent = fields(page.content.decode())
    sent |= {"investigators": [str(who.clerk.pk), str(who.cadre2.pk)], "respondent": "申请人本人"}
    return {name: value for name, value in (sent | changes).items() if value is not None}


def fields(page):
    """What a browser would send of the main form."""
    from html.parser import HTMLParser

    class Form(HTMLParser):
        def __init__(self):
            super().__init__()
            self.inside, self.skip, self.name, self.found = False, 0, "", {}

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "form":
                self.inside = "long" in (given.get("class") or "")
            if tag == "template":
                self.skip += 1
            if not self.inside or self.skip:
                return
            if tag == "input" and given.get("type") not in ("checkbox", "radio", "file", "submit"):
                self.found[given["name"]] = given.get("value") or ""
            if tag in ("select", "textarea"):
                self.name = given["name"]
                self.found[self.name] = ""
            if tag == "option" and "selected" in given:
                self.found[self.name] = given["value"]

        def handle_endtag(self, tag):
            self.skip -= tag == "template"
            self.inside = self.inside and tag != "form"

    form = Form()
    form.feed(page)
    return form.found


def test_the_survey_shows_what_was_declared_and_takes_what_was_found(who, ready):
    clerk, page = Reader(who.clerk), f"/dibao/cases/{ready.pk}/survey/"
    shown = clerk.text(page)
    assert "申报 种植、养殖、采集等农林牧渔收入，4200.00 元，2013-09–2014-08，本人申报" in shown
    assert "cadre2的姓名（百花村村干部）" in shown
    assert "officer" not in shown
    found = visit_form(
        who, ready,
        **{
            "income-0-amount": "5400",
            "theirs-income-0": "一年卖粮四千二",
            "ours-income-0": "粮站单据五千四",
            "remarks": "住房两间，邻居证实",
            "photos": [picture("a.png"), picture("b.png")],
            "sign-respondent": LINE,
        },
    )  # fmt: skip
    assert clerk.post(page, found).status_code == 302
    ready.refresh_from_db()
    survey = Survey.objects.get()
    assert ready.state == "surveyed"
    assert (survey.respondent, survey.remarks, {survey.first, survey.second}) == (
        "申请人本人", "住房两间，邻居证实", {who.clerk, who.cadre2},
    )  # fmt: skip
    assert [(each.path, each.theirs, each.ours) for each in Dispute.objects.all()] == [
        ("income[0]", "一年卖粮四千二", "粮站单据五千四")
    ]
    kinds = sorted(item.kind for item in evidence.items_of(casework.target(ready)))
    assert kinds == ["photo", "photo", "signature"]
    assert len(survey.signatures) == 1
    # 5,400 - 1,500 + 900 + 600 = 5,400 a year: 150.00 a head; 3 x (231.42 - 150.00) + 30% of the standard
    assert dibao.assessment_of(ready).amount == 31_368


def test_one_version_of_a_dispute_is_not_enough(who, ready):
    answer = Reader(who.clerk).post(
        f"/dibao/cases/{ready.pk}/survey/", visit_form(who, ready, **{"theirs-property-1": "房子是借住的"})
    )
    assert "财产 2 说法不一致的，两种说法都要写。" in words(answer, 422)
    assert "房子是借住的" in words(answer, 422)


def test_one_investigator_is_not_enough_and_kin_step_aside(who, ready):
    page = f"/dibao/cases/{ready.pk}/survey/"
    sent = visit_form(who, ready, investigators=[str(who.clerk.pk)])
    assert "入户调查至少要有两名调查人员" in words(Reader(who.clerk).post(page, sent), 422)
    who.cadre2.person = Person.objects.get(name="陈素芳")
    who.cadre2.save(update_fields=["person"])
    sent = visit_form(who, ready, photos=[picture()])
    assert "是申请家庭的成员或近亲属，应当回避" in words(Reader(who.clerk).post(page, sent), 422)
    assert (Survey.objects.count(), evidence.Item.objects.count()) == (0, 0)


def test_a_survey_sent_twice_has_one_effect(who, ready):
    clerk, page = Reader(who.clerk), f"/dibao/cases/{ready.pk}/survey/"
    sent = visit_form(who, ready)
    assert len(sent["idempotency_key"]) == 32
    first, second = clerk.post(page, sent), clerk.post(page, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Idempotency-Replayed"] == "true"
    assert Survey.objects.count() == 1


def test_rows_are_added_on_the_survey_without_script(who, ready):
    answer = Reader(who.clerk).post(
        f"/dibao/cases/{ready.pk}/survey/", visit_form(who, ready, add="property", respondent="")
    )
    assert answer.status_code == 200
    assert 'name="property-2-kind"' in answer.content.decode()
    assert 'value="4200.00"' in answer.content.decode()


def test_who_may_survey(who, ready):
    page = f"/dibao/cases/{ready.pk}/survey/"
    assert Reader(who.cadre).get(page).status_code == 200
    assert Reader(who.officer).get(page).status_code == 403
    assert Reader(make_user("far", road.Role.TOWN_CLERK, SHEHONG_TOWN)).get(page).status_code == 403
    assert Reader(who.clerk).get("/dibao/cases/999999/survey/").status_code == 404


def test_a_visit_by_the_county_is_its_own_page(who, ready):
    officer, page = Reader(who.officer), f"/dibao/cases/{ready.pk}/county-visit/"
    assert Reader(who.clerk).get(page).status_code == 403
    assert "县级入户" in officer.text(page)
    sent = visit_form(who, ready) | {"investigators": [str(who.officer.pk), str(who.officer2.pk)]}
    assert "此案在“已受理，待调查”，不能登记这种入户" in words(officer.post(page, sent), 422)


def test_the_survey_costs_the_same_with_more_rows(who, ready):
    clerk, page = Reader(who.clerk), f"/dibao/cases/{ready.pk}/survey/"
    clerk.get(page)
    before = clerk.queries(page)
    document = dibao.document_of(dibao.latest(ready))
    document["property"] += [{"kind": "deposit", "value": "10.00"}] * 20
    row = dibao.latest(ready)
    row.pk, row.number = None, 2
    row.document = __import__("json").dumps(document)
    row.save()
    assert clerk.queries(page) == before
