"""The people of the second county: invented, with numbers of a county code that nobody has."""

DIGITS = "0123456789X"


def number(first17: str) -> str:
    """A citizen number from its 17 digits (ISO 7064, MOD 11-2: the weighted sum with the check is 1 modulo 11)."""
    rest = 0
    for digit in first17:
        rest = (rest + int(digit)) * 2 % 11
    return first17 + DIGITS[(12 - rest) % 11]


def wide(text: str) -> str:
    """Full-width digits and letters, as an input method types them: 12X -> １２Ｘ."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


# name: date of birth and sequence (the last digit odd: a man)
BORN = {
    # households in receipt, and those who left
    "刘桂芳": "19500312412",
    "刘小军": "19760905231",
    "陈志高": "19470815103",  # check character X
    "陈志明": "19520130117",
    "周玉兰": "19711122128",
    "周建国": "19690403215",
    "周小梅": "20030618322",
    "何大明": "19581009133",
    "何大林": "19660727219",
    "何小林": "20010214335",
    "龙文秀": "19440710116",  # check character X
    "石光明": "19490520137",
    "石小燕": "19820311226",
    "江水生": "19990817431",
    "钱多福": "19551225139",
    "赵学文": "19400101111",
    "龙广才": "19611119313",
    "江海波": "19730706211",
    # doctors and another household with a contract
    "白求平": "19790228217",
    "华小佗": "19680915119",
    "孙思远": "19600606311",
    "李时真": "19850430128",
    "江老太": "19380909142",
    # members of the party
    "马克勤": "19620701159",
    "马列英": "19750816224",
    "龙在田": "19591011239",
    "江涛": "19810305217",
    "钱进": "19900919314",
    "方志勤": "19870112431",
    # elders
    "赵奶奶": "19360303128",
    # people who stand in refused rows only
    "吴四方": "19630330157",
    "郑五湖": "19720821236",
    "王六合": "19480118119",
    "冯七夕": "19770707222",
    "江洪": "19450615133",
    "杨入党": "19930401219",
}
ID = {name: number("519999" + born) for name, born in BORN.items()}
