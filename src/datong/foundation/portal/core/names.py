"""Names of places for readers of English: 百花村 is Baihua Village; the characters stay beside it."""

from functools import lru_cache

from datong.kernel.bilingual import Text

KINDS = (
    ("社区", "Community"),
    ("街道", "Subdistrict"),
    ("村", "Village"),
    ("镇", "Town"),
    ("乡", "Township"),
    ("县", "County"),
    ("区", "District"),
    ("市", "City"),
)


@lru_cache(maxsize=16_384)
def bilingual(short: str) -> Text:
    """A short name in both languages."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - half a second; only pages in English need it

    for ending, kind in KINDS:
        if short.endswith(ending) and len(short) > len(ending):
            stem = "".join(lazy_pinyin(short.removesuffix(ending))).capitalize()
            return Text(short, f"{stem} {kind}")
    return Text(short, "".join(lazy_pinyin(short)).capitalize() or short)
