"""What dibao refuses, each in one sentence that says what to do."""

from datong.kernel.bilingual import Text


class DibaoError(ValueError):
    """Base; `field`: where on the form, when it is about one."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(str(text))
        self.text = text
        self.field = field


class BadApplication(DibaoError):
    """An application that cannot be taken like this."""


class BadPapers(DibaoError):
    """A list of missing papers, or a consent, that cannot be recorded like this."""


class BadSurvey(DibaoError):
    """A visit that cannot be recorded like this."""


class BadVerdict(DibaoError):
    """A decision that cannot be taken like this."""


class BadParameter(DibaoError):
    """A value of the county that cannot be entered like this."""


class NeedsShadow(BadParameter):
    """A value that has not been shadow-run on the current register."""


class CannotAssess(DibaoError):
    """There is nothing to assess, or no law for it."""


class BadPayment(DibaoError):
    """A payment list or account that cannot be made like this."""


class BadDraw(DibaoError):
    """A draw that cannot be announced or made like this."""
