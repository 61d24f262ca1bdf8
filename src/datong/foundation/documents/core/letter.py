"""A letter to a citizen (告知书), in plain words: every letter says the same seven things in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from datong.foundation.documents.core.model import Block, Doc, Grid, Heading, Lang, Para
from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date

DECISION = Text("决定内容", "What was decided")
REASONS = Text("为什么这样决定", "Why")
COMPUTATION = Text("怎么算出来的", "How it was worked out")
ARTICLE = Text("依据", "The law")
OBJECTION = Text("不同意怎么办", "If you disagree")
CONTACT = Text("有疑问找谁", "Who to ask")
ASKED = {
    DECISION: Text("想问您什么", "What we ask"),
    REASONS: Text("为什么问", "Why we ask"),
    OBJECTION: Text("怎样说明、到什么时候", "How to answer, and until when"),
}
"""The same parts of a letter that asks and decides nothing."""
_REQUIRED = {
    "to": Text("收信人", "whom it is for"),
    "decision": DECISION,
    "paragraphs": REASONS,
    "article": ARTICLE,
    "how_to_object": OBJECTION,
    "contact": CONTACT,
}
_GREETING = Text("您好！", "")


class LetterIncomplete(ValueError):
    """A letter that leaves out what the reader is owed; `text` names it."""

    def __init__(self, missing: Sequence[Text]) -> None:
        self.missing = tuple(missing)
        zh = "、".join(f"“{part.zh}”" for part in missing)
        en = ", ".join(f"“{part.en}”" for part in missing)
        self.text = Text(
            f"这封信还缺少：{zh}，补上后才能发出。", f"The letter lacks {en}; add it before sending."
        )
        super().__init__(self.text.zh)


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom it is for, what was decided, why in words, the computation, the article, how to object, whom to ask.

    `how_to_object` says until when, a paragraph a line. Only the computation may be missing: not every decision has one.
    `asks`: it is a question, and no heading of it speaks of a decision.
    """

    title: str
    to: str
    decision: str
    paragraphs: Sequence[str]
    article: str
    how_to_object: str
    contact: str
    computation: Grid | None = None
    greeting: str = ""
    unit: str = ""
    number: str = ""
    dated: date | None = None
    code: str = ""
    lang: Lang = "zh"
    asks: bool = False

    def doc(self) -> Doc:
        """The letter in large type. Raises LetterIncomplete."""
        missing = [name for field, name in _REQUIRED.items() if not "".join(getattr(self, field)).strip()]
        if missing:
            raise LetterIncomplete(missing)
        return Doc(
            self.title,
            [*self._address(), *self._body(), *self._close()],
            unit=self.unit,
            number=self.number,
            dated=self.dated,
            code=self.code,
            lang=self.lang,
            large=True,
        )

    def _address(self) -> list[Block]:
        to = f"{self.to}：" if self.lang == "zh" else f"{self.to},"
        greeting = self.greeting or _GREETING.to(self.lang)
        return [Para(to, "flush"), *([Para(greeting)] if greeting else [])]

    def _body(self) -> list[Block]:
        blocks = [*self._part(DECISION, self.decision), *self._part(REASONS, *self.paragraphs)]
        if self.computation is not None:
            blocks += [Heading(COMPUTATION.to(self.lang)), self.computation]
        blocks += self._part(ARTICLE, self.article)
        return [
            *blocks,
            *self._part(OBJECTION, *self.how_to_object.split("\n")),
            *self._part(CONTACT, self.contact),
        ]

    def _part(self, heading: Text, *paragraphs: str) -> list[Block]:
        told = ASKED.get(heading, heading) if self.asks else heading
        return [Heading(told.to(self.lang)), *map(Para, paragraphs)]

    def _close(self) -> list[Block]:
        day = "" if self.dated is None else (chinese_date if self.lang == "zh" else english_date)(self.dated)
        return [Para(f"{self.unit}\n{day}", "right")]
