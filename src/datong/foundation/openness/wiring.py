"""What this house plugs into the houses below it and into the shell."""

from functools import partial

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Hook, Procedure
from datong.foundation.evidence import service as evidence
from datong.foundation.openness.actions import answering
from datong.foundation.openness.actions.attaching import ORIGINAL
from datong.foundation.openness.actions.objecting import SCAN
from datong.foundation.openness.permissions import PERMISSIONS
from datong.foundation.openness.queries import objections
from datong.foundation.openness.queries.objection_guards import GUARDS
from datong.foundation.openness.queries.sheets import KIND as BOARD_PHOTO
from datong.foundation.openness.workflow import ANSWERS, OBJECTION, PROGRAMME, REACTIONS
from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = Text("村务公开", "Openness")
DUTIES = (
    (Text("公开义务", "Duties"), "openness", "clock", 30, "openness.view"),
    (Text("公开目录", "Catalogue"), "openness_catalogue", "list-details", 31, "openness.view"),
)
ENTRIES = (
    (Text("准备和发布", "Prepare and publish"), "openness_drafts", "pencil", 34, "openness.prepare"),
    (Text("已公开", "Published"), "openness_publications", "book", 35, "openness.view"),
    (Text("公开异议", "Objections"), "objections", "flag", 36, "cases.view"),
    (Text("负责人和办公电话", "Who is responsible"), "contacts", "users", 37, "contacts.edit"),
)


def plug_in() -> None:
    access.add_permissions(PERMISSIONS)
    evidence.name_kind(ORIGINAL, Text("公开附件原件", "original of a published attachment"))
    evidence.name_kind(SCAN, Text("书面异议", "objection on paper"))
    casework.register(objection())
    evidence.name_kind(BOARD_PHOTO, Text("张贴照片", "photograph of a board"))
    for label, url_name, icon, order, action in DUTIES:
        navigation.register(label, url_name, icon, order, action, section=SECTION)
    for label, url_name, icon, order, action in ENTRIES:
        navigation.register(label, url_name, icon, order, action, programme=PROGRAMME, section=SECTION)


def objection() -> Procedure:
    """The table of objections with what it needs of this house."""
    after: dict[str, Hook] = {step: partial(answering.write_answer, level) for level, step in ANSWERS.items()}
    for satisfied, unsatisfied in REACTIONS.values():
        after[satisfied] = partial(answering.write_reaction, True)
        after[unsatisfied] = partial(answering.write_reaction, False)
    after["withdraw"] = answering.write_withdrawal
    return Procedure(
        workflow=OBJECTION,
        prefix="YJ",
        open="objections.register",
        anybody=True,
        codes="objections.codes",
        guards=GUARDS,
        after=after,
        panels=objections.panels,
        citizen=objections.citizen,
        address=objections.address,
        limits={
            ANSWERS["village"]: objections.village_limit,
            ANSWERS["town"]: objections.upper_limit,
            ANSWERS["county"]: objections.upper_limit,
        },
    )
