"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text

PARAGRAPH = Template(
    slug="silver_age",
    icon="hearts",
    heading=Text("“银龄守护”志愿服务", "Silver-age care"),
    text=Text(
        "为社区空巢、残疾、贫困、孤寡、失能老人送去照料和陪伴，县级机关{silver_age.volunteers}党"
        "员志愿者按社区编成{silver_age.teams}服务队、{silver_age.groups}服"
        "务小组，一对一结对认亲，提供物资帮扶、生活照料、精神陪护、事项代办、健康服务、政策宣讲等{silver_age.categories}服"
        "务，由志愿者、服务分队、机关党组织、机关工委和社区四级监管，并以激励考评促进常态长效。目前，开展"
        "志愿服务{silver_age.services}，提供资金和物资帮扶{silver_age.aid_yuan}，"
        "办理实事{silver_age.matters}，受到老人和群众好评。",
        "Elders who live alone, are disabled, poor, without family or unable to care for themselves"
        " get help and company. {silver_age.volunteers} from county bodies, in {silver_age.teams} "
        "and {silver_age.groups}, are each paired with one elder and offer {silver_age.categories} "
        "of service: goods, daily care, company, errands, health and news of policy, under four "
        "levels of supervision and with incentives. So far there were {silver_age.services}, "
        "{silver_age.aid_yuan} in money and goods were given, and {silver_age.matters} were "
        "settled.",
    ),
)
