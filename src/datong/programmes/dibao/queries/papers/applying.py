"""The forms of the way to acceptance: application, consent to be checked, what is missing."""

from datong.foundation.casework.service import Case
from datong.foundation.documents.service import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Note,
    Para,
    Signatures,
)
from datong.programmes.dibao.queries import letters, statements
from datong.programmes.dibao.queries.papers.parts import (
    Words,
    applicant_fields,
    doc,
    document,
    income_grid,
    members_grid,
    offices,
    padded,
    property_grid,
)


def application(case: Case | None, w: Words) -> Doc:
    """申请书: who applies, who lives there, what comes in, what is owned; declared and signed."""
    found = document(case)
    blocks: list[Block] = [
        applicant_fields(w, case, found),
        Heading(w("一、家庭成员", "1. Members of the household")),
        members_grid(w, found),
        Heading(w("二、家庭收入", "2. Income")),
        income_grid(w, found),
        Heading(w("三、家庭财产", "3. Property")),
        property_grid(w, found),
        Heading(w("四、申请理由", "4. Why the household applies")),
        Blank(4),
        Heading(w("五、声明", "5. Declaration")),
        Para(
            w(
                "以上家庭成员、收入、财产情况已如实列全，没有隐瞒。家庭情况有变化的，及时报告村（社区）或镇（街道）。本人知道：不清楚的"
                "可以写“不清楚”，不会因此被当作没有如实申报。",
                "Members, income and property are stated in full and truly. Changes will be reported to the village or town. "
                "What is not known may be written as “not known”, and is not held against the household.",
            )
        ),
        Signatures(
            [w("申请人", "Applicant"), w("代办人（村或代理人代办时）", "Handed in by (village or agent)")]
        ),
        Note(
            w(
                "已由政府部门掌握的户籍、社保、不动产等信息不需要重复提交材料。受理人当场或者一次性告知缺少的材料。",
                "What offices hold already (registers, social insurance, real estate) need not be handed in again. "
                "Whatever is missing is listed once.",
            )
        ),
    ]
    return doc(w, w("最低生活保障申请书", "Application for dibao"), blocks, case)


def consent(case: Case | None, w: Words) -> Doc:
    """核对授权书: what the household allows the county to look up, signed by every adult."""
    adults = statements.adults_of(case) if case else {}
    signed = {row.person_id: row.signed_on.isoformat() for row in case.consents.all()} if case else {}
    head = [
        w("成年家庭成员", "Adult member"),
        w("签名或按手印", "Signature or fingerprint"),
        w("签字日期", "Signed on"),
    ]
    rows = [[name, "", signed.get(pk, "")] for pk, name in adults.items()]
    blocks: list[Block] = [
        Fields(
            [
                (w("申请人", "Applicant"), case.label if case else ""),
                (w("村（社区）", "Village"), offices(case)["village"] if case else ""),
            ]
        ),
        Para(
            w(
                "为申请最低生活保障，我们授权县级人民政府民政部门向户籍、车辆、社会保险、不动产、市场主体登记、住房公积金、税务、银行、"
                "证券、保险等机构核对下列成年家庭成员的收入和财产信息，只用于低保审核和复核。",
                "To apply for dibao we allow the county's civil affairs bureau to look up income and property of the adults named "
                "below with registers of residence, vehicles, social insurance, real estate, businesses and housing funds, tax "
                "offices, banks, securities and insurers, for reviewing dibao and for nothing else.",
            )
        ),
        Para(
            w(
                "授权在申请办理期间和享受低保期间有效。核对结果与申报不一致时，先告知我们并听取说明，不直接据此作出决定。我们可以查询"
                "谁看过我们的资料。",
                "It holds while the application is handled and while dibao is paid. Where what is found differs from what was "
                "declared, we are told and heard first; nothing is decided from that alone. We may ask who looked at our file.",
            )
        ),
        Grid(head, padded(rows, 3, blank=case is None, least=5), widths=(3, 5, 3)),
        Choice(
            w("签字方式", "How it was signed"),
            [w("本人签名", "signature"), w("按手印", "fingerprint"), w("监护人代签", "guardian")],
        ),
        Signatures([w("经办人", "Taken by")]),
    ]
    return doc(w, w("家庭经济状况核对授权书", "Consent to the check of income and property"), blocks, case)


def missing_papers(case: Case | None, w: Words) -> Doc:
    """补正材料一次性告知: everything that is missing, once."""
    items = letters.papers(case) if case else []
    rows = [[str(number), item, ""] for number, item in enumerate(items, 1)]
    grid = Grid(
        [w("序号", "No."), w("缺少的材料", "Missing"), w("收到日期", "Received on")],
        padded(rows, 3, blank=True, least=5),
        widths=(1, 7, 2.5),
        numbers=(0,),
    )
    blocks: list[Block] = [
        Fields([(w("申请人", "Applicant"), case.label if case else ""), (w("告知日期", "Told on"), "")]),
        Para(
            w(
                "下列材料还没有齐。材料只告知这一次；补齐后马上受理。拿不到其中某一项的，请告诉经办人，由经办人向有关部门核对。",
                "These papers are missing. They are listed once; the application is accepted as soon as they are here. If one "
                "cannot be had, tell the clerk, who will ask the office concerned.",
            )
        ),
        grid,
        Signatures([w("申请人", "Applicant"), w("经办人", "Clerk")]),
    ]
    return doc(w, w("补正材料一次性告知书", "What is missing, listed once"), blocks, case)
