"""What openness refuses, each with its sentence."""

from datong.kernel.bilingual import Text


class OpennessError(Exception):
    """A refusal in one sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class BadItem(OpennessError):
    """A catalogue item that cannot be used as it is written."""


class BadDraft(OpennessError):
    """A draft that cannot be submitted or released; `problems` names each place."""

    def __init__(self, text: Text, problems: tuple[Text, ...] = ()) -> None:
        super().__init__(text)
        self.problems = problems


class Blocked(BadDraft):
    """Personal data stands where the public would read it."""


class NotShown(OpennessError):
    """There is nothing to show: never published, withdrawn, or its time is over."""


class BadAsk(OpennessError):
    """An objection, its answer or a contact that cannot be taken as it is written; `field`: where on the form."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class TooMany(OpennessError):
    """Too many objections from one address within an hour."""


class Moved(BadDraft):
    """Somebody saved the draft meanwhile; what was typed is still with whoever typed it."""
