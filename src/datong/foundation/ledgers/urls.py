"""Addresses of ledgers: imports, refused rows, registers, persons, households, search."""

from django.urls import path

from datong.foundation.ledgers.views import imports, kin, people, refused, registers

urlpatterns = [
    path("ledgers/", imports.home, name="ledgers"),
    path("ledgers/help/", imports.help_page, name="ledgers_help"),
    path("ledgers/template/<slug:programme>.xlsx", imports.template, name="ledger_template"),
    path("ledgers/export/<slug:programme>.xlsx", imports.export, name="ledger_export"),
    path("ledgers/upload/", imports.upload, name="ledger_upload"),
    path("ledgers/jobs/<int:pk>/", imports.job, name="job"),
    path("ledgers/jobs/<int:pk>/progress/", imports.job_progress, name="job_progress"),
    path("ledgers/imports/<int:pk>/", imports.result, name="import"),
    path("ledgers/imports/<int:pk>/refused.xlsx", imports.refused_workbook, name="import_refused"),
    path("ledgers/imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("ledgers/refused/", refused.rows, name="refused_rows"),
    path("ledgers/refused/<int:pk>/", refused.row, name="refused_row"),
    path("ledgers/refused/<int:pk>/dismiss/", refused.dismiss, name="refused_dismiss"),
    path("registers/<slug:programme>/<slug:slug>/", registers.listing, name="register"),
    path(
        "registers/<slug:programme>/<slug:slug>/export.<slug:fmt>", registers.export, name="register_export"
    ),
    path("registers/<slug:programme>/<slug:slug>/<int:pk>/", registers.record, name="record"),
    path("persons/<int:pk>/", people.person, name="person"),
    path("persons/<int:pk>/unmask/", people.unmask, name="person_unmask"),
    path("persons/<int:pk>/kin/", kin.kinship, name="kinship"),
    path("persons/<int:pk>/kin/<int:tie>/withdraw/", kin.withdraw, name="kinship_withdraw"),
    path("households/<int:pk>/", people.household, name="household"),
    path("search/", people.search, name="search"),
]
