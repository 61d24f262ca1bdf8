"""One of a declared list, and yes or no (选项、是否)."""

from __future__ import annotations

from collections.abc import Mapping

from datong.kernel.bilingual import Text
from datong.kernel.cells.texts import Raw, parse_text
from datong.kernel.refusal import BadCell
from datong.kernel.text import heading_key

__all__ = ["parse_choice", "parse_flag"]

_MOST_LISTED = 20

_NOT_LISTED = Text(
    "不在可选范围内，请填：{choices}", "Not one of the choices; please enter one of: {choices}"
)
_AND_MORE = Text("{choices} 等 {count} 项", "{choices} ({count} in all)")
_NOT_A_FLAG = Text("请填 是 或 否", "Please enter 是 (yes) or 否 (no)")

_FLAGS = dict.fromkeys(("是", "有", "√", "✓", "✔", "☑", "y", "yes", "true"), True) | dict.fromkeys(
    ("否", "无", "×", "✗", "✘", "n", "no", "false"), False
)


def parse_choice(v: Raw, choices: Mapping[str, str]) -> str | None:
    """The canonical choice for a spelling, else `bad_choice`.

    `choices` maps the `heading_key` of each spelling to the canonical choice.
    """
    if isinstance(v, str) and (exact := choices.get(v)) is not None:
        return exact
    s = parse_text(v)
    if s is None:
        return None
    chosen = choices.get(heading_key(s))
    if chosen is None:
        raise BadCell("bad_choice", _NOT_LISTED.format(choices=_listed(choices)))
    return chosen


def _listed(choices: Mapping[str, str]) -> Text:
    canonical = list(dict.fromkeys(choices.values()))
    shown = canonical[:_MOST_LISTED]
    names = Text("、".join(shown), ", ".join(shown))
    return names if len(canonical) == len(shown) else _AND_MORE.format(choices=names, count=len(canonical))


def parse_flag(v: Raw) -> bool | None:
    """True for 是 有 √ Y and the like, False for 否 无 × N; a logical cell as it is. Else `bad_choice`."""
    if isinstance(v, bool):
        return v
    s = parse_text(v)
    if s is None:
        return None
    flag = _FLAGS.get(heading_key(s))
    if flag is None:
        raise BadCell("bad_choice", _NOT_A_FLAG)
    return flag
