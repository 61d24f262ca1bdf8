"""A small county of our own, with other names and numbers, as a briefing in both languages."""

from dataclasses import replace

from datong.foundation.briefings.core import Briefing, Paragraph, Run

SHORT = Briefing(
    lang="zh",
    masthead="青石县打通最后一公里工作简报",
    issue_line="第12期",
    issuer="青石县人民政府办公室",
    date_line="2016年3月5日",
    title="青石县本月进展",
    lead=(Run("本期有两项进展。"),),
    paragraphs=(
        Paragraph("低保", (Run("现有低保"), Run("31户", "dibao.households"), Run("。")), "dibao"),
        Paragraph("水利", (Run("清淤堰塘"), Run("7口", "irrigation.ponds"), Run("。")), "irrigation"),
    ),
    questions=("7口堰塘中有2口在册上没有编号。",),
    distribution=("报：市政府办公室", "发：各镇，县级各部门"),
    copies=40,
    frozen="数据快照：第3号",
    sources="数据来源：县民政局台账",
)

ENGLISH = replace(
    SHORT,
    lang="en",
    masthead="Qingshi County Bulletin",
    issue_line="No. 12",
    issuer="Qingshi County Government Office",
    date_line="5 March 2016",
    title="Progress this month",
    lead=(Run("Two matters have moved."),),
    paragraphs=(
        Paragraph(
            "Dibao", (Run("The roll has "), Run("31 households", "dibao.households"), Run(".")), "dibao"
        ),
    ),
    questions=("2 of the 7 ponds have no number.",),
    distribution=("To: city government",),
    copies=1200,
    frozen=None,
    sources="Source: ledger of civil affairs",
)


def figure_url(key: str) -> str:
    return f"/figures/{key}/"
