"""Who may do what in dibao: rows for the table of permissions, each with the sentence said when not."""

from datong.foundation.access.service import Permission, allow
from datong.kernel.bilingual import Text

BOTH = ("personal", "changes")

PERMISSIONS: dict[str, Permission] = {
    "dibao.open": allow(
        "  O C V     X",
        Text("开立低保办件", "open dibao cases"),
        Text(
            "低保办件由经办此地低保的村干部、镇经办人或县级专干开立。",
            "Dibao cases are opened by the village cadres, town clerks or officers of the place.",
        ),
        *BOTH,
    ),
    "dibao.apply": allow(
        "    C V",
        Text("代办低保申请", "hand in an application"),
        Text(
            "申请由申请人所在的村（社区）或镇（街道）代为登记。",
            "Applications are entered at the village or town of the applicant.",
        ),
        *BOTH,
    ),
    "dibao.accept": allow(
        "    C",
        Text("受理低保申请", "accept applications"),
        Text("低保申请由申请人所在的镇（街道）受理。", "Applications are accepted by the applicant's town."),
        *BOTH,
    ),
    "dibao.survey": allow(
        "    C V",
        Text("入户调查", "survey households"),
        Text(
            "入户调查由镇（街道）会同村（社区）进行。",
            "Households are surveyed by the town together with the village.",
        ),
        *BOTH,
    ),
    "dibao.review": allow(
        "    C",
        Text("镇级审核", "review for the town"),
        Text("审核由申请人所在的镇（街道）负责。", "The review is the town's."),
        *BOTH,
    ),
    "dibao.post": allow(
        "  O C",
        Text("公示", "post"),
        Text("公示由镇（街道）和县级民政部门办理。", "Postings are made by the town and the county."),
        *BOTH,
    ),
    "dibao.check": allow(
        "  O",
        Text("县级审查", "check for the county"),
        Text("县级审查由县级民政部门专干办理。", "Checks of the county are made by its officers."),
        *BOTH,
    ),
    "dibao.decide": allow(
        "  O",
        Text("作出低保决定", "decide"),
        Text(
            "低保的批准、不予批准、调整和停发只由县级民政部门的具名专干决定。",
            "Approving, refusing, changing and stopping is decided by a named officer of the county alone.",
        ),
        *BOTH,
    ),
    "dibao.pay": allow(
        "  O",
        Text("编制发放名册", "make payment lists"),
        Text("发放名册由县级民政部门专干编制。", "Payment lists are made by the county's officers."),
        *BOTH,
    ),
    "dibao.reverify": allow(
        "  O C",
        Text("复核在保家庭", "re-verify"),
        Text("复核由镇（街道）会同县级民政部门进行。", "Re-verification is the town's and the county's."),
        *BOTH,
    ),
    "dibao.report": allow(
        "    C V",
        Text("登记家庭变化", "register changes"),
        Text("家庭变化由村（社区）或镇（街道）登记。", "Changes are registered at the village or town."),
        *BOTH,
    ),
    "dibao.deliver": allow(
        "  O C V",
        Text("确认送达", "confirm deliveries"),
        Text("送达由经办此地低保的人员确认。", "Deliveries are confirmed by those who handle the place."),
        *BOTH,
    ),
    "dibao.parameters": allow(
        "  O         X",
        Text("登记县级标准和参数", "enter the county's standards"),
        Text(
            "低保标准和县级参数由县级民政部门专干登记。",
            "Standards and settings are entered by the county's officers.",
        ),
        "changes",
    ),
    "dibao.adopt": allow(
        "  O         X",
        Text("将在册对象转为办件", "take over the roster as cases"),
        Text("在册对象由县级民政部门专干转为办件。", "The roster is taken over by the county's officers."),
        *BOTH,
    ),
    "dibao.fairness": allow(
        "L O     A",
        Text("看公平监测", "see the page of fairness"),
        Text(
            "公平监测由县领导、县级民政部门专干和审计人员查看。",
            "The page of fairness is for leaders, the county's officers and auditors.",
        ),
    ),
    "dibao.simulate": allow(
        "L O     A   X",
        Text("看规则改变的模拟", "see what a change of the rule would do"),
        Text(
            "规则改变的模拟由县领导、县级民政部门专干和审计人员查看。",
            "Simulations are for leaders, the county's officers and auditors.",
        ),
    ),
}
