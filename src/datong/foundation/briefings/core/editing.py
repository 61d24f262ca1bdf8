"""What a county may write between the figures of a paragraph: words, dates, and no number of its own."""

import re
import unicodedata
from collections.abc import Collection

from datong.kernel.bilingual import Text

LONGEST = 3000
SLOT = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?<!\d)\d{1,2}月(?:\d{1,2}日)?"
    rf"|(?<!\d)(?:\d{{1,2}} )?(?:{MONTHS}) (?:19|20)\d\d(?!\d)"
    r"|\b(?:in|since|from|until|by|during|between|and|to) (?:19|20)\d\d(?![\d%]|[.,]\d)",
    re.I,
)
NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．%％]*")
CHINESE_NUMBER = re.compile(r"[一二两三四五六七八九][百千万亿][一二两三四五六七八九十百千万亿零余]*")

EMPTY = Text(
    "段落不能为空；要恢复原来的文字，请用“恢复标准文字”。",
    "A paragraph cannot be empty; to go back, restore the standard text.",
)
TOO_LONG = Text(
    "段落超过 {most} 个字，请缩短。", "The paragraph has over {most} characters; please shorten it."
)
UNKNOWN = Text(
    "花括号里的“{slot}”不是本段可用的指标，请从旁边的列表中选用。",
    "“{slot}” in braces is not a figure of this paragraph; choose one from the list beside.",
)
BRACE = Text("花括号没有成对，请检查“{near}”附近。", "A brace has no partner; look near “{near}”.")
TYPED = Text(
    "“{number}”是手写的数字。简报中的数字只能来自指标，请换成花括号里的指标键；年月日可以写，如 2014年7月。",
    "“{number}” was typed by hand. Numbers come from figures only: use a figure's key in braces. Dates may be"
    " written, such as July 2014.",
)


def fault(text: str, slots: Collection[str]) -> Text | None:
    """What is wrong with an edited paragraph, or None. `slots`: the figures and phrases it may use."""
    if not text.strip():
        return EMPTY
    if len(text) > LONGEST:
        return TOO_LONG.format(most=LONGEST)
    unknown = next((slot for slot in SLOT.findall(text) if slot not in slots), None)
    if unknown is not None:
        return UNKNOWN.format(slot=unknown)
    rest = SLOT.sub("\x00", text)
    return stray_brace(rest) or typed_number(rest)


def stray_brace(rest: str) -> Text | None:
    """A brace that belongs to no slot."""
    found = re.search(r"[{}]", rest)
    return (
        BRACE.format(near=rest[max(0, found.start() - 5) : found.start() + 20].replace("\x00", "…"))
        if found
        else None
    )


def typed_number(rest: str) -> Text | None:
    """A number outside dates, in digits of any script or in Chinese numerals of a hundred and more."""
    words = DATES.sub(" ", rest)
    found = NUMBER.search(words) or CHINESE_NUMBER.search(words)
    if found:
        return TYPED.format(number=found[0].rstrip(".,，．"))
    odd = next(
        (character for character in words if unicodedata.category(character) in ("Nd", "Nl", "No")), None
    )
    return TYPED.format(number=odd) if odd else None
