"""Drawing who is visited: announce the frame and the source of chance, then draw once with digits nobody knew before."""

import re
from fractions import Fraction

from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock, sampling
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import Found, VisitReason
from datong.programmes.dibao.errors import BadDraw
from datong.programmes.dibao.models import ControlFinding, Draw, VisitDue
from datong.programmes.dibao.queries import draws
from datong.programmes.dibao.rules import pack_of, spot_check_share

CHECK = "dibao.check"
CONTROL_SHARE = Fraction(1, 20)
CONTROL_ARTICLE = "本系统的正当程序设置：未被标记和已办结的办件随机抽 5% 复查"
OWN_SHARE = Fraction(3, 10)
OWN_ARTICLE = "本系统的设置（现行办法没有规定抽查比例，沿用2012年办法第二十六条的30%）"
LEAST_DIGITS, LEAST_WORDS = 6, 10
BATCH = 500
DIGITS = re.compile(r"[0-9]+(?:[,.-][0-9]+)*")
NAME_SOURCE = Text(
    "请事先写明随机数从哪里来，例如“9月30日福彩3D第2014267期开奖号码与三名村民代表各掷一次骰子”。",
    "Say in advance where the digits will come from, such as a named lottery draw and dice thrown by villagers.",
)
NOTHING = Text("现在没有可抽查的办件。", "There is nothing to draw from now.")
WAITING = Text("上一次公布的抽查还没有抽取。", "The draw announced before has not been made yet.")
DRAWN = Text("已经抽过，不能重抽。", "It has been drawn; there is no second draw.")
BAD_DIGITS = Text(
    "请照公布的来源填写数字，至少 {least} 位，不同来源之间用逗号隔开。",
    "Enter the digits of the announced source, at least {least}, sources apart by commas.",
)
NOT_DRAWN = Text("这一件没有被这次对照抽查抽中。", "This case was not drawn for this control.")
FEW_WORDS = Text(
    "请写明查到的情况，至少 {least} 个字。", "Say what was found, in at least {least} characters."
)
FOUND_TWICE = Text("这一件的抽查结果已经登记过。", "What was found of this case is recorded already.")


def announce(
    actor: User, county: str, source: str, *, purpose: str = Draw.Purpose.SPOT_CHECK, door: str = "page"
) -> Draw:
    """Freeze the frame and name the source of chance in advance. `county`: 6 digits. Raises Refused, BadDraw."""
    access.require(actor, CHECK, programme="dibao", place_code=county + "000000")
    if len(source.strip()) < LEAST_WORDS:
        raise BadDraw(NAME_SOURCE, "source")
    with transaction.atomic():
        strata, mandatory = draws.frame(county, purpose)
        if not strata:
            raise BadDraw(NOTHING)
        share, article = share_of(purpose)
        try:
            with transaction.atomic():
                made = Draw.objects.create(
                    county=county,
                    purpose=purpose,
                    share=[share.numerator, share.denominator],
                    article=article,
                    strata=strata,
                    size=len(strata),
                    mandatory=mandatory,
                    frame_sha256=sampling.frame_hash(strata),
                    source=source.strip(),
                    announced_at=clock.now(),
                    announced_by=actor,
                )
        except IntegrityError as error:
            raise BadDraw(WAITING) from error
        made.refresh_from_db()
        detail = {"cases": len(strata), "sha256": made.frame_sha256, "log": logged(made)}
        tell(actor, "dibao.announce_draw", made, detail, door)
    return made


def share_of(purpose: str) -> tuple[Fraction, str]:
    """The least share, and where it is written: the law's, or where it names none this system's own setting of 30%."""
    if purpose == Draw.Purpose.CONTROL:
        return CONTROL_SHARE, CONTROL_ARTICLE
    pack = pack_of(clock.today())
    share = spot_check_share(pack)
    if share is None:
        return OWN_SHARE, OWN_ARTICLE
    return share, pack.at("county.visit_share").cite.zh


def draw(actor: User, draw_id: int, digits: str, *, door: str = "page") -> Draw:
    """Draw with the digits of the announced source; the cases of a spot check are due a visit. Raises Refused, BadDraw.

    Once: a second try is refused, whatever came out.
    """
    with transaction.atomic():
        made = Draw.objects.select_for_update(no_key=True).get(pk=draw_id)
        access.require(actor, CHECK, programme="dibao", place_code=made.county + "000000")
        if made.drawn is not None:
            raise BadDraw(DRAWN)
        said = "".join(digits.split()).replace("，", ",")
        if not DIGITS.fullmatch(said) or sum(map(str.isdigit, said)) < LEAST_DIGITS:
            raise BadDraw(BAD_DIGITS.format(least=LEAST_DIGITS), "digits")
        made.digits, made.seed = said, f"local:{said}|frame:{made.frame_sha256}"
        made.drawn, made.drawn_at, made.drawn_by = draws.recomputed(made), clock.now(), actor
        made.taken = len(made.drawn)
        made.save(update_fields=["digits", "seed", "drawn", "taken", "drawn_at", "drawn_by"])
        if made.purpose == Draw.Purpose.SPOT_CHECK:
            visits(actor, made)
        tell(actor, "dibao.draw", made, {"drawn": made.taken, "log": logged(made)}, door)
    return made


def logged(made: Draw) -> int:
    """Put the draw as it stands into the public log; its index there."""
    return publiclog.append([draws.entry(made)])[0].index


def visits(actor: User, made: Draw) -> None:
    """The county owes each drawn case a visit; mandatory ones owe it already."""
    chance = set(made.drawn or ()) - set(made.mandatory)
    cases = Case.objects.filter(number__in=chance).values_list("pk", flat=True)
    today, reference = clock.today(), f"draw:{made.pk}"
    VisitDue.objects.bulk_create(
        [
            VisitDue(case_id=pk, reason=VisitReason.DRAWN, reference=reference, on=today, by=actor)
            for pk in cases
        ],
        batch_size=BATCH,
    )


def record_finding(
    actor: User, draw_id: int, case_id: int, found: str, words: str, *, door: str = "page"
) -> ControlFinding:
    """What a control visit found; it decides nothing. Raises Refused, BadDraw with the field."""
    with transaction.atomic():
        made = Draw.objects.select_for_update(no_key=True).get(pk=draw_id)
        case = Case.objects.get(pk=case_id)
        access.require(actor, CHECK, programme="dibao", place_code=case.place_code)
        if made.purpose != Draw.Purpose.CONTROL or case.number not in (made.drawn or ()):
            raise BadDraw(NOT_DRAWN, "case")
        if len(words.strip()) < LEAST_WORDS:
            raise BadDraw(FEW_WORDS.format(least=LEAST_WORDS), "words")
        finding = ControlFinding(
            draw=made,
            case=case,
            found=Found(found),
            words=words.strip(),
            on=clock.today(),
            by=actor,
            at=clock.now(),
        )
        try:
            with transaction.atomic():
                finding.save(force_insert=True)
        except IntegrityError as error:
            raise BadDraw(FOUND_TWICE, "case") from error
        tell(actor, "dibao.control_finding", made, {"case": case.number, "found": str(finding.found)}, door)
    return finding


def tell(actor: User, action: str, made: Draw, detail: dict[str, object], door: str) -> None:
    """Journal an act on a draw."""
    journal.record(
        actor.username,
        action,
        f"dibao.Draw:{made.pk}",
        place=made.county + "000000",
        door=door,
        detail=detail,
    )
