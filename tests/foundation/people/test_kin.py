"""Near relatives: who the law names and nobody else, in both directions, through households, one step on; set-wise."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.foundation.people.core.ties import relation_to_head
from datong.foundation.people.service import BadKinship, Kinship, Relation
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db

AT = "519999100202"
FAMILY = (
    "陈志高", "赵奶奶", "陈志明", "刘桂芳", "刘小军", "周玉兰", "周小梅", "何大明", "何大林", "何小林", "江老太", "钱进",
)  # fmt: skip


@pytest.fixture
def ids() -> dict[str, int]:
    """Person ids by name."""
    found = people.enrol({ID[name]: people.Newcomer(name, "", AT) for name in FAMILY})
    return {name: found[ID[name]] for name in FAMILY}


def declare(ids: dict[str, int], person: str, relation: str, relative: str) -> Kinship:
    """`relative` is the person's `relation`."""
    return people.declare_kinship("wang", ids[person], ids[relative], relation, "户口簿")


def near(ids: dict[str, int], name: str) -> set[str]:
    """Names of the near relatives of one person."""
    names = {pk: known for known, pk in ids.items()}
    return {names[pk] for pk in people.relatives([ids[name]])[ids[name]]}


@pytest.mark.parametrize("relation", ["spouse", "parent", "child", "sibling", "grandparent", "grandchild"])
def test_each_relation_of_the_law_counts_in_both_directions(ids: dict[str, int], relation: str) -> None:
    declare(ids, "何大明", relation, "何大林")
    assert near(ids, "何大明") == {"何大林"}
    assert near(ids, "何大林") == {"何大明"}


def test_in_laws_and_cousins_are_none(ids: dict[str, int]) -> None:
    declare(ids, "何大明", "other", "何大林")
    assert people.relatives([ids["何大明"], ids["何大林"]]) == {ids["何大明"]: set(), ids["何大林"]: set()}


def test_three_generations_from_recorded_parents(ids: dict[str, int]) -> None:
    """江老太 has the children 何大明 and 何大林; 何大明 the child 何小林 with 周玉兰; 何大林 the child 刘小军, who has 钱进."""
    for child, parent in [
        ("何大明", "江老太"), ("何大林", "江老太"), ("何小林", "何大明"), ("何小林", "周玉兰"), ("刘小军", "何大林"),
        ("钱进", "刘小军"),
    ]:  # fmt: skip
        declare(ids, child, "parent", parent)
    declare(ids, "何大明", "spouse", "周玉兰")
    assert near(ids, "江老太") == {"何大明", "何大林", "何小林", "刘小军"}  # not the great-grandchild 钱进
    assert near(ids, "何大明") == {"江老太", "何大林", "何小林", "周玉兰"}  # not the nephew 刘小军
    assert near(ids, "何小林") == {"何大明", "周玉兰", "江老太"}  # not the uncle, not the cousin
    assert near(ids, "周玉兰") == {"何大明", "何小林"}  # not the mother-in-law
    assert near(ids, "钱进") == {"刘小军", "何大林"}


def test_half_siblings_are_siblings(ids: dict[str, int]) -> None:
    declare(ids, "何大明", "parent", "江老太")
    declare(ids, "江老太", "child", "何大林")
    assert near(ids, "何大明") == {"江老太", "何大林"}


def test_members_of_a_household_are_related_and_their_neighbours_are_not(ids: dict[str, int]) -> None:
    one, other = people.settle({ids["刘桂芳"]: AT, ids["周玉兰"]: AT}).values()
    people.join(
        [one, one, other],
        [ids["刘桂芳"], ids["刘小军"], ids["周小梅"]],
        ["户主", "之子", "女儿"],
    )
    assert near(ids, "刘桂芳") == {"刘小军"}
    assert near(ids, "刘小军") == {"刘桂芳"}
    assert near(ids, "周小梅") == {"周玉兰"}  # a head whose own row is missing is a member
    assert near(ids, "周玉兰") == {"周小梅"}


def test_a_household_that_only_has_a_paper_ties_its_members(ids: dict[str, int]) -> None:
    household = people.settle_by_reference({"dibao:QX008": AT})["dibao:QX008"]
    people.join([household] * 3, [ids["刘桂芳"], ids["刘小军"], ids["钱进"]], ["户主", "儿媳", "其他"])
    assert near(ids, "钱进") == {"刘桂芳", "刘小军"}


def test_the_words_of_two_ledgers_meet(ids: dict[str, int]) -> None:
    """何小林 is the son of 何大明 in one household; 何大明 is the son of 江老太, and 何大林 her other son, in another."""
    young, old = people.settle({ids["何大明"]: AT, ids["江老太"]: AT}).values()
    people.join([young, young], [ids["何大明"], ids["何小林"]], ["户主", "长子"])
    people.join([old] * 3, [ids["江老太"], ids["何大明"], ids["何大林"]], ["户主", "之子", "次子"])
    assert near(ids, "何小林") == {"何大明", "江老太"}
    assert near(ids, "何大林") == {"何大明", "江老太"}
    assert near(ids, "江老太") == {"何大明", "何大林", "何小林"}


@pytest.mark.parametrize(
    ("written", "relation"),
    [
        ("配偶", Relation.SPOUSE), ("之子", Relation.CHILD), ("女儿", Relation.CHILD), (" 父亲", Relation.PARENT),
        ("之女", Relation.CHILD), ("外孙女", Relation.GRANDCHILD), ("妹妹", Relation.SIBLING), ("奶奶", Relation.GRANDPARENT),
        ("户主", None), ("儿媳", None), ("女婿", None), ("岳父", None), ("侄子", None), ("", None), ("其他", None),
    ],
)  # fmt: skip
def test_words_of_ledgers(written: str, relation: Relation | None) -> None:
    assert relation_to_head(written) is relation


def test_a_pair_is_kept_once_however_it_is_told(ids: dict[str, int]) -> None:
    first = declare(ids, "何小林", "parent", "何大明")
    again = declare(ids, "何大明", "child", "何小林")
    assert first.pk == again.pk
    assert (declare(ids, "周玉兰", "spouse", "何大明")).pk == declare(ids, "何大明", "spouse", "周玉兰").pk
    assert Kinship.objects.count() == 2
    assert [(entry.actor, entry.action, entry.place, entry.detail) for entry in journal.entries()] == [
        ("wang", "kinship.declare", AT, {}),
        ("wang", "kinship.declare", AT, {}),
    ]


def test_a_withdrawn_tie_is_kept_and_counts_no_more(ids: dict[str, int]) -> None:
    row = declare(ids, "何大明", "spouse", "周玉兰")
    people.withdraw_kinship("li", row.pk, why=" 2013 年离婚 ")
    assert near(ids, "何大明") == set()
    kept = Kinship.objects.get(pk=row.pk)
    assert kept.withdrawn_why == "2013 年离婚"
    [entry] = journal.entries().filter(action="kinship.withdraw")
    assert (entry.actor, entry.target, entry.why) == ("li", f"people.Kinship:{row.pk}", "")
    with pytest.raises(BadKinship, match="已经撤回"):
        people.withdraw_kinship("li", row.pk, why="离婚")
    assert declare(ids, "何大明", "spouse", "周玉兰").pk != row.pk  # married again
    assert [each.withdrawn_at is None for each in people.kinships(ids["周玉兰"])] == [True, False]


@pytest.mark.parametrize(
    ("person", "relation", "relative", "source", "field"),
    [
        ("何大明", "parent", "何大明", "户口簿", "relative"),
        ("何大明", "uncle", "何大林", "户口簿", "relation"),
        ("何大明", "parent", "nobody", "户口簿", "relative"),
        ("何大明", "parent", "何大林", " ", "source"),
        ("何大明", "parent", "何大林", "簿" * 41, "source"),
        ("何大明", "parent", "何小林", "户口簿", "relation"),
        ("何小林", "child", "何大明", "户口簿", "relation"),
    ],
)
def test_what_is_refused(
    ids: dict[str, int], person: str, relation: str, relative: str, source: str, field: str
) -> None:
    declare(ids, "何小林", "parent", "何大明")
    known = ids | {"nobody": 10_000_000}
    with pytest.raises(BadKinship) as caught:
        people.declare_kinship("wang", known[person], known[relative], relation, source)
    assert caught.value.field == field
    assert caught.value.text.en != caught.value.text.zh
    assert Kinship.objects.count() == 1


def test_a_reason_is_needed_to_withdraw(ids: dict[str, int]) -> None:
    row = declare(ids, "何大明", "spouse", "周玉兰")
    with pytest.raises(BadKinship, match="原因"):
        people.withdraw_kinship("li", row.pk, why=" ")
    assert near(ids, "何大明") == {"周玉兰"}


def test_as_many_queries_for_one_as_for_all(ids: dict[str, int]) -> None:
    people.join(list(people.settle({ids["刘桂芳"]: AT}).values()), [ids["刘小军"]], ["之子"])
    for child, parent in [
        ("何大明", "江老太"),
        ("何大林", "江老太"),
        ("何小林", "何大明"),
        ("刘小军", "周玉兰"),
    ]:
        declare(ids, child, "parent", parent)
    with CaptureQueriesContext(
        connection,
    ) as one:
        people.relatives([ids["何大明"]])
    with CaptureQueriesContext(connection) as every:
        found = people.relatives(ids.values())
    assert len(every) <= 10
    assert len(one) <= len(every)
    assert found[ids["钱进"]] == set()
    assert set(found) == set(ids.values())


def test_nobody_asks_for_nobody() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert people.relatives([]) == {}
    assert len(asked) == 0


class TestAdmit:
    """A number and a name are of one person."""

    def test_known_or_new(self, ids: dict[str, int]) -> None:
        assert people.admit(f" {ID['何大明']} ", "何 大明", AT) == ids["何大明"]
        new = people.Person.objects.get(pk=people.admit(ID["马列英"].lower(), " 马列英 ", AT))
        assert (new.name, new.sex, new.place_code) == ("马列英", "女", AT)

    @pytest.mark.parametrize(
        ("number", "name", "field", "words"),
        [
            (ID["何大明"], "何大林", "identity", "另|不同"),
            (ID["何大明"][:-1] + "1", "何大明", "identity", "校验码应为"),
            ("5199", "何大明", "identity", "18 位"),
            (ID["何大明"], "  ", "name", "填写姓名"),
        ],
    )
    @pytest.mark.usefixtures("ids")
    def test_refusals(self, number: str, name: str, field: str, words: str) -> None:
        with pytest.raises(people.BadPerson, match=words) as caught:
            people.admit(number, name, AT)
        assert caught.value.field == field
        assert people.Person.objects.count() == len(FAMILY)
