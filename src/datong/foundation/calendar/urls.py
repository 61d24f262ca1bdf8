"""Addresses of the calendar."""

from django.urls import path

from datong.foundation.calendar import views

urlpatterns = [
    path("calendar/", views.this_year, name="calendar"),
    path("calendar/<int:year>/", views.year, name="calendar_year"),
    path("calendar/<int:year>/notice/", views.edit, name="calendar_edit"),
]
