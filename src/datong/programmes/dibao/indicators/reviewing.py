"""Figures of joint review (核对): how many questions are open, how right the matches were, how long people wait."""

import datetime as dt
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Max, Q, QuerySet

from datong.foundation.indicators.service import Computed, Count, Figure, Records, Share
from datong.foundation.reviews.service import Control, Hit, HitState, Run, Seen, Source, SourceKind
from datong.kernel.bilingual import Text
from datong.kernel.clock import SHANGHAI
from datong.kernel.intervals import wilson
from datong.kernel.numerals import NumberStyle

MATCHES = NumberStyle("plain", Text("条", "match|matches"))
SOURCES = NumberStyle("plain", Text("个", "source|sources"))
DAYS = NumberStyle("plain", Text("天", "day|days"))
CHECKS_MADE = NumberStyle("plain", Text("次", "check|checks"))
PERCENT = NumberStyle("percent", digits=2)


def until(day: dt.date) -> dt.datetime:
    """The end of a day in China."""
    return dt.datetime.combine(day + dt.timedelta(1), dt.time(), SHANGHAI)


def begun(county: str, day: dt.date) -> bool:
    """Whether a review was run until that day. One query."""
    return Run.objects.filter(programme="dibao", county=county[:6], at__lt=until(day)).exists()


def matches(county: str, day: dt.date) -> QuerySet[Hit]:
    """Matches found until that day."""
    return Hit.objects.filter(programme="dibao", county=county[:6], at__lt=until(day))


def controls(county: str, day: dt.date) -> QuerySet[Control]:
    """Controls drawn until that day."""
    return Control.objects.filter(run__programme="dibao", run__county=county[:6], run__at__lt=until(day))


def sources(county: str, day: dt.date) -> QuerySet[Source]:
    """Sources declared until that day."""
    return Source.objects.filter(programme="dibao", county=county[:6], at__lt=until(day))


RECORDS = (
    Records(
        key="dibao.matches",
        label=Text("核对线索", "the matches of joint review"),
        rows=matches,
        begun=begun,
        page="reviews",
    ),
    Records(
        key="dibao.review_controls",
        label=Text("核对的随机对照", "the random controls of joint review"),
        rows=controls,
        begun=begun,
        page="reviews_controls",
    ),
    Records(
        key="dibao.review_sources",
        label=Text("核对来源", "the sources of joint review"),
        rows=sources,
        begun=begun,
        page="reviews_sources",
    ),
)


def overdue(_county: str, day: dt.date) -> Q:
    """Nobody has decided although the household's time to answer is over."""
    return Q(state=HitState.TO_VERIFY.value, reply_until__lt=day)


def waited(rows: Any) -> Decimal | None:
    """The median of days from match to decision."""
    moments = rows.order_by().filter(verdict__isnull=False).values_list("at", "verdict__at")
    days = [
        (decided.astimezone(SHANGHAI).date() - found.astimezone(SHANGHAI).date()).days
        for found, decided in moments
    ]
    return Decimal(str(median(days))) if days else None


def confirmed(rows: Any, side: int) -> Decimal | None:
    """One end of the 95% interval of the confirmed share, in per cent."""
    states = list(rows.order_by().exclude(state=HitState.TO_VERIFY.value).values_list("state", flat=True))
    if not states:
        return None
    end = 100 * wilson(states.count(HitState.CONFIRMED.value), len(states))[side]
    return Decimal(f"{end:.2f}")


def stale(county: str, day: dt.date) -> Q:
    """Sources in use whose newest list was older on that day than they allow, or that never handed one in. One query."""
    newest = Max("listings__as_of", filter=Q(listings__as_of__lte=day))
    rows = sources(county, day).filter(on=True).exclude(kind=SourceKind.KINSHIP.value).annotate(newest=newest)
    return Q(
        pk__in=[
            pk
            for pk, last, days in rows.values_list("pk", "newest", "freshness_days")
            if last is None or (day - last).days > days
        ]
    )


def count(
    key: str, names: tuple[str, str], words: tuple[str, str], where: Any, *, listed: bool = True
) -> Figure:
    """A number of matches."""
    return Figure(
        key=f"dibao.{key}", name=Text(*names), definition=Text(*words), style=MATCHES, sheet="dibao.matches", where=where,
        measure=Count(additive=False), listed=listed,
    )  # fmt: skip


def check(key: str, names: tuple[str, str], words: tuple[str, str], where: Q) -> Figure:
    """A number of controls; a side of a share."""
    return Figure(
        key=f"dibao.{key}", name=Text(*names), definition=Text(*words), style=CHECKS_MADE, sheet="dibao.review_controls",
        where=where, measure=Count(additive=False), listed=False,
    )  # fmt: skip


TO_VERIFY, EXPLAINED, CONFIRMED = (
    Q(state=each.value) for each in (HitState.TO_VERIFY, HitState.EXPLAINED, HitState.CONFIRMED)
)
FIGURES = (
    count("matches_open", ("待核实线索", "Matches to verify"), ("核对发现、还没有人核实的线索。", "Matches that nobody has decided on."), TO_VERIFY),
    count("matches_told", ("已告知家庭的线索", "Matches told to the household"), ("已经向家庭发出告知书的线索。", "Matches about which the household got a letter."), Q(notice__isnull=False)),
    count("matches_explained", ("已说明的线索", "Matches explained"), ("家庭的说明被接受的线索。", "Matches whose explanation was accepted."), EXPLAINED),
    count("matches_decided", ("已核实线索", "Matches decided"), ("已经有人核实的线索：已说明、属实、不属实。", "Matches somebody decided on: explained, confirmed, dismissed."), ~TO_VERIFY),
    count("matches_confirmed", ("属实线索", "Matches confirmed"), ("认定属实的线索；属实只是启动复核的依据。", "Matches confirmed; that lets somebody open a check, no more."), CONFIRMED),
    Figure(
        key="dibao.matches_confirmed_share",
        name=Text("线索属实率", "Confirmed share of matches"),
        definition=Text("属实线索占已核实线索的百分比。", "Matches confirmed per cent of matches decided."),
        style=PERCENT,
        share=Share("dibao.matches_confirmed", "dibao.matches_decided"),
    ),
    Figure(
        key="dibao.matches_confirmed_low",
        name=Text("线索属实率下限（95%）", "Confirmed share of matches, lower end (95%)"),
        definition=Text("属实率的威尔逊 95% 区间的下限。", "The lower end of Wilson's 95% interval of the confirmed share."),
        style=PERCENT,
        sheet="dibao.matches",
        measure=Computed(lambda rows: confirmed(rows, 0)),
    ),
    Figure(
        key="dibao.matches_confirmed_high",
        name=Text("线索属实率上限（95%）", "Confirmed share of matches, upper end (95%)"),
        definition=Text("属实率的威尔逊 95% 区间的上限。", "The upper end of Wilson's 95% interval of the confirmed share."),
        style=PERCENT,
        sheet="dibao.matches",
        measure=Computed(lambda rows: confirmed(rows, 1)),
    ),
    count("matches_overdue", ("逾期未核实线索", "Matches overdue"), ("答复期已过、还没有人核实的线索。", "Matches nobody decided on although the time to answer is over."), overdue),
    Figure(
        key="dibao.matches_median_days",
        name=Text("线索核实用时（中位数）", "Days from match to decision (median)"),
        definition=Text("从比中到核实的天数的中位数。", "The median of days from the match to the decision on it."),
        style=DAYS,
        sheet="dibao.matches",
        measure=Computed(waited),
    ),
    Figure(
        key="dibao.review_sources_stale",
        name=Text("名单过期的来源", "Sources whose list is stale"),
        definition=Text(
            "在用的来源中，最近一份名单已超过规定的天数，或者从来没有交过名单的。",
            "Sources in use whose newest list is older than they allow, or that never handed one in.",
        ),
        style=SOURCES,
        sheet="dibao.review_sources",
        where=stale,
        measure=Count(additive=False),
    ),
    Figure(
        key="dibao.review_sources_off",
        name=Text("停用的来源", "Sources switched off"),
        definition=Text("现在停用的来源；多数不属实的会自动停用。", "Sources switched off now; those mostly wrong are by themselves."),
        style=SOURCES,
        sheet="dibao.review_sources",
        where=Q(on=False),
        measure=Count(additive=False),
    ),
    check("controls_missed", ("对照查出漏比", "Controls with something missed"), ("没有比中、抽查发现有情况的人。", "Recipients without a match who had something all the same."), Q(hit__isnull=True, seen=Seen.MISSED.value)),
    check("controls_checked", ("已查的对照", "Controls checked"), ("没有比中、抽出来查过的人。", "Recipients without a match who were drawn and checked."), Q(hit__isnull=True) & ~Q(seen="")),
    Figure(
        key="dibao.controls_missed_share",
        name=Text("漏比率", "Share missed"),
        definition=Text("没有比中、抽查发现有情况的人占查过的百分比。", "Of recipients without a match who were checked, per cent with something missed."),
        style=PERCENT,
        share=Share("dibao.controls_missed", "dibao.controls_checked"),
    ),
    check("second_looks_wrong", ("再看不对的线索", "Second looks that differ"), ("已核实、再看一遍结论不对的线索。", "Settled matches found wrongly decided."), Q(hit__isnull=False, seen=Seen.WRONG.value)),
    check("second_looks", ("再看过的线索", "Second looks"), ("已核实、抽出来再看过的线索。", "Settled matches that were drawn and looked at again."), Q(hit__isnull=False) & ~Q(seen="")),
    Figure(
        key="dibao.second_looks_wrong_share",
        name=Text("核实差错率", "Share wrongly decided"),
        definition=Text("再看一遍结论不对的线索占再看过的百分比。", "Of settled matches looked at again, per cent wrongly decided."),
        style=PERCENT,
        share=Share("dibao.second_looks_wrong", "dibao.second_looks"),
    ),
)  # fmt: skip
