"""Every write to accounts and posts: permission, lock, change, record. Nobody changes the own posts."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from datong.foundation.access.enums import CITIZEN, CONSOLE, GRANTABLE, LEVEL_NAMES, RESERVED, Role
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.models import Post, User
from datong.foundation.access.queries import forget_posts, require
from datong.foundation.access.registry import programmes
from datong.foundation.journal import service as journal
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@dataclass(frozen=True)
class NewPost:
    """A post to be made: role, 12-digit place, programme slugs (none: all), first day (none: today), end."""

    role: str
    place_code: str
    programmes: Sequence[str] = field(default=())
    since: dt.date | None = None
    until: dt.date | None = None
    organisation: int | None = None


def console() -> User:
    """The account the command line acts as, made when needed; without a password nobody signs in as it."""
    user = User.objects.filter(username=CONSOLE).first()
    if user is None:
        with transaction.atomic():
            user = User.objects.create_user(CONSOLE, name="命令行")
            Post.objects.create(user=user, role=Role.CONSOLE, since=clock.today())
    return user


def citizen() -> User:
    """The account behind the pages of households, made when needed; nobody signs in as it and it has no post."""
    user = User.objects.filter(username=CITIZEN).first()
    if user is None:
        with transaction.atomic():
            user, _ = User.objects.get_or_create(username=CITIZEN, defaults={"name": "群众"})
    return user


def open_account(
    actor: User, username: str, name: str, password: str, post: NewPost, *, door: str = "page"
) -> User:
    """A new account with its first post. Raises Refused, BadAccount."""
    require(actor, "accounts.manage", place_code=post.place_code)
    username = checked_username(username)
    if not name.strip():
        raise BadAccount("name", Text("请填写姓名。", "Please give a name."))
    check_post(post)
    check_password(password, User(username=username, name=name))
    with transaction.atomic():
        user = new_user(username, name.strip(), password)
        row = add_post(user, post)
        target = f"access.User:{user.pk}"
        journal.record(
            actor.username, "accounts.open", target, place=post.place_code, door=door, detail=told(row)
        )
    return user


def grant_post(actor: User, user: User, post: NewPost, *, door: str = "page") -> Post:
    """One more post for an account. Raises Refused, BadAccount."""
    require(actor, "accounts.manage", place_code=post.place_code)
    require_over(actor, user)
    check_post(post)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        row = add_post(user, post)
        target = f"access.User:{user.pk}"
        journal.record(
            actor.username, "accounts.grant", target, place=post.place_code, door=door, detail=told(row)
        )
    forget_posts(user)
    return row


def end_post(actor: User, post_id: int, *, why: str, door: str = "page") -> Post:
    """End a post today; it stays readable.

    Raises Refused, BadAccount (no reason, ended already), Post.DoesNotExist.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("user").get(pk=post_id)
        require(actor, "accounts.manage", place_code=post.place_code)
        require_over(actor, post.user)
        check_why(why)
        today = clock.today()
        if post.until is not None and post.until <= today:
            raise BadAccount("post", Text("这个岗位已经结束。", "This post has ended already."))
        post.until = max(today, post.since)
        post.save(update_fields=["until"])
        target = f"access.User:{post.user_id}"
        journal.record(
            actor.username,
            "accounts.end",
            target,
            place=post.place_code,
            why=why.strip(),
            door=door,
            detail=told(post),
        )
    forget_posts(post.user)
    return post


def set_password(actor: User, user: User, password: str, *, door: str = "page") -> None:
    """A new first password for somebody who forgot theirs; open logins end. Raises Refused, BadAccount."""
    require_over(actor, user)
    check_password(password, user)
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.set_password(password)
        row.save(update_fields=["password"])
        journal.record(actor.username, "accounts.password", f"access.User:{user.pk}", door=door)


def close_account(actor: User, user: User, *, why: str, door: str = "page") -> None:
    """Nobody signs in with it any more and open logins end at once; posts stay as they were.

    Raises Refused, BadAccount.
    """
    require_over(actor, user)
    check_why(why)
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.is_active = False
        row.save(update_fields=["is_active"])
        journal.record(actor.username, "accounts.close", f"access.User:{user.pk}", why=why.strip(), door=door)
    user.is_active = False


def require_over(actor: User, user: User) -> None:
    """The actor manages every place of the account, which is neither the own one nor the console.

    Raises Refused, BadAccount.
    """
    require(actor, "accounts.manage")
    if user.username in RESERVED:
        raise BadAccount(
            "user", Text("系统自用的账号不能改动。", "The system's own accounts cannot be changed.")
        )
    if user.pk == actor.pk:
        raise BadAccount(
            "user",
            Text(
                "不能改动自己的账号和岗位，请另一位系统管理员办理。",
                "Nobody changes the own account and posts; ask another system administrator.",
            ),
        )
    for code in Post.objects.filter(user_id=user.pk).values_list("place_code", flat=True).distinct():
        require(actor, "accounts.manage", place_code=code)


def checked_username(username: str) -> str:
    """The user name in lower case; raises BadAccount."""
    wanted = username.strip().lower()
    if not USERNAME.fullmatch(wanted):
        raise BadAccount(
            "username",
            Text(
                "用户名用 3 至 40 个小写字母、数字或 . _ -，以字母或数字开头。",
                "A user name is 3 to 40 lower-case letters, digits, . _ - and begins with letter or digit.",
            ),
        )
    if User.objects.filter(username=wanted).exists() or wanted in RESERVED:
        raise taken(wanted)
    return wanted


def taken(username: str) -> BadAccount:
    """The refusal of a name in use."""
    sentence = Text("用户名 {name} 已被使用，请另取一个。", "The user name {name} is taken; choose another.")
    return BadAccount("username", sentence.format(name=username))


def new_user(username: str, name: str, password: str) -> User:
    """The saved account; somebody else may have taken the name a moment ago."""
    try:
        with transaction.atomic():
            return User.objects.create_user(username, name=name, password=password)
    except IntegrityError as error:
        raise taken(username) from error


def add_post(user: User, post: NewPost) -> Post:
    """The saved post."""
    return Post.objects.create(
        user=user,
        role=post.role,
        organisation_id=post.organisation,
        place_code=post.place_code,
        programmes=list(post.programmes),
        since=post.since or clock.today(),
        until=post.until,
    )


def check_post(post: NewPost) -> None:
    """Raises BadAccount when role, place, programmes and dates do not go together."""
    if post.role not in GRANTABLE:
        raise BadAccount("role", Text("请选择一个角色。", "Please choose a role."))
    role = Role(post.role)
    if not places.names({post.place_code}):
        raise BadAccount(
            "place",
            Text("没有这个地方，请填写名称或 12 位代码。", "No such place; give its name or 12-digit code."),
        )
    if places.level_of(post.place_code) != role.level:
        sentence = Text("{role}的岗位应落在{level}一级。", "The post of a {role} belongs to a {level}.")
        raise BadAccount("place", sentence.format(role=role.label, level=LEVEL_NAMES[role.level]))
    if unknown := sorted(set(post.programmes) - set(programmes())):
        sentence = Text("没有这项工作：{slugs}。", "No such programme: {slugs}.")
        raise BadAccount("programmes", sentence.format(slugs="、".join(unknown)))
    if post.until is not None and post.until <= (post.since or clock.today()):
        raise BadAccount("until", Text("结束日期应在开始日期之后。", "The end must lie after the start."))


def check_password(password: str, user: User) -> None:
    """Raises BadAccount with what is weak about it."""
    if weak := weakness(password, user, "zh-hans"):
        raise BadAccount("password", Text(weak, weakness(password, user, "en")))


def weakness(password: str, user: User, lang: str) -> str:
    """What the validators of the settings say, in one language; empty when they are content."""
    with translation.override(lang):
        try:
            validate_password(password, user)
        except ValidationError as error:
            return (" " if lang == "en" else "").join(error.messages)
    return ""


def check_why(why: str) -> None:
    """Raises BadAccount without a reason in words."""
    if len(why.strip()) < 2:
        raise BadAccount(
            "why", Text("请写明原因，它会记入日志。", "Please state the reason; it goes into the journal.")
        )


def told(post: Post) -> dict[str, object]:
    """What the journal keeps of a post."""
    return {
        "post": post.pk,
        "role": str(post.role),
        "programmes": list(post.programmes),
        "since": post.since.isoformat(),
        "until": post.until.isoformat() if post.until else None,
    }
