"""What this house plugs into the houses below it and into the shell."""

from datong.foundation.access import service as access
from datong.foundation.notices import service as notices
from datong.foundation.reviews.notices import KINDS
from datong.foundation.reviews.permissions import PERMISSIONS
from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = Text("联审核对", "Joint review")
ENTRIES = (
    (Text("线索", "Matches"), "reviews", "search", "reviews.view"),
    (Text("成批说明", "Explain together"), "reviews_batch", "users", "reviews.decide"),
    (Text("来源与名单", "Sources and lists"), "reviews_sources", "building-community", "reviews.view"),
    (Text("历次核对", "Runs"), "reviews_runs", "history", "reviews.view"),
    (Text("随机对照", "Random checks"), "reviews_controls", "shield-check", "reviews.view"),
    (Text("核对统计", "Figures of review"), "reviews_figures", "chart-bar", "reviews.statistics"),
)
FIRST = 50
"""Below the entries of the programmes."""


def plug_in() -> None:
    access.add_permissions(PERMISSIONS)
    for kind in KINDS:
        notices.register(kind)
    for order, (label, url_name, icon, action) in enumerate(ENTRIES, FIRST):
        navigation.register(label, url_name, icon, order, action, section=SECTION)
