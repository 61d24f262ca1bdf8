"""Who is a near relative of whom (近亲属), worked out from ties: no database here.

民发〔2012〕220号 art. 14 names spouse, parents, children, siblings, grandparents and grandchildren on both sides. In-laws
and cousins are none. What is not written but follows in one step is found: siblings by a common parent, grandparents
and grandchildren through the generation between.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from datong.foundation.people.core.relations import Relation

HEAD = "户主"
WORDS: Mapping[Relation, str] = {
    Relation.SPOUSE: "配偶 夫 妻 丈夫 妻子 夫妻",
    Relation.CHILD: "子 女 子女 儿子 女儿 独生子 独生女 长子 次子 二子 三子 四子 五子 长女 次女 二女 三女 四女 五女 "
    "养子 养女 继子 继女",
    Relation.PARENT: "父 母 父亲 母亲 父母 养父 养母 继父 继母",
    Relation.SIBLING: "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄弟姐妹",
    Relation.GRANDPARENT: "祖父 祖母 祖父母 外祖父 外祖母 外祖父母 爷爷 奶奶 外公 外婆",
    Relation.GRANDCHILD: "孙 孙子 孙女 孙子女 外孙 外孙子 外孙女 外孙子女",
}
"""与户主关系 as ledgers write it (GB/T 4761 and common speech); a leading 之 is dropped (之子 is 子)."""
BY_WORD = {word: relation for relation, words in WORDS.items() for word in words.split()}


def relation_to_head(written: str) -> Relation | None:
    """What a member is to the head, from the word of the ledger; None for a word that says no near relation."""
    return BY_WORD.get(written.strip().removeprefix("之"))


@dataclass
class Ties:
    """Ties between persons by id: parents and children one way each, everything else in both."""

    parents: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    children: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    beside: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, person: int, relative: int, relation: Relation) -> None:
        """`relative` is the person's `relation`. OTHER ties nobody."""
        if relation is Relation.CHILD:
            person, relative, relation = relative, person, Relation.PARENT
        if relation is Relation.PARENT:
            self.parents[person].add(relative)
            self.children[relative].add(person)
        elif relation is not Relation.OTHER:
            self.together((person, relative))

    def together(self, group: Iterable[int]) -> None:
        """Everybody of the group is near to everybody else of it: a household, a couple."""
        members = set(group)
        for each in members:
            self.beside[each] |= members - {each}

    def parents_and_children(self, persons: Iterable[int]) -> set[int]:
        """Who is one generation away from any of them: where the second step begins."""
        found: set[int] = set()
        for person in persons:
            found |= self.parents.get(person, set()) | self.children.get(person, set())
        return found

    def near(self, person: int) -> set[int]:
        """The near relatives, never the person."""
        parents, children = self.parents.get(person, set()), self.children.get(person, set())
        found = parents | children | self.beside.get(person, set())
        for parent in parents:
            found |= self.children.get(parent, set()) | self.parents.get(parent, set())
        for child in children:
            found |= self.children.get(child, set())
        return found - {person}
