"""What tables promise: references point down the street, personal data is declared, migrations complete."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.tree import SOURCE, level

OUTSIDE = {"contenttypes", "auth"}
Column = Any  # a field of a model, with the mark that storage.personal leaves on it
IDENTIFYING = re.compile(r"identity|phone|id_number|birth")


def our_models() -> list[type[models.Model]]:
    """Every concrete model of ours."""
    return [model for model in apps.get_models() if str(SOURCE) in str(model._meta.app_config.path)]


def test_there_are_models_to_look_at() -> None:
    assert {"places", "people", "journal"} <= {model._meta.app_label for model in our_models()}


def test_references_point_down_the_street() -> None:
    assert [name for name in map(upward, references()) if name] == []


def references() -> list[tuple[type[models.Model], Column]]:
    """Every foreign key, one-to-one and many-to-many field of ours."""
    return [
        (model, field)
        for model in our_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.remote_field is not None
    ]


def upward(reference: tuple[type[models.Model], Column]) -> str | None:
    """`house.Model.field -> house.Model` when the field points sideways or up, else None."""
    model, field = reference
    own, other = model._meta.app_label, field.remote_field.model._meta
    if own == other.app_label or other.app_label in OUTSIDE:
        return None
    mine, theirs = level(own), level(other.app_label)
    if mine is not None and theirs is not None and theirs < mine:
        return None
    return f"{own}.{model.__name__}.{field.name} -> {other.label}"


def personal_columns() -> list[tuple[str, Column]]:
    """Columns that identify somebody: by their name, and every name beside such a column."""
    found = []
    for model in our_models():
        own = [field for field in model._meta.local_fields if field.remote_field is None]
        identifying = [field for field in own if IDENTIFYING.search(field.name)]
        names = [field for field in own if field.name == "name"] if identifying or is_account(model) else []
        found += [(f"{model._meta.label}.{field.name}", field) for field in [*identifying, *names]]
    return found


def is_account(model: type[models.Model]) -> bool:
    """Whether a model is of people who sign in."""
    return model._meta.label == "access.User"


def test_personal_data_is_declared_where_the_column_is_born() -> None:
    bare = [label for label, field in personal_columns() if not getattr(field, "personal", None)]
    assert bare == [], "wrap the field in storage.service.personal(...): purpose, basis, retention"


@pytest.mark.parametrize("says", ["purpose", "basis", "retention"])
def test_declarations_are_in_words(says: str) -> None:
    declared = [
        (label, field.personal) for label, field in personal_columns() if getattr(field, "personal", None)
    ]
    assert [label for label, personal in declared if len(str(getattr(personal, says)).strip()) < 4] == []
    assert declared


def test_numbers_of_people_are_sealed() -> None:
    """A column called identity or phone holds sealed text, a keyed index, or a mask, never the number."""
    clear = [
        label
        for label, field in personal_columns()
        if re.search(r"identity|phone|id_number", field.name) and not isinstance(field, models.BinaryField)
        if not re.search(r"mask|hint", field.name)
    ]
    assert clear == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)


def test_every_app_with_tables_has_migrations() -> None:
    missing = {
        model._meta.app_label
        for model in our_models()
        if model._meta.managed and not list((SOURCE / app_folder(model)).glob("migrations/0*.py"))
    }
    assert missing == set()


def app_folder(model: type[models.Model]) -> str:
    """The folder of a model's app below the source."""
    return model._meta.app_config.name.removeprefix("datong.").replace(".", "/")
