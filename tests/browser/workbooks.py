"""A small dibao workbook as a town hands it in, with faults; its people live in no example county."""

from pathlib import Path

from tests.foundation.ledgers.importing import ROSTER, recipient, write
from tests.second_county.people import ID

FILE = "调元镇补报.xlsx"
SHEET = "在册对象"
AT = {"镇": "调元镇", "村（社区）": "百花村"}
RIGHT = ID["王六合"]
WRONG = RIGHT[:17] + ("0" if RIGHT[17] != "0" else "1")


def faulty(folder: Path) -> Path:
    """Two rows to accept (3 and 6), three to refuse: a wrong check digit (4), a village nobody knows (5), and a second
    version of the row before (7)."""
    return write(
        folder,
        [
            ["调元镇低保对象补报表"],
            [*ROSTER],
            recipient("刘桂芳", 低保证号="TY901", **AT),
            recipient("王六合", 低保证号="TY902", **AT | {"身份证号码": WRONG}),
            recipient("冯七夕", 低保证号="TY903", **AT | {"村（社区）": "百花谷村"}),
            recipient("何大林", 低保证号="TY904", **AT),
            recipient("何大林", 低保证号="TY904", 保障类别="B类", **AT),
            ["合计", None, None, None, None, None, None, None, None, 500],
        ],
        file=FILE,
    )
