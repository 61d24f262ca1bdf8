"""Addresses of openness: duties, catalogue, postings; objections and who is responsible."""

from django.urls import path

from datong.foundation.openness.views import (
    asking,
    catalogue,
    contacts,
    drafts,
    duties,
    objecting,
    posting,
    publishing,
)

ENGLISH = {"lang": "en"}

urlpatterns = [
    path("openness/", duties.board, name="openness"),
    path("openness/raise/", duties.raise_now, name="openness_raise"),
    path("openness/duties/", duties.listing, name="openness_duties"),
    path("openness/duties/<int:pk>/", duties.one, name="openness_duty"),
    path("openness/village/<str:place_code>/", duties.village, name="openness_village"),
    path("openness/village/<str:place_code>/event/", duties.event, name="openness_event"),
    path("openness/catalogue/", catalogue.listing, name="openness_catalogue"),
    path("openness/catalogue/load/", catalogue.load, name="openness_catalogue_load"),
    path("openness/catalogue/new/", catalogue.add, name="openness_item_new"),
    path("openness/catalogue/<str:key>/", catalogue.item, name="openness_item"),
    path("openness/catalogue/<str:key>/edit/", catalogue.edit, name="openness_item_edit"),
    path("openness/drafts/", drafts.listing, name="openness_drafts"),
    path("openness/drafts/new/", drafts.new, name="openness_draft_new"),
    path("openness/drafts/<int:pk>/", drafts.edit, name="openness_draft"),
    path("openness/drafts/<int:pk>/preview/", drafts.preview, name="openness_preview"),
    path("openness/drafts/<int:pk>/do/<slug:act>/", drafts.act, name="openness_draft_act"),
    path("openness/drafts/<int:pk>/files/<int:file>/", drafts.file, name="openness_draft_file"),
    path("openness/publications/", publishing.listing, name="openness_publications"),
    path("openness/publications/<str:number>/", publishing.one, name="openness_publication"),
    path(
        "openness/publications/<str:number>/do/<slug:act>/", publishing.act, name="openness_publication_act"
    ),
    path("openness/publications/<str:number>/postings/", posting.postings, name="openness_postings"),
    path("openness/publications/<str:number>/postings/<int:pk>/photo/", posting.photo, name="openness_photo"),
    path("openness/publications/<str:number>/postings/<int:pk>/down/", posting.down, name="openness_down"),
    path("openness/publications/<str:number>/sheet-<str:paper>.pdf", posting.sheet, name="openness_sheet"),
    path("open/ask/", asking.ask, name="ask"),
    path("open/ask/receipt/", asking.receipt, name="ask_receipt"),
    path("open/ask/statistics/", asking.statistics, name="ask_statistics"),
    path("open/ask/react/", asking.react, name="ask_react"),
    path("open/en/ask/", asking.ask, ENGLISH, name="ask_en"),
    path("open/en/ask/receipt/", asking.receipt, ENGLISH, name="ask_receipt_en"),
    path("open/en/ask/statistics/", asking.statistics, ENGLISH, name="ask_statistics_en"),
    path("openness/objections/", objecting.listing, name="objections"),
    path("openness/objections/new/", objecting.register, name="objection_register"),
    path("openness/objections/receipt/", objecting.receipt, name="objection_receipt"),
    path("openness/objections/times/", objecting.rules, name="objection_rules"),
    path("openness/objections/<int:pk>/answer/", objecting.reply, name="objection_reply"),
    path("openness/objections/<int:pk>/said/", objecting.react, name="objection_react"),
    path("openness/objections/<int:pk>/who/", objecting.identity, name="objection_identity"),
    path("openness/contacts/", contacts.listing, name="contacts"),
    path("openness/contacts/<int:pk>/remove/", contacts.remove, name="contact_remove"),
]
