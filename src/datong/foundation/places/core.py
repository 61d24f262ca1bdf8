"""Names and codes of places, without Django."""

LEVELS = ("province", "prefecture", "county", "town", "village")
ENDINGS = ("居民委员会", "居委会", "村委会")
LENGTHS = {"province": 2, "prefecture": 4, "county": 6, "town": 9, "village": 12}


def short_name(name: str, level: str) -> str:
    """What people write: 景乐社区居民委员会 -> 景乐社区; 百花村村民委员会 -> 百花村; 大安村民委员会 -> 大安村."""
    if level != "village":
        return name
    if name.endswith("村民委员会"):
        stem = name.removesuffix("村民委员会")
        return stem if stem.endswith(("村", "社区")) else stem + "村"
    if name.endswith("村委会"):
        stem = name.removesuffix("委会")
        return stem.removesuffix("村") if stem.endswith("村村") else stem
    for ending in ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def kind_of(code: str, level: str) -> str:
    """community or village by the last three digits; empty for other levels and other numbers."""
    if level != "village":
        return ""
    number = int(code[9:12])
    return "community" if 1 <= number <= 199 else "village" if 200 <= number <= 399 else ""


def prefix(code: str) -> str:
    """The digits that every place inside shares: 510626000000 -> 510626, 510626100000 -> 510626100."""
    for length in (2, 4, 6, 9):
        if code[length:].strip("0") == "":
            return code[:length]
    return code


def initials(name: str) -> str:
    """First letters in pinyin: 百花村 -> bhc."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - half a second of every start, for loading places only

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))[:30].lower()
