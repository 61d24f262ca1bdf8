"""The rule of dibao of 15 March 2022 under the example county's parameters, written by hand in Polars and in SQL.

A yardstick for `bench.wholesale`: what somebody who knows both the rule and the engine would write for this one day and county,
numbers in place, without the platform. It must agree to the fen with the platform on the data of the benchmark.
"""

from collections.abc import Mapping

import polars as pl
from polars import col, lit, when

__all__ = ["TABLES", "by_hand", "sql"]

TODAY, FRESH, FIRST, LAST = 20220315, 20220201, 24254, 24265
URBAN, RURAL = (75230, 1), (698520, 12)
COUNTED, LAW, OUTSIDE, STRANGER, IMPUTED = 0, 1, 2, 3, 4
OWNER, MEMBER, KIND, MONTHS, AMOUNT, COSTS, BY_MONTH = 11, 12, 13, 17, 18, 19, 20
TABLES = ("households", "persons", "incomes", "assets")
SINGLE = ("single", "family_borderline", "religious_house")


def by_hand(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """The plan over the four tables of households; its columns are those of `Wholesale`."""
    homes = tables["households"]
    persons = judged_persons(
        tables["persons"].join(homes.select("household", *SINGLE), on="household", how="left")
    )
    owners = persons.select("household", "person", "counted")
    incomes = tables["incomes"].join(owners, on=["household", "person"], how="left")
    incomes = incomes.join(homes.select("household", "single"), on="household", how="left")
    assets = tables["assets"].join(owners, on=["household", "person"], how="left")
    summed = (
        sums_of_persons(persons),
        sums_of_incomes(judged_incomes(incomes)),
        sums_of_assets(judged_assets(assets)),
    )
    for each in summed:
        homes = homes.join(each, on="household", how="left")
    return judged(homes.with_columns(col("^sum_.*$").fill_null(0)))  # fmt: skip


def judged_persons(persons: pl.LazyFrame) -> pl.LazyFrame:
    """Who is counted, on what ground somebody applies alone, and the highest uplift in per cent."""
    together, near = col("lives_together"), col("single").is_null()
    relation, study = col("relation"), col("study").is_in([1, 2, 3, 4])
    grade, kind = col("disability_grade"), col("disability_kind")
    clergy = (TODAY - col("clergy_since")) // 10_000 >= 3
    stays = when(together).then(6).when(~together).then(-6)
    dependent = (study & col("full_time")) | col("cannot_live_alone")
    child = when(col("age") < 18).then(3).when(col("age").is_null()).then(None).when(dependent).then(4)
    child = child.when(~dependent).then(stays)
    bound = col("legal_duty") & together
    clause = (
        when(~near).then(when(relation == 0).then(1).otherwise(-7))
        .when(col("died_on") <= TODAY).then(-4)
        .when(col("age") < 0).then(-5)
        .when(clergy).then(-1)
        .when(col("absence").is_in([0, 2, 3])).then(-2)
        .when(relation == 0).then(1)
        .when(relation == 1).then(2)
        .when(relation == 2).then(child)
        .when(relation == 3).then(stays)
        .when(bound).then(6)
        .when(~bound).then(-6)
    )  # fmt: skip
    grave = (grade <= 2) | ((grade == 3) & kind.is_in([4, 5]))
    ground = (
        when(col("single") == 1).then(clergy & col("religious_house"))
        .when(col("single") == 2).then(col("family_borderline") & grave)
        .when(col("single") == 3).then(col("family_borderline") & col("serious_illness"))
        .when(col("single").is_in([0, 4])).then(lit(value=False))
    )  # fmt: skip
    age = (TODAY - col("birth").cast(pl.Int64)) // 10_000
    uplift = (
        when((grade <= 2) | col("serious_illness"))
        .then(20)
        .when((col("age") >= 70) | (col("age") < 18))
        .then(10)
        .otherwise(0)
    )
    return (
        persons.with_columns(age=age)
        .with_columns(clause=clause, ground=ground, uplift=uplift, together=near)
        .with_columns(counted=col("clause") > 0)
        .with_columns(
            unlisted=col("together") & col("provincial_exclusion").is_not_null(),
            no_birth=col("age").is_null() & col("counted").fill_null(value=False),
        )
    )  # fmt: skip


def sums_of_persons(persons: pl.LazyFrame) -> pl.LazyFrame:
    counted, unknown = col("counted"), col("counted").is_null()
    ground = col("ground")
    return persons.group_by("household").agg(
        sum_persons=pl.len().cast(pl.Int64),
        sum_members=counted.sum().cast(pl.Int64),
        sum_unclear_persons=(unknown | col("unlisted") | col("no_birth")).sum().cast(pl.Int64),
        sum_unknown=unknown.sum().cast(pl.Int64),
        sum_unlisted=col("unlisted").sum().cast(pl.Int64),
        sum_no_birth=col("no_birth").sum().cast(pl.Int64),
        sum_uplift=(col("uplift") * counted.fill_null(value=False)).sum().cast(pl.Int64),
        sum_grounds=ground.sum().cast(pl.Int64),
        sum_ground_unknown=((col("relation") == 0) & ground.is_null()).sum().cast(pl.Int64),
    )


def judged_incomes(incomes: pl.LazyFrame) -> pl.LazyFrame:
    """Why each item of income or expense counts or not, and its fen inside the period."""
    kind, first, last = col("kind"), col("first").cast(pl.Int64), col("last").cast(pl.Int64)
    inside = pl.min_horizontal(last, lit(LAST)) + 1 - pl.max_horizontal(first, lit(FIRST))
    stated = first.is_not_null() & last.is_not_null()
    expense, months, spread = kind >= 100, col("months"), col("spread").fill_null(value=False)
    timing = (
        when(months < 1).then(MONTHS)
        .when(col("inside") <= 0).then(OUTSIDE)
        .when(col("amount").is_null()).then(AMOUNT)
        .when(kind.is_in([2, 3]) & col("costs").is_null()).then(COSTS)
        .when(col("monthly") | (col("inside") == months)).then(COUNTED)
        .when(spread & (kind == 2)).then(COUNTED)
        .otherwise(BY_MONTH)
    )  # fmt: skip
    treated = (
        when(expense).then(when(kind.is_between(100, 105)).then(col("timing")).otherwise(LAW))
        .when(col("person").is_null() & col("single").is_not_null()).then(OWNER)
        .when(kind.is_in([16, 17])).then(KIND)
        .when(~kind.is_between(0, 15)).then(LAW)
        .when(col("method") == 2).then(IMPUTED)
        .otherwise(col("timing"))
    )  # fmt: skip
    why = (
        when(col("person").is_null() | col("counted")).then(treated)
        .when(col("counted").is_null()).then(MEMBER)
        .otherwise(STRANGER)
    )  # fmt: skip
    amount, within = col("amount").fill_null(0), col("inside")
    base = amount - when(kind.is_between(0, 8)).then(col("costs").fill_null(0)).otherwise(0)
    income = (
        when(col("monthly"))
        .then(base * within)
        .when(within == months)
        .then(base)
        .otherwise(base * within // pl.max_horizontal(months, lit(1)))
    )
    taken = when(col("monthly")).then(amount * within).otherwise(amount)
    taken = when(kind == 105).then(pl.min_horizontal(taken, 20_000 * within)).otherwise(taken)
    return (
        incomes.with_columns(
            inside=when(stated).then(pl.max_horizontal(inside, lit(0))).otherwise(0),
            months=when(stated).then(pl.max_horizontal(last + 1 - first, lit(0))).otherwise(0),
            monthly=(col("per") == 1).fill_null(value=False),
            expense=expense,
        )
        .with_columns(timing=timing)
        .with_columns(why=why)
        .with_columns(net=when(col("why") == COUNTED).then(when(expense).then(taken).otherwise(income)).otherwise(0))
    )  # fmt: skip


def sums_of_incomes(incomes: pl.LazyFrame) -> pl.LazyFrame:
    net, kind, expense, why = col("net"), col("kind"), col("expense"), col("why")
    return incomes.group_by("household").agg(
        sum_incomes=pl.len().cast(pl.Int64),
        sum_business=(net * kind.is_in([2, 3])).sum(),
        sum_property=(net * kind.is_between(4, 8)).sum(),
        sum_other=(net * (kind.is_between(0, 1) | kind.is_between(9, 99))).sum(),
        sum_deductions=(net * expense).sum(),
        sum_unclear_incomes=((why >= 10) & ~expense & (why != KIND)).sum().cast(pl.Int64),
        sum_unclear_kinds=((why == KIND) & ~expense).sum().cast(pl.Int64),
        sum_unclear_expenses=((why >= 10) & expense).sum().cast(pl.Int64),
    )


def judged_assets(assets: pl.LazyFrame) -> pl.LazyFrame:
    """Things that are tested: not of somebody who is not counted, not a vehicle that is a necessity."""
    left_out = col("exempt").is_not_null() & (col("kind") == 6)
    return assets.with_columns(tested=col("counted").fill_null(value=True) & ~left_out)


def sums_of_assets(assets: pl.LazyFrame) -> pl.LazyFrame:
    tested, kind = col("tested"), col("kind")
    limits = {
        "financial": (kind.is_between(0, 4), col("value")),
        "vehicles": (kind.is_in([6, 7]), col("count")),
        "houses": (kind == 8, col("count")),
    }
    taken = {
        f"sum_{name}": (measure.fill_null(0) * (tested & fits)).sum()
        for name, (fits, measure) in limits.items()
    }
    unknown = {
        f"sum_{name}_unknown": (tested & fits & measure.is_null()).sum().cast(pl.Int64)
        for name, (fits, measure) in limits.items()
    }
    return assets.group_by("household").agg(sum_assets=pl.len().cast(pl.Int64), **taken, **unknown)


def judged(homes: pl.LazyFrame) -> pl.LazyFrame:
    """The verdict, the amount, and every condition."""
    urban, members = col("area") == 0, col("sum_members")
    income = (
        col("sum_other") + pl.max_horizontal(col("sum_business"), lit(0)) + pl.max_horizontal(col("sum_property"), lit(0)) - col("sum_deductions")
    )  # fmt: skip
    ground = when(col("single").is_not_null() & (col("sum_ground_unknown") <= 0)).then(col("sum_grounds") > 0)
    totals = {
        f"property_{name}": when(col(f"sum_{name}_unknown") == 0).then(col(f"sum_{name}"))
        for name in ("financial", "vehicles", "houses")
    }
    homes = homes.with_columns(
        standard=when(urban).then(URBAN[0]).otherwise(RURAL[0]).cast(pl.Int64),
        months=when(urban).then(URBAN[1]).otherwise(RURAL[1]).cast(pl.Int64),
        heads=pl.max_horizontal(members, lit(1)),
        income=income, ground=ground, registered=col("registered_here"), **totals,
    )  # fmt: skip
    yardstick = col("standard") * 12 * col("heads")
    homes = homes.with_columns(
        yardstick=yardstick,
        base=col("months") * 12 * col("heads"),
        gap=yardstick - pl.max_horizontal(col("income"), lit(0)) * col("months"),
        property_financial_kept=col("property_financial") * col("months") <= 24 * col("standard") * members,
        property_vehicles_kept=col("property_vehicles") <= 0,
        property_houses_kept=col("property_houses") <= 1,
    )
    below = when(members > 0).then(col("gap") > 0)
    fresh = (col("declared_on") >= FRESH).fill_null(value=False)
    complete = (col("members_complete") & col("income_complete") & col("property_complete")).fill_null(
        value=False
    )
    property_unknown = (
        col("sum_financial_unknown") + col("sum_vehicles_unknown") + col("sum_houses_unknown")
    ) > 0
    many = col("sum_persons") + col("sum_incomes") + col("sum_assets") > 1000
    alone, registered = col("single").is_not_null(), col("registered_here")
    bits = [
        (1, col("sum_unknown") > 0), (2, col("sum_unlisted") > 0), (3, col("sum_no_birth") > 0),
        (6, col("declared_on").is_null()), (7, ~fresh & col("declared_on").is_not_null()), (8, ~complete),
        (9, registered.is_null()), (11, alone & col("ground").is_null()), (12, col("sum_unclear_incomes") > 0),
        (13, col("sum_unclear_kinds") > 0), (14, col("sum_unclear_expenses") > 0), (16, property_unknown), (18, many),
    ]  # fmt: skip
    reasons = pl.sum_horizontal(met.cast(pl.Int64) * (1 << bit) for bit, met in bits)
    homes = homes.with_columns(
        below_standard=below, missing=pl.any_horizontal(met for _, met in bits), reasons=reasons
    )
    kept = pl.all_horizontal(
        col(f"property_{name}_kept").fill_null(value=False) for name in ("financial", "vehicles", "houses")
    )
    eligible = (
        (registered & col("below_standard")).fill_null(value=False) & (~alone | col("ground").fill_null(value=False)) & (members > 0) & kept
    )  # fmt: skip
    whole = 100 * members * pl.max_horizontal(col("gap"), lit(0)) + col("sum_uplift") * col("yardstick")
    amount = (2 * whole + 100 * col("base")) // (200 * col("base"))
    homes = homes.with_columns(eligible=when(~col("missing")).then(eligible))
    return homes.select(
        "household", "eligible",
        when(~col("missing")).then(when(col("eligible")).then(amount).otherwise(0)).alias("amount"),
        "reasons", "registered", "ground", members.alias("members"), members.alias("paid"), "income", "below_standard",
        *(f"property_{name}{more}" for name in ("financial", "vehicles", "houses") for more in ("", "_kept")),
    )  # fmt: skip


SQL = """
WITH persons AS (
    SELECT p.household, person, relation, birth IS NULL AS ageless, single IS NULL AS together, provincial_exclusion,
           (20220315 - birth) // 10000 AS age, (20220315 - clergy_since) // 10000 >= 3 AS clergy, disability_grade <= 2 AS severe,
           CASE WHEN single IS NOT NULL THEN CASE WHEN relation = 0 THEN 1 ELSE -7 END
                WHEN died_on <= 20220315 THEN -4
                WHEN birth > 20220315 THEN -5
                WHEN clergy THEN -1
                WHEN absence IN (0, 2, 3) THEN -2
                WHEN relation = 0 THEN 1
                WHEN relation = 1 THEN 2
                WHEN relation = 2 THEN CASE
                    WHEN age < 18 THEN 3
                    WHEN age IS NULL THEN NULL
                    WHEN (study IN (1, 2, 3, 4) AND full_time) OR cannot_live_alone THEN 4
                    WHEN NOT ((study IN (1, 2, 3, 4) AND full_time) OR cannot_live_alone)
                    THEN CASE WHEN lives_together THEN 6 WHEN NOT lives_together THEN -6 END END
                WHEN relation = 3 THEN CASE WHEN lives_together THEN 6 WHEN NOT lives_together THEN -6 END
                WHEN legal_duty AND lives_together THEN 6
                WHEN NOT (legal_duty AND lives_together) THEN -6 END > 0 AS counted,
           CASE single WHEN 1 THEN clergy AND religious_house
                       WHEN 2 THEN family_borderline AND (severe OR (disability_grade = 3 AND disability_kind IN (4, 5)))
                       WHEN 3 THEN family_borderline AND serious_illness
                       WHEN 0 THEN false WHEN 4 THEN false END AS ground,
           CASE WHEN severe OR serious_illness THEN 20 WHEN age >= 70 OR age < 18 THEN 10 ELSE 0 END AS uplift
    FROM {persons} AS p LEFT JOIN {households} AS h ON p.household = h.household
), incomes AS (
    SELECT i.household, kind, kind >= 100 AS expense, i.person IS NULL AS unowned, counted, single, method, amount, costs, spread,
           coalesce(per = 1, false) AS monthly,
           coalesce(greatest(CASE WHEN first IS NOT NULL THEN least(last, 24265) END + 1 - CASE WHEN last IS NOT NULL THEN greatest(first, 24254) END, 0), 0) AS inside,
           coalesce(greatest(CASE WHEN first IS NOT NULL THEN last END + 1 - first, 0), 0) AS months,
           CASE WHEN months < 1 THEN 17
                WHEN inside <= 0 THEN 2
                WHEN amount IS NULL THEN 18
                WHEN kind IN (2, 3) AND costs IS NULL THEN 19
                WHEN monthly OR inside = months THEN 0
                WHEN spread AND kind = 2 THEN 0
                ELSE 20 END AS timing,
           CASE WHEN expense THEN CASE WHEN kind <= 105 THEN timing ELSE 1 END
                WHEN unowned AND single IS NOT NULL THEN 11
                WHEN kind IN (16, 17) THEN 13
                WHEN kind > 15 THEN 1
                WHEN method = 2 THEN 4
                ELSE timing END AS treated,
           CASE WHEN unowned OR counted THEN treated WHEN counted IS NULL THEN 12 ELSE 3 END AS why,
           coalesce(amount, 0) AS given, given - CASE WHEN kind <= 8 THEN coalesce(costs, 0) ELSE 0 END AS base,
           CASE WHEN why <> 0 THEN 0
                WHEN kind = 105 THEN least(CASE WHEN monthly THEN given * inside ELSE given END, 20000 * inside)
                WHEN expense THEN CASE WHEN monthly THEN given * inside ELSE given END
                WHEN monthly THEN base * inside
                WHEN inside = months THEN base
                ELSE base * inside // months - CASE WHEN base * inside % months < 0 THEN 1 ELSE 0 END END AS net
    FROM {incomes} AS i LEFT JOIN (SELECT household, person, counted FROM persons) AS p
         ON i.household = p.household AND i.person = p.person LEFT JOIN {households} AS h ON i.household = h.household
), of_persons AS (
    SELECT household, count(*) AS rows, count_if(counted)::BIGINT AS members, count_if(counted IS NULL)::BIGINT AS unknown,
           count_if(together AND provincial_exclusion IS NOT NULL)::BIGINT AS unlisted, count_if(ageless AND counted)::BIGINT AS no_birth,
           sum(CASE WHEN counted THEN uplift ELSE 0 END)::BIGINT AS uplift, count_if(ground)::BIGINT AS grounds,
           count_if(relation = 0 AND ground IS NULL)::BIGINT AS ground_unknown
    FROM persons GROUP BY household
), of_incomes AS (
    SELECT household, count(*) AS rows, sum(CASE WHEN kind IN (2, 3) THEN net ELSE 0 END)::BIGINT AS business,
           sum(CASE WHEN kind BETWEEN 4 AND 8 THEN net ELSE 0 END)::BIGINT AS property,
           sum(CASE WHEN NOT expense AND kind NOT BETWEEN 2 AND 8 THEN net ELSE 0 END)::BIGINT AS other,
           sum(CASE WHEN expense THEN net ELSE 0 END)::BIGINT AS deductions, count_if(why >= 10 AND why <> 13 AND NOT expense)::BIGINT AS unclear,
           count_if(why = 13 AND NOT expense)::BIGINT AS kinds, count_if(why >= 10 AND expense)::BIGINT AS expenses
    FROM incomes GROUP BY household
), of_assets AS (
    SELECT a.household, count(*) AS rows,
           sum(CASE WHEN tested AND kind <= 4 THEN coalesce(value, 0) ELSE 0 END)::BIGINT AS financial,
           sum(CASE WHEN tested AND kind IN (6, 7) THEN coalesce("count", 0) ELSE 0 END)::BIGINT AS vehicles,
           sum(CASE WHEN tested AND kind = 8 THEN coalesce("count", 0) ELSE 0 END)::BIGINT AS houses,
           count_if(tested AND kind <= 4 AND value IS NULL)::BIGINT AS financial_unknown,
           count_if(tested AND kind IN (6, 7) AND "count" IS NULL)::BIGINT AS vehicles_unknown,
           count_if(tested AND kind = 8 AND "count" IS NULL)::BIGINT AS houses_unknown
    FROM (SELECT a.*, coalesce(counted, true) AND NOT (exempt IS NOT NULL AND kind = 6) AS tested
          FROM {assets} AS a LEFT JOIN (SELECT household, person, counted FROM persons) AS p
          ON a.household = p.household AND a.person = p.person) AS a
    GROUP BY a.household
), homes AS (
    SELECT h.*, coalesce(p.members, 0) AS members, greatest(coalesce(p.members, 0), 1) AS heads,
           CASE WHEN area = 0 THEN 75230 ELSE 698520 END AS standard, CASE WHEN area = 0 THEN 1 ELSE 12 END AS months,
           coalesce(other, 0) + greatest(coalesce(business, 0), 0) + greatest(coalesce(property, 0), 0) - coalesce(deductions, 0) AS income,
           CASE WHEN single IS NOT NULL AND coalesce(ground_unknown, 0) = 0 THEN coalesce(grounds, 0) > 0 END AS ground,
           coalesce(uplift, 0) AS uplift, coalesce(declared_on >= 20220201, false) AS fresh,
           coalesce(members_complete AND income_complete AND property_complete, false) AS complete,
           CASE WHEN coalesce(financial_unknown, 0) = 0 THEN coalesce(financial, 0) END AS financial,
           CASE WHEN coalesce(vehicles_unknown, 0) = 0 THEN coalesce(vehicles, 0) END AS vehicles,
           CASE WHEN coalesce(houses_unknown, 0) = 0 THEN coalesce(houses, 0) END AS houses,
           (CASE WHEN unknown > 0 THEN 2 ELSE 0 END) + (CASE WHEN unlisted > 0 THEN 4 ELSE 0 END) + (CASE WHEN no_birth > 0 THEN 8 ELSE 0 END) AS of_persons,
           (CASE WHEN unclear > 0 THEN 4096 ELSE 0 END) + (CASE WHEN kinds > 0 THEN 8192 ELSE 0 END) + (CASE WHEN expenses > 0 THEN 16384 ELSE 0 END) AS of_incomes,
           coalesce(p.rows, 0) + coalesce(i.rows, 0) + coalesce(a.rows, 0) AS rows
    FROM {households} AS h LEFT JOIN of_persons AS p ON h.household = p.household
         LEFT JOIN of_incomes AS i ON h.household = i.household LEFT JOIN of_assets AS a ON h.household = a.household
), judged AS (
    SELECT *, standard * 12 * heads AS yardstick, months * 12 * heads AS base, yardstick - greatest(income, 0) * months AS gap,
           CASE WHEN members > 0 THEN gap > 0 END AS below, financial * months <= 24 * standard * members AS financial_kept,
           coalesce(of_persons, 0) + coalesce(of_incomes, 0) + CASE WHEN declared_on IS NULL THEN 64 WHEN NOT fresh THEN 128 ELSE 0 END
           + CASE WHEN complete THEN 0 ELSE 256 END + CASE WHEN registered_here IS NULL THEN 512 ELSE 0 END
           + CASE WHEN single IS NOT NULL AND ground IS NULL THEN 2048 ELSE 0 END
           + CASE WHEN financial IS NULL OR vehicles IS NULL OR houses IS NULL THEN 65536 ELSE 0 END
           + CASE WHEN rows > 1000 THEN 262144 ELSE 0 END AS reasons,
           coalesce(registered_here AND below, false) AND (single IS NULL OR coalesce(ground, false)) AND members > 0
           AND coalesce(financial_kept, false) AND coalesce(vehicles <= 0, false) AND coalesce(houses <= 1, false) AS fits
    FROM homes
)
SELECT household, CASE WHEN reasons = 0 THEN fits END AS eligible,
       CASE WHEN reasons = 0 THEN CASE WHEN fits
            THEN (2 * (100 * members * greatest(gap, 0) + uplift * yardstick) + 100 * base) // (200 * base) ELSE 0 END END::BIGINT AS amount,
       reasons::BIGINT AS reasons, registered_here AS registered, ground, members, members AS paid, income::BIGINT AS income,
       below AS below_standard, financial::BIGINT AS property_financial, financial_kept AS property_financial_kept,
       vehicles::BIGINT AS property_vehicles, vehicles <= 0 AS property_vehicles_kept,
       houses::BIGINT AS property_houses, houses <= 1 AS property_houses_kept
FROM judged
"""


def sql(sources: Mapping[str, str]) -> str:
    """The query over four tables of SQL, such as `read_parquet(...)`."""
    return SQL.format_map(sources)
