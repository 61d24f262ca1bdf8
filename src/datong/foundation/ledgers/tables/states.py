"""States of imports, workbooks and refused rows in words, shapes and both languages."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from markupsafe import Markup

from datong.kernel.bilingual import Text
from datong.web.jinja import grouped, language

Words = Mapping[str, tuple[Text, str]]

IMPORTS: Words = {
    "running": (Text("进行中", "at work"), "soon"),
    "done": (Text("已完成", "done"), "good"),
    "failed": (Text("未完成", "not done"), "late"),
    "undone": (Text("已撤销", "undone"), "quiet"),
}
FILES: Words = {
    "imported": (Text("已导入", "imported"), "good"),
    "unchanged": (Text("以前导入过，没有变化", "imported before, nothing changed"), "quiet"),
    "unreadable": (Text("无法读取", "could not be read"), "late"),
}
TRIALS: Words = {**FILES, "imported": (Text("可以导入", "can be imported"), "good")}
REFUSED: Words = {
    "open": (Text("待更正", "to be corrected"), "soon"),
    "corrected": (Text("已更正", "corrected"), "good"),
    "dismissed": (Text("已作废", "dismissed"), "quiet"),
}
JOBS: Words = {
    "waiting": (Text("等待开始", "waiting"), "soon"),
    "running": (Text("进行中", "at work"), "soon"),
    "done": (Text("已完成", "done"), "good"),
    "failed": (Text("未完成", "not done"), "late"),
}
BADGE = Markup('<span class="state state-{}"><i class="state-shape" aria-hidden="true"></i>{}</span>')
DOORS = {"page": Text("页面", "page"), "cli": Text("命令行", "command line")}


def badge(words: Words, state: str) -> Markup:
    """A state in a word and a shape."""
    word, tone = words.get(str(state)) or (Text(str(state), str(state)), "quiet")
    return BADGE.format(tone, word.to(language()))


def door(name: str) -> Text:
    """Through which door an import came."""
    return DOORS.get(name) or Text(name, name)


def counted(word: str, count: int) -> str:
    """重复行（12）"""
    return _("%(word)s（%(count)s）") % {"word": word, "count": grouped(count)}
