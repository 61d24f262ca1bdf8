"""Addresses of dibao."""

from django.urls import path

from datong.programmes.dibao.views import applying, deciding, papers, reviewing, surveying

urlpatterns = [
    path("apply/", applying.apply, name="dibao_apply"),
    path("cases/<int:pk>/applied/", applying.applied, name="dibao_applied"),
    path("cases/<int:pk>/restate/", reviewing.restate, name="dibao_restate"),
    path("cases/<int:pk>/papers/", papers.missing, name="dibao_papers"),
    path("cases/<int:pk>/consent/", papers.consent, name="dibao_consent"),
    path("cases/<int:pk>/relatives/", papers.relatives, name="dibao_relatives"),
    path("cases/<int:pk>/survey/", surveying.survey, name="dibao_survey"),
    path("cases/<int:pk>/county-visit/", surveying.county_visit, name="dibao_county_visit"),
    path("cases/<int:pk>/review-visit/", surveying.review_visit, name="dibao_review_visit"),
    path("cases/<int:pk>/decide/<slug:step>/", deciding.decide, name="dibao_decide"),
    path("cases/<int:pk>/report/", reviewing.report, name="dibao_report"),
    path("review/", reviewing.calendar, name="dibao_review"),
]
