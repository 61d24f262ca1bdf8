"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text

PARAGRAPH = Template(
    slug="irrigation",
    icon="droplet",
    heading=Text("水利渠系整治", "Mending canals and ponds"),
    text=Text(
        "针对塘堰淤积、渠道年久失修、农田用水难，制定水利基础设施整治规划，村级集体出一点、财政补一点、项"
        "目整合一点、群众筹一点，总投资{irrigation.investment_wan}（其中县财政"
        "每年补助{irrigation.county_wan_a_year}，整合项目"
        "{irrigation.integrated_wan_a_year}，群众自筹及投劳折资"
        "{irrigation.self_raised_wan_a_year}），分批整治渠道{irrigation.canal_km}，"
        "堰塘清淤增容{irrigation.ponds}，{irrigation.first_year}开"
        "始实施，{irrigation.last_year}完成。目前工作正稳步推进。",
        "Ponds have silted up and canals have aged. A plan of {irrigation.investment_wan} (each "
        "year {irrigation.county_wan_a_year} from the county, {irrigation.integrated_wan_a_year} "
        "from merged projects and {irrigation.self_raised_wan_a_year} raised by villagers in money "
        "and labour) will mend {irrigation.canal_km} of canals and clear {irrigation.ponds} in "
        "yearly batches, from {irrigation.first_year} to {irrigation.last_year}. Work is proceeding"
        " steadily.",
    ),
)
