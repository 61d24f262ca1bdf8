"""The dibao figures, each with its definition in words, and what must agree."""

from django.db.models import Q

from datong.foundation.indicators.service import Check, Count, Distinct, Figure, Total
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.dibao import queries

HOUSEHOLDS = NumberStyle("plain", Text("户", "household|households"))
PERSONS = NumberStyle("plain", Text("人", "person|persons"))
TIMES = NumberStyle("plain", Text("次", "time|times"))

FIGURES = (
    Figure(
        key="dibao.households",
        name=Text("在册低保户", "Households in receipt"),
        definition=Text("在册对象中不同的户。", "Different households on the roster of recipients."),
        style=HOUSEHOLDS,
        sheet="dibao.roster",
        measure=Distinct("household"),
        lead=True,
    ),
    Figure(
        key="dibao.persons",
        name=Text("在册低保人数", "Persons in receipt"),
        definition=Text(
            "在册对象的人数，一个身份证号码计一人。", "Persons on the roster, one for each citizen number."
        ),
        style=PERSONS,
        sheet="dibao.roster",
        measure=Count(),
        lead=True,
        day="since",
    ),
    Figure(
        key="dibao.removed_households",
        name=Text("清退户数", "Households removed"),
        definition=Text("清退名单上的户数。", "Households on the list of removals."),
        style=HOUSEHOLDS,
        sheet="dibao.removals",
        measure=Count(),
        day="day",
    ),
    Figure(
        key="dibao.removed_persons",
        name=Text("清退人数", "Persons removed"),
        definition=Text("清退名单上清退人数之和。", "The sum of persons removed on the list of removals."),
        style=PERSONS,
        sheet="dibao.removals",
        measure=Total("persons"),
    ),
    Figure(
        key="dibao.added_households",
        name=Text("新增户数", "Households added"),
        definition=Text("新增名单上的户数。", "Households on the list of additions."),
        style=HOUSEHOLDS,
        sheet="dibao.additions",
        measure=Count(),
        day="day",
    ),
    Figure(
        key="dibao.added_persons",
        name=Text("新增人数", "Persons added"),
        definition=Text("新增名单上新增人数之和。", "The sum of persons added on the list of additions."),
        style=PERSONS,
        sheet="dibao.additions",
        measure=Total("persons"),
    ),
    Figure(
        key="dibao.trainings",
        name=Text("业务培训会", "Trainings held"),
        definition=Text(
            "培训与评议会中名称含“培训”的会议。", "Gatherings whose title holds 培训 (training)."
        ),
        style=TIMES,
        sheet="dibao.gatherings",
        where=Q(title__contains="培训"),
        measure=Count(),
    ),
    Figure(
        key="dibao.appraisal_demonstrations",
        name=Text("民主评议现场会", "Appraisals held for others to see"),
        definition=Text(
            "培训与评议会中名称含“评议”而不含“培训”的会议。",
            "Gatherings whose title holds 评议 (appraisal) and not 培训 (training).",
        ),
        style=TIMES,
        sheet="dibao.gatherings",
        where=Q(title__contains="评议") & ~Q(title__contains="培训"),
        measure=Count(),
    ),
)

CHECKS = (
    Check(
        key="dibao.opening_and_closing",
        name=Text("期初＋新增－清退＝期末（按村）", "Opening + added - removed = closing, by village"),
        definition=Text(
            "期初户数＝行动开始前已在册的户＋清退的户（先新增后清退的除外）；加新增名单、减清退名单，应等于在册对象的户数。",
            "Opening: households on the roster since before the action, and those removed (but for those added first);"
            " with additions and without removals that is the closing roster.",
        ),
        run=queries.opening_and_closing,
    ),
    Check(
        key="dibao.additions_on_roster",
        name=Text("新增名单与在册起始日期一致", "Additions agree with the roster's dates"),
        definition=Text(
            "新增名单上的每一户（后来清退的除外）都在册，且享受起始日期等于批准日期或批准次月一日；在册对象中行动期间开始享受的户都在新增名单上。",
            "Every household added, but for those removed later, is on the roster, in receipt since the day of approval or"
            " the first of the month after it; every household of the roster in receipt since the action began is on the"
            " list of additions.",
        ),
        run=queries.additions_on_roster,
    ),
    Check(
        key="dibao.removed_not_on_roster",
        name=Text("清退的户不在册", "Removed households are not on the roster"),
        definition=Text(
            "清退名单上的户主不应仍在在册对象中，清退后重新纳入的除外。",
            "No removed head of household is still on the roster, unless added again.",
        ),
        run=queries.removed_not_on_roster,
    ),
    Check(
        key="dibao.household_size",
        name=Text("户均人数是否合理", "Are household sizes plausible?"),
        definition=Text(
            "新增、清退与在册的户均人数相差悬殊时提请注意。",
            "Tells when added, removed and present households differ much in size.",
        ),
        run=queries.household_size,
        blocks=False,
    ),
)
