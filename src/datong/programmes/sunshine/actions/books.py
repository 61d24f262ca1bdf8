"""Writes in the village books: open, enter, reverse, attach, close. Each takes the book's row as its lock."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Sum

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.errors import BadPeriod, BadVoucher, BooksError
from datong.programmes.sunshine.models import Book, BookImport, Closing, Line, Opening, Voucher
from datong.programmes.sunshine.permissions import CLOSE, KEEP, PROGRAMME
from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.queries.scans import target_of
from datong.programmes.sunshine.rules.bookkeeping import Fault, NewVoucher, Posting, faults, reversed_of
from datong.programmes.sunshine.rules.charts import Chart, chart_on
from datong.programmes.sunshine.rules.entering import NOT_OPEN, Standing

RETENTION = "accounting"
SCAN = "voucher"
SHORTEST_WHY = 4
NO_VILLAGE = Text("账簿按村设立；{code} 不是村（社区）。", "Books are kept by village; {code} is none.")
NO_WORDS = Text("请填写摘要：这笔钱是做什么的。", "Say what the money was for.")
NO_WHY = Text("请写明冲销的原因（至少 4 个字）。", "Say why the voucher is reversed (at least 4 characters).")
TWICE = Text("{number} 号凭证已经冲销过。", "Voucher {number} has been reversed already.")
RED = Text(
    "红字凭证不能再冲销；请重新登记正确的凭证。",
    "A reversing voucher cannot be reversed; enter the right one anew.",
)
OTHER_CHART = Text(
    "{number} 号凭证用的是{chart}的科目，不能在 {day} 冲销；请按现在的科目登记更正凭证。",
    "Voucher {number} uses the accounts of the {chart}, so it cannot be reversed on {day}; enter a correcting voucher.",
)
TAKEN = Text("{number} 号凭证已经有了。", "There is a voucher {number} already.")
UNEQUAL = Text(
    "试算不平衡，不能结账：借方和贷方相差 {gap} 分。请告诉系统管理员，账簿可能被人改动过。",
    "The trial balance does not hold by {gap} fen, so nothing was closed; tell the system administrator, since the books "
    "may have been tampered with.",
)


def open_books(
    actor: User, place_code: str, day: dt.date, lines: Sequence[Posting], *, door: str = "page"
) -> Book:
    """Enter the balances with which the books begin, or begin anew under a new chart. Raises Refused, BooksError."""
    with transaction.atomic():
        book = opened(actor, place_code, day, lines, books.standing(place_code))
        told(actor, "books.open", book, door, day=day.isoformat(), accounts=len(lines))
    return book


def opened(actor: User, place_code: str, day: dt.date, lines: Sequence[Posting], stand: Standing) -> Book:
    """The same without a journal entry: rows only. An opening of nothing is allowed for a village without a fen."""
    access.require(actor, CLOSE, programme=PROGRAMME, place_code=place_code)
    if books.village(place_code) is None:
        raise BooksError(NO_VILLAGE.format(code=place_code))
    book = ready(actor, place_code)
    chart = chart_on(day)
    refusal = stand.refuses_opening(day, clock.today())
    if refusal or chart is None:
        raise BooksError(refusal or NOT_OPEN, "day")
    wrong = opening_faults(lines, chart)
    if wrong:
        raise BadVoucher(wrong)
    rows = [
        Opening(
            book=book, place_code=place_code, day=day, account=each.account, detail=each.detail,
            debit=each.debit, credit=each.credit, by=actor, at=clock.now(),
        )
        for each in lines or [Posting(chart.codes("cash")[0], 0, 0)]
    ]  # fmt: skip
    Opening.objects.bulk_create(rows)
    return book


def opening_faults(lines: Sequence[Posting], chart: Chart) -> list[Fault]:
    """What is wrong with the lines of an opening."""
    return faults(lines, chart) if lines else []


def ready(actor: User, place_code: str) -> Book:
    """The village's book, locked, made where there is none."""
    Book.objects.get_or_create(place_code=place_code, defaults={"by": actor, "at": clock.now()})
    return Book.objects.select_for_update(no_key=True).get(place_code=place_code)


def locked(actor: User, place_code: str) -> Book:
    """The village's book, locked, for whoever keeps it. Raises Refused; BooksError while it is not open."""
    access.require(actor, KEEP, programme=PROGRAMME, place_code=place_code)
    book = Book.objects.select_for_update(no_key=True).filter(place_code=place_code).first()
    if book is None:
        raise BooksError(NOT_OPEN)
    return book


def enter(actor: User, place_code: str, new: NewVoucher, *, door: str = "page") -> Voucher:
    """Enter a voucher. It must balance, its accounts be of the chart of its day, its day not closed.

    Raises Refused, BooksError, BadVoucher with every fault.
    """
    with transaction.atomic():
        book = locked(actor, place_code)
        made = placed(actor, book, new, books.standing(place_code))
        told(actor, "books.enter", book, door, voucher=made.label, fen=made.fen)
    return made


def placed(
    actor: User, book: Book, new: NewVoucher, stand: Standing, batch: BookImport | None = None
) -> Voucher:
    """A voucher's rows, checked; no journal entry."""
    chart = checked(new, stand)
    number = new.number or following(book, new.day.year)
    if new.number and Voucher.objects.filter(book=book, year=new.day.year, number=number).exists():
        raise BooksError(TAKEN.format(number=f"{new.day.year}-{number:03d}"), "number")
    made = Voucher.objects.create(
        book=book, place_code=book.place_code, year=new.day.year, number=number, day=new.day,
        words=new.words.strip(), handler=new.handler.strip(), papers=new.papers,
        fen=sum(each.debit for each in new.lines), batch=batch, by=actor, at=clock.now(),
    )  # fmt: skip
    write_lines(made, new.lines, chart)
    return made


def checked(new: NewVoucher, stand: Standing) -> Chart:
    """The chart of a voucher that may be entered. Raises BooksError, BadVoucher."""
    refusal = stand.refuses(new.day, clock.today())
    chart = chart_on(new.day)
    if refusal or chart is None:
        raise BooksError(refusal or NOT_OPEN, "day")
    if not new.words.strip():
        raise BooksError(NO_WORDS, "words")
    wrong = faults(new.lines, chart)
    if wrong:
        raise BadVoucher(wrong)
    return chart


def following(book: Book, year: int) -> int:
    """The next number of the year; the book is locked."""
    last = Voucher.objects.filter(book=book, year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def write_lines(voucher: Voucher, lines: Sequence[Posting], chart: Chart) -> None:
    """The lines of a voucher just made."""
    result = chart.codes("result")
    transfer = any(each.account in result for each in lines)
    Line.objects.bulk_create(
        Line(
            voucher=voucher, place_code=voucher.place_code, day=voucher.day, position=position,
            account=each.account, detail=each.detail.strip(), words=each.words.strip(),
            debit=each.debit, credit=each.credit, red=voucher.fen < 0, transfer=transfer,
        )
        for position, each in enumerate(lines, 1)
    )  # fmt: skip


def reverse(
    actor: User, place_code: str, voucher_id: int, day: dt.date, why: str, *, door: str = "page"
) -> Voucher:
    """Take a voucher back in red ink (红字冲销), on a day that is not closed. Raises Refused, BooksError,
    Voucher.DoesNotExist."""
    with transaction.atomic():
        book = locked(actor, place_code)
        wrong = Voucher.objects.prefetch_related("lines").get(pk=voucher_id, book=book)
        if len(why.strip()) < SHORTEST_WHY:
            raise BooksError(NO_WHY, "why")
        chart = reversible(wrong, day, books.standing(place_code))
        made = Voucher.objects.create(
            book=book, place_code=place_code, year=day.year, number=following(book, day.year), day=day,
            words=f"冲销 {wrong.label}：{why.strip()}"[:120], handler=wrong.handler, fen=-wrong.fen,
            reverses=wrong, by=actor, at=clock.now(),
        )  # fmt: skip
        same = [
            Posting(each.account, each.debit, each.credit, each.detail, each.words)
            for each in wrong.lines.all()
        ]
        write_lines(made, reversed_of(same), chart)
        told(actor, "books.reverse", book, door, voucher=made.label, of=wrong.label)
    return made


def reversible(wrong: Voucher, day: dt.date, stand: Standing) -> Chart:
    """The chart under which a voucher is reversed on a day. Raises BooksError."""
    if wrong.fen < 0:
        raise BooksError(RED)
    if Voucher.objects.filter(reverses=wrong).exists():
        raise BooksError(TWICE.format(number=wrong.label))
    refusal, chart, first = stand.refuses(day, clock.today()), chart_on(day), chart_on(wrong.day)
    if refusal or chart is None or first is None:
        raise BooksError(refusal or NOT_OPEN, "day")
    if chart is not first:
        raise BooksError(OTHER_CHART.format(number=wrong.label, chart=first.name, day=day), "day")
    return chart


def attach(
    actor: User, place_code: str, voucher_id: int, name: str, content: bytes, *, door: str = "page"
) -> evidence.Item:
    """Keep a scan with a voucher. Raises Refused, evidence.BadEvidence, Voucher.DoesNotExist."""
    access.require(actor, KEEP, programme=PROGRAMME, place_code=place_code)
    found = Voucher.objects.get(pk=voucher_id, place_code=place_code)
    return evidence.keep(
        actor,
        target=target_of(found),
        kind=SCAN,
        name=name,
        content=content,
        programme=PROGRAMME,
        place_code=place_code,
        retention=RETENTION,
        door=door,
    )


def close(actor: User, place_code: str, until: dt.date, *, door: str = "page") -> Closing:
    """Close everything up to the last day of a month, for good. Raises Refused, BooksError, BadPeriod."""
    access.require(actor, CLOSE, programme=PROGRAMME, place_code=place_code)
    with transaction.atomic():
        book = Book.objects.select_for_update(no_key=True).filter(place_code=place_code).first()
        if book is None:
            raise BadPeriod(NOT_OPEN)
        stand = books.standing(place_code)
        refusal = stand.refuses_closing(until, clock.today())
        if refusal:
            raise BadPeriod(refusal, "until")
        rows = Voucher.objects.filter(book=book, day__lte=until)
        if stand.closed:
            rows = rows.filter(day__gt=stand.closed)
        found = books.balances(place_code, stand.openings[0], until, stand)
        gaps = found.trial().gaps if found else (0, 0, 0)
        if any(gaps):
            raise BadPeriod(UNEQUAL.format(gap=max(abs(each) for each in gaps)))
        sums = Line.objects.filter(voucher__in=rows).aggregate(debit=Sum("debit"), credit=Sum("credit"))
        made = Closing.objects.create(
            book=book, place_code=place_code, until=until, vouchers=rows.count(),
            debit=sums["debit"] or 0, credit=sums["credit"] or 0, by=actor, at=clock.now(),
        )  # fmt: skip
        told(actor, "books.close", book, door, until=until.isoformat(), vouchers=made.vouchers)
    return made


def told(actor: User, action: str, book: Book, door: str, **detail: object) -> None:
    """Journal an act on a book; never words or names."""
    journal.record(
        actor.username, action, f"sunshine.Book:{book.pk}", place=book.place_code, door=door, detail=detail
    )
