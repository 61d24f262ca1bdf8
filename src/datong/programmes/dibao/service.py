"""The door of dibao: apply, accept, survey, post, decide, re-verify, adopt; what the law says of a case."""

from datong.programmes.dibao import rules
from datong.programmes.dibao.actions.accepting import accept, ask_papers, record_consent
from datong.programmes.dibao.actions.adopting import adopt
from datong.programmes.dibao.actions.applying import apply, restate
from datong.programmes.dibao.actions.deciding import decide, extend_total, require_visit
from datong.programmes.dibao.actions.drawing import announce, draw, record_finding
from datong.programmes.dibao.actions.filing import file_declarations
from datong.programmes.dibao.actions.parameters import (
    enter_parameter,
    enter_shadowed,
    load_parameters,
    shadow_parameter,
)
from datong.programmes.dibao.actions.paying import freeze, handed_out, reject, set_account, sign
from datong.programmes.dibao.actions.receiving import Received, consent, receive, record_visit
from datong.programmes.dibao.actions.reverifying import open_review, report_change, report_death
from datong.programmes.dibao.actions.simulating import over_files, simulate
from datong.programmes.dibao.actions.surveying import (
    record_county_visit,
    record_review_visit,
    record_survey,
)
from datong.programmes.dibao.actions.trying import SIMULATIONS, start_shadow
from datong.programmes.dibao.actions.trying import again as simulate_again
from datong.programmes.dibao.actions.trying import start as start_simulation
from datong.programmes.dibao.enums import SPECIAL_CASES, Stage, StatementKind, SurveyKind, VisitReason
from datong.programmes.dibao.errors import (
    BadApplication,
    BadDraw,
    BadPapers,
    BadParameter,
    BadPayment,
    BadSurvey,
    BadVerdict,
    CannotAssess,
    DibaoError,
    NeedsShadow,
)
from datong.programmes.dibao.extracts import simulated
from datong.programmes.dibao.extracts.values import changes_of
from datong.programmes.dibao.models import (
    Award,
    Consent,
    Dispute,
    Draw,
    NearRelative,
    PapersList,
    PaymentLine,
    PaymentList,
    Posting,
    Shadow,
    Simulation,
    Statement,
    Survey,
    VisitDue,
)
from datong.programmes.dibao.protocols import Application, Disputed, Filed, Named, Relative, Verdict, Visit
from datong.programmes.dibao.queries.adoption import adopted, gone, is_undeclared
from datong.programmes.dibao.queries.assessing import (
    assessment_of,
    computed_again,
    inputs_of,
    undetermined,
)
from datong.programmes.dibao.queries.awards import award_of
from datong.programmes.dibao.queries.counts import (
    cases_by_state,
    cases_decided,
    cases_in_pay,
    cases_open,
    undeclared,
)
from datong.programmes.dibao.queries.parameters import county_parameters, parameter_rows
from datong.programmes.dibao.queries.payments import Change
from datong.programmes.dibao.queries.postings import postings_of, shown, up
from datong.programmes.dibao.queries.settings import standing_values
from datong.programmes.dibao.queries.statements import (
    adults_of,
    document_of,
    investigators,
    knows_about,
    latest,
    law_day,
    statements_of,
    surveys_of,
    unsigned,
)
from datong.programmes.dibao.workflow import TABLES, V2012, V2021, table_of

__all__ = [
    "SIMULATIONS",
    "SPECIAL_CASES",
    "TABLES",
    "V2012",
    "V2021",
    "Application",
    "Award",
    "BadApplication",
    "BadDraw",
    "BadPapers",
    "BadParameter",
    "BadPayment",
    "BadSurvey",
    "BadVerdict",
    "CannotAssess",
    "Change",
    "Consent",
    "DibaoError",
    "Dispute",
    "Disputed",
    "Draw",
    "Filed",
    "Named",
    "NearRelative",
    "NeedsShadow",
    "PapersList",
    "PaymentLine",
    "PaymentList",
    "Posting",
    "Received",
    "Relative",
    "Shadow",
    "Simulation",
    "Stage",
    "Statement",
    "StatementKind",
    "Survey",
    "SurveyKind",
    "Verdict",
    "Visit",
    "VisitDue",
    "VisitReason",
    "accept",
    "adopt",
    "adopted",
    "adults_of",
    "announce",
    "apply",
    "ask_papers",
    "assessment_of",
    "award_of",
    "cases_by_state",
    "cases_decided",
    "cases_in_pay",
    "cases_open",
    "changes_of",
    "computed_again",
    "consent",
    "county_parameters",
    "decide",
    "document_of",
    "draw",
    "enter_parameter",
    "enter_shadowed",
    "extend_total",
    "file_declarations",
    "freeze",
    "gone",
    "handed_out",
    "inputs_of",
    "investigators",
    "is_undeclared",
    "knows_about",
    "latest",
    "law_day",
    "load_parameters",
    "open_review",
    "over_files",
    "parameter_rows",
    "postings_of",
    "receive",
    "record_consent",
    "record_county_visit",
    "record_finding",
    "record_review_visit",
    "record_survey",
    "record_visit",
    "reject",
    "report_change",
    "report_death",
    "require_visit",
    "restate",
    "rules",
    "set_account",
    "shadow_parameter",
    "shown",
    "sign",
    "simulate",
    "simulate_again",
    "simulated",
    "standing_values",
    "start_shadow",
    "start_simulation",
    "statements_of",
    "surveys_of",
    "table_of",
    "undeclared",
    "undetermined",
    "unsigned",
    "up",
]
