"""Joint review: exact against the bare join, one person against five registers, likeness against planted truth.

`python -m bench.matching exact RECIPIENTS ROWS | person ROWS | fuzzy RECIPIENTS ROWS` measures one of them alone.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Line = tuple[str, str, str, bool]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = (
    "英华明玉秀兰文国红桂珍芳丽平军春建志荣金云海林永德生小成晓光清杰强伟福安祥辉霞艳梅凤燕娟敏静琴勇磊涛刚波宏峰斌超龙飞鹏鑫宇浩俊凯亮毅康健宁欣怡佳雪婷娜琳洁莉萍蓉菊莲香美淑贵庆元学东兴长富顺和良仁义礼信忠孝"
    "正中心思家立世传先大天新民利全发才宝库山川江河洋波泉源洪泽润泰震雷电风雨露霜冰松柏杨柳树森木竹梓桐楠樟桃李杏苹果花草苗禾秋冬夏日月星辰阳朝晨旭晖昌昊旺晶智慧聪颖颜彦雅琪瑶瑞珊珠玲珂珏瑾瑜璐环璇媛嫣妍婉姣娇妮姗"
    "会绍克廷启显昭定守方开达运景维朋鸿振钟铭锋钢铁银锦钦钰锐友有万千双之以其代伯仲叔季少老子孟"
)
RATES = {"name": 0.3, "birth": 0.1, "town": 0.15, "sex": 0.02}


def lines() -> list[Line]:
    """Exact, one person, likeness; each in a process of its own."""
    print("joint review: 1 M x 10 M exact, five registers of 10 M rows, likeness 100,000 x 300,000 ...", file=sys.stderr)  # fmt: skip
    found, known = child("exact", 1_000_000, 10_000_000), child("person", 10_000_000)
    alike = child("fuzzy", 100_000, 300_000)
    bare, same = found["of_join"], found["of_spelt"]
    return [
        ("exact review, 1 M recipients x 10 M rows, Parquet to Parquet", f"{found['review']:.2f} s", "", True),
        ("the bare DuckDB join of the numbers as they stand, same run", f"{found['join']:.2f} s", "", True),
        ("exact review / bare join as they stand", f"{bare:.2f} (processors {found['processors_of_join']:.2f})", "", True),
        ("exact review / bare join on the same key (one spelling, 15 digits as 18)", f"{same:.2f} (processors {found['processors_of_spelt']:.2f})", "goal <= 1.15", same <= 1.15),
        ("exact review, peak memory", f"{found['megabytes']:.0f} MB", "< 1000 MB", found["megabytes"] < 1000),
        ("one person against five registers of 10 M rows", f"{known['ms']:.2f} ms", "<= 2 ms", known["ms"] <= 2),
        ("likeness, 100,000 x 300,000 with truth: F1", f"{alike['f1']:.3f}", ">= 0.97", alike["f1"] >= 0.97),
        ("its precision at the default threshold", f"{alike['precision']:.4f}", ">= 0.995", alike["precision"] >= 0.995),
        ("its time and memory", f"{alike['seconds']:.1f} s, {alike['megabytes']:.0f} MB", "", True),
    ]  # fmt: skip


def likeness() -> list[Line]:
    """A million recipients against two million rows, held against planted truth."""
    print("likeness, 1 M x 2 M ...", file=sys.stderr)
    found = child("fuzzy", 1_000_000, 2_000_000)
    seconds, memory = found["seconds"], found["megabytes"]
    return [
        ("likeness, 1 M x 2 M", f"{seconds:.0f} s", "goal <= 60 s", seconds <= 60),
        ("likeness, 1 M x 2 M: peak memory", f"{memory:.0f} MB", "<= 8000 MB", memory <= 8000),
        ("likeness, 1 M x 2 M: F1 and precision", f"{found['f1']:.3f}, {found['precision']:.4f}", "", True),
    ]


def child(what: str, *sizes: int) -> dict[str, float]:
    """One measurement in a new process, so that its peak memory is its own."""
    asked = [sys.executable, "-m", "bench.matching", what, *map(str, sizes)]
    found: dict[str, float] = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return found


def exact(recipients: int, rows: int) -> dict[str, float]:
    """The review and the bare joins, 25 times in turn: the least seconds of each, the middle ratio of a turn, peak memory."""
    with TemporaryDirectory(prefix="datong-matching-") as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "bench.matching", "lists", name, str(recipients), str(rows)], check=True
        )
        turns = [{what: timed(what, folder) for what in ("review", "join", "spelt")} for _ in range(25)]
    found = {what: min(turn[what]["seconds"] for turn in turns) for what in turns[0]}
    for what in ("join", "spelt"):
        found[f"of_{what}"] = middle(turns, what, "seconds")
        found[f"processors_of_{what}"] = middle(turns, what, "processors")
    return found | {
        "megabytes": max(turn["review"]["megabytes"] for turn in turns),
        "hits": turns[0]["review"]["hits"],
    }


def middle(turns: list[dict[str, dict[str, float]]], what: str, cost: str) -> float:
    """The median over the turns of the review's cost as a ratio of that join's: the two of a turn meet the machine in the same mood."""
    return median(turn["review"][cost] / turn[what][cost] for turn in turns)


def timed(what: str, folder: Path) -> dict[str, float]:
    asked = [sys.executable, "-m", "bench.matching", what, str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return found


def lists(folder: Path, recipients: int, rows: int) -> None:
    """Recipients and a register in which about half of them stand, all with good numbers of 18 characters."""
    chance = np.random.default_rng(2014)
    pool = rows * 2
    people = numbers(np.arange(recipients, dtype=np.int64))
    write(folder / "recipients.parquet", people, np.arange(recipients))
    drawn = chance.integers(0, pool, rows)
    pieces = [numbers(part) for part in np.array_split(drawn, max(rows // 2_000_000, 1))]
    pl.concat(
        [pl.DataFrame({"id": piece}) for piece in pieces]
    ).with_columns(name=pl.lit("李四"), plate=pl.lit("川F00000")).write_parquet(folder / "register.parquet")  # fmt: skip


def write(path: Path, ids: pl.Series, household: NDArray[np.int64]) -> None:
    frame = pl.DataFrame({"id": ids, "household": household})
    frame.with_columns(
        name=pl.lit("张三"), sex=pl.lit(1), birth=pl.lit(19700101), place=pl.lit("510626101201")
    ).write_parquet(path)


def numbers(persons: NDArray[np.int64]) -> pl.Series:
    """A different good number for each person's ordinal."""
    mixed = (persons * 7_919_000_017) % (37 * 28_000 * 1000)
    born = np.datetime64("1930-01-01") + (mixed // 1000) % 28_000
    area = 510_600 + (mixed // 28_000_000) + 40 * (persons // (37 * 28_000 * 1000))
    return sealed(area, days(born), mixed % 1000)


def days(born: NDArray[Any]) -> NDArray[np.int64]:
    """Dates as yyyymmdd."""
    months = born.astype("datetime64[M]")
    year = months.astype(int) // 12 + 1970
    return np.asarray(
        year * 10_000 + (months.astype(int) % 12 + 1) * 100 + (born - months).astype(int) + 1, np.int64
    )


def sealed(area: NDArray[np.int64], born: NDArray[np.int64], serial: NDArray[np.int64]) -> pl.Series:
    """Numbers with their check characters."""
    digits = area * 10**11 + born * 1000 + serial
    total = sum(weight * (digits // 10 ** (16 - at) % 10) for at, weight in enumerate(WEIGHTS))
    check = pl.Series(np.array(list("10X98765432"))[np.asarray(total) % 11])
    return pl.Series(digits).cast(pl.String) + check


def review_once(folder: Path) -> dict[str, float]:
    """The review of two lists; seconds, hits, peak memory."""
    from datong.engine import matching  # noqa: PLC0415 - this process is the one measured

    output = folder / "hits.parquet"
    output.unlink(missing_ok=True)
    begun, used = time.perf_counter(), time.process_time()
    found = matching.review(
        folder / "recipients.parquet", {"vehicles": folder / "register.parquet"}, output, threads=2
    )
    return spent(begun, used) | {"hits": found.exact}


def spent(begun: float, used: float) -> dict[str, float]:
    """Seconds by the clock and of the processors since then, and the most memory so far."""
    return {
        "seconds": time.perf_counter() - begun,
        "processors": time.process_time() - used,
        "megabytes": peak(),
    }


def join_once(folder: Path) -> dict[str, float]:
    """The bare join on the number as it stands, Parquet to Parquet, in no order."""
    return joined(folder, "id")


def spelt_once(folder: Path) -> dict[str, float]:
    """The bare join on the key of the review: the number in its one spelling, 15 digits as the 18 they became."""
    from datong.engine.matching.keys import spelling_sql  # noqa: PLC0415 - this process is the one measured

    return joined(folder, spelling_sql("id"))


def joined(folder: Path, key: str) -> dict[str, float]:
    import duckdb  # noqa: PLC0415 - this process is the one measured

    begun, used = time.perf_counter(), time.process_time()
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        connection.execute(
            f"COPY (SELECT r.key, row FROM (SELECT {key} AS key, file_row_number AS row FROM read_parquet('{folder}/register.parquet', file_row_number = true)) AS g"  # noqa: S608
            f" JOIN (SELECT {key} AS key FROM read_parquet('{folder}/recipients.parquet')) AS r ON g.key = r.key) TO '{folder}/bare.parquet'"
        )
    return spent(begun, used)


def peak() -> float:
    """Most memory this process has held since it began, in MB (what its parent held does not count)."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024 / 1e6


def person(rows: int) -> dict[str, float]:
    """Milliseconds to look one person up in five registers: the median of 1,000 persons, files mapped and warm."""
    from datong.engine.matching import KeyIndex  # noqa: PLC0415 - heavy

    with TemporaryDirectory(prefix="datong-matching-") as name:
        folder = Path(name)
        lists(folder, 1_000, rows)
        begun = time.perf_counter()
        KeyIndex.build(folder / "register.parquet", folder / "index")
        built = time.perf_counter() - begun
        five = [KeyIndex.open(folder / "index") for _ in range(5)]
        taken, found = [], 0
        for number in numbers(np.arange(1_000, dtype=np.int64)):
            begun = time.perf_counter()
            found += sum(len(index.find(number)) for index in five)
            taken.append(time.perf_counter() - begun)
    return {
        "ms": float(np.median(taken)) * 1000,
        "worst": max(taken) * 1000,
        "found": found,
        "build": built,
    }


class Maker:
    """Two lists about overlapping people, with slips of the pen planted in the second: a small synthetic county."""

    def __init__(self, seed: int = 2014) -> None:
        from datong.engine.matching.characters import TRADITIONAL, VARIANTS, characters  # noqa: PLC0415

        self.chance = np.random.default_rng(seed)
        self.surnames, self.given = np.array(list(SURNAMES)), np.array(list(dict.fromkeys(GIVEN)))
        self.other_form = {
            pair[1]: pair[0] for pair in f"{VARIANTS} {TRADITIONAL}".split() if pair[0] != pair[1]
        }
        alike: dict[str, list[str]] = {}
        for each in characters(self.given):
            alike.setdefault(each.sound, []).append(each.character)
        self.alike = {each: group for group in alike.values() if len(group) > 1 for each in group}

    def people(self, count: int, taken: NDArray[Any] | None = None) -> dict[str, NDArray[Any]]:
        """Persons of four counties with 15 towns each, each with a number that nobody else has."""
        drawn = self.draw(count + count // 10)
        first = np.unique(drawn["id"].astype(str), return_index=True)[1]
        if taken is not None:
            first = first[~np.isin(drawn["id"][first].astype(str), taken.astype(str))]
        kept = np.sort(first)[:count]
        return {name: column[kept] for name, column in drawn.items()}

    def draw(self, count: int) -> dict[str, NDArray[Any]]:
        """Persons by chance; some numbers come twice."""
        draw = self.chance
        rank = 1 / np.arange(1, len(self.surnames) + 1) ** 0.8
        surname = draw.choice(self.surnames, count, p=rank / rank.sum())
        rank = 1 / np.arange(1, len(self.given) + 1) ** 0.6
        first, second = (draw.choice(self.given, count, p=rank / rank.sum()) for _ in range(2))
        single = draw.random(count) < 0.15
        name = np.char.add(np.char.add(surname, first), np.where(single, "", second))
        born = days(np.datetime64("1930-01-01") + draw.integers(0, 30_000, count))
        sex = draw.integers(1, 3, count)
        town = 510_600_000 + draw.integers(20, 24, count) * 1000 + 100 + draw.integers(0, 15, count)
        serial = draw.integers(0, 500, count) * 2 + sex % 2
        place = town * 1000 + 200 + draw.integers(0, 10, count)
        ids = sealed(town // 1000, born, serial).to_numpy()
        return {"id": ids, "name": name, "sex": sex, "birth": born, "place": place}

    def slipped(self, people: dict[str, NDArray[Any]]) -> dict[str, list[Any]]:
        """The same persons as another office wrote them: no number or a wrong one, and slips in what else it knows."""
        out: dict[str, list[Any]] = {name: [] for name in people}
        for number, name, sex, birth, place in zip(*people.values(), strict=True):
            out["id"].append(self.number(str(number)))
            out["name"].append(self.name(str(name)) if self.chance.random() < RATES["name"] else str(name))
            out["sex"].append(3 - int(sex) if self.chance.random() < RATES["sex"] / 2 else int(sex))
            out["birth"].append(
                self.date(int(birth)) if self.chance.random() < RATES["birth"] else int(birth)
            )
            moved = self.chance.random() < RATES["town"]
            out["place"].append(int(place) + 1_000 * int(self.chance.integers(1, 9)) if moved else int(place))
        return out

    def number(self, number: str) -> str:
        """Empty, or with one digit wrong."""
        kind, at = self.chance.random(), int(self.chance.integers(0, 18))
        wrong = (
            str((int(number[at]) + 1 + int(self.chance.integers(0, 9))) % 10) if number[at] != "X" else "1"
        )
        return "" if kind < 0.7 else number[:at] + wrong + number[at + 1 :]

    def name(self, name: str) -> str:
        """Another form, another character of the same sound, another order, one wrong character."""
        at, kind = int(self.chance.integers(1, len(name))), self.chance.random()
        if kind < 0.25:
            return "".join(self.other_form.get(each, each) for each in name)
        if kind < 0.6:
            return name[:at] + str(self.chance.choice(self.alike.get(name[at], [name[at]]))) + name[at + 1 :]
        if kind < 0.75:
            return name[0] + name[:0:-1] if len(name) > 2 else name[::-1]
        return name[:at] + str(self.chance.choice(self.given)) + name[at + 1 :]

    def date(self, day: int) -> int:
        """Day and month swapped where that is a date, or one digit of the day or the year wrong."""
        year, month, date = day // 10_000, day // 100 % 100, day % 100
        if date <= 12 and self.chance.random() < 0.5:
            return year * 10_000 + date * 100 + month
        if self.chance.random() < 0.5:
            return day - date + (date // 10 * 10 + (date + int(self.chance.integers(1, 9))) % 10)
        return day - year % 10 * 10_000 + (year + int(self.chance.integers(1, 9))) % 10 * 10_000


def county(folder: Path, recipients: int, rows: int, seed: int = 2014) -> int:
    """Recipients, a register of whose rows a fifth is about them, and `truth.parquet`: recipient, row. How many are true."""
    maker = Maker(seed)
    known, true = maker.people(recipients), rows // 5
    whom = maker.chance.choice(recipients, min(true, recipients), replace=False)
    slipped = maker.slipped({name: column[whom] for name, column in known.items()})
    others = maker.people(rows - len(whom), known["id"])
    order = maker.chance.permutation(rows)
    mixed = {name: np.concatenate([np.array(slipped[name]), others[name]])[order] for name in known}
    where = np.empty(rows, np.int64)
    where[order] = np.arange(rows)
    pl.DataFrame(known | {"household": np.arange(recipients)}).with_columns(
        pl.col("id", "name").cast(pl.String)
    ).write_parquet(folder / "recipients.parquet")
    pl.DataFrame(mixed).with_columns(pl.col("id", "name").cast(pl.String)).write_parquet(
        folder / "register.parquet"
    )
    pl.DataFrame(
        {"recipient": pl.Series(known["id"][whom], dtype=pl.String), "row": where[: len(whom)]}
    ).write_parquet(folder / "truth.parquet")
    return len(whom)


def fuzzy(recipients: int, rows: int) -> dict[str, float]:
    """Likeness against planted truth: F1, precision and recall at the default threshold; seconds and peak memory."""
    with TemporaryDirectory(prefix="datong-matching-") as name:
        county(Path(name), recipients, rows)
        return timed("likeness", Path(name))


def likeness_once(folder: Path) -> dict[str, float]:
    """The fuzzy review of two lists, held against the truth."""
    from datong.engine import matching  # noqa: PLC0415 - this process is the one measured

    output = folder / "hits.parquet"
    output.unlink(missing_ok=True)
    begun, used = time.perf_counter(), time.process_time()
    matching.review(
        folder / "recipients.parquet", {"list": folder / "register.parquet"}, output, fuzzy=True, threads=2
    )
    cost = spent(begun, used)
    hits, truth = pl.read_parquet(output), pl.read_parquet(folder / "truth.parquet")
    found = hits.filter(pl.col("probability") >= matching.THRESHOLD)
    right = found.join(truth, on=["recipient", "row"]).height
    precision, recall = right / max(found.height, 1), right / truth.height
    return {
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "precision": precision,
        "recall": recall,
        "hits": hits.height,
        "found": found.height,
    } | cost


def main() -> None:
    """One measurement as JSON."""
    what, *given = sys.argv[1:]
    of_folder = {"review": review_once, "join": join_once, "spelt": spelt_once, "likeness": likeness_once}
    if what in of_folder:
        json.dump(of_folder[what](Path(given[0])), sys.stdout)
    elif what == "lists":
        lists(Path(given[0]), *map(int, given[1:]))
    elif what == "county":
        county(Path(given[0]), *map(int, given[1:]))
    else:
        of_sizes: dict[str, Callable[..., dict[str, float]]] = {
            "exact": exact, "person": person, "fuzzy": fuzzy,
        }  # fmt: skip
        json.dump(of_sizes[what](*map(int, given)), sys.stdout)


if __name__ == "__main__":
    main()
