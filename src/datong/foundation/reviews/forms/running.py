"""What a review is ordered with."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.foundation.reviews.service import Order
from datong.kernel.bilingual import Text
from datong.web.jinja import language

EXACT, LIKELY = "exact", "likely"


class OrderForm(forms.Form):
    """Whose recipients, at which place, against which lists, and how closely."""

    programme = forms.ChoiceField(label=_("核对哪项工作的在册对象"))
    place = forms.ChoiceField(label=_("核对哪里"), help_text=_("此地现在在册的全部对象都参加比对"))
    listings = forms.TypedMultipleChoiceField(label=_("比对哪些名单"), coerce=int, required=False)
    kinship = forms.BooleanField(
        label=_("同时查近亲属：是工作人员、村干部近亲属而没有登记备案的"),
        required=False,
        help_text=_("由本系统的名册算出，不需要名单。"),
    )
    closely = forms.ChoiceField(
        label=_("怎样比对"),
        choices=(
            (EXACT, _("只按身份证号码：15 位旧号码会换算成 18 位")),
            (
                LIKELY,
                _("也找姓名、出生日期、住址相近的：用于号码写错或没有号码的名单，时间长一些，只作参考线索"),
            ),
        ),
        initial=EXACT,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        programmes: Iterable[tuple[str, Text]],
        places: Iterable[tuple[str, str]],
        listings: Sequence[int],
        *args: Any,
        kinship: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(slug, name.to(language())) for slug, name in programmes]
        self.fields["programme"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = offered[0][0]
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["listings"].choices = [(pk, str(pk)) for pk in listings]  # type: ignore[attr-defined]
        if not kinship:
            del self.fields["kinship"]

    def told(self) -> Order:
        """What was ordered; only after `is_valid()`."""
        said = self.cleaned_data
        return Order(
            said["programme"],
            said["place"],
            said["listings"],
            kinship=said.get("kinship", False),
            fuzzy=said["closely"] == LIKELY,
        )
