"""Every read of access. A list and a single check come from the same posts, read once for a user object."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from datong.foundation.access.enums import DEMO_PASSWORD, RESERVED, Role
from datong.foundation.access.errors import Refused
from datong.foundation.access.models import Demo, Post, User
from datong.foundation.access.permissions import Row, Scope, permission
from datong.foundation.access.registry import programmes
from datong.foundation.journal import service as journal
from datong.foundation.organisations import service as organisations
from datong.foundation.organisations.service import Holder
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask

OF_NO_PERSON = ("access.", "places.", "calendar.")  # houses whose records tell nothing of citizens
AnyUser = AbstractBaseUser | AnonymousUser
CACHE = "_posts_in_force"
EVERYWHERE = Text("全部地方", "everywhere")
EVERYTHING = Text("全部专项", "every programme")
NOTHING = Text("不涉及业务数据", "no programme data")


def in_force(day: dt.date) -> Q:
    """Posts that count on `day`: begun, and not yet ended (the last day is the day before `until`)."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def posts_in_force(user: AnyUser) -> tuple[Post, ...]:
    """The user's posts of today, one query for a user object and a day. Nobody and closed ones have none."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    today = clock.today()
    day, posts = getattr(user, CACHE, (None, ()))
    if day != today:
        posts = tuple(Post.objects.filter(in_force(today), user_id=user.pk))
        setattr(user, CACHE, (today, posts))
    return posts


def forget_posts(user: User) -> None:
    """Read the posts anew at the next question; actions call it after a change."""
    if hasattr(user, CACHE):
        delattr(user, CACHE)


def scope(user: AnyUser, action: str, programme: str | None = None) -> Scope:
    """Where the user may do `action`, for one programme, for EVERY_PROGRAMME, or (None) for any.

    Raises UnknownKeyError for an action the table does not have; so do all the questions below.
    """
    roles = permission(action).roles
    return Scope.of(
        post.place_code
        for post in posts_in_force(user)
        if post.role in roles and (programme is None or post.covers_programme(programme))
    )


def visible(
    queryset: QuerySet[Row],
    user: AnyUser,
    action: str,
    programme: str | None,
    *,
    place_field: str = "place_code",
) -> QuerySet[Row]:
    """The rows on which the user may do `action`; `place_field` holds their 12-digit code."""
    return scope(user, action, programme).narrow(queryset, place_field)


def can(user: AnyUser, action: str, *, programme: str | None = None, place_code: str | None = None) -> bool:
    """Whether a row of `programme` at `place_code` would be in that list; without a place: any row."""
    where = scope(user, action, programme)
    return bool(where) if place_code is None else where.covers(place_code)


def require(
    user: AnyUser, action: str, *, programme: str | None = None, place_code: str | None = None
) -> None:
    """Raises Refused with the action's sentence unless `can`."""
    if not can(user, action, programme=programme, place_code=place_code):
        raise Refused(permission(action).refusal, action)


def post_for(user: AnyUser, action: str, programme: str, place_code: str) -> Post | None:
    """The post by which the user may do `action` there: the narrowest that covers it; None without one."""
    allowed = permission(action).roles
    covering = [
        post
        for post in posts_in_force(user)
        if post.role in allowed
        and post.covers_programme(programme)
        and Scope.of([post.place_code]).covers(place_code)
    ]
    return max(covering, key=lambda post: len(places.prefix(post.place_code)), default=None)


def roles(user: AnyUser) -> list[Role]:
    """The user's roles of today, each once, in the order of the enum."""
    held = {post.role for post in posts_in_force(user)}
    return [role for role in Role if role in held]


def sees_persons(user: AnyUser) -> bool:
    """Whether any post lets the user see personal data at all; never by being system administrator."""
    return can(user, "persons.view")


def programmes_seen(user: AnyUser, action: str = "figures.view") -> list[str]:
    """Slugs of the programmes for which the user may do `action` somewhere, in the order of the settings."""
    return [slug for slug in programmes() if can(user, action, programme=slug)]


def person_of(user: AnyUser) -> int | None:
    """The id of the account's holder in the register of people; None when nobody has said who it is."""
    return user.person_id if isinstance(user, User) else None


def home_place(user: AnyUser) -> str:
    """The 12-digit code of the widest place in the user's posts (the oldest of equals); empty without one."""
    codes = [post.place_code for post in posts_in_force(user) if post.place_code]
    return min(codes, key=lambda code: len(places.prefix(code)), default="")


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in words."""

    id: int
    role: Text
    place: Text
    place_code: str
    programmes: Text
    since: dt.date
    until: dt.date | None
    in_force: bool


def lines(posts: Iterable[Post]) -> list[PostLine]:
    """Posts in words, with one query for the names of places."""
    rows = list(posts)
    names = places.names({post.place_code for post in rows if post.place_code})
    return [line(post, names) for post in rows]


def line(post: Post, names: dict[str, str]) -> PostLine:
    """One post in words; an unknown place is shown by its code."""
    today = clock.today()
    place = names.get(post.place_code, post.place_code)
    return PostLine(
        id=post.pk,
        role=Role(post.role).label,
        place=Text(place, place) if place else EVERYWHERE,
        place_code=post.place_code,
        programmes=NOTHING if post.role == Role.SYSTEM_ADMIN else programme_words(post.programmes),
        since=post.since,
        until=post.until,
        in_force=post.since <= today and (post.until is None or today < post.until),
    )


def programme_words(slugs: list[str]) -> Text:
    """低保、水利 / dibao, irrigation; no slug means every programme."""
    if not slugs:
        return EVERYTHING
    known = programmes()
    named = [known.get(slug, Text(slug, slug)) for slug in slugs]
    return Text("、".join(name.zh for name in named), ", ".join(name.en for name in named))


def posts_of(user: AnyUser) -> list[PostLine]:
    """All posts of one account, ended ones too, the newest first."""
    return lines(user.posts.order_by("-since", "-id")) if isinstance(user, User) else []


def accounts(viewer: AnyUser) -> QuerySet[User]:
    """The accounts the viewer manages: all their posts lie inside the viewer's places, or they have none."""
    where = scope(viewer, "accounts.manage")
    if not where:
        return User.objects.none()
    outside = Post.objects.exclude(pk__in=where.narrow(Post.objects.all())).values("user_id")
    posts = Prefetch("posts", Post.objects.order_by("-since", "-id"))
    return User.objects.exclude(pk__in=outside).exclude(username__in=RESERVED).prefetch_related(posts)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the list with its posts in force."""

    user: User
    posts: list[PostLine]


def account_lines(users: Iterable[User]) -> list[AccountLine]:
    """Accounts (from `accounts`, posts read along) in words, with one query for the names of places."""
    rows = list(users)
    names = places.names({post.place_code for user in rows for post in user.posts.all() if post.place_code})
    return [
        AccountLine(user, [told for post in user.posts.all() if (told := line(post, names)).in_force])
        for user in rows
    ]


def account(viewer: AnyUser, pk: int) -> User | None:
    """One of `accounts`."""
    return accounts(viewer).filter(pk=pk).first()


def masked_identity(user: User) -> str:
    """The masked number of the account's holder; empty when nobody has said who it is."""
    number = people.identities([user.person_id]).get(user.person_id) if user.person_id else None
    return mask(number) if number else ""


def officials(viewer: AnyUser, duty: str = "", place_code: str = "") -> QuerySet[Holder]:
    """Who holds which duty where the viewer may see it, those in force first; of one duty, inside one place."""
    rows = visible(organisations.holder_rows(), viewer, "officials.view", None)
    if duty:
        rows = rows.filter(duty=duty)
    return Scope.of([place_code]).narrow(rows) if place_code else rows


def journal_seen(viewer: AnyUser) -> QuerySet[journal.Entry]:
    """Entries of the places where the viewer reads the journal; those of no place (such as signing in) by people who
    hold a post there. The newest first."""
    where = scope(viewer, "journal.view")
    if not where:
        return journal.entries().none()
    holders = where.narrow(Post.objects.all()).values("user__username")
    return journal.entries().filter(where.q("place") | Q(place="", actor__in=holders))


def reads_whole(viewer: AnyUser, entry: journal.Entry) -> bool:
    """Whether reason and detail of an entry are for the viewer: of what may concern persons, only for whoever may see
    persons at its place, which a system administrator may not."""
    return entry.target.startswith(OF_NO_PERSON) or can(
        viewer, "persons.view", place_code=entry.place or None
    )


def is_demo() -> bool:
    """Whether `datong demo` made this database: its passwords are published, so it serves loopback only."""
    return Demo.objects.exists()


@dataclass(frozen=True, slots=True)
class DemoLine:
    """One line of the login page of a demonstration database."""

    username: str
    password: str
    name: str
    role: Text
    place: Text
    programmes: Text


def demo_accounts() -> list[DemoLine]:
    """The demonstration accounts that may still sign in; none in any other database. Four queries."""
    demo = Demo.objects.first()
    if demo is None:
        return []
    order = {username: position for position, username in enumerate(demo.usernames)}
    posts = Post.objects.filter(in_force(clock.today()), user__username__in=order, user__is_active=True)
    found = sorted(posts.select_related("user"), key=lambda post: order[post.user.username])
    return [
        DemoLine(post.user.username, DEMO_PASSWORD, post.user.name, told.role, told.place, told.programmes)
        for post, told in zip(found, lines(found), strict=True)
    ]


def accounts_exist() -> bool:
    """Whether anybody but the console has an account."""
    return User.objects.exclude(username__in=RESERVED).exists()
