"""The fairness page on paper, with small cells hidden (1 to 9, and one more where a single one would be the difference)."""

from collections.abc import Sequence

from datong.foundation.documents.service import Block, Doc, Grid, Heading, Note, Para
from datong.programmes.dibao.queries import counties
from datong.programmes.dibao.queries.fairness import DIMENSIONS, Cell, Question, table
from datong.programmes.dibao.queries.harm import Control, Harm
from datong.programmes.dibao.queries.papers.parts import Words
from datong.programmes.dibao.rules.fairness import hidden

HIDE = "…"


def fairness_report(
    county: str, span: tuple[str, str], asked: Sequence[Question], control: Control, harm: Harm, w: Words
) -> Doc:
    """Every dimension as a table, the controls, the harm. `span`: first and last month in words."""
    blocks: list[Block] = [
        Para(
            w(
                "系统核对和复核只提出疑点，不作结论；每一项不利决定都由具名的人作出。",
                "Checks only raise questions; every decision against somebody is taken by a named person.",
            )
        )
    ]
    for dimension, name in DIMENSIONS.items():
        cells = table(asked, dimension)
        if cells:
            blocks += [Heading(w(f"按{name.zh}", f"By {name.en.lower()}")), grid(w, w.of(name), cells)]
    blocks += [Heading(w("随机对照", "Random control")), Para(controlled(w, control))]
    blocks += [Heading(w("漏保", "Left out")), Para(harmed(w, harm))]
    blocks.append(
        Note(
            w(
                "1 至 9 的数不印出，以免认出个人；只有一格不印时，另有一格也不印。区间为 95% 威尔逊区间。",
                "Numbers from 1 to 9 are not printed, lest somebody be recognised; where that is one cell, another is hidden too. "
                "Intervals are Wilson's at 95%.",
            )
        )
    )
    title = w(f"低保公平监测（{span[0]}至{span[1]}）", f"Fairness of dibao, {span[0]} to {span[1]}")
    return Doc(title, blocks, unit=counties.name_of(county), lang=w.lang)


def grid(w: Words, heading: str, cells: Sequence[Cell]) -> Grid:
    """One dimension, with hidden rows."""
    head = [
        heading,
        w("提出", "Raised"),
        w("已办结", "Settled"),
        w("属实", "Confirmed"),
        w("属实率区间", "Share confirmed"),
        w("后被推翻", "Overturned"),
    ]
    columns = [
        hidden([getattr(cell, name) for cell in cells])
        for name in ("raised", "settled", "confirmed", "overturned")
    ]
    rows = []
    for at, cell in enumerate(cells):
        shut = [column[at] for column in columns]
        counts = [
            HIDE if hide else str(count)
            for hide, count in zip(
                shut, (cell.raised, cell.settled, cell.confirmed, cell.overturned), strict=True
            )
        ]
        sure = HIDE if shut[1] or shut[2] or not cell.settled else percents(cell.sure)
        rows.append([w.of(cell.name), *counts[:3], sure, counts[3]])
    return Grid(head, rows, widths=(4, 1.4, 1.4, 1.4, 2.6, 1.6), numbers=(1, 2, 3, 4, 5))


def percents(interval: tuple[float, float]) -> str:
    """6%–16%."""
    low, high = interval
    return f"{low * 100:.0f}%–{high * 100:.0f}%"


def controlled(w: Words, of: Control) -> str:
    """What the random control says."""
    if not of.checked:
        return w(
            f"抽中 {of.drawn} 件，还没有登记查到的情况，误差有多大还不知道。",
            f"{of.drawn} drawn, none checked yet: how many errors there are is not known.",
        )
    return w(
        f"随机抽中 {of.drawn} 件，已查 {of.checked} 件，查出 {of.errors} 件有误；据此差错率（95%）不超过 {of.bound * 100:.1f}%。",
        f"{of.drawn} drawn at random, {of.checked} checked, {of.errors} wrong; so at 95% the share of errors is at most {of.bound * 100:.1f}%.",
    )


def harmed(w: Words, of: Harm) -> str:
    """Who was left out, and who waited."""
    return w(
        f"先不批准、后来查明符合条件的 {of.refused_then_eligible} 户；随机对照发现符合条件而不在保的 {of.left_out} 户；异议成立的 {of.won} 户；"
        f"超过期限的 {of.late} 户，共超 {of.late_days} 天。",
        f"Refused first and found eligible later: {of.refused_then_eligible} households; found eligible and not in pay by the control: "
        f"{of.left_out}; objections upheld: {of.won}; beyond a limit: {of.late} cases, {of.late_days} days in all.",
    )
