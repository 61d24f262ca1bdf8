"""Which kind of file it is (by its bytes), and the way to clean it. Pictures and plain text are cleaned by evidence, whose
way is handed in: this core knows no database."""

from collections.abc import Callable

from datong.foundation.openness.core.attachments.office import UNKNOWN, clean_office
from datong.foundation.openness.core.attachments.pdf import clean_pdf
from datong.foundation.openness.core.attachments.refusal import Cleaned, Unfit
from datong.kernel.bilingual import Text

__all__ = ["ACCEPT", "HINT", "MOST_BYTES", "Cleaned", "Unfit", "clean"]

MOST_BYTES = 10 * 1024 * 1024
ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp,.csv,.txt"
HINT = Text(
    "PDF、Word（docx）、Excel（xlsx）、照片、CSV 或纯文本，每个不超过 10 MB；作者、拍摄地点等信息会自动去掉，文件里的字也要检查",
    "PDF, Word (docx), Excel (xlsx), photographs, CSV or plain text, up to 10 MB each; authors and places of photographs are "
    "removed, and the words in the file are checked too",
)
EMPTY = Text("文件是空的，请重新选择。", "The file is empty; choose it again.")
TOO_LARGE = Text("文件超过 10 MB；请分成几个文件。", "The file has more than 10 MB; split it.")
Examine = Callable[[bytes], tuple[bytes, str]]
PLAIN = {"image/jpeg": ".jpg", "image/png": ".png", "text/plain": ".txt"}


def clean(content: bytes, name: str, examine: Examine) -> Cleaned:
    """A file as the public may fetch it. `examine` redraws pictures and reads plain text: bytes and type; raises Unfit."""
    if not content:
        raise Unfit(EMPTY)
    if len(content) > MOST_BYTES:
        raise Unfit(TOO_LARGE)
    if content.startswith(b"%PDF-"):
        return clean_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return clean_office(content)
    kept, media = examine(content)
    if media not in PLAIN:
        raise Unfit(UNKNOWN)
    if media == "text/plain":
        csv = name.lower().endswith(".csv")
        text = kept.decode()
        return Cleaned(kept, "text/csv" if csv else media, ".csv" if csv else ".txt", text)
    return Cleaned(kept, media, PLAIN[media], "", unreadable=True)
