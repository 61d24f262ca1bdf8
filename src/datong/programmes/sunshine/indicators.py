"""The sunshine figures, each with its definition in words, and what must agree."""

from datong.foundation.indicators.service import Check, Computed, Count, Figure
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.sunshine import queries

VILLAGES = NumberStyle("plain", Text("个", "village|villages"))

FIGURES = (
    Figure(
        key="sunshine.aspects",
        name=Text("公开的方面", "Aspects of disclosure"),
        definition=Text(
            "推进台账中跟踪的公开方面。", "Aspects of disclosure that the county's ledger follows."
        ),
        style=NumberStyle("plain", Text("个方面", "aspect|aspects")),
        sheet="sunshine.progress",
        measure=Computed(queries.aspects),
    ),
    Figure(
        key="sunshine.villages_done",
        name=Text("全程全方位公开的村（社区）", "Villages open in every aspect"),
        definition=Text(
            "到这一天每个在用的方面都已公开、且没有一项公开义务逾期的村（社区），由公开义务日历算出；县里还没有义务日历时，为推进台账十个方面都有公开日期的村（社区）。",
            "Villages in which each aspect in force has been opened by the day and no duty of disclosure is overdue, computed from the duty calendar; in a county without one, villages with a date in each of the ledger's ten aspects.",
        ),
        style=VILLAGES,
        sheet="sunshine.progress",
        where=queries.open_everywhere,
        measure=Count(),
        lead=True,
    ),
    Figure(
        key="sunshine.villages",
        name=Text("村（社区）", "Villages and communities"),
        definition=Text("推进台账中的村（社区）。", "Villages and communities in the ledger."),
        style=VILLAGES,
        sheet="sunshine.progress",
        measure=Count(),
        lead=True,
    ),
)

CHECKS = (
    Check(
        key="sunshine.every_village",
        name=Text("台账覆盖全部村（社区）", "The ledger holds every village"),
        definition=Text(
            "区划库中的每个村（社区）都应在推进台账中。",
            "Every village of the register of places is in the ledger.",
        ),
        run=queries.every_village,
    ),
    Check(
        key="sunshine.calendar_agrees",
        name=Text("台账与义务日历一致", "The ledger agrees with the duty calendar"),
        definition=Text(
            "推进台账中十个方面都有公开日期的村，应与公开义务日历算出的全面公开的村相同。",
            "The villages with a date in each of the ledger's ten aspects are those that the duty calendar finds open.",
        ),
        run=queries.calendar_agrees,
        blocks=False,  # the calendar moves on every day, the ledger when the county hands one in
    ),
)
