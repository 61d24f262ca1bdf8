"""Text before it is set: no character without ink, no clock but the document's own date."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # fixed: no summer time since 1991
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # the first day a ZIP archive can name

_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
# What carries no ink: controls, zero-width and direction marks, lone surrogates, non-characters. XML refuses
# some of them; the direction marks could turn a number round.
_INKLESS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text as one line without characters that carry no ink. Ideographs and blanks stay as they are."""
    return _INKLESS.sub("", _BREAKS.sub(" ", text))


def lines(text: str) -> list[str]:
    """The text cut where its writer pressed Enter: clean lines, empty ones left out."""
    return [line for part in _LINE_ENDS.split(text) if (line := clean(part).strip())]


def moment(day: date | None) -> datetime:
    """The one instant written into files: 00:00 in China on the document's date, never the clock's."""
    return _UNDATED if day is None else datetime.combine(day, time(), CHINA)


def ems(text: str) -> float:
    """About how wide the text is, in widths of an ideograph."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)
