"""The door: enrol persons, settle households, find and unmask, and who is related to whom."""

from datong.foundation.people.actions.kin import declare_kinship, withdraw_kinship
from datong.foundation.people.actions.register import (
    Newcomer,
    admit,
    enrol,
    join,
    settle,
    settle_by_reference,
    unmask,
)
from datong.foundation.people.core.relations import Relation
from datong.foundation.people.errors import BadKinship, BadPerson, PurposeMissing
from datong.foundation.people.models import Household, Kinship, Membership, Person
from datong.foundation.people.queries.kin import kinships, relatives
from datong.foundation.people.queries.register import (
    by_identity,
    by_name,
    household,
    households_with,
    identities,
    members,
)

__all__ = [
    "BadKinship",
    "BadPerson",
    "Household",
    "Kinship",
    "Membership",
    "Newcomer",
    "Person",
    "PurposeMissing",
    "Relation",
    "admit",
    "by_identity",
    "by_name",
    "declare_kinship",
    "enrol",
    "household",
    "households_with",
    "identities",
    "join",
    "kinships",
    "members",
    "relatives",
    "settle",
    "settle_by_reference",
    "unmask",
    "withdraw_kinship",
]
