"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text

PARAGRAPH = Template(
    slug="membership",
    icon="flag",
    heading=Text("不合格党员处置", "Handling unqualified party members"),
    text=Text(
        "以健全党员退出机制为切口，按照调查摸底、日常管理、民主评议、不合格处置、教育帮带“五环节”，摸清"
        "党员履职尽责和服务群众情况，把评议的内容、过程、方式、结果交给党员群众监督，处置结果反馈本人家庭"
        "和单位，帮教不放松。全县评定不合格党员{membership.unqualified}，占党员总"
        "数的{membership.unqualified_share}，其中限期整改{membership.rectify}，"
        "除名{membership.removed}，劝退及其他处置{membership.persuaded_or_other}。",
        "In five steps (survey, daily management, democratic appraisal, handling, help to improve) "
        "branches look at how members do their duty, let members and people watch content, course, "
        "manner and result of the appraisal, tell families and employers, and go on helping. "
        "{membership.unqualified} were found unqualified, {membership.unqualified_share} of all "
        "members: {membership.rectify} were given time to mend, {membership.removed} were struck "
        "off, and {membership.persuaded_or_other} were advised to leave or handled otherwise.",
    ),
)
