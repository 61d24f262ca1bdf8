"""Root addresses: every house's own addresses, assembled."""

from django.urls import include, path

from datong.web import views as shell

handler400 = "datong.web.errors.bad_request"
handler403 = "datong.web.errors.forbidden"
handler404 = "datong.web.errors.not_found"
handler500 = "datong.web.errors.server_error"

urlpatterns = [
    path("healthz", shell.healthz, name="healthz"),
    path("account/", include("datong.foundation.access.urls")),
    path("", include("datong.foundation.ledgers.urls")),
    path("", include("datong.foundation.indicators.urls")),
    path("", include("datong.foundation.briefings.urls")),
]
