"""How a provision of law is cited: document and article, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from datong.kernel.bilingual import Text

__all__ = ["Source", "article_words"]

_ARTICLE = re.compile(r"(\d+)(?:\.(\d+))?(?:\((\d+)\))?")
_SECTION = re.compile(r"s(\d+)\((\d+)\)")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Source:
    """One legal document: its key, number and title."""

    key: str
    number: Text
    title: Text

    def cite(self, article: str) -> Text:
        """Document and article: 民发〔2012〕220号第五条第二款第（一）项."""
        words = article_words(article)
        return Text(f"{self.number.zh}{words.zh}", f"{self.number.en}{', ' if words.en else ''}{words.en}")


def article_words(article: str) -> Text:
    """An article in words. "13" article, "13.2" its second paragraph, "13.2(1)" item 1 of that, "s1(3)" a notice's
    section 1 (3), "" none. Raises ValueError for anything else."""
    if not article:
        return Text("", "")
    if section := _SECTION.fullmatch(article):
        number, item = int(section[1]), int(section[2])
        return Text(f"第{chinese(number)}部分（{chinese(item)}）", f"section {number}({item})")
    found = _ARTICLE.fullmatch(article)
    if not found:
        raise ValueError(article)
    zh, en = f"第{chinese(int(found[1]))}条", f"art. {found[1]}"
    if found[2]:
        zh, en = f"{zh}第{chinese(int(found[2]))}款", f"{en} para. {found[2]}"
    if found[3]:
        zh, en = f"{zh}第（{chinese(int(found[3]))}）项", f"{en}({found[3]})"
    return Text(zh, en)


def chinese(number: int) -> str:
    """A whole number up to 9,999 in Chinese numerals, as articles are counted: 二十六, 一百零五, 一千零四十五."""
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
        zero = not digit
    return words.removeprefix("一") if words.startswith("一十") else words
