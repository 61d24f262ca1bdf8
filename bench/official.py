"""A scripted official reviews a synthetic county through the house of joint review: every step by its door, by evidence only.

What the official knows is the card and what the household answers; households answer by the truth, one in eight (by number) not at all. Import
it with Django set up.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from datong.engine.synth.calendar import DAY
from datong.engine.synth.planting import REGISTERS
from datong.foundation.access.enums import Role
from datong.foundation.access.models import Post, User
from datong.foundation.casework.service import Case
from datong.foundation.ledgers.models import Import, ImportedFile, SheetReceipt
from datong.foundation.people import service as people
from datong.foundation.people.service import Newcomer
from datong.foundation.places.models import Place
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.core.comparing import converted
from datong.foundation.reviews.service import Delivery, Ground, Hit, HitState, NewSource, Order, Said
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Award, Recipient

TODAY = dt.date.fromisoformat(str(DAY))
LATER = TODAY + dt.timedelta(45)
SILENT = 8
TRUE, FOUND_OUT = ("true_owner", "true_change", "staff_relative"), HitState.CONFIRMED
WRONG = ("stale_vehicle", "dead_spouse", "wrong_source", "namesake")
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "vehicle": {"kind": "model", "status": "status", "acquired": "from", "inspected_until": "until"},
    "housing": {"certificate": "number", "use": "role", "registered": "from"},
    "company": {"company": "organisation", "role": "role", "founded": "from", "status": "status"},
    "tax": {"payer": "organisation"},
    "social_insurance": {"employer": "organisation", "scheme": "role", "status": "status"},
    "provident_fund": {"employer": "organisation"},
    "payroll": {"unit": "organisation", "post": "role"},
    "death": {"died_on": "died"},
    "farm_machinery": {"machine": "model", "bought": "from"},
    "marriage": {"event": "status", "date": "from"},
    "staff": {"staff_name": "organisation", "relation": "role"},
}
GROUNDS = {
    "stale_vehicle": Ground.STALE,
    "dead_spouse": Ground.STALE,
    "wrong_source": Ground.WRONG_DATA,
    "namesake": Ground.WRONG_PERSON,
}
ARTICLE = "社会救助暂行办法第五十八条"
YES, NO = "是的，是我家的，没有来得及申报。", "不是这样，我带了凭证来，请看。"
OWNED_UP = "本人到场承认登记的情况属实，并在谈话记录上签字，日期为二〇二二年三月。"
SHOWN = "本人出示了凭证原件，与登记机关核对后，登记的情况与实际不符，不影响保障。"
UNHEARD = "告知书已经签收，答复期内没有说明，登记机关的记录与号码完全一致。"
DECLARED = "家庭申报时已经写明这一项，与名单一致，比对只是再次看到，不改变保障。"


@dataclass(frozen=True)
class Crew:
    """Who runs the review, and who decides."""

    officer: User
    second: User
    clerk: User


@dataclass
class Outcome:
    """What came of it. `found` of `true`: circumstances nobody had declared that were confirmed in the end; `hurried`: attempts
    to confirm before the household was heard, all of them refused; `mistaken`: wrong rows an official confirmed all the same, as
    nobody answered; `stops`: households that lost anything."""

    hits: int = 0
    true: int = 0
    found: int = 0
    wrong: int = 0
    dismissed: int = 0
    mistaken: int = 0
    hurried: int = 0
    refused: int = 0
    checks: int = 0
    stops: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of the true changes, the share found."""
        return self.found / self.true if self.true else 1.0


class County:
    """The files of `datong synth`; of each register the rows about recipients and so many others."""

    def __init__(self, folder: Path, others: int | None = None) -> None:
        self.folder, self.others = folder, others
        whole = pl.col("id").map_elements(
            lambda number: converted(number) if len(number) == 15 else number, return_dtype=pl.String
        )
        self.recipients = pl.read_parquet(folder / "recipients.parquet").with_columns(whole)
        self.truth = pl.read_parquet(folder / "truth.parquet")
        self.code = str(self.recipients["place"][0])[:6]

    @property
    def place(self) -> str:
        """12 digits."""
        return self.code + "000000"

    def list_of(self, register: str) -> tuple[bytes, dt.date]:
        """A register's file as it is handed in, and its day; what its rows are is kept in `facts`."""
        rows = pl.read_parquet(self.folder / f"registers/{register}.parquet").with_row_index("row")
        about = self.truth.filter(pl.col("register") == register)
        if self.others is not None:
            known = pl.col("row").is_in(about["row"].implode())
            rows = rows.filter(known | ((~known).cum_sum() <= self.others))
        numbered = rows.select("row").with_row_index("at", offset=1)
        for fact in about.join(numbered, on="row").to_dicts():
            self.facts[register, fact["at"]] = fact
        day = str(rows["as_of"].min())
        out = io.BytesIO()
        rows.drop("row", "as_of").write_parquet(out)
        return out.getvalue(), dt.date(int(day[:4]), int(day[4:6]), int(day[6:]))

    @cached_property
    def facts(self) -> dict[tuple[str, int], dict[str, Any]]:
        """Truth by register and row of the list as handed in, from 1."""
        return {}


def crew(county: County) -> Crew:
    """Two officers of the county and a clerk of all its towns."""

    def somebody(name: str, role: Role, *at: str) -> User:
        user = User.objects.create_user(name, name=name, password=None)
        for place in at:
            Post.objects.create(
                user=user, role=role, place_code=place, programmes=[], since=dt.date(2020, 1, 1)
            )
        return user

    towns = sorted({str(place)[:9] + "000" for place in county.recipients["place"]})
    return Crew(
        somebody("synth-officer", Role.COUNTY_OFFICER, county.place),
        somebody("synth-second", Role.COUNTY_OFFICER, county.place),
        somebody("synth-clerk", Role.TOWN_CLERK, *towns),
    )


def plant(county: County) -> None:
    """Places, persons, households and the roster: what a county has before its first review."""
    codes = sorted({str(place) for place in county.recipients["place"]})
    towns = sorted({code[:9] + "000" for code in codes})
    named = [
        (county.place, "", "county", "合成县"),
        *((code, county.place, "town", f"合成{code[6:9]}镇") for code in towns),
        *((code, code[:9] + "000", "village", f"合成{code[6:]}村") for code in codes),
    ]
    Place.objects.bulk_create(
        Place(code=code, parent=parent, level=level, name=name, short=name)
        for code, parent, level, name in named
    )
    rows = county.recipients.to_dicts()
    persons = people.enrol(
        {
            row["id"]: Newcomer(row["name"], "男" if row["sex"] == 1 else "女", str(row["place"]))
            for row in rows
        }
    )
    heads: dict[int, dict[str, Any]] = {}
    for row in rows:
        heads.setdefault(row["household"], row)
    homes = people.settle({persons[head["id"]]: str(head["place"]) for head in heads.values()})
    home_of = {number: homes[persons[head["id"]]] for number, head in heads.items()}
    people.join(
        [home_of[row["household"]] for row in rows],
        [persons[row["id"]] for row in rows],
        ["户主" if heads[row["household"]] is row else "家庭成员" for row in rows],
    )
    sheet = receipt(county)
    Recipient.objects.bulk_create(
        Recipient(
            county=county.code, place_code=str(row["place"]), key=str(at).encode(), content=b"c", origin=sheet, row=at,
            valid_from=dt.date(2021, 12, 1), certificate=f"D{row['household']}", head_name=heads[row["household"]]["name"],
            name=row["name"], relation="户主", person_id=persons[row["id"]], household_id=home_of[row["household"]],
            area="农村", category="B类", monthly_benefit=30_000, since=dt.date(2021, 1, 1),
        )
        for at, row in enumerate(rows)
    )  # fmt: skip


def receipt(county: County) -> SheetReceipt:
    """The roster was handed in."""
    batch = Import.objects.create(
        county=county.code, as_of=dt.date(2021, 12, 1), at=clock.now(), door="cli", state="done",
        by=User.objects.get(username="synth-officer"),
    )  # fmt: skip
    file = ImportedFile.objects.create(
        batch=batch, name="01.xlsx", sha256="0" * 64, programme="dibao", state="done"
    )
    return SheetReceipt.objects.create(file=file, programme="dibao", slug="roster", name="在册对象")


def handed_in(county: County, who: Crew, registers: Sequence[str]) -> list[int]:
    """A source declared and its list taken in, for each register."""
    listings = []
    for register in registers:
        kind = "other" if register in ("marriage", "staff") else register
        source = reviews.declare(who.officer, NewSource(
            county=county.code, programme="dibao", key=register, name=register, kind=kind, owner=f"{register}主管部门",
            document="社会救助暂行办法", article="第五十八条", freshness_days=90, retention_days=30,
        ))  # fmt: skip
        content, day = county.list_of(register)
        given = Delivery(f"{register}.parquet", content, day, COLUMNS[register])
        listing = reviews.receive(who.officer, source.pk, given)
        listings.append(reviews.settle_mapping(who.officer, listing.pk, {}).pk)
    return listings


def review(county: County, registers: Sequence[str] = REGISTERS) -> Outcome:
    """The whole of it, from lists to checks opened; the caller sees to the database."""
    done = Outcome()
    with clock.override(dt.datetime.combine(TODAY, dt.time(4), dt.UTC)):
        who = crew(county)
        plant(county)
        dibao.adopt(who.officer, county.place, TODAY)
        before = standing()
        listings = handed_in(county, who, registers)
        run = reviews.run(who.officer, Order("dibao", county.place, listings, fuzzy=True))
        hits = [
            (hit, county.facts.get((hit.source.key, hit.row_number)))
            for hit in run.hits.select_related("source")
        ]
        done.hits, done.kinds = len(hits), Counter(hit.kind for hit, _ in hits)
        known = [hit for hit, fact in hits if fact and fact["base"] == "known"]
        asked = [(hit, fact or {"base": "namesake"}) for hit, fact in hits if hit not in known]
        explained(who, known)
        silent = [each for each in asked if not heard(who, done, *each)]
    with clock.override(dt.datetime.combine(LATER, dt.time(4), dt.UTC)):
        for hit, _ in silent:
            if not hit.below:
                reviews.decide(who.second, hit.pk, "confirm", said(UNHEARD))
        check(who, done)
        weigh(county, done, registers, before)
    return done


def explained(who: Crew, known: Sequence[Hit]) -> None:
    """What the households had declared, in one go for each source."""
    by_source: dict[int, list[int]] = {}
    for hit in known:
        by_source.setdefault(hit.source_id, []).append(hit.pk)
    for ids in by_source.values():
        for start in range(0, len(ids), 2_000):
            part = ids[start : start + 2_000]
            reviews.explain_many(who.second, part, "explain", DECLARED, said(DECLARED, Ground.DECLARED))


def heard(who: Crew, done: Outcome, hit: Hit, fact: Mapping[str, Any]) -> bool:
    """One household is told, answers and is believed by what it shows; False when it stays silent."""
    attempt(done, lambda: reviews.decide(who.second, hit.pk, "confirm", said(OWNED_UP)))
    letter = reviews.tell_household(who.clerk, [hit.pk])
    reviews.record_delivery(
        who.clerk, letter.pk, channel="visit", on=TODAY, receiver=letter.recipient_name, proof="本人签收"
    )
    attempt(done, lambda: reviews.decide(who.second, hit.pk, "confirm", said(OWNED_UP)))
    if fact["household"] % SILENT == 0:
        return False
    true = fact["base"] in TRUE
    reviews.reply(who.clerk, hit.pk, YES if true else NO, on=TODAY)
    if true:
        reviews.decide(who.second, hit.pk, "confirm", said(OWNED_UP, proof=YES if hit.below else ""))
    else:
        reviews.decide(who.second, hit.pk, "dismiss", said(SHOWN, GROUNDS[fact["base"]]))
    return True


def attempt(done: Outcome, act: Callable[[], object]) -> None:
    """Something that has to be refused."""
    done.hurried += 1
    try:
        act()
    except (reviews.NotNow, reviews.Unfit):
        done.refused += 1


def check(who: Crew, done: Outcome) -> None:
    """A check is opened of every household with a confirmed match, once."""
    opened: set[int | None] = set()
    for hit in Hit.objects.filter(state=HitState.CONFIRMED).order_by("pk"):
        if hit.household_id not in opened:
            reviews.open_check(who.clerk, hit.pk, "线索属实，入户复核")
            opened.add(hit.household_id)
    done.checks = len(opened)


def weigh(
    county: County, done: Outcome, registers: Sequence[str], before: Mapping[int, tuple[Any, ...]]
) -> None:
    """What was found and what it cost anybody."""
    states = {
        (key, row): state for key, row, state in Hit.objects.values_list("source__key", "row_number", "state")
    }
    for (register, row), fact in county.facts.items():
        state = states.get((register, row))
        if register not in registers:
            continue
        if fact["base"] in TRUE:
            done.true += 1
            done.found += state == FOUND_OUT
            if state != FOUND_OUT:
                done.missed.append((fact["what"], fact["base"], fact["form"]))
        elif fact["base"] in WRONG:
            done.wrong += 1
            done.dismissed += state != FOUND_OUT
            done.mistaken += state == FOUND_OUT
    after = standing()
    done.stops = sum(after.get(key) != kept for key, kept in before.items())


def standing() -> dict[int, tuple[Any, ...]]:
    """What every household gets, by case: its entitlement, its award, whether the case is closed, its rows of the roster."""
    roster: dict[int, list[tuple[Any, ...]]] = {}
    for household, *row in Recipient.objects.order_by("pk").values_list(
        "household_id", "person_id", "monthly_benefit", "valid_to"
    ):
        roster.setdefault(household, []).append(tuple(row))
    awards = {
        case: kept
        for case, *kept in Award.objects.order_by("pk").values_list(
            "case_id", "amount", "persons", "last_month"
        )
    }
    return {
        case: (entitlement, closed, awards.get(case), roster.get(household))
        for case, entitlement, closed, household in Case.objects.values_list(
            "pk", "entitlement", "closed_on", "household_id"
        )
    }


def said(reasons: str, ground: str = "", proof: str = "") -> Said:
    """What the official writes."""
    return Said(reasons, ARTICLE, ground, proof, kin_declared=True)
