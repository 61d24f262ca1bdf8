"""What the log refuses, each with its sentence."""

from datong.kernel.bilingual import Text

__all__ = ["BadEntry", "BadKey", "Halted", "LogRefusal", "NotProved", "Unreadable"]


class LogRefusal(Exception):
    """Something the log does not do; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.zh)


class BadEntry(LogRefusal):
    """Not fit to be an entry: unknown action, blanks in an identifier, too long."""


class BadKey(LogRefusal):
    """The signing key cannot be used."""


class Halted(LogRefusal):
    """Signing is halted: what is here does not extend what was signed before."""


class NotProved(LogRefusal):
    """The files do not prove that this content was logged."""


class Unreadable(LogRefusal):
    """A log (its files, an address) that cannot be read or is no log."""
