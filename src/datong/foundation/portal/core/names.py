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


READINGS = {"调元": "Tiaoyuan"}  # read otherwise than a dictionary reads


@lru_cache(maxsize=16_384)
def bilingual(short: str) -> Text:
    """A short name in both languages."""
    for ending, kind in KINDS:
        if short.endswith(ending) and len(short) > len(ending):
            return Text(short, f"{spelled(short.removesuffix(ending))} {kind}")
    return Text(short, spelled(short) or short)


def spelled(name: str) -> str:
    """In pinyin as one word, an apostrophe before a syllable that begins with a vowel: 万安 is Wan'an."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - half a second; only public pages need it

    syllables = lazy_pinyin(name, v_to_u=True)
    joined = "".join(
        f"'{each}" if each[:1] in "aoe" and place else each for place, each in enumerate(syllables)
    )
    return READINGS.get(name) or joined.capitalize()
