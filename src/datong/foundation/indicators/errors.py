"""What indicators refuses."""

from datong.kernel.bilingual import Text


class Unsettled(Exception):
    """Contradictory numbers: nothing can be frozen until each contradiction is explained by a named person."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys
        self.text = Text(
            zh=f"有 {len(keys)} 项核对不一致，请先逐项说明原因并署名，再定稿。",
            en=f"{len(keys)} checks disagree; explain and sign each of them before freezing.",
        )


class ExplanationTooShort(ValueError):
    """An explanation says something."""

    text = Text(zh="请用至少 10 个字说明原因。", en="Please explain in at least 10 characters.")


class FindingsChanged(ValueError):
    """What the signer had seen is not what the check finds now."""

    text = Text(
        zh="核对结果在您填写期间变了，请看过现在的结果再署名；您写的说明还在下面。",
        en="The findings changed while you were writing. Look at them again before signing; your text is kept below.",
    )


class NothingToFreeze(Exception):
    """No ledger was handed in by that date."""

    text = Text(
        zh="这个日期还没有任何台账，不能定稿。",
        en="No ledger was handed in by this date; there is nothing to freeze.",
    )
