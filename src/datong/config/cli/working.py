"""datong places, ledgers, figures, briefing."""

import argparse
import sys

from datong.config.cli.output import as_json, bar, say, write
from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
from datong.foundation.reviews import service as reviews
from datong.kernel.bilingual import Text


def load_places(arguments: argparse.Namespace) -> int:
    new, changed = places.load(access.console().username, arguments.file)
    say(f"新增 {new} 个，更新 {changed} 个 ({new} new, {changed} changed)")
    return 0


def find_places(arguments: argparse.Namespace) -> int:
    found = places.find(arguments.name, arguments.county)
    for place in found:
        say(f"{place.code}\t{place.level}\t{place.kind or '-'}\t{place.name}")
    if not found:
        print(f"datong: 没有找到“{arguments.name}” (no such place)", file=sys.stderr)  # noqa: T201
    return 0 if found else 2


def list_ledgers(_: argparse.Namespace) -> int:
    for slug, (file, label) in ledgers.PROGRAMMES.items():
        say(f"{slug}  {label.zh} {label.en}  ({file})")
        for sheet in ledgers.sheets_of(slug):
            say(f"  {sheet.name}  {sheet.en}  [{sheet.slug}; {' + '.join(sheet.key)}]")
            for column in sheet.columns:
                need = "必填" if column.required else "选填"
                others = "｜".join(column.spellings()[1:])
                say(
                    f"    {column.heading}  {need}  {column.kind.label.zh}"
                    + (f"  又写作：{others}" if others else "")
                )
    return 0


def template(arguments: argparse.Namespace) -> int:
    known(arguments.programme)
    write(arguments.output, ledgers.template(arguments.programme))
    return 0


def known(programme: str) -> None:
    """Raises LedgerError for a programme nobody declared."""
    if programme not in ledgers.PROGRAMMES:
        listed = "、".join(ledgers.PROGRAMMES)
        raise ledgers.LedgerError(
            Text(
                f"没有这个行动：{programme}；可选 {listed}", f"no programme {programme}; choose from {listed}"
            )
        )


def import_ledgers(arguments: argparse.Namespace) -> int:
    missing = [path for path in arguments.files if not path.exists()]
    if missing:
        print(f"datong: 文件不存在：{missing[0]} (no such file)", file=sys.stderr)  # noqa: T201
        return 2
    order = ledgers.Order(
        user=access.console(), county=arguments.county, as_of=arguments.as_of, dry_run=arguments.dry_run,
        lang=arguments.lang, progress=bar(),
    )  # fmt: skip
    receipt = ledgers.receive(order, arguments.files)
    if arguments.report:
        write(arguments.report, as_json({"import_id": receipt.import_id, "files": receipt.files}))
    tell(receipt, dry_run=arguments.dry_run)
    if any(file["state"] == "unreadable" for file in receipt.files):
        return 2
    return 1 if arguments.strict and receipt.incomplete else 0


def tell(receipt: ledgers.Receipt, *, dry_run: bool) -> None:
    """What became of each sheet, a line each."""
    for file in receipt.files:
        say(
            file["file"]
            + (
                "：以前导入过，没有变化 (imported before, nothing changed)"
                if file["state"] == "unchanged"
                else ""
            )
        )
        if file["problem"]:
            print(f"  {file['problem']}", file=sys.stderr)  # noqa: T201
        for sheet in file["sheets"]:
            if sheet["problem"]:
                say(f"  {sheet['problem']}")
                continue
            codes = "、".join(f"{code} {count}" for code, count in sheet["refused"].items())
            say(
                f"  {sheet['sheet']}：接收 {sheet['accepted']}（新 {sheet['added']}，更正 {sheet['changed']}，"
                f"未变 {sheet['unchanged']}），退回 {sum(sheet['refused'].values())}"
                + (f"（{codes}）" if codes else "")
            )
            if sheet["unknown_columns"]:
                say(f"    不认识的列：{'、'.join(sheet['unknown_columns'])}")
    say("试运行，没有保存任何内容。" if dry_run else f"导入编号 {receipt.import_id}")


def export(arguments: argparse.Namespace) -> int:
    known(arguments.programme)
    console = access.console()
    content = ledgers.export(console, arguments.programme, arguments.county, arguments.as_of, door="cli")
    write(arguments.output, content)
    return 0


def refused(arguments: argparse.Namespace) -> int:
    write(arguments.output, ledgers.refused_workbook(access.console(), arguments.import_id, door="cli"))
    return 0


def undo(arguments: argparse.Namespace) -> int:
    ledgers.undo(access.console(), arguments.import_id, door="cli")
    say(f"已撤销导入 {arguments.import_id}")
    return 0


def run_job(arguments: argparse.Namespace) -> int:
    ledgers.run_job(arguments.job)
    return 0


def review_destroy_due(_: argparse.Namespace) -> int:
    """Destroy what the sources allow no longer, county by county; what was decided stays."""
    for county in places.counties():
        ended = reviews.destroy_due(access.console(), county.code)
        say(
            f"{county.code[:6]}: {ended.listings} lists, {ended.rows} rows, {ended.strays} stray files destroyed"
        )
    return 0


def review_job(arguments: argparse.Namespace) -> int:
    reviews.run_job(arguments.job)
    return 0


def figures(arguments: argparse.Namespace) -> int:
    require_county(arguments.county)
    readings = [r for r in indicators.read_all(arguments.county, arguments.as_of).values() if r.figure.listed]
    listed = [reading.as_json() for reading in readings]
    if arguments.format == "json":
        content = {"county": arguments.county, "as_of": arguments.as_of.isoformat(), "figures": listed}
        write(arguments.output, as_json(content))
    elif arguments.format == "csv":
        write(arguments.output, ledgers.csv_bytes(list(listed[0]), [list(row.values()) for row in listed]))
    else:
        lines = [f"{r.figure.key:<42}{r.printed():>14}  {r.figure.name.zh}" for r in readings]
        write(arguments.output, "\n".join(lines) + "\n")
    return 0


def trace(arguments: argparse.Namespace) -> int:
    require_county(arguments.county)
    if not arguments.key:
        print("datong: figures trace KEY：请写出指标的键 (name a figure)", file=sys.stderr)  # noqa: T201
        return 2
    figure = indicators.FIGURES.get(arguments.key)
    content = ledgers.csv_bytes(*indicators.trace(figure, arguments.county, arguments.as_of))
    journal.record(
        access.console().username, "figures.trace", f"indicators.Figure:{figure.key}",
        place=arguments.county + "000000", door="cli",
    )  # fmt: skip
    write(arguments.output, content)
    return 0


def briefing(arguments: argparse.Namespace) -> int:
    require_county(arguments.county)
    made = briefings.draft(arguments.county, arguments.as_of, arguments.lang)
    if arguments.format == "json":
        content: str | bytes = as_json(
            briefings.as_json(arguments.county, arguments.as_of, arguments.lang, made)
        )
    else:
        content = briefings.render(
            made, arguments.format, lambda key: f"/figures/{key}/?as_of={arguments.as_of}"
        )
    write(arguments.output, content)
    return 0


def require_county(county: str) -> None:
    """Raises UnknownCounty when the county's places are not loaded."""
    if places.county(county) is None:
        raise ledgers.UnknownCounty(
            Text(
                f"区划库中没有县 {county}，请先载入区划",
                f"the county {county} is not in the register of places; load it first",
            )
        )
