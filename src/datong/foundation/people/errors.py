"""What people refuses."""

from datong.kernel.bilingual import Text


class PurposeMissing(ValueError):
    """A full number is shown only for a stated purpose."""

    text = Text(
        zh="请写明查看完整号码的用途（至少 4 个字），它会记入日志。",
        en="State why you need the full number (at least 4 characters); it goes into the journal.",
    )


class BadPerson(ValueError):
    """A number and a name cannot be of one person; `field` is the form field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text


class BadKinship(ValueError):
    """A tie cannot be recorded or withdrawn so; `field` is the form field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text
