"""The names of the refusal codes and of what a sheet's rows were left out for, and what to do about them (退回原因)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datong.kernel.bilingual import Text

__all__ = ["CODES", "LEFT_OUT", "SKIPPED", "Code", "code"]


@dataclass(frozen=True)
class Code:
    """A reason in two or three words, and the way out of it in one sentence."""

    name: Text
    todo: Text


CODES: Mapping[str, Code] = {
    "missing_id": Code(
        Text("身份证号码未填", "citizen number missing"),
        Text(
            "向填报单位或户籍核实后补填 18 位号码。",
            "Ask the reporting unit or the household register and fill it in.",
        ),
    ),
    "bad_check_digit": Code(
        Text("身份证号码有误", "wrong citizen number"),
        Text(
            "对照证件核对号码；以数字格式保存而丢失末几位的，设为文本格式重新录入。",
            "Compare it with the card; where digits were lost, format the cell as text and type it again.",
        ),
    ),
    "unknown_place": Code(
        Text("没有这个地名", "unknown place"),
        Text(
            "核对镇和村（社区）的名称，是否写错或已经合并。",
            "Check the names of town and village for slips and mergers.",
        ),
    ),
    "ambiguous_place": Code(
        Text("地名不止一处", "ambiguous place"),
        Text("补填镇名，以便分清是哪个村。", "Fill in the town, so that it is clear which village is meant."),
    ),
    "bad_date": Code(
        Text("日期有误", "wrong date"),
        Text("改为真实存在的日期，如 2014-07-03。", "Give a date that exists, such as 2014-07-03."),
    ),
    "bad_number": Code(
        Text("数字有误", "wrong number"),
        Text(
            "只填数字，不写说明文字；核对是否多写或少写了位数。",
            "Give digits only; check for missing or extra ones.",
        ),
    ),
    "bad_choice": Code(
        Text("不在可选范围", "not one of the choices"),
        Text("从可选的几项中选一项。", "Choose one of the words allowed."),
    ),
    "missing_value": Code(
        Text("必填项未填", "required cell empty"),
        Text("补填这一格。", "Fill the cell in."),
    ),
    "unknown_contract": Code(
        Text("没有这份签约", "unknown contract"),
        Text("核对签约编号，或先导入签约台账。", "Check the contract number, or import the contracts first."),
    ),
    "unknown_person": Code(
        Text("没有这个人", "unknown person"),
        Text(
            "核对身份证号码，或先导入本人所在的名册。",
            "Check the citizen number, or import the person's own register first.",
        ),
    ),
    "unknown_doctor": Code(
        Text("没有这位医生", "unknown doctor"),
        Text(
            "核对医生编号，或先导入家庭医生名册。", "Check the doctor's number, or import the doctors first."
        ),
    ),
    "duplicate": Code(
        Text("重复行", "duplicate row"),
        Text(
            "与前面一行完全相同，已保留前面一行；确认后作废即可。",
            "The same as an earlier row, which was kept; dismiss this one.",
        ),
    ),
    "conflict": Code(
        Text("内容有冲突", "conflicting row"),
        Text(
            "与前面一行是同一对象但内容不同，请决定以哪一行为准。",
            "About the same thing as an earlier row; decide which one holds.",
        ),
    ),
}

LEFT_OUT: Mapping[str, Text] = {
    "total": Text("合计、小计行", "totals"),
    "heading": Text("重复的表头行", "repeated headings"),
    "signature": Text("签字、落款行", "signature lines"),
    "note": Text("说明、备注行", "notes"),
}

SKIPPED: Mapping[str, Text] = {
    "hidden": Text("隐藏的工作表，没有读取", "a hidden sheet, not read"),
    "no_table": Text("不是表格（如图表），没有读取", "no table (such as a chart), not read"),
}


def code(name: str) -> Code:
    """A refusal code's words; an unknown one stands for itself."""
    return CODES.get(name) or Code(Text(name, name), Text("", ""))
