"""Addresses of the log, as C2SP tlog-tiles lays them out."""

from django.urls import path, re_path

from datong.foundation.publiclog import views

urlpatterns = [
    path("checkpoint", views.checkpoint, name="log_checkpoint"),
    path("vkey", views.vkey, name="log_vkey"),
    re_path(
        r"^tile/(?P<name>(?:entries|[1-5]?[0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?)$",
        views.tile,
        name="log_tile",
    ),
]
