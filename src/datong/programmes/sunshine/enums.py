"""The ten aspects (十个方面) of village affairs, in the order of the county's opinion."""

import datetime as dt

from datong.kernel.bilingual import Text

ASPECTS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("assets", Text(zh="“三资”阳光管理", en="Funds, assets and resources"), ("三资",)),
    ("benefits", Text(zh="惠民政策阳光透明", en="Benefit policies"), ("惠民政策",)),
    ("economy", Text(zh="经济发展阳光运行", en="Economic development"), ("经济发展",)),
    ("works", Text(zh="工程项目阳光实施", en="Works and projects"), ("工程项目",)),
    ("cadres", Text(zh="村组干部阳光管理", en="Village cadres"), ("村组干部",)),
    ("members", Text(zh="党员行为阳光公示", en="Party members' conduct"), ("党员行为",)),
    ("services", Text(zh="便民服务阳光公开", en="Convenience services"), ("便民服务",)),
    (
        "mutual_aid",
        Text(zh="邻里乡亲互助会阳光操作", en="Neighbours' mutual aid"),
        ("邻里互助", "邻里乡亲互助会", "互助会"),
    ),
    (
        "campaign",
        Text(zh="群众路线教育实践活动阳光开展", en="Mass-line campaign"),
        ("群众路线", "群众路线教育实践活动"),
    ),
    (
        "supervision",
        Text(zh="村级事务监督渠道阳光公开", en="Channels of supervision"),
        ("监督渠道", "村级事务监督渠道"),
    ),
)

# The campaign is time-boxed; its last day is the county's choice, as every date of its catalogue.
RETIRES: dict[str, dt.date] = {"campaign": dt.date(2014, 12, 31)}
