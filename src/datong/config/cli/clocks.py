"""datong clock due; datong sample draw | verify. Neither loads a programme; drawing needs no database at all."""

import argparse
import csv
import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from datong.config.cli.output import as_json, say, told, write
from datong.kernel import sampling, verify_draw
from datong.kernel.bilingual import Text
from datong.kernel.workdays import BeyondCalendar, Limit, WorkingDays, explain

HEADER = ["from", "working_days"]
MOST_TOLD = 20
NOT_TEXT = Text("{file} 不是 UTF-8 文本。", "{file} is not UTF-8 text.")
NO_LIMIT = Text(
    "请写 --from 日期 和 --working-days 天数（或 --calendar-days），或者 --batch 文件。",
    "Give --from DATE with --working-days N (or --calendar-days N), or --batch FILE.",
)
BATCH_ALONE = Text(
    "--batch 不能与 --from、--working-days、--calendar-days、--json 同用。",
    "--batch goes without --from, --working-days, --calendar-days and --json.",
)
NO_HEADER = Text(
    "{file} 第 1 行应是表头 from,working_days。", "Line 1 of {file} must be the heading from,working_days."
)
TWO_CELLS = Text(
    "第 {line} 行应有两格：from,working_days。", "Line {line} must have two cells: from,working_days."
)
NO_DATE = Text(
    "第 {line} 行的“{cell}”不是日期（2014-09-26）。", "Line {line}: “{cell}” is not a date (2014-09-26)."
)
NO_NUMBER = Text(
    "第 {line} 行的“{cell}”不是天数（0 或正整数）。",
    "Line {line}: “{cell}” is not a number of days (0 or more).",
)
BEYOND = Text("第 {line} 行：{why}", "Line {line}: {why}")
MORE = Text("还有 {count} 行有错。", "{count} more lines are wrong.")
EMPTY_LINE = Text("{file} 第 {line} 行是空的。", "Line {line} of {file} is empty.")
NOT_A_DRAW = Text("{file} 不是一次抽样的记录：{why}", "{file} is not the record of a draw: {why}")


class Unusable(ValueError):
    """Arguments or a file that cannot be used; one sentence or several."""

    def __init__(self, *texts: Text) -> None:
        super().__init__(*texts)
        self.texts = texts


def perform(arguments: argparse.Namespace) -> int:
    """Run the command; what it refuses is told with status 2."""
    command: Callable[[argparse.Namespace], int] = COMMANDS[arguments.command, arguments.action]
    try:
        return command(arguments)
    except Unusable as error:
        return max(told(f"{text.zh} ({text.en})") for text in error.texts)
    except (BeyondCalendar, sampling.BadDraw) as error:
        return told(f"{error.text.zh} ({error.text.en})")
    except BrokenPipeError:
        return 0
    except OSError as error:
        return told(f"{error.filename or ''}: {error.strerror or error}")
    except ValueError as error:  # the environment holds an unusable setting
        return told(error)


def due(arguments: argparse.Namespace) -> int:
    """One due date, or one a row of a batch."""
    days = [arguments.working_days, arguments.calendar_days]
    if arguments.batch:
        if arguments.since or arguments.json or any(each is not None for each in days):
            raise Unusable(BATCH_ALONE)
        write(Path("-"), "".join(batch(arguments.batch, known_days(), arguments.provisional)))
        return 0
    if arguments.since is None or days.count(None) != 1:
        raise Unusable(NO_LIMIT)
    return one(arguments)


def one(arguments: argparse.Namespace) -> int:
    """One due date, as a date or as JSON with the days that were skipped."""
    working = arguments.working_days is not None
    count = arguments.working_days if working else arguments.calendar_days
    days = known_days()
    told = explain(Limit(count, "working" if working else "calendar"), arguments.since, days)
    if told.reckoning.provisional and not arguments.provisional:
        raise BeyondCalendar.outside(arguments.since, days)
    if not arguments.json:
        say(str(told.reckoning.due))
        return 0
    write(
        Path("-"),
        as_json(
            {
                "from": str(arguments.since),
                "working_days" if working else "calendar_days": count,
                "due": str(told.reckoning.due),
                "provisional": told.reckoning.provisional,
                "skipped": [
                    {"day": str(each.day), "reason": each.reason.to(arguments.lang)} for each in told.skipped
                ],
            }
        ),
    )
    return 0


def batch(file: Path, days: WorkingDays, provisional: bool) -> Iterator[str]:
    """A line from,working_days,due for each row. Raises Unusable with a sentence for each bad row."""
    lines: list[str] = []
    wrong: list[Text] = []
    for line, cells in rows(file):
        try:
            start, count = parsed(line, cells)
            lines.append(f"{start},{count},{days.due(start, count, provisional=provisional)}\n")
        except Unusable as error:
            wrong += error.texts
        except BeyondCalendar as error:
            wrong.append(BEYOND.format(line=line, why=error.text))
    if wrong:
        more = [MORE.format(count=len(wrong) - MOST_TOLD)] if len(wrong) > MOST_TOLD else []
        raise Unusable(*wrong[:MOST_TOLD], *more)
    return iter(lines)


def rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows under the heading with their line numbers; empty lines are passed over."""
    reader = csv.reader(text_of(file).splitlines())
    if [cell.strip() for cell in next(reader, [])] != HEADER:
        raise Unusable(NO_HEADER.format(file=file))
    return ((reader.line_num, cells) for cells in reader if cells)


def parsed(line: int, cells: list[str]) -> tuple[dt.date, int]:
    """A row's day and number of days. Raises Unusable."""
    if len(cells) != len(HEADER):
        raise Unusable(TWO_CELLS.format(line=line))
    start, count = (cell.strip() for cell in cells)
    try:
        day = dt.date.fromisoformat(start)
    except ValueError:
        raise Unusable(NO_DATE.format(line=line, cell=start[:40])) from None
    if not (count.isascii() and count.isdigit() and len(count) < 10):
        raise Unusable(NO_NUMBER.format(line=line, cell=count[:40]))
    return day, int(count)


def known_days() -> WorkingDays:
    """The calendar of the database; where there is none, the holiday notices the program brings along."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.quick")
    import django  # noqa: PLC0415 - only the clock needs it
    from django.db import OperationalError, ProgrammingError, connection  # noqa: PLC0415

    django.setup()
    from datong.foundation.calendar import service as calendar  # noqa: PLC0415 - once apps are there

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not name.startswith(("file:", ":")) and not Path(name).exists():
        return calendar.seed_calendar()  # asking would make an empty file
    try:
        return calendar.working_days()
    except (OperationalError, ProgrammingError):
        told(
            "没有可用的数据库，按随附的放假安排计算 (no usable database: the notices that come with the program are used)"
        )
        return calendar.seed_calendar()


def draw(arguments: argparse.Namespace) -> int:
    """The ids that are drawn, in order; the frame's hash beside them, on standard error."""
    ids = text_of(arguments.ids).splitlines()
    if "" in ids:
        raise Unusable(EMPTY_LINE.format(file=arguments.ids, line=ids.index("") + 1))
    drawn = sampling.draw(ids, arguments.seed, arguments.count)
    told(f"名单 frame SHA-256: {sampling.frame_hash(ids)}")
    write(Path("-"), "".join(f"{each}\n" for each in drawn))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Whether a recorded draw is right; 0 when it is, 1 when it differs."""
    try:
        wrong = verify_draw.wrong(json.loads(text_of(arguments.file)))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise Unusable(NOT_A_DRAW.format(file=arguments.file, why=repr(error))) from error
    say(f"不一致 differ: {wrong}" if wrong else "一致 agree")
    return 1 if wrong else 0


def text_of(file: Path) -> str:
    """A UTF-8 file. Raises Unusable."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(NOT_TEXT.format(file=file)) from None


COMMANDS: dict[tuple[str, str], Callable[[argparse.Namespace], int]] = {
    ("clock", "due"): due,
    ("sample", "draw"): draw,
    ("sample", "verify"): verify,
}
