"""Deciding on a match (核实线索): a named human, in own words, under an article. It settles a question and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import SHORTEST_REASONS
from datong.foundation.people import service as people
from datong.foundation.reviews.actions import answering, asking, sources
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import Ground, HitState
from datong.foundation.reviews.errors import KeptApart, NotNow, Unfit
from datong.foundation.reviews.models import BatchCause, Hit, Source, Switch, Verdict
from datong.foundation.reviews.queries.standing import RAN, SAME, hindrance
from datong.foundation.reviews.workflow import DECIDE, MOST, may
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.kernel.text import fold

SHORT = Text(
    "理由太短：请用自己的话写明事实和依据，至少 {least} 个字（现在 {count} 个）。",
    "The reasons are too short: state facts and grounds in your own words, at least {least} characters (now {count}).",
)
NO_ARTICLE = Text("请写明依据的文件和条款。", "Name the document and article it rests on.")
NO_GROUND = Text("请选择不影响保障的原因。", "Choose why it does not count.")
NO_PROOF = Text(
    "这条线索的号码对不上，只是推断，须写明另外一项证据（例如本人承认、登记机关书面答复）才能认定属实。",
    "This match is an inference, not a number: state a second proof (such as the person's own word, or the registrar's in writing).",
)
NOT_HERE = Text("线索现在是“{state}”，不能{step}。", "The match is “{state}” now; it cannot be done: {step}.")
MOVED = Text(
    "这条线索刚被别人办理过，请重新打开再看。", "Somebody has just dealt with this match; open it again."
)
OWN = Text(
    "这是您本人或近亲属的线索，须由别人核实。",
    "This is about you or a near relative; somebody else has to decide.",
)
UNDECLARED = Text(
    "请申明您与这一户没有近亲属关系。", "Declare that you are no near relative of this household."
)
ONE_SOURCE = Text("一次只能说明同一来源的线索。", "Only matches of one source can be explained at once.")
TOO_MANY = Text("一次最多说明 {most} 条线索。", "At most {most} matches at once.")


@dataclass(frozen=True, slots=True)
class Said:
    """What the decider says. `ground`: a `Ground`, to explain or dismiss. `kin_declared`: that there is no near kin, from an
    account linked to no person. `seconds`: from opening the card. `seen`: the state the decider's page showed."""

    reasons: str
    article: str
    ground: str = ""
    second_proof: str = ""
    kin_declared: bool = False
    seconds: int | None = None
    seen: str = ""


def decide(
    actor: User, hit_id: int, step: str, said: Said, *, door: str = "page"
) -> tuple[Hit, Switch | None]:
    """Explain, confirm, dismiss or reopen; with the switch by which this took the source below the line, where it did.

    Confirming changes nothing for the household; it lets somebody open a check. Raises Refused, NotNow, KeptApart, Unfit.
    """
    with transaction.atomic():
        row = asking.locked(actor, [hit_id], DECIDE)[0]
        source = (
            Source.objects.select_for_update(no_key=True, of=("self",))
            .select_related("owner")
            .get(pk=row.source_id)
        )
        settle(actor, row, step, said)
        off = sources.judge(actor, source)
        answering.shelve(actor, [row], door=door)
        tell(
            actor, step, f"reviews.Hit:{row.pk}", row.place_code, door, source=source.key, ground=said.ground
        )
        told_off(actor, source, off is not None, door)
    return row, off


def explain_many(
    actor: User, hits: Sequence[int], step: str, cause: str, said: Said, *, door: str = "page"
) -> tuple[BatchCause, Switch | None]:
    """One cause explains many matches of a source (the list is of 2012); each keeps its own decision with its reasons. With
    the switch by which this took the source below the line, where it did.

    `step`: explain or dismiss; nothing is ever confirmed in a batch. Raises Refused, NotNow, KeptApart, Unfit.
    """
    if step not in ("explain", "dismiss"):
        raise NotNow(
            NOT_HERE.format(state=HitState.TO_VERIFY.label, step=Text("成批认定属实", "confirm in a batch"))
        )
    if len(hits) > MOST:
        raise NotNow(TOO_MANY.format(most=MOST))
    with transaction.atomic():
        rows = asking.locked(actor, hits, DECIDE)
        source_id = rows[0].source_id
        if any(row.source_id != source_id for row in rows):
            raise NotNow(ONE_SOURCE)
        source = (
            Source.objects.select_for_update(no_key=True, of=("self",))
            .select_related("owner")
            .get(pk=source_id)
        )
        spoken(cause)
        batch = BatchCause.objects.create(
            source=source, cause=cause.strip(), hits=len(rows), by=actor, at=clock.now()
        )
        for row in rows:
            settle(actor, row, step, said, batch)
        off = sources.judge(actor, source)
        answering.shelve(actor, rows, door=door)
        place = source.county + "000000"
        tell(
            actor,
            "batch",
            f"reviews.BatchCause:{batch.pk}",
            place,
            door,
            hits=[row.pk for row in rows],
            ground=said.ground,
        )
        told_off(actor, source, off is not None, door)
    return batch, off


def settle(actor: User, row: Hit, key: str, said: Said, batch: BatchCause | None = None) -> None:
    """One decision on a locked match. Raises NotNow, KeptApart, Unfit."""
    step = may(row.state, key)
    if said.seen and said.seen != row.state:
        raise NotNow(MOVED)
    if step is None:
        raise NotNow(NOT_HERE.format(state=HitState(row.state).label, step=Text(key, key)))
    keep_apart(actor, row, step, said)
    ground = checked(row, step, said)
    if step.key == "confirm" and (why := hindrance(row)):
        raise NotNow(why)
    verdict = Verdict.objects.create(
        hit=row,
        step=step.key,
        before=row.state,
        after=step.after,
        ground=ground,
        reasons=said.reasons.strip(),
        reasons_digest=storage.digest(fold(said.reasons).replace(" ", "")),
        second_proof=said.second_proof.strip() or None,
        article=said.article.strip(),
        batch=batch,
        seconds=said.seconds,
        by=actor,
        by_name=actor.name,
        at=clock.now(),
    )
    row.state, row.verdict = step.after, verdict
    row.save(update_fields=["state", "verdict"])


def keep_apart(actor: User, row: Hit, step: Step, said: Said) -> None:
    """Whoever ran the review does not confirm; whoever decided does not decide again; nobody decides for near kin."""
    if step.key == "confirm" and row.run.by_id == actor.pk:
        raise KeptApart(RAN)
    if step.key == "reopen" and row.verdict is not None and row.verdict.by_id == actor.pk:
        raise KeptApart(SAME)
    own = access.person_of(actor)
    if own is None:
        if not said.kin_declared:
            raise Unfit(UNDECLARED, "kin_declared")
        return
    members = set(people.members([row.household_id])) if row.household_id else set()
    parties = members | {row.person_id}
    if own in parties or any(own in near for near in people.relatives(parties).values()):
        raise KeptApart(OWN)


def checked(row: Hit, step: Step, said: Said) -> str:
    """The ground; raises Unfit with the field that lacks."""
    spoken(said.reasons)
    if not said.article.strip():
        raise Unfit(NO_ARTICLE, "article")
    if step.key == "confirm" and row.below and not said.second_proof.strip():
        raise Unfit(NO_PROOF, "second_proof")
    if step.key in ("confirm", "reopen"):
        return ""
    if said.ground not in set(Ground):
        raise Unfit(NO_GROUND, "ground")
    return said.ground


def spoken(reasons: str) -> None:
    """Raises Unfit for less than a sentence."""
    count = len(reasons.strip())
    if count < SHORTEST_REASONS:
        raise Unfit(SHORT.format(least=SHORTEST_REASONS, count=count), "reasons")


def told_off(actor: User, source: Source, off: bool, door: str) -> None:
    """The journal hears of a source that fell below the line."""
    if off:
        tell(
            actor,
            "switch_off",
            f"reviews.Source:{source.pk}",
            source.county + "000000",
            door,
            key=source.key,
            automatic=1,
        )
