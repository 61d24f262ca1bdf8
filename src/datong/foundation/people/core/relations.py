"""How two persons are related (亲属关系), as the register keeps it."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Relation(StrEnum):
    """What the relative is to the person. All but OTHER are near relatives (近亲属, 民发〔2012〕220号 art. 14)."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return LABELS[self]

    @property
    def inverse(self) -> "Relation":
        """What the person is to the relative."""
        return INVERSE.get(self, self)


LABELS = {
    Relation.SPOUSE: Text("配偶", "spouse"),
    Relation.PARENT: Text("父母", "parent"),
    Relation.CHILD: Text("子女", "child"),
    Relation.SIBLING: Text("兄弟姐妹", "sibling"),
    Relation.GRANDPARENT: Text("祖父母、外祖父母", "grandparent"),
    Relation.GRANDCHILD: Text("孙子女、外孙子女", "grandchild"),
    Relation.OTHER: Text("姻亲或其他亲属", "in-law or other relative"),
}
INVERSE = {
    Relation.PARENT: Relation.CHILD,
    Relation.CHILD: Relation.PARENT,
    Relation.GRANDPARENT: Relation.GRANDCHILD,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
}
"""The register keeps one row a pair: a child is kept as its parent's row, and so on."""
