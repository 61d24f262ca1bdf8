"""What is typed when a matter is brought before the village."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from datong.programmes.sunshine.service import DECISION_CLASSES
from datong.web.jinja import language


class MatterForm(forms.Form):
    """One matter: where, of which class, what about."""

    place_code = forms.ChoiceField(label=_("村（社区）"))
    matter = forms.ChoiceField(label=_("事项类别"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("事由"),
        help_text=_("要决定什么，如“机耕道硬化筹资筹劳方案”。会公开，请不要写个人信息。"),
        max_length=60,
        strip=True,
    )

    def __init__(self, villages: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_code"].choices = villages  # type: ignore[attr-defined]
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            (key, name.to(language())) for key, name in DECISION_CLASSES.items()
        ]
