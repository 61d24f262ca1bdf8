"""Addresses of meetings, under /meetings/."""

from django.urls import path

from datong.foundation.meetings.views import counting, listing, papers, running, signing

urlpatterns = [
    path("", listing.listing, name="meetings"),
    path("new/", listing.new, name="meeting_new"),
    path("<int:pk>/", running.page, name="meeting"),
    path("<int:pk>/do/<slug:act>/", running.act, name="meeting_act"),
    path("<int:pk>/count/<int:motion>/", counting.count, name="meeting_count"),
    path("<int:pk>/sign/", signing.sign, name="meeting_sign"),
    path("<int:pk>/minutes/", papers.minutes, name="meeting_minutes"),
    path("<int:pk>/paper/<slug:key>.<slug:fmt>", papers.paper, name="meeting_paper"),
]
