"""The draw: announced before chance exists, made once, and anybody can make it again."""

import json
import subprocess
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import sampling
from datong.kernel.tlog.proofs import parse
from datong.programmes.dibao.actions import drawing
from datong.programmes.dibao.enums import VisitReason
from datong.programmes.dibao.errors import BadDraw
from datong.programmes.dibao.models import ControlFinding, Draw, VisitDue
from datong.programmes.dibao.queries import draws
from tests.crowd import at_once
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, WANAN, WANAN_COMMUNITY
from tests.programmes.dibao.purse import COUNTY, Purse

pytestmark = pytest.mark.django_db
SOURCE = "9月30日福彩3D第2014267期开奖号码与三名村民代表各掷一次骰子"
DIGITS = "3,1,4,159,265,2"


def waiting(purse: Purse) -> None:
    """Seven cases of 调元镇 and four of 万安镇 before the decision; the third one's applicant is kin of an official."""
    for number in range(1, 12):
        place = BAIHUA if number <= 7 else WANAN_COMMUNITY
        case = purse.case(f"户{number}", place, "county_received" if number % 2 else "forwarded")
        if number == 3:
            VisitDue.objects.create(case=case, reason=VisitReason.RELATIVE, on=case.law_on, by=purse.officer)
    purse.case("已定", state="in_pay")
    purse.case("外县", "510922101201", "forwarded")


def drawn(purse: Purse) -> Draw:
    waiting(purse)
    made = drawing.announce(purse.officer, COUNTY, SOURCE)
    return drawing.draw(purse.officer, made.pk, DIGITS)


def test_the_frame_is_frozen_and_hashed(purse: Purse) -> None:
    waiting(purse)
    made = drawing.announce(purse.officer, COUNTY, SOURCE)
    numbers = [f"DB-510626-2014-{number:06d}" for number in range(1, 12)]
    assert sorted(made.strata) == numbers
    assert made.frame_sha256 == sha256("".join(f"{one}\n" for one in numbers).encode()).hexdigest()
    assert draws.frame_file(made) == "".join(f"{one}\n" for one in numbers).encode()
    assert (made.size, made.share, made.mandatory) == (11, [3, 10], ["DB-510626-2014-000003"])
    assert made.article == "民发〔2012〕220号第二十六条第二款"
    assert (made.drawn, made.seed, made.digits) == (None, "", "")


def test_who_is_drawn_is_what_the_sampler_says(purse: Purse) -> None:
    made = drawn(purse)
    assert made.seed == f"local:3,1,4,159,265,2|frame:{made.frame_sha256}"
    taken = sampling.draw_strata(made.strata, made.seed, Fraction(3, 10), made.mandatory)
    assert made.drawn == [each.id for each in taken]
    assert made.taken == len(made.drawn)
    counts = {town: (size, taken_) for town, size, taken_, _mandatory in draws.by_town(made)}
    assert (counts[TIAOYUAN][0], counts[WANAN][0]) == (7, 4)
    assert counts[TIAOYUAN][1] >= 3  # 30% of 7 is 2.1
    assert counts[WANAN][1] == 2  # 30% of 4 is 1.2
    assert "DB-510626-2014-000003" in made.drawn
    tickets = [ticket for _number, _town, ticket, _mandatory in draws.tickets(made)]
    assert tickets == sorted(tickets)


def test_drawn_cases_are_due_a_visit(purse: Purse) -> None:
    made = drawn(purse)
    rows = VisitDue.objects.filter(reason=VisitReason.DRAWN).values_list("case__number", "reference")
    assert sorted(rows) == sorted(
        (number, f"draw:{made.pk}") for number in made.drawn if number != "DB-510626-2014-000003"
    )


def served(client: Client, draw: Draw, name: str) -> bytes:
    answer = client.get(reverse("dibao_draw_file", args=[draw.pk, name]))
    assert answer.status_code == 200
    return answer.content


def verified(folder: Path, files: dict[str, bytes]) -> tuple[int, str]:
    """What `python3 verify_draw.py draw.json` says, with nothing but the served files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [sys.executable, "-I", "verify_draw.py", "draw.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout.strip().splitlines()[-1]


def test_anybody_can_check_the_served_files(purse: Purse, client: Client, tmp_path: Path) -> None:
    made = drawn(purse)
    files = {name: served(client, made, name) for name in ("draw.json", "verify_draw.py", "frame.txt")}
    assert sha256(files["frame.txt"]).hexdigest() == made.frame_sha256
    assert verified(tmp_path, files) == (0, "一致 agree")
    tampered = json.loads(files["draw.json"])
    tampered["drawn"][0], tampered["drawn"][1] = tampered["drawn"][1], tampered["drawn"][0]
    code, said = verified(tmp_path, files | {"draw.json": json.dumps(tampered).encode()})
    assert (code, said.split(":")[0]) == (1, "不一致 differ")
    tampered = json.loads(files["draw.json"]) | {"seed": "local:999999|frame:0"}
    assert verified(tmp_path, files | {"draw.json": json.dumps(tampered).encode()})[0] == 1


def test_the_public_log_holds_the_draw(purse: Purse, client: Client) -> None:
    made = drawn(purse)
    address = reverse("dibao_draw_file", args=[made.pk, "draw.tlog-proof"])
    assert client.get(address).status_code == 404
    publiclog.integrate()
    proof = parse(served(client, made, "draw.tlog-proof").decode())
    extra = json.loads(proof.extra or b"")
    fields = json.loads(extra["entry"])
    assert (fields["action"], fields["object"], fields["version"]) == ("draw", f"dibao/draw/{made.pk}", 2)
    served_file = served(client, made, "draw.json")
    assert fields["commitment"] == sha256(bytes.fromhex(extra["salt"]) + served_file).hexdigest()
    assert proof.index == 1  # the announcement is entry 0
    assert "draw.tlog-proof" in client.get(reverse("dibao_draw", args=[made.pk])).content.decode()


def test_no_second_draw(purse: Purse) -> None:
    made = drawn(purse)
    before = list(made.drawn)
    with pytest.raises(BadDraw, match="不能重抽"):
        drawing.draw(purse.officer2, made.pk, "999999")
    made.refresh_from_db()
    assert made.drawn == before
    with pytest.raises(BadDraw, match="没有可抽查"):
        drawing.announce(purse.officer, COUNTY, SOURCE)


def test_one_announced_draw_at_a_time(purse: Purse) -> None:
    waiting(purse)
    first = drawing.announce(purse.officer, COUNTY, SOURCE)
    purse.case("后来", state="forwarded")
    Draw.objects.filter(pk=first.pk).update(strata={"DB-510626-2014-000001": TIAOYUAN})
    with pytest.raises(BadDraw, match="还没有抽取"):
        drawing.announce(purse.officer, COUNTY, SOURCE)
    assert Draw.objects.count() == 1


@pytest.mark.parametrize("digits", ["", "12345", "一二三四五六", "12345a", "1,,2,3,4,5,6"])
def test_digits_that_are_none(purse: Purse, digits: str) -> None:
    waiting(purse)
    made = drawing.announce(purse.officer, COUNTY, SOURCE)
    with pytest.raises(BadDraw) as refusal:
        drawing.draw(purse.officer, made.pk, digits)
    assert refusal.value.field == "digits"


def test_the_source_is_named_in_advance(purse: Purse) -> None:
    waiting(purse)
    with pytest.raises(BadDraw) as refusal:
        drawing.announce(purse.officer, COUNTY, "随便抽")
    assert refusal.value.field == "source"
    with pytest.raises(Refused):
        drawing.announce(purse.clerk, COUNTY, SOURCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(
            county=COUNTY, purpose="control", share=[1, 20], article="", strata={}, size=0, frame_sha256="",
            source="", announced_at=purse.case().moved_at, announced_by=purse.officer,
        )  # fmt: skip


def test_since_2021_the_share_is_our_own_setting(purse: Purse) -> None:
    waiting(purse)
    purse.to_day("2022-03-01")
    made = drawing.announce(purse.officer, COUNTY, SOURCE)
    assert made.share == [3, 10]
    assert made.article.startswith("本系统的设置（现行办法没有规定抽查比例")


def control(purse: Purse) -> Draw:
    """Twenty-one settled cases nobody flagged, one that somebody did."""
    for number in range(21):
        purse.case(f"户{number}", state=("in_pay", "refused", "stopped")[number % 3], entitlement="none")
    flagged = purse.case("被标记", state="refused", entitlement="none")
    VisitDue.objects.create(case=flagged, reason=VisitReason.DOUBTFUL, on=flagged.law_on, by=purse.officer)
    made = drawing.announce(purse.officer, COUNTY, SOURCE, purpose=Draw.Purpose.CONTROL)
    return drawing.draw(purse.officer, made.pk, "271828")


def test_a_control_draws_from_settled_cases_nobody_flagged(purse: Purse) -> None:
    made = control(purse)
    assert (made.size, made.share, made.taken) == (21, [1, 20], 2)  # 5% of 21 is 1.05
    assert VisitDue.objects.filter(reason=VisitReason.DRAWN).count() == 0
    again = drawing.announce(purse.officer, COUNTY, SOURCE, purpose=Draw.Purpose.CONTROL)
    assert again.size == 19
    assert set(again.strata).isdisjoint(made.drawn)


def test_what_a_control_found(purse: Purse) -> None:
    made = control(purse)
    first, second = draws.unchecked(made)
    finding = drawing.record_finding(
        purse.officer, made.pk, first.pk, "left_out", "入户后发现符合条件，应予保障"
    )
    assert (finding.found, [one.number for one in draws.unchecked(made)]) == ("left_out", [second.number])
    with pytest.raises(BadDraw, match="已经登记过"):
        drawing.record_finding(purse.officer, made.pk, first.pk, "in_order", "入户后没有发现任何错误")
    with pytest.raises(BadDraw, match="没有被这次"):
        drawing.record_finding(purse.officer, made.pk, purse.case().pk, "in_order", "入户后没有发现任何错误")
    with pytest.raises(BadDraw, match="至少 10 个字"):
        drawing.record_finding(purse.officer, made.pk, second.pk, "in_order", "没问题")
    assert ControlFinding.objects.count() == 1
    entry = journal.entries().get(action="dibao.control_finding")
    assert entry.detail == {"case": first.number, "found": "left_out"}


def test_many_draw_at_once(crowd_db: None, purse: Purse) -> None:
    waiting(purse)
    made = drawing.announce(purse.officer, COUNTY, SOURCE)

    def try_it(number: int) -> str:
        try:
            return drawing.draw(purse.officer, made.pk, f"{number:06d}").digits
        except BadDraw as refusal:
            return refusal.text.zh

    answers = at_once(20, try_it)
    won = [answer for answer in answers if answer.isdigit()]
    assert (len(won), answers.count("已经抽过，不能重抽。")) == (1, 19)
    made.refresh_from_db()
    assert made.seed == f"local:{won[0]}|frame:{made.frame_sha256}"
    assert draws.recomputed(made) == made.drawn
