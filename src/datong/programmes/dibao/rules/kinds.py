"""The words a household document may use, with their names."""

from __future__ import annotations

from functools import cache

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.national import national

__all__ = [
    "ABSENCES",
    "AREAS",
    "CAPACITIES",
    "DISABILITIES",
    "EXEMPTIONS",
    "GIVERS",
    "METHODS",
    "PER",
    "REGISTERS",
    "RELATIONS",
    "STUDIES",
    "SUPPORTERS",
    "names",
]

AREAS = {"urban": Text("城市", "urban"), "rural": Text("农村", "rural")}
RELATIONS = {
    "self": Text("本人", "self"),
    "spouse": Text("配偶", "spouse"),
    "child": Text("子女", "child"),
    "parent": Text("父母", "parent"),
    "grandchild": Text("孙子女、外孙子女", "grandchild"),
    "grandparent": Text("祖父母、外祖父母", "grandparent"),
    "sibling": Text("兄弟姐妹", "sibling"),
    "child_in_law": Text("儿媳、女婿", "child-in-law"),
    "parent_in_law": Text("公婆、岳父母", "parent-in-law"),
    "other": Text("其他", "other"),
}
REGISTERS = {
    "urban": Text("非农业户口", "non-agricultural register"),
    "rural": Text("农业户口", "agricultural register"),
    "unified": Text("已取消户口类别", "types of register abolished"),
}
STUDIES = {
    "none": Text("不在校", "not in school"),
    "school": Text("中小学", "school"),
    "vocational": Text("中职", "vocational school"),
    "college": Text("专科", "junior college"),
    "bachelor": Text("本科", "bachelor's degree"),
    "graduate": Text("研究生", "graduate school"),
}
DISABILITIES = {
    "visual": Text("视力", "visual"),
    "hearing": Text("听力", "hearing"),
    "speech": Text("言语", "speech"),
    "physical": Text("肢体", "physical"),
    "intellectual": Text("智力", "intellectual"),
    "mental": Text("精神", "mental"),
    "multiple": Text("多重", "multiple"),
}
ABSENCES = {
    "prison": Text("在监狱内服刑", "in prison"),
    "labour_reeducation": Text("劳动教养", "labour re-education"),
    "compulsory_rehabilitation": Text("强制隔离戒毒", "compulsory drug rehabilitation"),
    "declared_missing": Text("宣告失踪", "declared missing"),
}
CAPACITIES = {
    "full": Text("有劳动能力", "able to work"),
    "partial": Text("部分丧失劳动能力", "partly able to work"),
    "none": Text("丧失劳动能力", "unable to work"),
}
METHODS = {
    "documented": Text("有凭证", "documented"),
    "declared": Text("本人申报", "declared"),
    "imputed": Text("推算", "imputed"),
}
PER = {"month": Text("每月", "a month"), "period": Text("整个期间", "the whole period")}
GIVERS = {
    "sibling": Text("兄弟姐妹", "sibling"),
    "elder": Text("60周岁及以上老年人", "person of 60 or more"),
    "other": Text("其他", "other"),
}
SUPPORTERS = {
    "child": Text("子女", "child"),
    "parent": Text("父母", "parent"),
    "former_spouse": Text("前配偶", "former spouse"),
    "sibling": Text("兄弟姐妹", "sibling"),
    "grandchild": Text("孙子女、外孙子女", "grandchild"),
    "grandparent": Text("祖父母、外祖父母", "grandparent"),
    "other": Text("其他", "other"),
}
EXEMPTIONS = {
    "mobility_vehicle": Text("残疾人功能性补偿代步机动车辆", "mobility vehicle of a disabled person"),
    "necessity": Text("维持家庭生产生活的必需财产", "property needed to live and to work"),
}


@cache
def names(prefix: str) -> dict[str, Text]:
    """The kinds that the parameters declare under a prefix (income, deduction, property, single), with their names."""
    return {key: parameter.name for key, parameter in national().starting(prefix).items()}
