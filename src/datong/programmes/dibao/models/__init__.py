"""Tables of dibao. Deliberately missing: any column by which a machine could decide, and identity numbers, which stay in people."""

from datong.programmes.dibao.models.awards import Award
from datong.programmes.dibao.models.draws import ControlFinding, Draw
from datong.programmes.dibao.models.kin import NearRelative, VisitDue
from datong.programmes.dibao.models.ledgers import Addition, Gathering, Recipient, Removal
from datong.programmes.dibao.models.papers import Consent, PapersList
from datong.programmes.dibao.models.parameters import CountyParameter
from datong.programmes.dibao.models.payments import Owing, PayAccount, PaymentLine, PaymentList
from datong.programmes.dibao.models.postings import Posting
from datong.programmes.dibao.models.shadow import Shadow
from datong.programmes.dibao.models.simulations import Simulation
from datong.programmes.dibao.models.statements import Dispute, Statement, Survey

__all__ = [
    "Addition",
    "Award",
    "Consent",
    "ControlFinding",
    "CountyParameter",
    "Dispute",
    "Draw",
    "Gathering",
    "NearRelative",
    "Owing",
    "PapersList",
    "PayAccount",
    "PaymentLine",
    "PaymentList",
    "Posting",
    "Recipient",
    "Removal",
    "Shadow",
    "Simulation",
    "Statement",
    "Survey",
    "VisitDue",
]
