"""Addresses of the cockpit, the programmes' pages and the briefing."""

from django.urls import path

from datong.foundation.briefings.views import briefing, cockpit

urlpatterns = [
    path("", cockpit.cockpit, name="cockpit"),
    path("programmes/<slug:slug>/", cockpit.programme, name="programme"),
    path("briefing/", briefing.show, name="briefing"),
    path("briefing/edit/<slug:slug>/", briefing.edit, name="briefing_edit"),
    path("briefing/freeze/", briefing.freeze, name="briefing_freeze"),
    path("briefing/download.<slug:fmt>", briefing.download, name="briefing_download"),
    path("briefing/issues/<int:number>/", briefing.issue, name="briefing_issue"),
    path(
        "briefing/issues/<int:number>/download.<slug:fmt>",
        briefing.issue_download,
        name="briefing_issue_download",
    ),
]
