"""The sunshine ledger: one sheet of the organisation department."""

from datong.foundation.ledgers.service import Column, Day, Sheet, Town, Village, Words
from datong.programmes.sunshine.enums import ASPECTS
from datong.programmes.sunshine.models import Progress

PROGRESS = Sheet(
    programme="sunshine",
    slug="progress",
    name="推进情况",
    en="Progress by village",
    model=Progress,
    key=("town", "village"),
    synonyms=("推进情况表", "阳光行动推进情况", "公开情况"),
    columns=(
        Column(name="town", heading="镇", en="Town", kind=Town(), filter=True),
        Column(name="village", heading="村（社区）", en="Village or community", kind=Village()),
        *(
            Column(name=name, heading=text.zh, en=text.en, kind=Day(), required=False, synonyms=synonyms)
            for name, text, synonyms in ASPECTS
        ),
        Column(name="remark", heading="备注", en="Remark", kind=Words(80), required=False, shown=False),
    ),
)

SHEETS = (PROGRESS,)
