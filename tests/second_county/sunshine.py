"""The second county's sunshine workbook, with a cover sheet that is no ledger and a hidden one."""

import datetime as dt

from tests.second_county.writing import Bad, Book, Cell, Page

DAY = dt.date(2015, 2, 6)
NINE: list[Cell] = [DAY, "2015.2.7", "2015年2月8日", "2015-02-09 ", "20150210", "2015/2/11", DAY, DAY, DAY]

# a row of the ledger is a line
# fmt: off
PROGRESS = Page(
    "推进情况表",
    [
        ["青溪县村级组织阳光行动推进情况表"],
        [None, "填报单位：县委组织部"],
        ["村（居）", "三资", "惠民政策", "经济发展", "工程项目", "村组干部", "党员行为", "便民服务", "互助会", "群众路线", "监督渠道", "所属乡镇"],
        ["东街社区", *NINE, DAY, "临溪镇"],
        ["柳坝村", *NINE, None, "临溪镇"],
        ["大安村民委员会", *NINE, DAY, "临溪镇"],
        ["和平村", *[None] * 9, DAY, "临溪镇"],
        [],
        ["村（居）", "三资", "惠民政策", "经济发展", "工程项目", "村组干部", "党员行为", "便民服务", "互助会", "群众路线", "监督渠道", "所属乡镇"],
        ["石桥社区", *NINE, DAY, "石桥乡"],
        ["和平村", *[None] * 10, "石桥乡"],
        ["龙洞村", None, *[DAY] * 9, "石桥乡"],
        ["望江社区", *[DAY] * 9, None, ""],  # no town, but the only village of this name
        Bad("ambiguous_place", "村（社区）", ["和平村", *NINE, DAY, ""]),
        Bad("bad_date", "“三资”阳光管理", ["青杠村", "已公开", *[DAY] * 9, "云台街道"]),
        Bad("unknown_place", "村（社区）", ["虎头村", *NINE, DAY, "云台街道"]),
        Bad("duplicate", "镇", ["大安村", *[dt.date(2015, 2, day) for day in (6, 7, 8, 9, 10, 11, 6, 6, 6)], DAY, "临溪"]),
        Bad("conflict", "镇", ["望江社区", *[DAY] * 10, "云台街道"]),
        ["注：空格表示尚未公开"],
    ],
)

BOOK = Book(
    "阳光行动进度.xlsx",
    "sunshine",
    [
        Page("封面", [["青溪县村级组织阳光行动"], ["二〇一五年六月"]]),
        PROGRESS,
        Page("旧表", [["镇", "村"], ["临溪镇", "东街社区"]], hidden=True),
    ],
)
