"""What must agree between the sheets of the roster, and what the briefing says of it."""

import datetime as dt
from collections import Counter

from django.db.models import Exists, Min, OuterRef, Sum

from datong.foundation.indicators.service import Finding
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.programmes.dibao.models import Addition, Gathering, Recipient, Removal
from datong.programmes.dibao.queries.awards import first_of


def action_began(county: str, day: dt.date) -> dt.date | None:
    """First day of the month of the first addition or removal on the lists: when the special action began."""
    first = [
        model.objects.at(county, day).aggregate(first=Min("day"))["first"] for model in (Addition, Removal)
    ]
    known = [moment for moment in first if moment is not None]
    return min(known).replace(day=1) if known else None


def heads_since(county: str, day: dt.date) -> dict[int, tuple[dt.date, str]]:
    """First day in receipt and place, by household on the roster."""
    rows = (
        Recipient.objects.at(county, day)
        .order_by()
        .values("household")
        .annotate(first=Min("since"), at=Min("place_code"))
    )
    return {row["household"]: (row["first"], row["at"]) for row in rows}


def from_the_opening(county: str, day: dt.date) -> Counter[str]:
    """Removals by village of households that were there before the action: not added first and removed after."""
    joined = Addition.objects.at(county, day).filter(head=OuterRef("head"), day__lte=OuterRef("day"))
    rows = Removal.objects.at(county, day).filter(~Exists(joined))
    return Counter(rows.values_list("place_code", flat=True))


def opening_and_closing(county: str, day: dt.date) -> list[Finding]:
    """Villages where opening + added - removed is not closing."""
    began = action_began(county, day)
    if began is None:
        return []
    roster = heads_since(county, day)
    closing = Counter(place for _, place in roster.values())
    stayed = Counter(place for first, place in roster.values() if first < began)
    added = Counter(Addition.objects.at(county, day).values_list("place_code", flat=True))
    removed = Counter(Removal.objects.at(county, day).values_list("place_code", flat=True))
    left = from_the_opening(county, day)
    findings = []
    for place in sorted(closing.keys() | added.keys() | removed.keys()):
        opening = stayed[place] + left[place]
        computed = opening + added[place] - removed[place]
        if computed != closing[place]:
            text = Text(
                "期初 {opening} 户＋新增 {added} 户－清退 {removed} 户＝{computed} 户，在册 {closing} 户",
                "opening {opening} + added {added} - removed {removed} = {computed}, but {closing} on the roster",
            ).format(
                opening=opening,
                added=added[place],
                removed=removed[place],
                computed=computed,
                closing=closing[place],
            )
            findings.append(Finding(place, text))
    return findings


def additions_on_roster(county: str, day: dt.date) -> list[Finding]:
    """Additions that the roster does not know since that day or the month after it, and the other way round; what was
    removed again is left out."""
    began = action_began(county, day)
    if began is None:
        return []
    roster = {
        certificate: (since, place)
        for certificate, since, place in Recipient.objects.at(county, day)
        .order_by()
        .values("certificate")
        .annotate(first=Min("since"), at=Min("place_code"))
        .values_list("certificate", "first", "at")
    }
    removed = Removal.objects.at(county, day).filter(head=OuterRef("head"), day__gte=OuterRef("day"))
    added = Addition.objects.at(county, day).annotate(gone=Exists(removed))
    listed = {
        certificate: (approved, place, gone)
        for certificate, approved, place, gone in added.values_list(
            "certificate", "day", "place_code", "gone"
        )
    }
    findings = []
    for certificate, (approved, place, gone) in sorted(listed.items()):
        if gone:
            continue
        if certificate not in roster:
            text = Text("新增的 {no} 不在册", "{no} was added but is not on the roster").format(
                no=certificate
            )
            findings.append(Finding(place, text))
        elif roster[certificate][0] not in (approved, first_of(approved, 1)):
            text = Text(
                "{no} 批准日期 {a}，在册起始日期 {b}", "{no} was approved on {a} but is in receipt since {b}"
            ).format(no=certificate, a=approved, b=roster[certificate][0])
            findings.append(Finding(place, text))
    for certificate, (since, place) in sorted(roster.items()):
        if since >= began and certificate not in listed:
            text = Text(
                "{no} 自 {since} 起享受，不在新增名单上",
                "{no} is in receipt since {since} but not listed as added",
            )
            findings.append(Finding(place, text.format(no=certificate, since=since)))
    return findings


def removed_not_on_roster(county: str, day: dt.date) -> list[Finding]:
    """Removed heads of household who are still on the roster without having been added again, by certificate."""
    present = Recipient.objects.at(county, day).values("person")
    again = Addition.objects.at(county, day).filter(head=OuterRef("head"), day__gte=OuterRef("day"))
    still = Removal.objects.at(county, day).filter(~Exists(again), head__in=present)
    return [
        Finding(
            place,
            Text("已清退的 {no} 户主仍在册", "the head of removed {no} is still on the roster").format(
                no=number
            ),
        )
        for number, place in still.values_list("certificate", "place_code")
    ]


def household_size(county: str, day: dt.date) -> list[Finding]:
    """Average sizes that differ by more than a third from the roster's."""
    present = Recipient.objects.at(county, day)
    households = present.values("household").distinct().count()
    if not households:
        return []
    usual = present.count() / households
    findings = []
    for model, zh, en in ((Addition, "新增", "added"), (Removal, "清退", "removed")):
        rows = model.objects.at(county, day)
        count, persons = rows.count(), rows.aggregate(n=Sum("persons"))["n"]
        if count and abs(persons / count - usual) > usual / 3:
            text = Text(
                f"{zh} {persons} 人 ÷ {count} 户＝户均 {persons / count:.2f} 人，在册户均 {usual:.2f} 人",
                f"{persons} persons {en} / {count} households = {persons / count:.2f} each; on the roster {usual:.2f}",
            )
            findings.append(Finding(county[:6] + "000000", text))
    return findings


def began(county: str, day: dt.date) -> Text:
    """When the action began, in words: 2014年7月 / July 2014."""
    first = action_began(county, day)
    return (
        Text(f"{first.year}年{first.month}月", f"{first:%B %Y}")
        if first
        else Text("行动开展以来", "the action began")
    )


def demonstration_places(county: str, day: dt.date) -> Text:
    """Where appraisals were held for others to see: 调元镇百花村、略坪镇松花村."""
    rows = (
        Gathering.objects.at(county, day)
        .filter(title__contains="评议")
        .exclude(title__contains="培训")
        .order_by("day")
    )
    codes = list(rows.values_list("place_code", flat=True))
    names = places.names({code for place in codes for code in (place, place[:9] + "000")})
    full = list(dict.fromkeys(names.get(code[:9] + "000", "") + names.get(code, code) for code in codes))
    return Text("、".join(full) or "部分村（社区）", ", ".join(full) or "some villages")
