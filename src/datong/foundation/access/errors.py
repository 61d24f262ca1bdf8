"""What access refuses, each with its sentence."""

from django.core.exceptions import PermissionDenied

from datong.kernel.bilingual import Text


class Refused(PermissionDenied):
    """The person's posts do not allow `action`. A page answers 403 and prints `sentence`."""

    def __init__(self, sentence: Text, action: str) -> None:
        super().__init__(sentence.zh)
        self.sentence = sentence
        self.action = action


class BadAccount(ValueError):
    """An account or post cannot be made or changed so; `field` is the form field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.zh)
        self.field = field
        self.text = text
