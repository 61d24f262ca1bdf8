"""Everybody tries every address; the answers are those of the permission table.

`READS` and `SENDS` say of each address, by hand, which action of the table it asks for and how far the post must
reach. An address that is routed and listed nowhere fails the first test.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from datong.foundation.access.middleware import OPEN
from tests.architecture.test_urls import routes
from tests.counties import County
from tests.foundation.access.gates import NAME, NUMBER, VILLAGE, Gate, Reach, Someone, Things, company, things

pytestmark = pytest.mark.django_db
ANYWHERE, COUNTY, PROGRAMME, WORK, PLACE, WHOLE, OBJECT, OWN = Reach
ROSTER = ("dibao", "roster")
ACCOUNT = ("account",)
IMPORT = Gate("ledgers.view", COUNTY, ("batch",), beyond=404)
REFUSED = Gate("ledgers.view", OBJECT, ("refused",), beyond=404)
CASE, OBJECTION = ("case",), ("objection",)
MEETING = Gate("meetings.view", OBJECT, ("meeting",), beyond=404)
PAYMENT = Gate("cases.view", PROGRAMME, ("payments",), beyond=404, behind=Gate("cases.view", WORK))
SHADOW = Gate("dibao.simulate", OBJECT, ("shadow",))
DUTY = Gate("officials.view", PLACE, ("holder",), beyond=404)
OWED = Gate("openness.view", PLACE, ("owed",), beyond=404)
DRAFT = Gate("openness.prepare", PLACE, ("draft",), beyond=404)
PUBLICATION = Gate("openness.view", PLACE, ("publication",), beyond=404)
POSTING = Gate("openness.post", OBJECT, ("publication", "posting"), behind=PUBLICATION)
COMPLAINT = ("complaint",)
BOOKS, KEEPERS, CLOSERS = (Gate(f"books.{what}", OBJECT, (VILLAGE,)) for what in ("view", "keep", "close"))
SOURCE = Gate("reviews.view", PROGRAMME, ("source",), beyond=404)
SOURCES = Gate("reviews.sources", PROGRAMME, ("source",), behind=SOURCE)
LISTING = Gate("reviews.view", PROGRAMME, ("listing",), beyond=404)
HIT = Gate("reviews.view", OBJECT, ("hit",), beyond=404)
HANDLED, DECIDED = (Gate(f"reviews.{what}", OBJECT, ("hit",), behind=HIT) for what in ("handle", "decide"))
DRAWN = replace(HIT, arguments=("control",))
SENT = {"button": "sent"}  # all that a form without anything filled in sends

# A page or a file by the name of its address: what it asks of whoever reads it.
READS = {
    "account_home": Gate(None, ANYWHERE),
    "account_reauthenticate": Gate(None, ANYWHERE),
    "account_change_password": Gate(None, ANYWHERE),
    "mfa_index": Gate(None, ANYWHERE),
    "mfa_reauthenticate": Gate(None, ANYWHERE, status=302),
    "mfa_activate_totp": Gate(None, ANYWHERE, status=302),
    "mfa_deactivate_totp": Gate(None, ANYWHERE, status=404),
    "mfa_view_recovery_codes": Gate(None, ANYWHERE, status=404),
    "mfa_generate_recovery_codes": Gate(None, ANYWHERE, status=302),
    "mfa_download_recovery_codes": Gate(None, ANYWHERE, status=404),
    "accounts": Gate("accounts.manage", ANYWHERE),
    "accounts_new": Gate("accounts.manage", ANYWHERE),
    "accounts_one": Gate("accounts.manage", COUNTY, ACCOUNT, beyond=404),
    "accounts_post": Gate("accounts.manage", COUNTY, ACCOUNT, beyond=404),
    "accounts_password": Gate("accounts.manage", COUNTY, ACCOUNT, beyond=404),
    "accounts_close": Gate("accounts.manage", COUNTY, ACCOUNT, beyond=404),
    "accounts_end_post": Gate("accounts.manage", COUNTY, ("account", "post"), beyond=404),
    "ledgers": Gate("ledgers.view", COUNTY),
    "ledgers_help": Gate("ledgers.view", COUNTY),
    "ledger_template": Gate("ledgers.view", WORK, ("dibao",)),
    "ledger_export": Gate("ledgers.export", OBJECT, ("dibao",)),
    "job": Gate("ledgers.import", OWN, ("job",), beyond=404),
    "job_progress": Gate("ledgers.import", OWN, ("job",), status=302, beyond=404),
    "import": IMPORT,
    "import_refused": Gate("ledgers.correct", COUNTY, ("batch",), behind=IMPORT),
    "import_undo": Gate("ledgers.undo", OBJECT, ("batch",), behind=IMPORT),
    "refused_rows": Gate("ledgers.view", COUNTY),
    "refused_row": REFUSED,
    "refused_dismiss": Gate("ledgers.correct", OBJECT, ("refused",), behind=REFUSED),
    "register": Gate("registers.view", PROGRAMME, ROSTER),
    "register_export": Gate("registers.export", PROGRAMME, (*ROSTER, "csv")),
    "record": Gate("registers.view", OBJECT, (*ROSTER, "record")),
    "person": Gate("persons.view", OBJECT, ("person",)),
    "person_unmask": Gate(None, ANYWHERE, ("person",), status=302),  # back to the person
    "household": Gate("persons.view", OBJECT, ("household",)),
    "search": Gate("search.use", ANYWHERE, query=f"&q={NAME[1:]}"),
    "figures": Gate("figures.view", ANYWHERE),
    "figure": Gate("figures.view", PROGRAMME, ("dibao.persons",)),
    "figure_trace": Gate("figures.trace", PROGRAMME, ("dibao.persons", "csv")),
    "check": Gate("figures.view", PROGRAMME, ("dibao.opening_and_closing",)),
    "cockpit": Gate("cockpit.view", COUNTY, lacking=302),  # to the own desk or account
    "programme": Gate("figures.view", PROGRAMME, ("dibao",)),
    "briefing": Gate("briefings.view", COUNTY),
    "briefing_edit": Gate("briefings.edit", OBJECT, ("dibao",)),
    "briefing_freeze": Gate("briefings.freeze", OBJECT),
    "briefing_download": Gate("briefings.view", COUNTY, ("md",)),
    "briefing_issue": Gate("briefings.view", COUNTY, ("1",)),
    "briefing_issue_download": Gate("briefings.view", COUNTY, ("1", "md")),
    "accounts_hand_over": Gate("accounts.manage", COUNTY, ("account", "post"), beyond=404),
    "accounts_person": Gate("accounts.manage", COUNTY, ACCOUNT, beyond=404),
    "officials": Gate("officials.view", ANYWHERE),
    "officials_new": Gate("officials.edit", ANYWHERE),
    "officials_end": Gate("officials.edit", PLACE, ("holder",), behind=DUTY),
    "journal": Gate("journal.view", ANYWHERE),
    "journal_entry": Gate("journal.view", COUNTY, ("entry",), beyond=404),
    "calendar": Gate("calendar.view", ANYWHERE),
    "calendar_year": Gate("calendar.view", ANYWHERE, ("2015",)),
    "calendar_edit": Gate("calendar.edit", ANYWHERE, ("2015",)),
    "kinship": Gate("kinship.edit", OBJECT, ("person",)),
    "kinship_withdraw": Gate("kinship.edit", OBJECT, ("person", "tie")),
    "evidence_item": Gate("cases.view", OBJECT, ("item",), beyond=404),
    "evidence_preview": Gate("cases.view", OBJECT, ("item",), beyond=404),
    "notice_pdf": Gate("cases.view", OBJECT, ("notice",)),
    "notice_docx": Gate("cases.view", OBJECT, ("notice",)),
    "inbox": Gate("cases.view", ANYWHERE),
    "cases": Gate("cases.view", ANYWHERE),
    "case_watch": Gate("cases.view", ANYWHERE),
    "case": Gate("cases.view", OBJECT, CASE),
    "case_step": Gate("dibao.reverify", OBJECT, ("case", "keep")),
    "case_stop": Gate("clocks.stop", OBJECT, CASE),
    "case_go_on": Gate("clocks.stop", OBJECT, CASE),
    "case_upload": Gate("cases.handle", OBJECT, CASE),
    "case_deliver": Gate("cases.handle", OBJECT, ("case", "notice")),
    "case_object": Gate("cases.object", OBJECT, CASE),
    "deadline_why": Gate("cases.view", OBJECT, ("deadline",)),
    "deadline_extend": Gate("clocks.stop", OBJECT, ("deadline",)),
    "objection_answer": Gate("cases.answer", OBJECT, OBJECTION),
    "objection_withdraw": Gate("cases.object", OBJECT, OBJECTION),
    "meetings": Gate("meetings.view", ANYWHERE),
    "meeting_new": Gate("meetings.run", ANYWHERE),
    "meeting": MEETING,
    "meeting_minutes": MEETING,
    "meeting_paper": Gate("meetings.view", OBJECT, ("meeting", "minutes", "docx"), beyond=404),
    "meeting_count": Gate("meetings.run", OBJECT, ("meeting", "motion"), behind=MEETING),
    "meeting_sign": Gate("meetings.run", OBJECT, ("meeting",), behind=MEETING),
    "dibao_apply": Gate("dibao.apply", WORK),
    "dibao_applied": Gate("dibao.apply", OBJECT, CASE),
    "dibao_restate": Gate("dibao.apply", OBJECT, CASE),
    "dibao_papers": Gate("dibao.accept", OBJECT, CASE),
    "dibao_consent": Gate("dibao.apply", OBJECT, CASE),
    "dibao_relatives": Gate("dibao.accept", OBJECT, CASE),
    "dibao_survey": Gate("dibao.survey", OBJECT, CASE),
    "dibao_county_visit": Gate("dibao.check", OBJECT, CASE),
    "dibao_review_visit": Gate("dibao.reverify", OBJECT, CASE),
    "dibao_decide": Gate("dibao.decide", OBJECT, ("case", "decide_stop")),
    "dibao_report": Gate("dibao.report", OBJECT, CASE),
    "dibao_review": Gate("cases.view", WORK),
    "dibao_payments": Gate("cases.view", WORK),
    "dibao_payment": PAYMENT,
    "dibao_payment_file": Gate("cases.view", WHOLE, ("payments", "list", "docx"), behind=PAYMENT),
    "dibao_account": Gate("dibao.accept", OBJECT, CASE),
    "dibao_draws": Gate("cases.view", WORK),
    "dibao_draw_findings": Gate("dibao.check", OBJECT, ("draw",)),
    "dibao_fairness": Gate("dibao.fairness", WORK),
    "dibao_fairness_file": Gate("dibao.fairness", WORK, ("docx",)),
    "dibao_simulate": Gate("dibao.simulate", WORK),
    "dibao_simulation": Gate("dibao.simulate", OWN, ("simulation",), beyond=404),
    "dibao_simulation_progress": Gate("dibao.simulate", OWN, ("simulation",), status=302, beyond=404),
    "dibao_shadow": SHADOW,
    "dibao_parameters": Gate("cases.view", WORK),
    "dibao_parameter": Gate("cases.view", WORK, ("property_limits",)),
    "dibao_postings": Gate("cases.view", WORK),
    "dibao_posting_sheet": Gate("cases.view", OBJECT, (VILLAGE, "a4", "docx")),
    "dibao_forms": Gate("cases.view", WORK),
    "dibao_form": Gate("cases.view", OBJECT, ("case", "application", "docx")),
    "openness": Gate("openness.view", ANYWHERE, at_home=302),
    "openness_duties": Gate("openness.view", ANYWHERE),
    "openness_duty": OWED,
    "openness_village": Gate("openness.view", PLACE, (VILLAGE,)),
    "openness_event": Gate("openness.event", PLACE, (VILLAGE,)),
    "openness_catalogue": Gate("openness.view", ANYWHERE),
    "openness_item": Gate("openness.view", ANYWHERE, ("works.budget",)),
    "openness_item_new": Gate("openness.catalogue", PLACE),
    "openness_item_edit": Gate("openness.catalogue", PLACE, ("works.budget",)),
    "openness_drafts": Gate("openness.prepare", ANYWHERE),
    "openness_draft_new": Gate("openness.prepare", ANYWHERE),
    "openness_draft": DRAFT,
    "openness_preview": DRAFT,
    "openness_draft_file": replace(DRAFT, arguments=("draft", "draft_file")),
    "openness_publications": Gate("openness.view", ANYWHERE),
    "openness_publication": PUBLICATION,
    "openness_postings": PUBLICATION,
    # back, with the reason: this publication is in no log
    "openness_sheet": replace(PUBLICATION, arguments=("publication", "a4"), status=302),
    "objections": Gate("cases.view", WORK),
    "objection_register": Gate("objections.register", WORK),
    "objection_receipt": Gate("objections.register", WORK, status=302),  # shown once
    "objection_rules": Gate("objections.rules", ANYWHERE),
    "objection_reply": Gate("objections.answer_village", OBJECT, COMPLAINT),
    "objection_react": Gate("objections.react", OBJECT, COMPLAINT),
    "objection_identity": Gate("objections.identity", OBJECT, COMPLAINT),
    "contacts": Gate("contacts.edit", ANYWHERE),
    "village_matter": Gate("sunshine.decide", ANYWHERE),
    "books": Gate("books.view", WORK),
    "books_contracts": Gate("books.view", WORK),
    "books_template": Gate("books.view", WORK),
    "books_village": BOOKS,
    "books_voucher_new": KEEPERS,
    "books_voucher": replace(BOOKS, arguments=(VILLAGE, "voucher")),
    "books_opening": CLOSERS,
    "books_close": BOOKS,
    "books_trial": BOOKS,
    "books_account": replace(BOOKS, arguments=(VILLAGE, "101")),
    "books_finance": BOOKS,
    "books_register": replace(BOOKS, arguments=(VILLAGE, "assets")),
    "books_row_new": replace(KEEPERS, arguments=(VILLAGE, "assets")),
    "books_row": replace(KEEPERS, arguments=(VILLAGE, "assets", "asset")),
    "books_import": BOOKS,
    "books_import_result": replace(BOOKS, arguments=(VILLAGE, "workbook")),
    "books_import_refused": replace(KEEPERS, arguments=(VILLAGE, "workbook")),
    "reviews_sources": Gate("reviews.view", WORK),
    "reviews_declare": Gate("reviews.sources", WORK),
    "reviews_source": SOURCE,
    "reviews_change": SOURCES,
    "reviews_switch": SOURCES,
    "reviews_receive": replace(SOURCES, action="reviews.receive"),
    "reviews_list": LISTING,
    "reviews_withdraw": Gate("reviews.receive", PROGRAMME, ("listing",), behind=LISTING),
    "reviews_runs": Gate("reviews.view", WORK),
    "reviews_run": Gate("reviews.run", WORK),
    "reviews_result": Gate("reviews.view", WHOLE, ("review",), beyond=404),
    "reviews_job": Gate("reviews.run", OWN, ("review_job",), beyond=404),
    "reviews_job_progress": Gate("reviews.run", OWN, ("review_job",), status=302, beyond=404),
    "reviews": Gate("reviews.view", WORK),
    "reviews_hit": HIT,
    "reviews_tell": HANDLED,
    "reviews_delivery": HANDLED,
    "reviews_answer": HANDLED,
    "reviews_decide": replace(DECIDED, arguments=("hit", "explain")),
    "reviews_check": DECIDED,
    "reviews_batch": Gate("reviews.decide", WORK),
    "reviews_controls": Gate("reviews.view", WORK),
    "reviews_control": DRAWN,
    "reviews_figures": Gate("reviews.statistics", WORK),
    "reviews_export": Gate("reviews.export", WORK),
}
# A form, sent with nothing in it: what it asks of whoever sends it. 422 is the answer of a form that was read.
SENDS = {
    "accounts_new": Gate("accounts.manage", ANYWHERE, status=422),
    "accounts_post": Gate("accounts.manage", COUNTY, ACCOUNT, status=422, beyond=404),
    "accounts_password": Gate("accounts.manage", COUNTY, ACCOUNT, status=422, beyond=404),
    "accounts_close": Gate("accounts.manage", COUNTY, ACCOUNT, status=422, beyond=404),
    "accounts_end_post": Gate("accounts.manage", COUNTY, ("account", "post"), status=422, beyond=404),
    "ledger_export": Gate("ledgers.export", OBJECT, ("dibao",), status=422),
    "ledger_upload": Gate("ledgers.import", COUNTY, status=422),
    "job": Gate("ledgers.import", OWN, ("job",), status=302, beyond=404),
    "import_undo": Gate("ledgers.undo", OBJECT, ("batch",), status=302, behind=IMPORT),
    "refused_row": Gate("ledgers.correct", OBJECT, ("refused",), status=422, behind=REFUSED),
    "refused_dismiss": Gate("ledgers.correct", OBJECT, ("refused",), status=422, behind=REFUSED),
    "register": Gate(None, ANYWHERE, ROSTER, status=302),  # the words go into the address, and that asks
    "person_unmask": Gate("persons.unmask", OBJECT, ("person",), status=422),
    "search": Gate("search.use", ANYWHERE, status=302),
    "check": Gate("briefings.freeze", OBJECT, ("dibao.opening_and_closing",), status=422),
    "briefing_edit": Gate("briefings.edit", OBJECT, ("dibao",), status=422),
    "briefing_freeze": Gate("briefings.freeze", OBJECT, status=302),
    "accounts_hand_over": Gate("accounts.manage", COUNTY, ("account", "post"), status=422, beyond=404),
    "accounts_person": Gate("accounts.manage", COUNTY, ACCOUNT, status=422, beyond=404),
    "officials_new": Gate("officials.edit", ANYWHERE, status=422),
    "officials_end": Gate("officials.edit", PLACE, ("holder",), status=422, behind=DUTY),
    "calendar_edit": Gate("calendar.edit", ANYWHERE, ("2015",), status=422),
    "kinship": Gate("kinship.edit", OBJECT, ("person",), status=422),
    "kinship_withdraw": Gate("kinship.edit", OBJECT, ("person", "tie"), status=422),
    "inbox_together": Gate("cases.handle", ANYWHERE),
    "case_step": Gate("dibao.reverify", OBJECT, ("case", "keep"), status=422),
    "case_stop": Gate("clocks.stop", OBJECT, CASE, status=422),
    "case_go_on": Gate("clocks.stop", OBJECT, CASE, status=422),
    "case_upload": Gate("cases.handle", OBJECT, CASE, status=422),
    "case_deliver": Gate("cases.handle", OBJECT, ("case", "notice"), status=422),
    "case_code": Gate("cases.handle", OBJECT, CASE),
    "case_object": Gate("cases.object", OBJECT, CASE, status=422),
    "deadline_extend": Gate("clocks.stop", OBJECT, ("deadline",), status=422),
    "objection_answer": Gate("cases.answer", OBJECT, OBJECTION, status=422),
    "objection_acknowledge": Gate("cases.object", OBJECT, OBJECTION, status=302),
    "objection_withdraw": Gate("cases.object", OBJECT, OBJECTION, status=422),
    "meeting_new": Gate("meetings.run", ANYWHERE, status=422),
    "meeting_act": Gate("meetings.run", OBJECT, ("meeting", "check-in"), status=422, behind=MEETING),
    "meeting_count": Gate("meetings.run", OBJECT, ("meeting", "motion"), status=422, behind=MEETING),
    "meeting_sign": Gate("meetings.run", OBJECT, ("meeting",), status=422, behind=MEETING),
    "dibao_apply": Gate("dibao.apply", WORK),
    "dibao_restate": Gate("dibao.apply", OBJECT, CASE, status=422),
    "dibao_papers": Gate("dibao.accept", OBJECT, CASE, status=422),
    "dibao_consent": Gate("dibao.apply", OBJECT, CASE, status=422),
    "dibao_relatives": Gate("dibao.accept", OBJECT, CASE, status=422),
    "dibao_survey": Gate("dibao.survey", OBJECT, CASE, status=422),
    "dibao_county_visit": Gate("dibao.check", OBJECT, CASE, status=422),
    "dibao_review_visit": Gate("dibao.reverify", OBJECT, CASE, status=422),
    "dibao_decide": Gate("dibao.decide", OBJECT, ("case", "decide_stop"), status=422),
    "dibao_report": Gate("dibao.report", OBJECT, CASE, status=422),
    "dibao_payments": Gate("dibao.pay", WORK, status=422),
    "dibao_payment": Gate("dibao.pay", OBJECT, ("payments",), status=422, behind=PAYMENT),
    "dibao_account": Gate("dibao.accept", OBJECT, CASE, status=422),
    "dibao_draws": Gate("dibao.check", WORK, status=422),
    "dibao_draw": Gate("dibao.check", OBJECT, ("draw",), status=422),
    "dibao_draw_findings": Gate("dibao.check", OBJECT, ("draw",), status=422),
    "dibao_simulate": Gate("dibao.simulate", WORK, status=422),
    "dibao_simulation": Gate("dibao.simulate", OWN, ("simulation",), status=302, beyond=404),
    "dibao_shadow": Gate("dibao.parameters", OBJECT, ("shadow",), status=302, behind=SHADOW),
    "dibao_parameter": Gate("dibao.parameters", WORK, ("property_limits",), status=422),
    "openness_raise": Gate("openness.raise", OBJECT, status=302),
    "openness_duty": Gate("openness.exempt", OBJECT, ("owed",), status=422, behind=OWED),
    "openness_event": Gate("openness.event", PLACE, (VILLAGE,), status=422),
    "openness_catalogue_load": Gate("openness.catalogue", OBJECT, status=302),
    "openness_item_new": Gate("openness.catalogue", PLACE, status=422),
    "openness_item_edit": Gate("openness.catalogue", PLACE, ("works.budget",), status=422),
    "openness_draft_new": Gate("openness.prepare", ANYWHERE, status=422),
    "openness_draft": replace(DRAFT, status=409),  # without what was seen
    "openness_draft_act": replace(DRAFT, arguments=("draft", "submit"), status=422),
    "openness_publication_act": Gate(
        "openness.release", PLACE, ("publication", "withdraw"), status=422, behind=PUBLICATION
    ),
    "openness_postings": Gate("openness.post", OBJECT, ("publication",), status=422, behind=PUBLICATION),
    "openness_photo": replace(POSTING, status=302),
    "openness_down": replace(POSTING, status=302),
    "objection_register": Gate("objections.register", WORK, status=422),
    "objection_rules": Gate("objections.rules", ANYWHERE, status=422),
    "objection_reply": Gate("objections.answer_village", OBJECT, COMPLAINT, status=422),
    "objection_react": Gate("objections.react", OBJECT, COMPLAINT, status=422),
    "objection_identity": Gate("objections.identity", OBJECT, COMPLAINT, status=422),
    "contacts": Gate("contacts.edit", ANYWHERE, status=422),
    "contact_remove": Gate("contacts.edit", PLACE, ("contact",), status=302),
    "village_matter": Gate("sunshine.decide", ANYWHERE, status=422),
    "books_voucher_new": replace(KEEPERS, status=422),
    "books_voucher": replace(KEEPERS, arguments=(VILLAGE, "voucher"), status=302),
    "books_opening": replace(CLOSERS, status=422),
    "books_close": replace(CLOSERS, status=422),
    "books_row_new": replace(KEEPERS, arguments=(VILLAGE, "assets"), status=422),
    "books_row": replace(KEEPERS, arguments=(VILLAGE, "assets", "asset"), status=422),
    "books_import": replace(KEEPERS, status=422),
    "reviews_declare": Gate("reviews.sources", WORK, status=422),
    "reviews_change": replace(SOURCES, status=422),
    "reviews_switch": replace(SOURCES, status=422),
    "reviews_receive": replace(SOURCES, action="reviews.receive", status=422),
    "reviews_list": Gate("reviews.receive", PROGRAMME, ("listing",), behind=LISTING),
    "reviews_withdraw": Gate("reviews.receive", PROGRAMME, ("listing",), status=422, behind=LISTING),
    "reviews_run": Gate("reviews.run", WORK, status=422),
    "reviews_job": Gate("reviews.run", OWN, ("review_job",), status=302, beyond=404),
    "reviews_tell": replace(HANDLED, status=422),
    "reviews_delivery": replace(HANDLED, status=422),
    "reviews_answer": replace(HANDLED, status=422),
    "reviews_decide": replace(DECIDED, arguments=("hit", "explain"), status=422),
    "reviews_check": replace(DECIDED, status=422),
    "reviews_batch": Gate("reviews.decide", WORK, status=422),
    "reviews_control": Gate("reviews.decide", OBJECT, ("control",), status=422, behind=DRAWN),
    "reviews_export": Gate("reviews.export", WORK, status=422),
}
# Open to whoever has no account: the answer.
OPEN_DOORS = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_signup": 403,
    "account_reset_password": 403,
    "mfa_authenticate": 302,
    "set_language": 302,
    "healthz": 200,
    "my_case_open": 200,
    "my_case": 302,  # who has not opened a case is asked for number and code
    "my_case_object": 302,
    "my_case_receipt": 302,
    "my_case_letter": 302,
    "my_case_leave": 405,
    "my_questions": 302,
    "dibao_draw": 200,
    "dibao_draw_file": 200,
    "ask": 200,
    "ask_en": 200,
    "ask_receipt": 302,  # shown to the browser that objected
    "ask_receipt_en": 302,
    "ask_statistics": 200,
    "ask_statistics_en": 200,
    "ask_react": 302,  # to number and code
    "log_checkpoint": 404,  # nothing is in this log
    "log_tile": 404,
    "log_vkey": 404,
    "open_page": 200,
    "open_page_en": 200,
    "open_robots": 200,
    "open_sitemap": 200,
}
OF_ONE = {  # addresses among them that name something
    "my_case_letter": ("notice",),
    "dibao_draw": ("draw",),
    "dibao_draw_file": ("draw", "frame.txt"),
    "log_tile": ("0/000",),
    "open_page": ("v/519999101201/",),
    "open_page_en": ("v/519999101201/",),
}
NAMED = (  # pages with the child's name on them for whoever may read it
    *("record", "person", "household", "register", "search", "kinship", "kinship_withdraw"),
    *("inbox", "cases", "case", "case_stop", "deadline_why", "meetings", "meeting", "meeting_minutes"),
    *("dibao_payment", "dibao_survey", "dibao_consent", "dibao_account"),
    *("reviews", "reviews_hit", "reviews_tell", "reviews_decide", "reviews_controls", "reviews_control"),
)
NUMBER_SHOWN = {"refused_row"}  # to whoever may correct the row


class Walk(NamedTuple):
    """Everybody, and what they try to see."""

    everybody: list[Someone]
    things: Things


@pytest.fixture(scope="module")
def walk(small_county: County, django_db_blocker: Any) -> Iterator[Walk]:
    """The small county with its people; the county's own transaction takes them back."""
    with django_db_blocker.unblock():
        everybody = company()
        yield Walk(everybody, things(small_county, everybody))


def surprises(walk: Walk, method: str, name: str, gate: Gate) -> dict[str, str]:
    """By name, who was answered otherwise than the table says, or read what is not for them. Changes are taken back."""
    address, found = gate.address(name, walk.things), {}
    for person in walk.everybody:
        with transaction.atomic():
            answer: Any = getattr(person.client, method)(address, SENT if method == "post" else None)
            transaction.set_rollback(True)
        if answer.status_code != gate.answer(person):
            found[person.user.username] = f"{answer.status_code} instead of {gate.answer(person)}"
        elif leak := leaked(person, name, answer):
            found[person.user.username] = leak
    return found


def leaked(person: Someone, name: str, answer: Any) -> str:
    """What of the child somebody reads who should not."""
    text = answer.content.decode("utf-8", "replace")
    if NUMBER in text and not (name in NUMBER_SHOWN and person.may("ledgers.correct")):
        return "reads the full number"
    allowed = person.may("registers.view") or person.may(
        "cases.view"
    )  # the reviewer of the county has no registers
    return "reads the name" if NAME in text and not allowed else ""


def test_every_address_is_here() -> None:
    listed = {*READS, *SENDS, *OPEN_DOORS}
    assert {name for name, _, _ in routes()} == listed


def test_nothing_else_is_open() -> None:
    """What is answered before anybody is asked who they are, says so itself (web/public.py)."""
    first = {name for name, _, (_, entry) in routes() if hasattr(entry.callback, "open_to_all")}
    assert first == {"open_page", "open_page_en", "open_robots", "open_sitemap"}
    assert set(OPEN_DOORS) == OPEN | first


@pytest.mark.parametrize("name", OPEN_DOORS)
def test_open_to_whoever_comes(client: Client, walk: Walk, name: str) -> None:
    gate = Gate(None, ANYWHERE, OF_ONE.get(name, ()))
    answer: Any = client.get(gate.address(name, walk.things))
    assert answer.status_code == OPEN_DOORS[name]
    assert NAME not in answer.content.decode()


def test_nobody_without_an_account_draws(client: Client, walk: Walk) -> None:
    assert client.post(SENDS["dibao_draw"].address("dibao_draw", walk.things), SENT).status_code == 403


@pytest.mark.parametrize("name", sorted({*READS, *SENDS} - {*OPEN_DOORS}))
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: Client, walk: Walk, name: str) -> None:
    gate = READS[name] if name in READS else SENDS[name]
    address = gate.address(name, walk.things)
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize("name", READS)
def test_reading(walk: Walk, name: str) -> None:
    assert surprises(walk, "get", name, READS[name]) == {}


@pytest.mark.parametrize("name", SENDS)
def test_sending(walk: Walk, name: str) -> None:
    assert surprises(walk, "post", name, SENDS[name]) == {}


@pytest.mark.parametrize("name", ["register", "search"])
def test_a_posted_identity_number_finds_the_child_for_those_who_may_see_it(walk: Walk, name: str) -> None:
    found = set()
    for person in walk.everybody:
        answer: Any = person.client.post(READS[name].address(name, walk.things), {"q": NUMBER}, follow=True)
        assert NUMBER not in answer.content.decode()
        if NAME in answer.content.decode():
            found.add(person.user.username)
    assert found == {person.user.username for person in walk.everybody if person.may("persons.view")}


@pytest.mark.parametrize("name", NAMED)
def test_whose_post_covers_the_child_reads_the_name(walk: Walk, name: str) -> None:
    """So that the walk, which finds no leak, looks at pages that have the name."""
    clerk = next(person for person in walk.everybody if person.user.username == "town_clerk-here")
    assert NAME in clerk.client.get(READS[name].address(name, walk.things)).content.decode()
