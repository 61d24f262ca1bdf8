"""What the page of a visit shows: who may visit, and what was declared, in words beside each row."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.access.service import Post, Scope
from datong.foundation.casework.service import Case
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import SurveyKind
from datong.programmes.dibao.protocols import KnownPerson
from datong.programmes.dibao.queries import applicants, statements
from datong.programmes.dibao.queries.explained import kind_of
from datong.programmes.dibao.rules import household_shape
from datong.programmes.dibao.rules.kinds import METHODS, PER, RELATIONS

VISITORS = {
    SurveyKind.SURVEY: ("dibao.survey",),
    SurveyKind.COUNTY_VISIT: ("dibao.check", "dibao.survey"),
    SurveyKind.REVIEW: ("dibao.reverify", "dibao.survey"),
}
COUNTED = ("income", "deductions", "supporters", "property")


def candidates(case: Case, kind: SurveyKind) -> list[tuple[int, str]]:
    """Who holds a post for such visits at the place of the case: id and name with the post. Two queries."""
    roles = {role for action in VISITORS[kind] for role in access.permission(action).roles}
    today = clock.today()
    running = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gt=today))
    posts = (
        Post.objects.filter(running, role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("user__name", "id")
    )
    fit = [
        post
        for post in posts
        if post.covers_programme("dibao") and Scope.of([post.place_code]).covers(case.place_code)
    ]
    told = access.lines(fit)
    return list(
        {
            post.user_id: (post.user_id, f"{post.user.name}（{line.place.zh}{line.role.zh}）")
            for post, line in zip(fit, told, strict=True)
        }.values()
    )


def known_of(case: Case) -> dict[int, KnownPerson]:
    """The persons who may be named by their id on the form."""
    return applicants.known_of(case, statements.persons_of(case))


def declared(document: Mapping[str, Any]) -> dict[str, Text]:
    """Every row of a document in words, by group and number: income-0."""
    found = {f"members-{number}": member(item) for number, item in enumerate(document.get("members", ()))}
    for group in COUNTED:
        found |= {
            f"{group}-{number}": item_words(group, item)
            for number, item in enumerate(document.get(group, ()))
        }
    return found


def member(item: Mapping[str, Any]) -> Text:
    """A member: the relation and every fact that was stated."""
    shape = household_shape().by_key["members"].shape
    flags = [
        entry.doc if item[entry.key] else Text(f"{entry.doc.zh}：否", f"{entry.doc.en}: no")
        for entry in (shape.fields if shape else ())
        if entry.kind == "flag" and entry.key in item
    ]
    picked = [
        entry.choices[item[entry.key]]
        for entry in (shape.fields if shape else ())
        if entry.choices and entry.key != "relation" and item.get(entry.key) in entry.choices
    ]
    return joined([RELATIONS[item["relation"]], *picked, *flags])


def item_words(group: str, item: Mapping[str, Any]) -> Text:
    """Something earned, spent or owned: kind, sum, months, how it is known."""
    parts: list[Any] = [kind_of(group, item)]
    sum_of = item.get("value") if group == "property" else item.get("amount")
    if sum_of is not None:
        per = PER.get(item.get("per", "")) if group != "property" else None
        parts.append(
            Text(f"{per.zh if per else ''}{sum_of} 元", f"{sum_of} yuan{' ' + per.en if per else ''}")
        )
    if item.get("area"):
        parts.append(Text(f"{item['area']} 平方米", f"{item['area']} square metres"))
    if group == "property" and item.get("count"):
        parts.append(Text(f"{item['count']} 件（处）", f"{item['count']} pieces"))
    months = [item[key] for key in ("month", "from", "to") if item.get(key)]
    parts += [Text("–".join(dict.fromkeys(months)), "–".join(dict.fromkeys(months)))] if months else []
    parts += [METHODS[item["method"]]] if item.get("method") else []
    return joined(parts)


def joined(parts: list[Any]) -> Text:
    """Words in a row."""
    texts = [part if isinstance(part, Text) else Text(str(part), str(part)) for part in parts]
    return Text("，".join(each.zh for each in texts), ", ".join(each.en for each in texts))
