"""The door: enrol persons, settle households, find and unmask."""

from datong.foundation.people.actions import Newcomer, enrol, join, settle, settle_by_reference, unmask
from datong.foundation.people.errors import PurposeMissing
from datong.foundation.people.models import Household, Membership, Person
from datong.foundation.people.queries import by_identity, by_name, household, identities

__all__ = [
    "Household",
    "Membership",
    "Newcomer",
    "Person",
    "PurposeMissing",
    "by_identity",
    "by_name",
    "enrol",
    "household",
    "identities",
    "join",
    "settle",
    "settle_by_reference",
    "unmask",
]
