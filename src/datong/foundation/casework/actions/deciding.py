"""Decisions and who may take them: a named human with authority, reasons in words, an article, distance to the case."""

import json
from dataclasses import asdict

from datong.foundation.access import service as access
from datong.foundation.access.service import Post, User
from datong.foundation.casework.errors import KeptApart, KinUndeclared, Missing, OwnKin
from datong.foundation.casework.models import Case, Decision
from datong.foundation.casework.protocols import SHORTEST_REASONS, Move, Procedure, Ruling
from datong.foundation.people import service as people
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step, Workflow

SHORT = Text(
    "理由太短：请用自己的话写明事实和依据，至少 {least} 个字（现在 {count} 个）。",
    "The reasons are too short: state facts and grounds in your own words, at least {least} characters (now {count}).",
)


def authority(actor: User, action: str, case: Case) -> Post:
    """The post by which the actor may take the step. Raises Refused."""
    access.require(actor, action, programme=case.programme, place_code=case.place_code)
    post = access.post_for(actor, action, case.programme, case.place_code)
    assert post is not None, "require and post_for read the same posts"  # noqa: S101
    return post


def unit(post: Post) -> str:
    """The unit a post belongs to: role, place and organisation. Objections are answered by another one."""
    return f"{post.role}:{post.place_code}:{post.organisation_id or ''}"


def keep_apart(actor: User, case: Case, table: Workflow, step: Step) -> None:
    """Whoever prepared does not decide. Raises KeptApart. Counted since the case last rested (was in pay)."""
    if not step.apart:
        return
    for taken, by, after in case.events.order_by("-number").values_list("step", "actor_id", "after"):
        if taken in step.apart and by == actor.pk:
            raise KeptApart(table.step(taken).name)
        if table.state(after).resting:
            return


def keep_kin_apart(actor: User, case: Case, procedure: Procedure, move: Move) -> None:
    """Nobody decides for the own household or near relatives. Raises OwnKin, KinUndeclared."""
    if access.person_of(actor) is None:
        if move.ruling is not None and not move.ruling.kin_declared:
            raise KinUndeclared
        return
    if near(actor, case, procedure):
        raise OwnKin


def near(actor: User, case: Case, procedure: Procedure) -> bool:
    """Whether the actor's own person is of the case or a near relative; never of an account linked to no person."""
    own = access.person_of(actor)
    if own is None:
        return False
    parties = parties_of(case, procedure)
    return own in parties or any(own in relatives for relatives in people.relatives(parties).values())


def parties_of(case: Case, procedure: Procedure) -> set[int]:
    """Person ids the case is about: its subject, the members of its household, whom the programme adds."""
    found = {case.subject_id} if case.subject_id else set()
    if case.household_id:
        found |= set(people.members([case.household_id]))
    return found | procedure.parties(case)


def decide(actor: User, post: Post, case: Case, step: Step, move: Move) -> Decision:
    """The saved decision. Raises Missing with the field that lacks."""
    ruling = checked(move.ruling)
    reasons = ruling.reasons.strip()
    return Decision.objects.create(
        case=case,
        step=step.key,
        effect=step.effect,
        by=actor,
        by_name=actor.name,
        authority=words(post),
        unit=unit(post),
        reasons=reasons,
        reasons_digest=storage.digest(essence(reasons)),
        reasons_length=len(reasons),
        article=ruling.article.strip(),
        facts=ruling.facts.strip(),
        inputs=json.dumps([asdict(each) for each in ruling.inputs], ensure_ascii=False),
        rule_version=ruling.rule_version,
        amount=ruling.amount,
        kin_declared=ruling.kin_declared,
        seconds=ruling.seconds,
        on=move.on or clock.today(),
        at=clock.now(),
    )


def words(post: Post | None) -> str:
    """The post in Chinese words, as it goes on paper; nothing for a citizen, who has none."""
    if post is None:
        return ""
    told = access.lines([post])[0]
    return f"{told.place.zh}{told.role.zh}"


def checked(ruling: Ruling | None) -> Ruling:
    """Raises Missing when reasons or article lack."""
    if ruling is None:
        raise Missing(
            Text("这一步要写明决定的理由和依据。", "This step needs a decision with reasons and an article."),
            "reasons",
        )
    length = len(ruling.reasons.strip())
    if length < SHORTEST_REASONS:
        raise Missing(SHORT.format(least=SHORTEST_REASONS, count=length), "reasons")
    if not ruling.article.strip():
        raise Missing(Text("请写明依据的条文。", "State the article it rests on."), "article")
    return ruling


def essence(reasons: str) -> str:
    """Reasons without spaces and digits: what stays equal when only names of months and sums are changed."""
    return "".join(letter for letter in reasons if not letter.isspace() and not letter.isdigit())
