"""What became of an import or a trial, as its page tells it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.codes import LEFT_OUT, SKIPPED, Code, code
from datong.foundation.ledgers.enums import FileState, RefusedState
from datong.foundation.ledgers.models import Import, ImportedFile, Job, RefusedRow, SheetReceipt
from datong.foundation.ledgers.queries.history import programmes_of, visible_files
from datong.foundation.ledgers.queries.refusals import refused_seen
from datong.kernel.bilingual import Text

SHOWN = 20


@dataclass(frozen=True)
class SheetResult:
    """One sheet: rows accepted (new, changed, unchanged), refused by code, left out by reason; unknown columns."""

    name: str
    id: str
    accepted: int
    added: int
    changed: int
    unchanged: int
    refused: list[tuple[str, Code, int]]
    unknown_columns: list[str]
    left_out: list[tuple[Text, int]]
    problem: str

    @property
    def refused_rows(self) -> int:
        return sum(count for _, _, count in self.refused)


@dataclass(frozen=True)
class FileResult:
    """One workbook. `skipped`: sheets not read, with why. `earlier`: the import that took the same file in."""

    name: str
    programme: Text | None
    state: str
    problem: str
    sheets: list[SheetResult]
    skipped: list[tuple[str, Text]] = field(default_factory=list)
    earlier: int | None = None


@dataclass(frozen=True)
class RefusedLine:
    """One refused row as listed; `pk` is None in a trial. `state` of RefusedState."""

    pk: int | None
    sheet: str
    row: int
    code: str
    message: str
    state: str = "open"


@dataclass(frozen=True)
class Result:
    """Everything a result page says. `lines` are the first refused rows of `refused` in all, `waiting` still open."""

    files: list[FileResult]
    lines: list[RefusedLine]
    waiting: int = 0

    @property
    def accepted(self) -> int:
        return sum(sheet.accepted for file in self.files for sheet in file.sheets)

    @property
    def added(self) -> int:
        return sum(sheet.added for file in self.files for sheet in file.sheets)

    @property
    def changed(self) -> int:
        return sum(sheet.changed for file in self.files for sheet in file.sheets)

    @property
    def refused(self) -> int:
        return sum(sheet.refused_rows for file in self.files for sheet in file.sheets)

    @property
    def problems(self) -> int:
        """Workbooks and sheets that were not taken at all."""
        told = [file.problem for file in self.files]
        return sum(map(bool, told + [sheet.problem for file in self.files for sheet in file.sheets]))

    @property
    def unknown_columns(self) -> list[SheetResult]:
        """Sheets with columns nobody declared."""
        return [
            sheet
            for file in self.files
            for sheet in file.sheets
            if sheet.unknown_columns and not sheet.problem
        ]

    @property
    def left_out(self) -> list[SheetResult]:
        """Sheets with rows that are no data."""
        return [sheet for file in self.files for sheet in file.sheets if sheet.left_out]

    @property
    def codes(self) -> list[tuple[str, Code, int]]:
        """Refused rows by code over all sheets, the most frequent first."""
        counted = Counter[str]()
        for file in self.files:
            for sheet in file.sheets:
                counted.update({name: count for name, _, count in sheet.refused})
        return [(name, code(name), count) for name, count in counted.most_common()]


def result_of_import(user: Any, batch: Import, lang: str) -> Result:
    """What became of an import, as far as the user may see it. Five queries, however large it is."""
    sheets = SheetReceipt.objects.filter(programme__in=[*programmes_of(user), ""])
    files = list(visible_files(user).filter(batch=batch).prefetch_related(Prefetch("sheets", sheets)))
    earlier = earlier_imports(files, batch)
    skipped = skipped_sheets(batch)
    rows = refused_seen(user, batch.county).filter(receipt__file__batch=batch)
    waiting = rows.filter(state=RefusedState.OPEN)
    return Result(
        [told(file, lang, skipped.get(file.name, []), earlier.get(file.sha256)) for file in files],
        [line(row, lang) for row in waiting[:SHOWN]],
        waiting.count(),
    )


def told(file: ImportedFile, lang: str, skipped: list[tuple[str, Text]], earlier: int | None) -> FileResult:
    """One workbook of an import."""
    sheets = [
        sheet_result(
            f"{receipt.programme}.{receipt.slug}",
            {
                "sheet": receipt.name, "accepted": receipt.accepted, "added": receipt.added,
                "changed": receipt.changed, "refused": receipt.refused, "left_out": receipt.left_out,
                "unknown_columns": receipt.unknown_columns, "problem": spoken(receipt, lang),
            },
        )
        for receipt in file.sheets.all()
    ]  # fmt: skip
    unchanged = file.state == FileState.UNCHANGED
    return FileResult(
        file.name, programme_name(file.programme), str(file.state), spoken(file, lang), sheets, skipped,
        earlier if unchanged else None,
    )  # fmt: skip


def spoken(part: ImportedFile | SheetReceipt, lang: str) -> str:
    """The problem of a workbook or sheet in a language."""
    return part.problem_en if lang.startswith("en") else part.problem_zh


def sheet_result(name: str, report: Mapping[str, Any]) -> SheetResult:
    """One sheet, from its report."""
    left_out = Counter(each["why"] for each in report["left_out"])
    return SheetResult(
        name=report["sheet"],
        id=name,
        accepted=report["accepted"],
        added=report["added"],
        changed=report["changed"],
        unchanged=report["accepted"] - report["added"] - report["changed"],
        refused=[(each, code(each), count) for each, count in report["refused"].items()],
        unknown_columns=list(report["unknown_columns"]),
        left_out=[(LEFT_OUT.get(why) or Text(why, why), count) for why, count in left_out.items()],
        problem=report["problem"],
    )


def line(row: RefusedRow, lang: str) -> RefusedLine:
    """One refused row."""
    message = row.reason_en if lang.startswith("en") else row.reason_zh
    return RefusedLine(row.pk, row.receipt.name, row.row, row.code, message, str(row.state))


def programme_name(slug: str) -> Text | None:
    """The programme's name; None for a workbook of none."""
    return registry.PROGRAMMES.get(slug)[1] if slug in registry.PROGRAMMES else None


def earlier_imports(files: Iterable[ImportedFile], batch: Import) -> dict[str, int]:
    """The import that first took in each file that came again, by content. One query."""
    hashes = [file.sha256 for file in files if file.state == FileState.UNCHANGED]
    found = ImportedFile.objects.filter(sha256__in=hashes, state=FileState.IMPORTED, batch_id__lt=batch.pk)
    return dict(found.order_by("id").values_list("sha256", "batch_id"))


def skipped_sheets(batch: Import) -> dict[str, list[tuple[str, Text]]]:
    """Sheets that were not read, by workbook, where the import came through a page."""
    job = Job.objects.filter(batch=batch, unchanged=False).defer("report").first()
    return {name: in_words(skipped) for name, skipped in job.skipped.items()} if job else {}


def in_words(skipped: Iterable[Mapping[str, str]]) -> list[tuple[str, Text]]:
    """Sheets not read, with why."""
    return [(each["sheet"], SKIPPED.get(each["why"]) or Text(each["why"], each["why"])) for each in skipped]


def result_of_trial(job: Job) -> Result | None:
    """What a trial found; None when its report is no longer kept."""
    if not job.report:
        return None
    reports: list[dict[str, Any]] = json.loads(job.report)
    lines = [
        RefusedLine(None, sheet["sheet"], row["row"], row["code"], row["message"])
        for file in reports
        if file["state"] != FileState.UNCHANGED
        for sheet in file["sheets"]
        for row in sheet["rows"]
    ]
    return Result([file_of_trial(report) for report in reports], lines[:SHOWN], len(lines))


def file_of_trial(report: Mapping[str, Any]) -> FileResult:
    """One workbook of a trial."""
    unchanged = report["state"] == FileState.UNCHANGED
    return FileResult(
        report["file"], programme_name(report["programme"]), report["state"], report["problem"],
        [sheet_result("", sheet) for sheet in ([] if unchanged else report["sheets"])],
        in_words(report.get("skipped_sheets", [])),
        report["import_id"] if unchanged else None,
    )  # fmt: skip
