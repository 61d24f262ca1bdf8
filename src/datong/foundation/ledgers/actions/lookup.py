"""Looking up what the cells name: places, rows of other sheets, persons, organisations."""

from difflib import get_close_matches

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.actions.reading import Reading
from datong.foundation.ledgers.core.kinds import Body, Identity, Reference, Town
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.organisations import service as organisations
from datong.foundation.people import service as people
from datong.foundation.places.service import Gazetteer
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text

SEPARATOR = "\x1f"


def key_of(sheet: Sheet, county: str, parts: tuple[str, ...]) -> bytes:
    """The keyed digest under which a row stands."""
    return storage.digest(SEPARATOR.join((sheet.id, county, *parts)))


def find_places(reading: Reading, gazetteer: Gazetteer) -> None:
    """Give every row its 12-digit place: the village, else the town, else the county; refuse unknown and ambiguous names."""
    town, village = reading.sheet.town(), reading.sheet.village()
    county = reading.county + "000000"
    if town is None and village is None:
        reading.places = [county] * reading.height
        return
    towns = reading.values[town.name] if town else [None] * reading.height
    villages = reading.values[village.name] if village else [None] * reading.height
    known: dict[tuple[str | None, str | None], str | tuple[str, str, Text]] = {}
    places = []
    for position, pair in enumerate(zip(towns, villages, strict=True)):
        answer = known.get(pair)
        if answer is None:
            answer = known[pair] = find_place(town, village, pair, gazetteer)
        if isinstance(answer, tuple):
            column, code, reason = answer
            reading.refuse(
                position, "unknown_place" if code == "unknown" else "ambiguous_place", column, reason
            )
            places.append(county)
        else:
            places.append(answer)
    reading.places = places
    call_by_their_names(reading, gazetteer)


def call_by_their_names(reading: Reading, gazetteer: Gazetteer) -> None:
    """Write towns and villages as the register of places does (百花村村民委员会 becomes 百花村), so that two spellings of a
    place are not two contents of a row."""
    for column in (reading.sheet.town(), reading.sheet.village()):
        if column is None:
            continue
        ending = "000000" if isinstance(column.kind, Town) else "000"
        names = {
            place: gazetteer.shorts.get(place[:9] + "000" if isinstance(column.kind, Town) else place)
            for place in set(reading.places)
            if not place.endswith(ending)
        }
        reading.values[column.name] = [
            names.get(place) or value
            for value, place in zip(reading.values[column.name], reading.places, strict=True)
        ]


def find_place(
    town: Column | None, village: Column | None, named: tuple[str | None, str | None], gazetteer: Gazetteer
) -> str | tuple[str, str, Text]:
    """The 12-digit code of (town name, village name), or (column, unknown|ambiguous, reason)."""
    town_name, village_name = named
    code = gazetteer.county + "000000"
    town_code = None
    if town is not None and town_name:
        town_code = gazetteer.town(town_name)
        if town_code is None:
            if (
                isinstance(town.kind, Town)
                and town.kind.organs
                and not town_name.endswith(("镇", "乡", "街道"))
            ):
                return code
            return town.name, "unknown", unknown(town_name, list(gazetteer.towns))
        code = town_code
    if village is None or not village_name:
        return code
    found = gazetteer.village(town_code, village_name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = "、".join(found)
        return (
            village.name,
            "ambiguous",
            Text(
                zh=f"有 {len(found)} 个村（社区）叫这个名字（{listed}），请写明是哪个镇的",
                en=f"{len(found)} villages have this name ({listed}); please say of which town",
            ),
        )
    near = [name for at, name in gazetteer.villages if town_code in {None, at}]
    return village.name, "unknown", unknown(village_name, near)


def unknown(name: str, candidates: list[str]) -> Text:
    """The sentence for a name that is no place, with the nearest ones."""
    near = get_close_matches(name, sorted(set(candidates)), n=3, cutoff=0.5)
    hint = (
        Text(zh=f"，相近的有：{'、'.join(near)}", en=f"; near it are: {', '.join(near)}")
        if near
        else Text(zh="", en="")
    )
    return Text(
        zh="区划库中没有这个地名{hint}，请核对镇和村（社区）的名称",
        en="no such place in the register of places{hint}; please check",
    ).format(hint=hint)


def find_references(reading: Reading) -> None:
    """Look up numbers of other sheets and persons who must already be known; rows without a place of their own
    take that of the first row they refer to."""
    placed = reading.sheet.town() is not None or reading.sheet.village() is not None
    for column in reading.sheet.columns:
        target = referred(column)
        if target is None or column.name not in reading.cells:
            continue
        values = reading.values[column.name]
        known = rows_by_number(target, reading.county, {value for value in values if value is not None})
        reading.ids[column.name] = [known[value][0] if value in known else None for value in values]
        for position, value in enumerate(values):
            if value is not None and value not in known:
                code = column.kind.code  # type: ignore[union-attr]
                reading.refuse(position, code, column.name, not_there(target))
        if not placed:
            reading.places = [
                known[v][1] if v in known else p for v, p in zip(values, reading.places, strict=True)
            ]
            placed = True


def referred(column: Column) -> Sheet | None:
    """The sheet a column refers to, if it does."""
    if isinstance(column.kind, Reference):
        return registry.SHEETS.get(column.kind.to)
    if isinstance(column.kind, Identity) and column.kind.known_in:
        return registry.SHEETS.get(column.kind.known_in)
    return None


def rows_by_number(target: Sheet, county: str, numbers: set[str]) -> dict[str, tuple[int, str]]:
    """Id and place of the current rows of a sheet that stand under these numbers. One query."""
    wanted = {key_of(target, county, (number,)): number for number in numbers}
    current = target.model.objects.filter(county=county, valid_to__isnull=True).values_list(
        "key", "id", "place_code"
    )
    return {
        wanted[key]: (pk, place)
        for raw, pk, place in current.iterator(20_000)
        if (key := bytes(raw)) in wanted
    }


def not_there(target: Sheet) -> Text:
    """The sentence for a number that the other sheet does not have."""
    return Text(
        zh=f"“{target.name}”中没有这一条，请核对，或先导入“{target.name}”",
        en=f"there is no such row in “{target.name}”; please check it, or import “{target.name}” first",
    )


def enrol_persons(reading: Reading) -> None:
    """Put the persons of accepted rows into the register of people."""
    for column in reading.sheet.identities():
        if not isinstance(column.kind, Identity) or column.kind.known_in or column.name not in reading.cells:
            continue
        values = reading.values[column.name]
        names = reading.values.get(column.kind.name or "", [None] * reading.height)
        sexes = reading.values.get(column.kind.sex or "", [None] * reading.height)
        newcomers: dict[str, people.Newcomer] = {}
        for identity, name, sex, place in zip(values, names, sexes, reading.places, strict=True):
            if identity is not None and identity not in newcomers:
                newcomers[identity] = people.Newcomer(name or "", sex or "", place)
        ids = people.enrol(newcomers)
        reading.ids[column.name] = [None if identity is None else ids[identity] for identity in values]


def found_bodies(reading: Reading, gazetteer: Gazetteer) -> None:
    """Find or found the organisations that accepted rows name; a village's branch places its row in the village."""
    for column in reading.sheet.columns:
        if not isinstance(column.kind, Body) or column.name not in reading.cells:
            continue
        names = reading.values[column.name]
        if column.kind.village:
            reading.places = [
                branch_place(column.kind, name, place, gazetteer)
                for name, place in zip(names, reading.places, strict=True)
            ]
        county = reading.county + "000000"
        at = reading.places if column.kind.village else [county] * reading.height
        pairs = [(name, place) for name, place in zip(names, at, strict=True)]
        ids = organisations.found(reading.county, column.kind.kind, [pair for pair in pairs if pair[0]])
        reading.ids[column.name] = [ids.get(pair) for pair in pairs]


def branch_place(kind: Body, name: str | None, place: str, gazetteer: Gazetteer) -> str:
    """The village a branch is named after, inside the row's town; else the place as it is."""
    if not name or place.endswith("000000"):
        return place
    stem = name
    for ending in kind.endings:
        stem = stem.removesuffix(ending)
    found = gazetteer.village(place[:9] + "000", stem)
    return found[0] if len(found) == 1 else place
