"""Who may do what in joint review: rows for the table of permissions, each with the sentence said when not."""

from datong.foundation.access.service import Permission, allow
from datong.kernel.bilingual import Text

BOTH = ("personal", "changes")

PERMISSIONS: dict[str, Permission] = {
    "reviews.view": allow(
        "  O C   A   X",
        Text("看核对线索", "see matches of joint review"),
        Text(
            "核对线索只对此地的专干、镇经办人和审计人员开放。",
            "Matches are open to the officers and town clerks of the place and to auditors.",
        ),
        "personal",
    ),
    "reviews.statistics": allow(
        "L O C   A   X",
        Text("看核对统计", "see figures of joint review"),
        Text(
            "您的岗位不含此地的核对统计。",
            "Your posts do not cover the figures of joint review of this place.",
        ),
    ),
    "reviews.sources": allow(
        "  O         X",
        Text("管理核对来源", "manage sources of joint review"),
        Text(
            "核对来源由本项工作的县级部门专干登记、停用和恢复。",
            "Sources are declared, switched off and on by the programme's department officer.",
        ),
        "changes",
    ),
    "reviews.receive": allow(
        "  O         X",
        Text("接收、撤回核对名单", "take in and withdraw lists for joint review"),
        Text(
            "核对名单由本项工作的县级部门专干接收和撤回。",
            "Lists are taken in and withdrawn by the programme's department officer.",
        ),
        *BOTH,
    ),
    "reviews.run": allow(
        "  O         X",
        Text("开展核对", "run a joint review"),
        Text(
            "核对由本项工作的县级部门专干开展。",
            "A joint review is run by the programme's department officer.",
        ),
        *BOTH,
    ),
    "reviews.handle": allow(
        "  O C",
        Text("告知家庭、登记说明", "tell households and enter their answers"),
        Text(
            "告知和家庭说明由此地的专干或镇经办人登记。",
            "Households are told, and their answers entered, by the officers or town clerks of the place.",
        ),
        *BOTH,
    ),
    "reviews.decide": allow(
        "  O C",
        Text("核实线索", "decide on matches"),
        Text(
            "线索由此地的专干或镇经办人核实。",
            "Matches are decided by the officers or town clerks of the place.",
        ),
        *BOTH,
    ),
    "reviews.export": allow(
        "  O",
        Text("导出给来源单位更正", "export for a source to correct"),
        Text(
            "请来源单位更正的清单由本项工作的县级部门专干导出，须写明用途。",
            "The list for a source to correct is exported by the programme's department officer, for a stated purpose.",
        ),
        "personal",
        "purpose",
    ),
    "reviews.destroy": allow(
        "  O         X",
        Text("销毁期满名单", "destroy lists whose time is over"),
        Text(
            "期满名单由县级部门专干或服务器上的命令销毁。",
            "Lists are destroyed by officers or by command on the server.",
        ),
        "changes",
    ),
}
