"""Drafts and publications as their people see them, and what the public would see of a draft."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.calendar import service as calendar
from datong.foundation.openness.core import content as contents
from datong.foundation.openness.core.content import Block, PublicFileNote, Table
from datong.foundation.openness.core.drafts import Prepared, loaded, open_amounts
from datong.foundation.openness.core.redaction import Dropped, Finding, Known, redact, search
from datong.foundation.openness.core.redaction.numbers import digits_of
from datong.foundation.openness.core.redaction.sentences import ALLOWED_NAMES
from datong.foundation.openness.core.templates import period_words
from datong.foundation.openness.enums import Cycle, DraftState
from datong.foundation.openness.errors import BadItem
from datong.foundation.openness.models import Draft, Item, Publication, PublicFile
from datong.foundation.openness.queries.catalogue import aspect_name, item_of, name_of
from datong.foundation.openness.queries.contacts import contacts, office_phones
from datong.foundation.openness.queries.duties import DutyLine, duties, full_names, lines, present, undone
from datong.foundation.organisations import service as organisations
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.foundation.places.service import Place
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, reckon

PREPARE, RELEASE, VIEW = "openness.prepare", "openness.release", "openness.view"
WAITING = (DraftState.OPEN, DraftState.SUBMITTED, DraftState.RETURNED)
UNNUMBERED = "—"
NOTHING = Text(
    "还没有内容：请填表、写一段文字，或者加一个附件。",
    "There is nothing in it yet: fill in a table, write a paragraph or attach a file.",
)
OPEN_AMOUNTS = Text(
    "表“{table}”第 {row} 行“{column}”沿用了上期的行，本期金额还没填；没有发生请填 0 或删去这一行。",
    "Table “{table}” row {row}, “{column}”: the row was carried over and its amount is not filled in; enter 0 or clear the row.",
)
NOT_LOOKED = Text(
    "附件“{name}”里有图片，程序看不懂图里的字；请打开看过，再点“已看过”。",
    "“{name}” holds a picture whose words no program reads; open it, look, and confirm.",
)
NOT_SIGNED = Text(
    "财务公开须经民主理财小组审核签字后才能发布。",
    "Finance is published only once the democratic finance group has signed.",
)
INSIDE = Text("附件“{name}”里的文字", "words in “{name}”")
NO_TITLE = Text("请填写标题。", "Please give it a title.")
REGISTERED = Text("“{where}”是已登记人员的身份证号", "{where} is the identity number of somebody registered")


@dataclass(frozen=True, slots=True)
class Examined:
    """What would be published and what stands in the way: `problems` to be mended, `refused` tables, `findings` that block."""

    content: dict[str, Any]
    dropped: tuple[Dropped, ...]
    refused: tuple[Text, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Text, ...]
    proposed: int

    @property
    def clean(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.refused or self.findings or self.problems)


def drafts(user: AnyUser, state: str = "") -> QuerySet[Draft]:
    """The drafts of the user's places, those last changed first; without `state` those still to be released."""
    rows = Draft.objects.filter(state=state) if state else Draft.objects.filter(state__in=WAITING)
    mine = access.scope(user, PREPARE).q() | access.scope(user, RELEASE).q()
    return rows.filter(mine).select_related("prepared_by", "submitted_by", "corrects", "publication")


def draft(user: AnyUser, pk: int) -> Draft | None:
    """One draft of the user's places, whatever its state."""
    mine = access.scope(user, PREPARE).q() | access.scope(user, RELEASE).q()
    rows = Draft.objects.filter(mine).select_related("prepared_by", "submitted_by", "corrects", "publication")
    return rows.filter(pk=pk).first()


def publications(
    user: AnyUser, *, state: str = "", aspect: str = "", word: str = ""
) -> QuerySet[Publication]:
    """What the user's places published, the newest first; withdrawn and expired ones too."""
    rows = access.visible(Publication.objects.all(), user, VIEW, None)
    if state:
        rows = rows.filter(state=state)
    if aspect:
        rows = rows.filter(aspect=aspect)
    if word:
        rows = rows.filter(Q(number=word) | Q(title_zh__contains=word) | Q(title_en__icontains=word))
    return rows.select_related("edition")


def publication(user: AnyUser, number: str) -> Publication | None:
    """One of them."""
    return publications(user).filter(number=number).first()


def prepared(row: Draft) -> Prepared:
    """The blocks of a draft and what was carried over."""
    return loaded(str(row.blocks or ""))


def blocks_of(row: Draft) -> tuple[Block, ...]:
    """The blocks of a draft, before redaction."""
    return prepared(row).blocks


def draft_item(row: Draft, day: dt.date | None = None) -> Item:
    """The catalogue's item a draft fills, as it is in force today, else at the end of its period. Raises BadItem."""
    try:
        return item_of(row.county, row.key, day or clock.today())
    except BadItem:
        return item_of(row.county, row.key, row.period_end)


def board_until(item: Item, posted: dt.date) -> dt.date:
    """The last day it hangs on the board; the day of posting is not counted."""
    unit: Any = item.board_unit
    limit = Limit(item.board_days, unit, rolls=False)
    return reckon(limit, posted, calendar.working_days()).due or posted


def shown_until(item: Item, posted: dt.date, board: dt.date) -> dt.date | None:
    """The last day it is on the public pages: never before it comes off the board; None where it stays."""
    if item.public_days is None:
        return None
    return max(posted + dt.timedelta(days=item.public_days), board)


def above(place_code: str) -> list[str]:
    """A place's code and those of its town and county."""
    return list(dict.fromkeys([place_code, place_code[:9] + "000", place_code[:6] + "000000"]))


def known(place_code: str, hidden: frozenset[str] = frozenset(), names: tuple[str, ...] = ()) -> Known:
    """What the search for personal data is told about a place; `names` of items may speak of illness."""
    office = frozenset(office_phones(place_code[:6]))
    return Known(clock.today(), office, (*ALLOWED_NAMES, *names), hidden)


def responsible(place_code: str) -> dict[str, str]:
    """Who answers for a publication: the nearest of village, town and county that registered somebody with a telephone."""
    for code in above(place_code):
        for each in contacts(code):
            if each.phone:
                return {"name": each.name, "duty": each.duty, "phone": str(each.phone)}
    return {}


def signers(place_code: str) -> list[str]:
    """The names of those registered today as members of a village's democratic finance group."""
    rows = organisations.holders(place_code, [organisations.Duty.FINANCE_GROUP], clock.today())
    return [row.name for row in rows if row.place_code == place_code]


def notes(files: Sequence[PublicFile]) -> list[PublicFileNote]:
    """Attachments as the content names them."""
    return [PublicFileNote(each.name, each.media, each.size, each.sha256) for each in files]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a content says beside the draft's own words."""

    number: str
    version: int
    action: str
    posted: dt.date
    until: dt.date | None
    replaces: str = ""


def composed(
    row: Draft, item: Item, blocks: Sequence[Block], files: Sequence[PublicFile], head: Heading
) -> dict[str, Any]:
    """The content of an edition, from blocks that were redacted."""
    place = Place.objects.filter(code=row.place_code).order_by("-id").first()
    name, full = (place.short, place.name) if place else (row.place_code, row.place_code)
    return contents.content(
        number=head.number,
        version=head.version,
        action=head.action,
        title=Text(row.title_zh, row.title_en or row.title_zh),
        place=(row.place_code, full_names({row.place_code}).get(row.place_code, name)),
        publisher=(row.place_code, full),
        aspect=(row.aspect, aspect_name(row.aspect)),
        item=(row.key, name_of(item)),
        period=(row.period_start.isoformat(), row.period_end.isoformat()),
        posted=head.posted.isoformat(),
        until=head.until.isoformat() if head.until else None,
        blocks=blocks,
        source=row.drawn_from,
        files=notes(files),
        replaces=head.replaces,
        reason=row.reason,
        responsible=responsible(row.place_code),
        signed=[name for name in row.signed.split("、") if name],
    )


def heading(row: Draft, item: Item, number: str = UNNUMBERED) -> Heading:
    """What the next edition of a draft says of itself; a correction keeps its number and never shows longer."""
    today = clock.today()
    until = shown_until(item, today, board_until(item, today))
    old = row.corrects
    if old is None:
        return Heading(number, 1, publiclog.Action.PUBLISH.value, today, until)
    version = old.editions.count() + 1
    return Heading(
        old.number,
        version,
        publiclog.Action.CORRECT.value,
        today,
        old.shown_until,
        f"{old.number}/{version - 1}",
    )


def preview(row: Draft) -> dict[str, Any]:
    """The content exactly as the public would see it today; without a number before its first release."""
    return examined(row).content


def examined(row: Draft, number: str = UNNUMBERED) -> Examined:
    """Redact a draft and look through the result. Raises BadItem."""
    item = draft_item(row)
    ready = prepared(row)
    files = list(row.files.all())
    result = redact(ready.blocks, item.profile, clock.today())
    content = composed(row, item, result.blocks, files, heading(row, item, number))
    told = known(row.place_code, result.hidden, names=(item.name_zh, item.group_zh))
    found = [*search(content, told), *registered(content), *in_files(files)]
    return Examined(
        content,
        result.dropped,
        result.refused,
        tuple(dict.fromkeys(found)),
        tuple(problems(row, item, ready, files)),
        len(ready.proposed),
    )


def in_files(files: Sequence[PublicFile]) -> list[Finding]:
    """What was suspected in attachments when they came."""
    return [
        Finding(kind, INSIDE.format(name=each.name), "…", certain=False)
        for each in files
        for kind in each.suspects.split(",")
        if kind
    ]


def problems(row: Draft, item: Item, ready: Prepared, files: Sequence[PublicFile]) -> list[Text]:
    """What has to be filled in or confirmed first, but for what is personal."""
    said = [] if row.title_zh.strip() else [NO_TITLE]
    if not files and not any(says(block) for block in ready.blocks):
        said.append(NOTHING)
    for at, line, column in open_amounts(ready)[:20]:
        block = ready.blocks[at]
        if isinstance(block, Table):
            said.append(
                OPEN_AMOUNTS.format(table=block.caption, row=line + 1, column=block.columns[column].name)
            )
    said += [NOT_LOOKED.format(name=each.name) for each in files if each.unreadable and not each.looked]
    if item.signed and not row.signed:
        said.append(NOT_SIGNED)
    return said


def says(block: Block) -> bool:
    """Whether a block holds anything."""
    return bool(block.rows) if isinstance(block, Table) else bool(block.text.strip())


def registered(content: dict[str, Any]) -> list[Finding]:
    """Cells that are the identity number of somebody in the register, whatever a pattern makes of them."""
    found = []
    for block in content["blocks"]:
        for at, row in enumerate(block.get("rows", []), start=1):
            for cell in row:
                digits = digits_of(cell) if isinstance(cell, str) else ""
                if len(digits) == 18 and people.by_identity(digits) is not None:
                    where = REGISTERED.format(where=f"{block['caption']['zh']} {at}")
                    found.append(Finding("identity", where, f"{digits[:2]}…{digits[-2:]}"))
    return found


def last_of(place_code: str, key: str, before: dt.date) -> Publication | None:
    """The last publication of an item by a place whose period began before, if its content is still shown."""
    rows = Publication.objects.filter(place_code=place_code, key=key, state="shown", period_start__lt=before)
    return rows.select_related("edition").order_by("-period_start", "-id").first()


def draft_item_of(publication: Publication) -> Item:
    """The catalogue's item of a publication as it is in force today, else on the day it was published. Raises BadItem."""
    try:
        return item_of(publication.county, publication.key, clock.today())
    except BadItem:
        return item_of(publication.county, publication.key, publication.published_on)


def noticed(
    row: Publication, title: Text, version: int, action: str, replaces: str, reason: str
) -> dict[str, Any]:
    """A content without blocks, which only says what became of a publication."""
    place = Place.objects.filter(code=row.place_code).order_by("-id").first()
    return contents.content(
        number=row.number,
        version=version,
        action=action,
        title=title,
        place=(row.place_code, full_names({row.place_code})[row.place_code]),
        publisher=(row.place_code, place.name if place else row.place_code),
        aspect=(row.aspect, aspect_name(row.aspect)),
        item=(row.key, name_of(draft_item_of(row))),
        period=(row.period_start.isoformat(), row.period_end.isoformat()),
        posted=clock.today().isoformat(),
        until=row.shown_until.isoformat() if row.shown_until else None,
        blocks=(),
        replaces=replaces,
        reason=reason,
    )


TITLE = Text("{place}{period}{stage}{item}", "{place}: {item}, {period}{stage}")


def title(place_code: str, item: Item, first: dt.date, last: dt.date, stage: str = "") -> Text:
    """百花村2014年第三季度低保对象名单: what a publication is called unless somebody says otherwise."""
    place = places.names({place_code}).get(place_code, place_code)
    days = ((first.year, first.month, first.day), (last.year, last.month, last.day))
    period = Text("", "standing") if item.cycle == Cycle.STANDING else period_words(*days)
    told = Text(f"（{stage}）", f" ({stage})") if stage else Text("", "")
    return TITLE.format(place=place, period=period, stage=told, item=name_of(item))


def plain_title(row: Publication) -> Text:
    """A publication's title from the catalogue, whatever was typed."""
    return title(row.place_code, draft_item_of(row), row.period_start, row.period_end, row.stage)


def to_prepare(user: AnyUser, county: str, day: dt.date) -> list[DutyLine]:
    """What the user's places owe next and nobody has published, the first due first; twenty at most, one line a sheet."""
    if not access.can(user, PREPARE):
        return []
    now = present(county)
    rows = duties(user, county, day).filter(
        undone(day, present=day == now), due_on__lte=day + dt.timedelta(days=30)
    )
    told: dict[tuple[str, str, dt.date, str], DutyLine] = {}
    for line in lines(access.visible(rows, user, PREPARE, None)[:200], day, now):
        told.setdefault((line.duty.place_code, line.sheet, line.duty.period_start, line.duty.stage), line)
    return list(told.values())[:20]


def places_of(user: AnyUser, county: str) -> list[tuple[str, str]]:
    """The villages for which the user may prepare, by code and name; at most a county's."""
    rows = access.scope(user, PREPARE).narrow(places.within(county[:6], "village"), "code")
    names = full_names(set(rows.values_list("code", flat=True)))
    return sorted(names.items())
