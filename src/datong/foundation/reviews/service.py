"""The door: plug in a programme; sources, lists, runs; matches, their cards, households' answers, decisions; figures."""

from datong.foundation.reviews.actions.answering import reply_as_household, reply_with_paper
from datong.foundation.reviews.actions.asking import record_delivery, reply, tell_household
from datong.foundation.reviews.actions.control import record_control
from datong.foundation.reviews.actions.deciding import Said, decide, explain_many
from datong.foundation.reviews.actions.destroying import Destroyed, destroy_due
from datong.foundation.reviews.actions.exporting import correction_list
from datong.foundation.reviews.actions.jobs import run_job
from datong.foundation.reviews.actions.opening import open_check
from datong.foundation.reviews.actions.receiving import Delivery, Preview, preview, receive, settle_mapping
from datong.foundation.reviews.actions.running import CONTROL, THRESHOLD, Order, run
from datong.foundation.reviews.actions.sources import NewSource, change, declare, switch
from datong.foundation.reviews.actions.withdrawing import withdraw
from datong.foundation.reviews.core.fields import FIELDS, SELECTING, NotForSelection, check_selection
from datong.foundation.reviews.core.mapping import BadMapping, Proposal, Understood
from datong.foundation.reviews.enums import Format, Ground, HitKind, HitState, JobState, Seen, SourceKind
from datong.foundation.reviews.errors import (
    BadList,
    BadSource,
    KeptApart,
    NotNow,
    ReviewError,
    SwitchedOff,
    Unfit,
)
from datong.foundation.reviews.models import (
    BatchCause,
    Control,
    Hit,
    Job,
    Listing,
    Reply,
    Run,
    Source,
    Switch,
    Verdict,
)
from datong.foundation.reviews.protocols import Consequence, Finding, Recipient, Reviewed
from datong.foundation.reviews.queries.alarms import Alarm, alarms
from datong.foundation.reviews.queries.card import Card, card
from datong.foundation.reviews.queries.lists import (
    EFFECTS,
    Asking,
    controls,
    hits,
    listings,
    runs,
    sources,
)
from datong.foundation.reviews.queries.questions import Question
from datong.foundation.reviews.queries.questions import of_case as questions_of
from datong.foundation.reviews.queries.statistics import (
    Controls,
    SameReasons,
    Share,
    identical_reasons,
    shares,
)
from datong.foundation.reviews.queries.statistics import controls as control_figures
from datong.foundation.reviews.registry import PROGRAMMES, register
from datong.foundation.reviews.workflow import HIT

__all__ = [
    "CONTROL",
    "EFFECTS",
    "FIELDS",
    "HIT",
    "PROGRAMMES",
    "SELECTING",
    "THRESHOLD",
    "Alarm",
    "Asking",
    "BadList",
    "BadMapping",
    "BadSource",
    "BatchCause",
    "Card",
    "Consequence",
    "Control",
    "Controls",
    "Delivery",
    "Destroyed",
    "Finding",
    "Format",
    "Ground",
    "Hit",
    "HitKind",
    "HitState",
    "Job",
    "JobState",
    "KeptApart",
    "Listing",
    "NewSource",
    "NotForSelection",
    "NotNow",
    "Order",
    "Preview",
    "Proposal",
    "Question",
    "Recipient",
    "Reply",
    "ReviewError",
    "Reviewed",
    "Run",
    "Said",
    "SameReasons",
    "Seen",
    "Share",
    "Source",
    "SourceKind",
    "Switch",
    "SwitchedOff",
    "Understood",
    "Unfit",
    "Verdict",
    "alarms",
    "card",
    "change",
    "check_selection",
    "control_figures",
    "controls",
    "correction_list",
    "decide",
    "declare",
    "destroy_due",
    "explain_many",
    "hits",
    "identical_reasons",
    "listings",
    "open_check",
    "preview",
    "questions_of",
    "receive",
    "record_control",
    "record_delivery",
    "register",
    "reply",
    "reply_as_household",
    "reply_with_paper",
    "run",
    "run_job",
    "runs",
    "settle_mapping",
    "shares",
    "sources",
    "switch",
    "tell_household",
    "withdraw",
]
