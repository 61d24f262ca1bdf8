"""Root addresses: every house's own addresses, assembled."""

from django.urls import include, path

from datong.foundation.access.urls import journal_pages, official_duties
from datong.web import views as shell

handler400 = "datong.web.errors.bad_request"
handler403 = "datong.web.errors.forbidden"
handler404 = "datong.web.errors.not_found"
handler500 = "datong.web.errors.server_error"

urlpatterns = [
    path("healthz", shell.healthz, name="healthz"),
    path("log/", include("datong.foundation.publiclog.urls")),
    path("account/", include("datong.foundation.access.urls")),
    path("officials/", include(official_duties)),
    path("", include("datong.foundation.evidence.urls")),
    path("journal/", include(journal_pages)),
    path("", include("datong.foundation.calendar.urls")),
    path("", include("datong.foundation.notices.urls")),
    path("", include("datong.foundation.casework.urls")),
    path("meetings/", include("datong.foundation.meetings.urls")),
    path("", include("datong.foundation.openness.urls")),
    path("", include("datong.foundation.reviews.urls")),
    path("dibao/", include("datong.programmes.dibao.urls")),
    path("sunshine/", include("datong.programmes.sunshine.urls")),
    path("", include("datong.foundation.ledgers.urls")),
    path("", include("datong.foundation.indicators.urls")),
    path("", include("datong.foundation.briefings.urls")),
    path("", include("datong.foundation.portal.urls")),
]
