"""How a Django form field is drawn: the right class for each kind of control (控件)."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

__all__ = ["kind", "widget"]

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CLASSES = {
    "select": "form-select",
    "check": "form-check-input",
    "group": "",
    "hidden": "",
    "text": "form-control",
}


def kind(bound: BoundField) -> str:
    """One of hidden, group (radio buttons, check boxes), check (one box), select, text."""
    control = bound.field.widget
    if control.is_hidden:
        return "hidden"
    if isinstance(control, GROUPS):
        return "group"
    if isinstance(control, forms.CheckboxInput):
        return "check"
    return "select" if isinstance(control, forms.Select) else "text"


def widget(bound: BoundField, **attrs: str) -> SafeString:
    """The control with its class; Django itself ties hint and error to it for screen readers."""
    own = str(bound.field.widget.attrs.get("class", ""))
    invalid = "is-invalid" if bound.errors else ""
    classes = " ".join(filter(None, (CLASSES[kind(bound)], own, invalid)))
    return bound.as_widget(attrs={**({"class": classes} if classes else {}), **attrs})
