"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text
from datong.programmes.dibao import queries

PARAGRAPH = Template(
    slug="dibao",
    icon="heart-handshake",
    heading=Text("低保专项整治", "Setting dibao right"),
    text=Text(
        "针对入户调查、民主评议不够规范的问题，{began}起集中整治低保工作：部门联审核对，扩大入户调"
        "查，规范调查内容，强化民主评议和公示，实行动态管理，努力让群众看得明白、评得公道。县民政局先后{dibao.trainings}集"
        "中培训全县低保工作人员，并在{places}召开民主评议现场会{dibao.appraisal_demonstrations}。"
        "目前，全县在册城乡低保{dibao.households}、{dibao.persons}；行动"
        "以来清退{dibao.removed_households}、{dibao.removed_persons}，"
        "新增{dibao.added_households}、{dibao.added_persons}。",
        "Household surveys and democratic appraisals had not been done by the book. Since {began} "
        "the county has been setting dibao (the minimum living guarantee) right: departments check "
        "records together, more households are visited, surveys ask the same questions everywhere, "
        "appraisals and public postings come first, and the list moves with people's lives. Staff "
        "were trained {dibao.trainings}; appraisals were held for others to see "
        "{dibao.appraisal_demonstrations}, in {places}. The roster now has {dibao.households} with "
        "{dibao.persons}; {dibao.removed_households} with {dibao.removed_persons} were removed, and"
        " {dibao.added_households} with {dibao.added_persons} were added.",
    ),
    phrases={"began": queries.began, "places": queries.demonstration_places},
)
