"""Recording and withdrawing ties between persons. Callers hold the permission."""

from django.db import IntegrityError, transaction

from datong.foundation.journal import service as journal
from datong.foundation.people.core.relations import Relation
from datong.foundation.people.errors import BadKinship
from datong.foundation.people.models import Kinship, Person
from datong.kernel import clock
from datong.kernel.bilingual import Text

MOST_SOURCE = 40
SYMMETRIC = frozenset({Relation.SPOUSE, Relation.SIBLING, Relation.OTHER})
TO_THE_YOUNGER = frozenset({Relation.CHILD, Relation.GRANDCHILD})


def declare_kinship(
    actor: str, person_id: int, relative_id: int, relation: str, source: str, *, door: str = "page"
) -> Kinship:
    """Record that `relative` is the person's `relation` (a Relation or its value), read from `source`.

    Recorded already, in whichever direction: that row, and nothing is written. Raises BadKinship.
    """
    first, second, kind = kept(person_id, relative_id, checked(person_id, relative_id, relation))
    source = source.strip()
    if not 2 <= len(source) <= MOST_SOURCE:
        sentence = Text(
            "请写明关系的依据（2 至 {most} 个字），例如：户口簿。",
            "State where the relation was read (2 to {most} characters), such as the household register.",
        )
        raise BadKinship("source", sentence.format(most=MOST_SOURCE))
    known = standing(first, second, kind)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = Kinship.objects.create(
                person_id=first, relative_id=second, relation=kind, source=source, at=clock.now()
            )
            place = Person.objects.values_list("place_code", flat=True).get(pk=person_id)
            journal.record(actor, "kinship.declare", f"people.Kinship:{row.pk}", place=place, door=door)
    except IntegrityError:  # somebody recorded the same a moment ago
        return Kinship.objects.get(person=first, relative=second, relation=kind, withdrawn_at=None)
    return row


def withdraw_kinship(actor: str, kinship_id: int, *, why: str, door: str = "page") -> Kinship:
    """Take a tie back; the row stays with the reason. Raises BadKinship, Kinship.DoesNotExist."""
    if len(why.strip()) < 2:
        raise BadKinship("why", Text("请写明撤回的原因。", "Please state why the relation is withdrawn."))
    with transaction.atomic():
        locked = Kinship.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
        row = locked.get(pk=kinship_id)
        if row.withdrawn_at is not None:
            raise BadKinship("kinship", Text("这条关系已经撤回。", "This relation was withdrawn already."))
        row.withdrawn_at, row.withdrawn_why = clock.now(), why.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        target = f"people.Kinship:{row.pk}"
        journal.record(actor, "kinship.withdraw", target, place=row.person.place_code, door=door)
    return row


def checked(person_id: int, relative_id: int, relation: str) -> Relation:
    """The relation, when two known and different persons are named; raises BadKinship."""
    if relation not in list(Relation):
        raise BadKinship("relation", Text("请选择一种亲属关系。", "Please choose a relation."))
    if person_id == relative_id:
        raise BadKinship(
            "relative",
            Text(
                "不能登记本人与本人的亲属关系。", "A person is no relative of themselves; name two persons."
            ),
        )
    if Person.objects.filter(pk__in=(person_id, relative_id)).count() != 2:
        raise BadKinship("relative", Text("名册里没有这个人。", "The register does not have this person."))
    return Relation(relation)


def kept(person_id: int, relative_id: int, relation: Relation) -> tuple[int, int, Relation]:
    """The one way a pair is written: elders as the relative, equals with the lower id first."""
    swap = relative_id < person_id if relation in SYMMETRIC else relation in TO_THE_YOUNGER
    return (relative_id, person_id, relation.inverse) if swap else (person_id, relative_id, relation)


def standing(person_id: int, relative_id: int, relation: Relation) -> Kinship | None:
    """The row of this pair and relation that counts; raises BadKinship when the opposite does (parent of one's parent)."""
    rows = Kinship.objects.filter(relation=relation, withdrawn_at=None)
    if relation not in SYMMETRIC and rows.filter(person=relative_id, relative=person_id).exists():
        raise BadKinship(
            "relation",
            Text(
                "名册里登记的辈分正好相反，请核对；登记错的先撤回。",
                "The register has the elder and the younger the other way round; check, and withdraw the wrong one.",
            ),
        )
    return rows.filter(person=person_id, relative=relative_id).first()
