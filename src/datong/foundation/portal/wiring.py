"""What this house plugs in: every public address, and its ear for new editions."""

from datong.foundation.openness import service as openness
from datong.foundation.portal.actions import indexing
from datong.foundation.portal.protocols import Route
from datong.foundation.portal.queries import (
    county,
    feeds,
    finding,
    listing,
    opendata,
    posters,
    proving,
    publication,
    village,
)
from datong.foundation.portal.registry import register

COUNTY = r"(?:c/(?P<county>\d{6})/)?"
PLACE = r"v/(?P<place>\d{12})/"
NUMBER = r"p/(?P<number>GK-\d{6}-\d{4}-\d{6,9})/"
VERSION = NUMBER + r"(?P<version>[1-9]\d{0,5})/"
CHINESE = ("zh",)

PAGES = (
    Route("home", COUNTY, county.home),
    Route("figures", COUNTY + "figures/", county.figures_page),
    Route("briefing", COUNTY + "briefing/", county.briefing_page),
    Route("check", "check/", county.check_page),
    Route("search", "search/", finding.search),
    Route("village", PLACE, village.village),
    Route("village_qr", PLACE + r"qr\.svg", posters.village_code, CHINESE),
    Route("aspect", PLACE + r"(?P<aspect>[a-z][a-z0-9_]{0,29})/", village.aspect),
    Route("publication", NUMBER, publication.publication),
    Route("edition", VERSION, publication.publication),
    Route("content", VERSION + r"content\.json", proving.content_json, CHINESE),
    Route("proof", VERSION + r"proof\.json", proving.proof_json, CHINESE),
    Route("tlog_proof", VERSION + r"publication\.tlog-proof", proving.tlog_proof, CHINESE),
    Route("file", VERSION + r"files/(?P<sha256>[0-9a-f]{64})/(?P<name>[^/]{1,200})", proving.file, CHINESE),
    Route("data", "data/", opendata.data_page),
    Route(
        "data_file",
        r"data/(?P<place>\d{12})/(?P<name>[a-z]+(?:-\d{4})?)\.(?P<kind>csv|json)",
        opendata.data_file,
        CHINESE,
    ),
    Route("feed", r"feeds/(?P<place>\d{12})\.atom", feeds.feed, CHINESE),
    Route("publications", r"publications(?:-(?P<page>[1-9]\d{0,6}))?\.json", listing.publications, CHINESE),
)


def plug_in() -> None:
    for route in PAGES:
        register(route)
    openness.on_change(indexing.changed)
