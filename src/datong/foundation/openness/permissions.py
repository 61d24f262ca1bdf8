"""Who may do what in openness: rows for the table of permissions, each with the sentence said when not."""

from datong.foundation.access.service import Permission, allow
from datong.kernel.bilingual import Text

PERMISSIONS: dict[str, Permission] = {
    "openness.view": allow(
        "L O C V A R   X",
        Text("看公开义务", "see what must be disclosed"),
        Text("您的岗位不含这个地方的公开义务。", "Your posts do not cover what this place must disclose."),
    ),
    "openness.catalogue": allow(
        "  O         X",
        Text("改公开目录", "change the catalogue of disclosure"),
        Text(
            "公开目录由主管公开的县级部门专干修改。",
            "The catalogue is changed by the county department officer in charge of openness.",
        ),
        "changes",
    ),
    "openness.raise": allow(
        "  O         X",
        Text("生成公开义务", "raise duties of disclosure"),
        Text(
            "公开义务由主管公开的县级部门专干或服务器上的命令生成。",
            "Duties are raised by the county officer in charge of openness, or by command on the server.",
        ),
        "changes",
    ),
    "openness.event": allow(
        "  O C V     X",
        Text("登记应随时公开的事项", "record what must be disclosed at once"),
        Text(
            "应随时公开的事项由本地的村干部、镇经办人或县级专干登记。",
            "What must be disclosed at once is recorded by the cadres, town clerks or officers of the place.",
        ),
        "changes",
    ),
    "openness.exempt": allow(
        "  O C       X",
        Text("免除公开义务", "exempt from a duty of disclosure"),
        Text(
            "公开义务由县级专干或本镇经办人写明理由后免除。",
            "A duty is exempted, with reasons, by the county officer or the clerk of the town.",
        ),
        "changes",
    ),
    "openness.prepare": allow(
        "  O C V     X",
        Text("准备公开内容", "prepare publications"),
        Text(
            "公开内容由本地的村干部、镇经办人或县级专干准备。",
            "Publications are prepared by the cadres, town clerks or officers of the place.",
        ),
        "personal",
        "changes",
    ),
    "openness.release": allow(
        "  O C V     X",
        Text("审核发布公开内容", "release publications"),
        Text(
            "公开内容由本地另一位村干部、镇经办人或县级专干审核发布。",
            "Publications are checked and released by another cadre, town clerk or officer of the place.",
        ),
        "personal",
        "changes",
    ),
    "openness.expire": allow(
        "              X",
        Text("撤下到期内容", "take down what has expired"),
        Text("到期内容由服务器上的命令撤下。", "What has expired is taken down by command on the server."),
        "changes",
    ),
    "openness.post": allow(
        "  O C V",
        Text("登记张贴", "record postings on the board"),
        Text(
            "张贴由本地的村干部、镇经办人或县级专干登记。",
            "Postings are recorded by the cadres, town clerks or officers of the place.",
        ),
        "changes",
    ),
    "objections.register": allow(
        "  O C V",
        Text("登记公开异议", "take in objections to disclosure"),
        Text(
            "书面、当面、电话提出的公开异议由本地的村干部、镇经办人或县级专干登记；群众可以在公开网页自行提出。",
            "Objections on paper, in person or by phone are taken in by the cadres, clerks or officers of the place; "
            "anybody may object on the public pages.",
        ),
        "personal",
        "changes",
    ),
    "objections.answer_village": allow(
        "      V",
        Text("村里答复公开异议", "answer objections for the village"),
        Text("这一步由被提异议的村（社区）干部答复。", "This answer is the village's own."),
        "personal",
        "changes",
    ),
    "objections.answer_town": allow(
        "    C",
        Text("镇里答复公开异议", "answer objections for the town"),
        Text("这一步由所在镇（街道）的经办人答复。", "This answer is the town clerk's."),
        "personal",
        "changes",
    ),
    "objections.answer_county": allow(
        "          R",
        Text("县级复核公开异议", "review objections for the county"),
        Text("最终答复由县级复核员作出。", "The final answer is given by the county's reviewer."),
        "personal",
        "changes",
    ),
    "objections.react": allow(
        "  O C     R",
        Text("登记提出人对答复的意见", "record what the objector says to an answer"),
        Text(
            "提出人对答复的意见由镇里或县里登记，不由被提异议的村登记；本人可以凭编号和查询码自己表态。",
            "What the objector says is recorded by the town or the county, never by the village objected to; "
            "the objector may say it with number and code.",
        ),
        "personal",
        "changes",
    ),
    "objections.codes": allow(
        "  O       R",
        Text("给提出人发查询码", "give the objector a fresh code"),
        Text(
            "有查询码就能替提出人表态，所以公开异议的查询码只由县级专干或复核员核实本人后补发。",
            "Whoever has the code speaks for the objector; so a fresh one is given out by the county alone, to the person.",
        ),
        "personal",
        "changes",
    ),
    "objections.escalate": allow(
        "  O C       X",
        Text("把逾期未答复的异议上转", "pass overdue objections up"),
        Text(
            "逾期未答复的异议由系统每日上转，或由镇、县上转。",
            "Overdue objections go up by themselves every day, or are passed up by town or county.",
        ),
        "changes",
    ),
    "objections.identity": allow(
        "  O C   A R",
        Text("看谁提的异议", "see who objected"),
        Text(
            "提出人只对被提异议的单位的上级开放，须写明用途；被提异议的单位看不到。",
            "Who objected is shown only to those above the unit objected to, for a stated purpose; never to the unit itself.",
        ),
        "personal",
        "purpose",
    ),
    "objections.rules": allow(
        "  O         X",
        Text("登记异议答复期限", "enter reply times"),
        Text("异议答复期限由县级专干按文件登记。", "Reply times are entered by the county's officers."),
        "changes",
    ),
    "contacts.edit": allow(
        "  O C V",
        Text("登记负责人和办公电话", "enter who is responsible"),
        Text(
            "负责人和办公电话由本地的村干部、镇经办人或县级专干登记。",
            "Who is responsible is entered by the cadres, clerks or officers of the place.",
        ),
        "changes",
    ),
}
