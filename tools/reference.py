"""Make docs/reference/*.md from the declarations: ledgers, figures, procedures, law, permissions, settings, commands.

python -m tools.reference            write them
python -m tools.reference --check    say whether they are up to date; status 1 when not
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import reference_law

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made by tools/reference.py from the declarations; change those, then run it again. -->\n\n"


def table(heads: list[str], rows: Iterator[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "｜").replace("\n", " ") for cell in row) + " |\n"
        for row in lines
    )


def ledgers() -> str:
    """Every sheet and column, with the headings that are understood."""
    from datong.foundation.ledgers import service  # noqa: PLC0415 - Django is set up by then

    parts = ["# 台账 Ledgers\n\n" + MADE]
    for slug, (file, label) in service.PROGRAMMES.items():
        parts.append(f"## {label.zh} {label.en} (`{slug}`)\n\n`{file}`\n\n")
        for sheet in service.sheets_of(slug):
            key = " + ".join(sheet.by_name[name].heading for name in sheet.key)
            parts.append(f"### {sheet.name} {sheet.en} (`{sheet.id}`)\n\n")
            parts.append(f"同一对象 One thing, one row: {key}\n\n")
            rows = (
                [
                    column.heading,
                    column.en,
                    "必填 required" if column.required else "",
                    column.kind.label.zh + " " + column.kind.label.en,
                    "、".join(column.spellings()[1:]),
                ]
                for column in sheet.columns
            )
            parts.append(
                table(["列 Column", "English", "", "内容 Holds", "又写作 Also written"], rows) + "\n"
            )
    return "".join(parts)


def figures() -> str:
    """Every figure and check with its definition."""
    from datong.foundation.indicators import service  # noqa: PLC0415

    parts = ["# 指标 Figures\n\n" + MADE]
    rows = (
        [
            f"`{figure.key}`",
            f"{figure.name.zh} {figure.name.en}",
            f"{figure.definition.zh} {figure.definition.en}",
            figure.rounding,
            "是 yes" if figure.additive else "",
        ]
        for figure in service.FIGURES.values()
    )
    parts.append(table(["键 Key", "名称 Name", "定义 Definition", "取舍 Rounding", "可加 Additive"], rows))
    parts.append("\n# 核对 Checks\n\n")
    rows = (
        [
            f"`{check.key}`",
            f"{check.name.zh} {check.name.en}",
            f"{check.definition.zh} {check.definition.en}",
            "阻止定稿 blocks freezing" if check.blocks else "提请注意 a question",
        ]
        for check in service.CHECKS.values()
    )
    parts.append(table(["键 Key", "名称 Name", "定义 Definition", ""], rows))
    return "".join(parts)


def procedures() -> str:
    """Every table of procedure: its diagram, its states, its steps, who, article, time."""
    from datong.foundation.casework import service  # noqa: PLC0415
    from datong.foundation.casework.service import DESK_NAMES  # noqa: PLC0415

    parts = ["# 办事流程 Procedures\n\n" + MADE]
    for procedure in service.PROCEDURES.values():
        flow = procedure.workflow
        parts.append(
            f"## {flow.name.zh} {flow.name.en} (`{flow.key}`)\n\n```mermaid\n{flow.mermaid()}```\n\n"
        )
        names = {state.key: state.name.zh for state in flow.states}
        rows = (
            [
                f"{step.name.zh} {step.name.en}",
                "、".join(names[key] for key in step.before) + " → " + names[step.after],
                f"{DESK_NAMES[step.desk].zh} `{step.who}`",
                step.article,
                "<br>".join(told(deadline) for deadline in step.deadlines),
                "、".join(f"`{name}`" for name in (*step.guards, *step.evidence)),
                f"`{step.notice}`" if step.notice else "",
            ]
            for step in flow.steps
        )
        heads = [
            "步骤 Step",
            "状态 States",
            "谁 Who",
            "依据 Article",
            "时限 Time",
            "条件 Needs",
            "文书 Letter",
        ]
        parts.append(table(heads, rows) + "\n")
        totals = ([f"{each.name.zh} {each.name.en}", span(each.limit)] for each in flow.clocks)
        if flow.clocks:
            parts.append(table(["全程时限 Time in all", ""], totals) + "\n")
        rights = (
            [f"{each.name.zh} {each.name.en}", f"{DESK_NAMES[each.by].zh}，{span(each.limit)}"]
            for each in flow.objections
        )
        if flow.objections:
            parts.append(table(["异议 Objection", "答复 Answered by"], rights) + "\n")
    return "".join(parts).rstrip() + "\n"


UNITS = {"working": "个工作日 working days", "calendar": "日 days", "month": "个月 months"}


def span(limit: Any) -> str:
    """A limit in words with its article."""
    return f"{limit.days} {UNITS[limit.unit]}（{limit.article}）"


def told(deadline: Any) -> str:
    """A binding day in words."""
    told = ("满 not before " if deadline.floor else "") + span(deadline.limit)
    return told + (f"，并 and {span(deadline.other)}" if deadline.other else "")


def permissions() -> str:
    """The table of permissions."""
    from datong.foundation.access import service  # noqa: PLC0415

    roles = list(service.Role)
    rows = (
        [
            f"`{action}`",
            f"{row.name.zh} {row.name.en}",
            *("●" if role in row.roles else "" for role in roles),
            row.refusal.zh,
        ]
        for action, row in service.TABLE.items()
    )
    heads = ["动作 Action", "说明 What", *(str(role.label) for role in roles), "不允许时说 When refused"]
    return "# 权限 Permissions\n\n" + MADE + table(heads, rows)


def settings() -> str:
    """The settings of the environment."""
    from datong.config.environment import SETTINGS  # noqa: PLC0415

    rows = ([f"`{name}`", f"`{default}`", f"{zh} {en}"] for name, (default, zh, en) in SETTINGS.items())
    return "# 设置 Settings\n\n" + MADE + table(["变量 Variable", "默认 Default", "用途 For"], rows)


def commands() -> str:
    """The whole command line."""
    from datong.config.cli.parser import build  # noqa: PLC0415

    parts = ["# 命令 Commands\n\n" + MADE]
    for words, parser in walk(build(), "datong"):
        parts.append(f"## {words}\n\n```text\n{parser.format_help().strip()}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


def walk(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command below a parser that has no commands below it."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, parser
    for action in below:
        listed = {choice.dest for choice in action._choices_actions}
        for name, child in action.choices.items():
            if name in listed:
                yield from walk(child, f"{words} {name}")


PAGES = {
    "ledgers": ledgers,
    "figures": figures,
    "procedures": procedures,
    "household": lambda: reference_law.household(MADE, table),
    "households": lambda: reference_law.households(MADE, table),
    "dibao-parameters": lambda: reference_law.law(MADE, table),
    "permissions": permissions,
    "settings": settings,
    "commands": commands,
}


def outdated() -> list[str]:
    """Names of pages that differ from the declarations."""
    return [name for name, make in PAGES.items() if not same(FOLDER / f"{name}.md", make())]


def same(path: Path, text: str) -> bool:
    """Whether a file holds this text."""
    return path.exists() and path.read_text() == text


def main() -> int:
    """Write or check the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    os.environ["COLUMNS"] = "100"
    import django  # noqa: PLC0415

    django.setup()
    if "--check" in sys.argv:
        late = outdated()
        print("\n".join(f"{name}.md is not what the declarations say" for name in late))
        return 1 if late else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / f"{name}.md").write_text(make())
    (FOLDER / "household.schema.json").write_text(reference_law.schema())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
