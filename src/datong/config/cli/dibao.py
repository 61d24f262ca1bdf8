"""datong dibao assess: what the law of a day says of one household; no database is needed."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datong.config import example
from datong.config.cli.output import as_json, say
from datong.kernel.bilingual import Text
from datong.programmes.dibao.service import rules

DEMONSTRATION = example.FOLDER / "dibao-parameters.yaml"
DEFAULTED = Text(
    "没有给出 --county-parameters，用的是示例县的示例值，不是任何县的实际标准：{file}",
    "no --county-parameters given: these are the example county's demonstration values, not any county's standards: {file}",
)
NOT_JSON = Text("{file} 不是 JSON：第 {line} 行，{why}", "{file} is not JSON: line {line}, {why}")
TWICE = Text("键 {key} 写了两次", "key {key} stands twice")
MARKS = {
    True: Text("满足", "met"),
    False: Text("不满足", "not met"),
    None: Text("不知道", "not known"),
}
HEADS = {
    "assessed": Text(
        "{day} 的低保测算（{area}；{pack}；规则版本 {version}）",
        "dibao assessed for {day} ({area}; {pack}; rules {version})",
    ),
    "county": Text("县级参数：{name}（版本 {version}）", "county parameters: {name} (version {version})"),
    "verdict": Text("结论：{verdict}", "verdict: {verdict}"),
    "amount": Text("月低保金：{fen} 分（{yuan} 元）", "benefit a month: {fen} fen ({yuan} yuan)"),
    "criteria": Text("条件", "conditions"),
    "members": Text("成员", "members"),
    "income": Text("收入和扣减（核算期内）", "income and deductions (in the period reckoned)"),
    "lines": Text("计算", "computation"),
    "missing": Text("还缺少", "missing"),
    "changes": Text("怎样会改变结果", "what would change the result"),
    "notices": Text("注意", "please note"),
}


def assess(arguments: argparse.Namespace) -> int:
    """Print the assessment; 0 when determined, 1 when undetermined, 2 for unusable input."""
    lang = arguments.lang or "zh"
    try:
        document = rules.parse_document(read(arguments.input))
        county = rules.CountyParameters.load(arguments.county_parameters or DEMONSTRATION)
        found = rules.assess(document, arguments.date, county)
    except (rules.BadDocument, rules.BadParameters, rules.NotInForce, Unreadable) as error:
        problems = getattr(error, "problems", ())
        for text in [problem.told for problem in problems] or [error.text]:
            print(f"datong: {text.to(lang)}", file=sys.stderr)  # noqa: T201
        return 2
    if not arguments.county_parameters:
        print(
            DEFAULTED.format(file=DEMONSTRATION.name).to(lang),
            file=sys.stderr if arguments.json else sys.stdout,
        )
    if arguments.json:
        say(as_json(found.as_json(arguments.lang or "")).rstrip())
    else:
        for line in told(found, county, lang):
            say(line)
    return 1 if found.eligible is None else 0


class Unreadable(ValueError):
    """A file that is not JSON."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def read(path: Path) -> Any:
    """A JSON file, or standard input for `-`. A key that stands twice is a fault. Raises OSError, Unreadable."""
    content = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig", errors="strict")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise Unreadable(TWICE.format(key=key))
        return dict(pairs)

    try:
        return json.loads(content, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise Unreadable(NOT_JSON.format(file=path, line=error.lineno, why=error.msg)) from error


def told(found: rules.Assessment, county: rules.CountyParameters, lang: str) -> Iterator[str]:
    """The assessment in lines."""
    pack = rules.pack_of(found.on)
    area = rules.AREAS[found.area]
    head = {"day": found.on, "area": area, "pack": pack.name, "version": found.rules}
    yield HEADS["assessed"].format(**head).to(lang)
    yield HEADS["county"].format(name=county.name, version=found.county_version).to(lang)
    yield HEADS["verdict"].format(verdict=found.verdict).to(lang)
    if found.amount is not None:
        yield HEADS["amount"].format(fen=found.amount, yuan=rules.money(found.amount)).to(lang)
    yield from listed("criteria", [criterion_line(criterion, lang) for criterion in found.criteria], lang)
    yield from listed("members", [member_line(member, lang) for member in found.members], lang)
    yield from listed("income", [income_line(item, lang) for item in found.income], lang)
    lines = found.computation.lines if found.computation else ()
    yield from listed("lines", [line.to(lang) for line in lines], lang)
    yield from listed("missing", [gap.text.to(lang) for gap in found.missing], lang)
    yield from listed("changes", [change.text.to(lang) for change in found.changes], lang)
    yield from listed("notices", [notice.to(lang) for notice in found.notices], lang)


def listed(head: str, lines: list[str], lang: str) -> Iterator[str]:
    """A heading and its lines; nothing when there are none."""
    if lines:
        yield HEADS[head].to(lang)
        yield from (f"  {line}" for line in lines)


CRITERION = Text(
    "[{mark}] {name}：{value}（{asked}）  {article}", "[{mark}] {name}: {value} ({asked})  {article}"
)
MEMBER = Text("{id} {name}（{relation}）：{basis}  {article}", "{id} {name} ({relation}): {basis}  {article}")
INCOME = Text(
    "{path} {member} {kind}：{amount} 元  {reason}  {article}",
    "{path} {member} {kind}: {amount} yuan  {reason}  {article}",
)


def criterion_line(criterion: rules.Criterion, lang: str) -> str:
    line = CRITERION.format(
        mark=MARKS[criterion.met], name=criterion.name, value=criterion.value, asked=criterion.threshold,
        article=criterion.article,
    )  # fmt: skip
    return line.to(lang) + (f"; {criterion.document}" if criterion.document else "")


def member_line(member: rules.MemberLine, lang: str) -> str:
    told = MEMBER.format(
        id=member.id, name=member.name, relation=member.relation, basis=member.basis, article=member.article
    )
    return told.to(lang)


def income_line(item: rules.IncomeLine, lang: str) -> str:
    amount = "?" if item.amount is None else rules.money(-item.amount if item.deducted else item.amount)
    told = INCOME.format(
        path=item.path,
        member=item.member,
        kind=item.kind,
        amount=amount,
        reason=item.reason,
        article=item.article,
    )
    return told.to(lang)
