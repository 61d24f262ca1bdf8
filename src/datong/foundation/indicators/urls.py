"""Addresses of figures and checks."""

from django.urls import path

from datong.foundation.indicators import views

urlpatterns = [
    path("figures/", views.listing, name="figures"),
    path("figures/<str:key>/", views.figure, name="figure"),
    path("figures/<str:key>/trace.<slug:fmt>", views.trace_file, name="figure_trace"),
    path("checks/<str:key>/", views.check, name="check"),
]
