"""Bringing a matter before the village: a case on the table of decisions; the meetings and publications follow from it."""

import datetime as dt
from collections.abc import Callable

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, NewCase
from datong.foundation.openness import service as openness
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.errors import BadMatter
from datong.programmes.sunshine.queries.decisions import CLASSES, resolution_item, result_item
from datong.programmes.sunshine.workflow import KEY

LONGEST, SHORTEST = 60, 4
NO_CLASS = Text("请选择事项类别。", "Choose the class of the matter.")
TOO_SHORT = Text(
    "事由“{title}”太短，请用 {least} 到 {most} 个字说明要决定什么。",
    "“{title}” is too short: say in {least} to {most} characters what is to be decided.",
)
TITLE = Text("事由", "title")
PERSONAL = Text(
    "事由会公开，里面像是有身份证号、账号或手机号；请去掉。",
    "The title is published, and what looks like somebody's identity, bank or mobile number stands in it; take it out.",
)


def begin(
    actor: User, place_code: str, matter: str, title: str, on: dt.date | None = None, *, door: str = "page"
) -> Case:
    """Open the case of one matter of a class of CLASSES. Raises BadMatter for a class or a title that is no use, or with
    somebody's number in the title; Refused."""
    if matter not in CLASSES:
        raise BadMatter(NO_CLASS, "matter")
    title = " ".join(title.split())
    if not SHORTEST <= len(title) <= LONGEST:
        raise BadMatter(TOO_SHORT.format(title=title, least=SHORTEST, most=LONGEST), "title")
    found = openness.findings(title, TITLE, openness.Known(clock.today()))
    if any(not each.overrulable for each in found):
        raise BadMatter(PERSONAL, "title")
    return casework.open_case(
        actor,
        NewCase(workflow=KEY, place_code=place_code, label=title, law_on=on or clock.today(), origin=matter),
        door=door,
    )


def owe(item: Callable[[Case], str]) -> Callable[[Case, casework.Move, User], Callable[[], None]]:
    """The hook of a step after which the village owes a publication about the case; owed last, since it is journalled."""

    def after(case: Case, move: casework.Move, actor: User) -> Callable[[], None]:
        def owed() -> None:
            openness.owe_event(actor, case.place_code, item(case), move.on or clock.today(), case.number)

        return owed

    return after


AFTER = {"resolve": owe(resolution_item), "finish": owe(result_item)}
