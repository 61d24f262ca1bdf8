"""What can be done about a case now: a button for each step that may follow, and why the others are shut."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service
from datong.foundation.casework.enums import DESK_NAMES
from datong.foundation.casework.service import Case, Move, Panel
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here. `url` leads to its form; `shut`: sentences that say why not now; `own`: the reader's to take."""

    step: Step
    url: str
    shut: list[Text]
    own: bool
    desk: Text


def ways(user: User, case: Case) -> list[Way]:
    """Every step that may follow, duties first, those of the reader before others."""
    procedure = service.PROCEDURES.get(case.workflow)
    found = [
        Way(
            step=step,
            url=procedure.address(case, step) or reverse("case_step", args=[case.pk, step.key]),
            shut=[
                error.text
                for error in service.hindrances(case, procedure, step, Move(step.key, looking=True), user)
            ],
            own=access.can(user, step.who, programme=case.programme, place_code=case.place_code),
            desk=DESK_NAMES[step.desk],
        )
        for step in procedure.workflow.leaving(case.state)
    ]
    return sorted(found, key=lambda way: (not way.own, bool(way.shut), not way.step.duty))


@dataclass(frozen=True, slots=True)
class Part:
    """A programme's part of a page, drawn."""

    key: str
    title: Text
    body: Markup


def parts(panels: Sequence[Panel], request: HttpRequest) -> list[Part]:
    """The programme's panels, each drawn by its own template, which sees its context as `part`."""
    return [
        Part(
            panel.key,
            panel.title,
            Markup(render_to_string(panel.template, {"part": panel.context}, request, using="jinja2")),  # noqa: S704 - drawn with autoescape
        )
        for panel in panels
    ]
