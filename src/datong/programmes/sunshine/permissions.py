"""Who may do what in sunshine: rows for the table of permissions, each with the sentence said when not."""

from datong.foundation.access.service import Permission, allow
from datong.kernel.bilingual import Text

PROGRAMME = "sunshine"
VIEW, KEEP, CLOSE = "books.view", "books.keep", "books.close"
DECIDE, OVERSEE = "sunshine.decide", "sunshine.oversee"

PERMISSIONS: dict[str, Permission] = {
    VIEW: allow(
        "  O C V A     X",
        Text("看村级账簿", "see the books of a village"),
        Text(
            "村级账簿由本村干部、代管的镇经办人、县级部门专干和审计人员查看；公开的内容人人可看。",
            "The books of a village are for its cadres, the town clerks who keep them, the county's officers and auditors; "
            "what is published is open to everybody.",
        ),
        "personal",
    ),
    KEEP: allow(
        "    C V       X",
        Text("记账和登记三资", "keep the books and registers of a village"),
        Text(
            "凭证和三资台账由本村干部登记，镇经办人代管。",
            "Vouchers and registers are entered by the cadres of the village or by the town clerks who keep its books.",
        ),
        "personal",
        "changes",
    ),
    CLOSE: allow(
        "    C         X",
        Text("建账和结账", "open and close the books of a village"),
        Text(
            "期初余额和结账由代管账目的镇经办人办理。",
            "Opening balances and closings are made by the town clerks who keep the books.",
        ),
        "personal",
        "changes",
    ),
    DECIDE: allow(
        "    C V",
        Text("办理村级重大事项", "handle village decisions"),
        Text(
            "村级重大事项由本村干部办理，镇经办人可以代录。",
            "Village decisions are handled by the cadres of the village; the town clerk may enter them.",
        ),
        "changes",
    ),
    OVERSEE: allow(
        "  O C",
        Text("审查村级重大事项", "oversee village decisions"),
        Text(
            "村级重大事项由镇（街道）和县里审查。",
            "Village decisions are overseen by the town and the county.",
        ),
        "changes",
    ),
}
