"""Everything this house plugs into the foundation."""

from pathlib import Path

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.casework import service as casework
from datong.foundation.evidence import service as evidence
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.meetings import service as meetings
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.actions.decisions import AFTER
from datong.programmes.sunshine.briefing import PARAGRAPH
from datong.programmes.sunshine.disclosures import SOURCES
from datong.programmes.sunshine.enums import ASPECTS, RETIRES
from datong.programmes.sunshine.indicators import CHECKS, FIGURES
from datong.programmes.sunshine.ledgers import SHEETS
from datong.programmes.sunshine.permissions import DECIDE, PERMISSIONS, VIEW
from datong.programmes.sunshine.queries import decisions, opened
from datong.programmes.sunshine.workflow import DECISION
from datong.web import navigation

LABEL = Text(zh="阳光行动", en="Sunshine")
BOOKS = Text("村级账簿", "Village books")
ENTRIES = (
    (Text("账簿和三资", "Books and registers"), "books", "book", VIEW),
    (Text("到期合同", "Contracts ending"), "books_contracts", "clock", VIEW),
    (Text("重大事项立项", "Bring a matter"), "village_matter", "users", DECIDE),
)
CATALOGUE = openness.Catalogue(
    programme="sunshine",
    aspects=tuple(
        openness.Aspect(key, name, order, until=RETIRES.get(key))
        for order, (key, name, _) in enumerate(ASPECTS, 1)
    ),
    file=Path(__file__).parent / "rules" / "catalogue.yaml",
    opened=opened,
)


def plug_in() -> None:
    access.name_programme("sunshine", LABEL)
    access.add_permissions(PERMISSIONS)
    evidence.name_kind("voucher", Text("凭证附件", "papers of a voucher"))
    evidence.register_retention(
        evidence.Retention(
            "accounting",
            Text("会计档案", "accounting records"),
            years=30,
            then="archive",
            article="会计档案管理办法",
        )
    )
    ledgers.register("sunshine", LABEL, "04-阳光行动台账.xlsx", SHEETS)
    indicators.register("sunshine", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    openness.register(CATALOGUE)
    for source in SOURCES:
        openness.register_source(source)
    for kind in decisions.KINDS:
        meetings.register(kind)
    casework.register(
        casework.Procedure(workflow=DECISION, prefix="YS", open=DECIDE, guards=decisions.GUARDS, after=AFTER)
    )
    for order, (label, url_name, icon, action) in enumerate(ENTRIES, 60):
        navigation.register(label, url_name, icon, order, action, programme="sunshine", section=BOOKS)
