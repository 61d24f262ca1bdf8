"""Who is behind an account, and a post that passes to somebody else."""

from django.db import transaction

from datong.foundation.access.actions.accounts import check_why, require_over, told
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.models import Post, User
from datong.foundation.access.queries import forget_posts, home_place, require
from datong.foundation.access.registry import on_hand_over
from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.kernel.bilingual import Text


def link_person(actor: User, user: User, identity: str, *, door: str = "page") -> None:
    """Say who an account's holder is, by the identity number; the register must have the same name, or nobody.

    Raises Refused, BadAccount (fields identity, user).
    """
    require_over(actor, user)
    with transaction.atomic():
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        try:
            row.person_id = people.admit(identity, row.name, home_place(row))
        except people.BadPerson as refusal:
            raise BadAccount("identity", refusal.text) from refusal
        row.save(update_fields=["person"])
        journal.record(actor.username, "accounts.person", f"access.User:{user.pk}", door=door)
    user.person_id = row.person_id


def hand_over(actor: User, post_id: int, to_user: User, why: str, *, door: str = "page") -> Post:
    """End a post today and give the same to `to_user`, with everything that hangs on it; the new post.

    Who holds the same post already keeps that one. Raises Refused, BadAccount, Post.DoesNotExist.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("user").get(pk=post_id)
        require(actor, "accounts.manage", place_code=post.place_code)
        receiver = check_receiver(actor, post, to_user)
        check_why(why)
        today = clock.today()
        if post.until is not None and post.until <= today:
            raise BadAccount("post", Text("这个岗位已经结束。", "This post has ended already."))
        received = same_post(post, receiver) or pass_on(post, receiver)
        post.until = max(today, post.since)
        post.save(update_fields=["until"])
        for follow in on_hand_over:
            follow(actor, post.user, receiver, post)
        detail = told(post) | {"to": f"access.User:{receiver.pk}", "received": received.pk}
        target = f"access.User:{post.user_id}"
        journal.record(
            actor.username,
            "accounts.hand_over",
            target,
            place=post.place_code,
            why=why.strip(),
            door=door,
            detail=detail,
        )
    forget_posts(post.user)
    forget_posts(to_user)
    return received


def check_receiver(actor: User, post: Post, to_user: User) -> User:
    """The receiver, both accounts locked in one order; raises Refused, BadAccount."""
    require_over(actor, post.user)
    require_over(actor, to_user)
    pair = User.objects.select_for_update(no_key=True).filter(pk__in=(post.user_id, to_user.pk))
    found = {user.pk: user for user in pair.order_by("pk")}
    if to_user.pk == post.user_id:
        raise BadAccount("to_user", Text("请选择另一个人接任。", "Choose somebody else to take over."))
    if not found[to_user.pk].is_active:
        raise BadAccount(
            "to_user", Text("接任人的账号已停用。", "The account that should take over is closed.")
        )
    return found[to_user.pk]


def same_post(post: Post, receiver: User) -> Post | None:
    """The same post without an earlier end, when the receiver holds it already."""
    held = Post.objects.filter(user=receiver, role=post.role, place_code=post.place_code, until=post.until)
    today = clock.today()
    return next(
        (each for each in held if each.since <= today and sorted(each.programmes) == sorted(post.programmes)),
        None,
    )


def pass_on(post: Post, receiver: User) -> Post:
    """The saved post of the receiver."""
    return Post.objects.create(
        user=receiver,
        role=post.role,
        organisation_id=post.organisation_id,
        place_code=post.place_code,
        programmes=post.programmes,
        since=max(clock.today(), post.since),
        until=post.until,
    )
