"""A joint review of the example county (示例联审核对): five sources, three lists of invented owners and deaths, one run, and its
questions in several states. It lies in the last three weeks, so that some households still have time to answer.

The lists name some recipients of one town; every other row is somebody who is not in any register.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from datong.foundation.access.service import User
from datong.foundation.ledgers import service as ledgers
from datong.foundation.people import service as people
from datong.foundation.people.service import Person
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.service import Delivery, Hit, NewSource, Order, Said, Source
from datong.kernel import clock
from datong.kernel.identity import check_digit

COUNTY, TOWN = "510626", "510626106000"
LAW = "社会救助暂行办法"
ARTICLE = f"{LAW}第五十八条"
CHOSEN = 10
GROWN = "1980"  # born by then: old enough for a car of 2007
STRANGERS = 40
SURNAMES, GIVEN = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨", ("建国", "桂英", "志强", "秀兰", "海波", "小琴", "永福")


@dataclass(frozen=True, slots=True)
class Known:
    """A recipient as the lists name them."""

    id: int
    name: str
    number: str


SOURCES = {
    "vehicle": ("机动车登记", "罗江县公安局交通警察大队", 90),
    "housing": ("不动产登记", "罗江县国土资源局", 180),
    "death": ("死亡信息", "罗江县殡葬管理所", 60),
    "social_insurance": ("职工社会保险参保", "罗江县社会保险局", 60),
    "farm_machinery": ("农机购置补贴", "罗江县农业局", 365),
}
OLD = "名单还是 2011 年的，报废和转让的机具没有剔除；请来源单位更正后再用。"
SOLD = "家里那辆五菱早就卖给邻村的人了，卖车的协议还在，没有去过户。"
SOLD_SEEN = "已看卖车协议和对方的行驶证，车辆 2013 年已由他人使用，家中没有机动车。"
ALIVE = "人在家里，是同名同姓的人去世，号码登记错了。"
ALIVE_SEEN = "镇里当天入户见到本人，殡葬管理所承认登记时录错一位号码。"
HOUSE = "城里那套房是儿子出钱买的，写的是我的名字，儿子一家住着。"
HOUSE_SEEN = "本人承认不动产权证登记在自己名下，登记机关也书面答复属实；对待遇的影响另行复核。"
NAMESAKE = "号码差一位、住址不同，经不动产登记中心核对是外县同名的人。"


def load() -> int:
    """Plant the review; how many questions came of it. Again: nothing."""
    if Source.objects.filter(county=COUNTY).exists():
        return 0
    officer = User.objects.get(username="dibao")
    chosen = recipients()
    if len(chosen) < CHOSEN:
        return 0
    today = clock.today()
    with clock.override(at(today, 20)):
        sources = {kind: declare(officer, kind) for kind in SOURCES}
        reviews.switch(officer, sources["farm_machinery"].pk, False, OLD, door="cli")
        lists = [
            reviews.receive(officer, sources["vehicle"].pk, vehicles(chosen[:4], today), door="cli"),
            reviews.receive(officer, sources["housing"].pk, houses(chosen[4:7], today), door="cli"),
            reviews.receive(officer, sources["death"].pk, deaths(chosen[7:9], today), door="cli"),
        ]
        for each in lists:
            reviews.settle_mapping(officer, each.pk, {}, door="cli")
    with clock.override(at(today, 18)):
        order = Order("dibao", TOWN, [each.pk for each in lists], fuzzy=True)
        made = reviews.run(officer, order, door="cli")
    reviews.receive(officer, sources["social_insurance"].pk, insured(chosen[9:], today), door="cli")
    settle(chosen, today)
    return made.hits.count()


def recipients() -> list[Known]:
    """Some grown recipients of the town with a number, spread over its register, one of a household each."""
    found = sorted(
        reviews.PROGRAMMES.get("dibao").recipients(TOWN, clock.today()), key=lambda each: each.person
    )
    heads = list({each.household: each for each in found if each.household is not None}.values())
    ids = [each.person for each in heads[:: max(1, len(heads) // (8 * CHOSEN))]]
    numbers = people.identities(ids)
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    grown = [pk for pk in ids if len(numbers.get(pk, "")) == 18 and numbers[pk][6:10] <= GROWN]
    spread = grown[:: max(1, len(grown) // CHOSEN)]
    return [Known(pk, names[pk], numbers[pk]) for pk in spread[:CHOSEN]]


def households() -> set[int]:
    """The households of the recipients the lists name."""
    chosen = people.Membership.objects.filter(person__in=[each.id for each in recipients()])
    return set(chosen.values_list("household_id", flat=True))


def declare(officer: User, kind: str) -> Source:
    """One source."""
    name, owner, fresh = SOURCES[kind]
    new = NewSource(COUNTY, "dibao", kind, name, kind, owner, LAW, "第五十八条", fresh, 30)
    return reviews.declare(officer, new, door="cli")


def strangers(start: int) -> list[tuple[str, str]]:
    """People of no register: a name and a sound number each."""
    found = []
    for at_ in range(start, start + STRANGERS):
        name = SURNAMES[at_ % len(SURNAMES)] + GIVEN[at_ % len(GIVEN)]
        number = f"510626{1950 + at_ % 40}{1 + at_ % 12:02}{1 + at_ % 28:02}{900 + at_ % 99:03}"
        found.append((name, number + check_digit(number)))
    return found


def vehicles(owners: Sequence[Known], today: dt.date) -> Delivery:
    """Text in GBK; one owner with a number of 15 digits."""
    lines = ["机动车所有人,身份证明号码,号牌号码,品牌型号,初次登记日期,机动车状态"]
    numbers = [each.number for each in owners]
    numbers[2] = numbers[2][:6] + numbers[2][8:17]
    known = [(each.name, number) for each, number in zip(owners, numbers, strict=True)]
    for at_, (name, number) in enumerate([*strangers(0), *known]):
        model = ("五菱之光", "长安之星", "哈飞民意", "昌河福瑞达")[at_ % 4]
        lines.append(
            f"{name},{number},川FA{4100 + at_ * 37},{model},20{7 + at_ % 5:02}-0{1 + at_ % 9}-12,正常"
        )
    return Delivery("机动车登记-全县.csv", "\n".join(lines).encode("gbk"), today - dt.timedelta(26))


def houses(owners: Sequence[Known], today: dt.date) -> Delivery:
    """A workbook with a title above its headings and a total below; one owner whose number is another in one place."""
    known = [(each.name, each.number) for each in owners]
    other = known[1][1][:14] + str((int(known[1][1][14]) + 1) % 10) + known[1][1][15:17]
    known[1] = (known[1][0], other + check_digit(other))
    rows: list[list[str | int]] = [
        ["序号", "权利人", "证件号码", "坐落", "建筑面积(平方米)", "用途", "登记日期"]
    ]
    for at_, (name, number) in enumerate([*strangers(100), *known], start=1):
        where = f"罗江县万安镇景乐南路{at_}号{at_ % 6 + 1}单元"
        rows.append([at_, name, number, where, 60 + at_, "住宅", f"2012-0{1 + at_ % 9}-20"])
    content = ledgers.xlsx_bytes(["罗江县不动产登记情况表"], [*rows, ["合计"]], "不动产")
    return Delivery("不动产登记情况表.xlsx", content, today - dt.timedelta(30))


def deaths(dead: Sequence[Known], today: dt.date) -> Delivery:
    """Text in UTF-8."""
    lines = ["死者姓名,身份证号码,死亡日期,火化证号"]
    known = [(each.name, each.number) for each in dead]
    for at_, (name, number) in enumerate([*strangers(200), *known]):
        lines.append(f"{name},{number},{today - dt.timedelta(40 + at_)},HZ{5000 + at_}")
    return Delivery("火化登记.csv", "\n".join(lines).encode(), today - dt.timedelta(24))


def insured(staff: Sequence[Known], today: dt.date) -> Delivery:
    """A list that waits for somebody to say what its columns mean; one column no rule may use."""
    lines = ["参保人,社会保障号码,民族,单位名称,月缴费基数,参保状态"]
    known = [(each.name, each.number) for each in staff]
    for at_, (name, number) in enumerate([*strangers(300), *known]):
        lines.append(
            f"{name},{number},汉族,罗江县{'金山' if at_ % 2 else '万安'}建材厂,{1800 + at_ * 20}.00,正常参保"
        )
    return Delivery("职工参保名单.csv", "\n".join(lines).encode("gb18030"), today - dt.timedelta(6))


def settle(chosen: Sequence[Known], today: dt.date) -> None:
    """What became of the questions since: told, answered, explained, dismissed, confirmed; some wait."""
    clerk, second = User.objects.get(username="clerk"), User.objects.get(username="dibao2")
    hits = {hit.person_id: hit for hit in Hit.objects.filter(programme="dibao", county=COUNTY)}
    sold, waiting, _, late, house, namesake, _, alive, _ = (hits.get(each.id) for each in chosen[:9])
    asked = [(hit, on) for hit, on in ((sold, 17), (late, 17), (house, 16), (alive, 16), (waiting, 3)) if hit]
    for hit, days in asked:
        with clock.override(at(today, days)):
            letter = reviews.tell_household(clerk, [hit.pk], door="cli")
            reviews.record_delivery(
                clerk,
                letter.pk,
                channel="handed",
                on=clock.today(),
                receiver=hit.person.name,
                proof="本人签收",
                door="cli",
            )
    with clock.override(at(today, 12)):
        for answered, words in ((sold, SOLD), (house, HOUSE), (alive, ALIVE)):
            if answered:
                reviews.reply(clerk, answered.pk, words, on=clock.today(), door="cli")
    with clock.override(at(today, 9)):
        conclude(second, sold, "explain", SOLD_SEEN, "stale")
        conclude(second, alive, "dismiss", ALIVE_SEEN, "wrong_data")
        conclude(second, namesake, "dismiss", NAMESAKE, "wrong_person")
        conclude(second, house, "confirm", HOUSE_SEEN)


def conclude(actor: User, hit: Hit | None, step: str, reasons: str, ground: str = "") -> None:
    """One decision, by somebody who did not run the review."""
    if hit is not None:
        reviews.decide(actor, hit.pk, step, Said(reasons, ARTICLE, ground, kin_declared=True), door="cli")


def at(today: dt.date, days: int) -> dt.datetime:
    """Ten in the morning, so many days ago."""
    return dt.datetime.combine(today - dt.timedelta(days), dt.time(10), clock.SHANGHAI)
