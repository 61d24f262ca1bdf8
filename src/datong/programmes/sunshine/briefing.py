"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text

PARAGRAPH = Template(
    slug="sunshine",
    icon="sun",
    heading=Text("村级组织“阳光行动”", "Sunshine on village affairs"),
    text=Text(
        "围绕“三资”“三务”公开不到位的问题，从“三资”管理、惠民政策、经济发展、工程项目、村组干部、党"
        "员行为、便民服务、邻里互助、教育实践活动到监督渠道，对{sunshine.aspects}实行全"
        "程公开，并针对公开、规范、告知、便捷、监督不到位和群众不满意等问题逐项改进。目前，已有{sunshine.villages_done}村"
        "级组织做到全程、全方位阳光；下一步将在全县{sunshine.villages}村（社区）全面推"
        "广。",
        "Village funds and affairs had not been open enough. {sunshine.aspects} are now disclosed "
        "from beginning to end: funds, assets and resources, benefit policies, the village economy,"
        " works, cadres, members' conduct, services, mutual aid, the campaign itself and the "
        "channels of supervision. {sunshine.villages_done} are open in every aspect; the county's "
        "{sunshine.villages} are to follow.",
    ),
)
