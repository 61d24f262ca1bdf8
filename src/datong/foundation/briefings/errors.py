"""What briefings refuses."""

from datong.kernel.bilingual import Text


class BadParagraph(ValueError):
    """An edited paragraph that names an unknown figure, or types a number of its own."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class EditedMeanwhile(BadParagraph):
    """Somebody else changed the paragraph while it was being edited."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                "{name} 在您修改期间也改了这一段。请对照现在的文字，需要的话再保存一次；您写的内容还在下面。",
                "{name} changed this paragraph while you were editing. Compare with the present text and save again if"
                " needed; what you wrote is kept below.",
            ).format(name=name)
        )


class UnknownFormat(ValueError):
    """No such format."""
