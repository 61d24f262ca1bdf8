"""What the journal refuses, with its sentence."""

from django.core.exceptions import BadRequest, ValidationError
from django.utils.functional import lazy

from datong.kernel.bilingual import Text
from datong.web.jinja import language


class PersonalData(ValidationError, BadRequest):
    """An identity number in an entry. A form shows it at its field; elsewhere a page answers 400 and prints `sentence`."""

    text = sentence = Text(
        "日志和原因里不能写身份证号码，没有保存。请删去号码，只写姓名或事由，再提交一次。",
        "Identity numbers do not belong into the journal or a reason; nothing was saved. "
        "Please leave the number out, write the name or the matter only, and send it again.",
    )

    def __init__(self) -> None:
        super().__init__(lazy(lambda: self.text.to(language()), str)())
