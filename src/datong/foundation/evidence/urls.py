"""Addresses of evidence."""

from django.urls import path

from datong.foundation.evidence import views

urlpatterns = [
    path("evidence/<int:pk>/", views.whole, name="evidence_item"),
    path("evidence/<int:pk>/preview/", views.preview, name="evidence_preview"),
]
