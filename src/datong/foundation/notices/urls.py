"""Addresses of letters as files."""

from django.urls import path

from datong.foundation.notices import views

urlpatterns = [
    path("notices/<int:pk>.pdf", views.download, {"fmt": "pdf"}, name="notice_pdf"),
    path("notices/<int:pk>.docx", views.download, {"fmt": "docx"}, name="notice_docx"),
]
