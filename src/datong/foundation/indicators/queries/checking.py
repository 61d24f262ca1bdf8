"""Checks run, with the explanations signed so far."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from datong.foundation.access import service as access
from datong.foundation.indicators.models import Explanation
from datong.foundation.indicators.protocols import Check, Finding
from datong.foundation.indicators.queries.sights import sight, sights
from datong.foundation.indicators.registry import CHECKS
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text


@dataclass(frozen=True)
class CheckResult:
    """A check run: what it found, and the signed explanation that covers exactly this, if there is one."""

    check: Check
    findings: list[Finding]
    fingerprint: str
    explanation: Explanation | None

    @property
    def blocking(self) -> bool:
        return bool(self.findings) and self.check.blocks and self.explanation is None


def run_checks(county: str, day: dt.date, keys: Iterable[str] | None = None) -> list[CheckResult]:
    """Every check (or some), with the explanations signed so far. One query for all explanations."""
    signed: Mapping[tuple[str, str], Explanation] = {
        (e.check_key, e.fingerprint): e for e in Explanation.objects.filter(county=county[:6], as_of=day)
    }
    checks = CHECKS.values() if keys is None else [CHECKS.get(key) for key in keys]
    results = []
    for check in checks:
        findings = check.run(county, day)
        mark = fingerprint(findings)
        results.append(CheckResult(check, findings, mark, signed.get((check.key, mark))))
    return results


def fingerprint(findings: list[Finding]) -> str:
    """One hash for a set of findings."""
    return sha256("\n".join(sorted(f"{f.place_code} {f.text.zh}" for f in findings)).encode()).hexdigest()


CheckState = Literal["agrees", "explained", "doubt", "contradiction"]
STATES: Mapping[CheckState, tuple[Text, str]] = {
    "agrees": (Text("一致", "agrees"), "good"),
    "explained": (Text("已说明", "explained"), "quiet"),
    "doubt": (Text("存疑", "doubtful"), "soon"),
    "contradiction": (Text("不一致", "disagrees"), "late"),
}


class CheckLine(NamedTuple):
    """A check as one signal of a list: word and tone of its state, where it opens, its first finding, how many more."""

    word: Text
    tone: str
    label: Text
    url: str
    sentence: Text | None
    more: int


@dataclass(frozen=True)
class SeenCheck:
    """A check as a viewer sees it: the findings inside the places the viewer's posts cover."""

    check: Check
    findings: list[Finding]
    fingerprint: str
    explanation: Explanation | None

    @property
    def state(self) -> CheckState:
        """agrees; explained by a named person; a doubt (implausible); a contradiction nobody explained."""
        if not self.findings:
            return "agrees"
        if self.explanation is not None:
            return "explained"
        return "contradiction" if self.check.blocks else "doubt"

    @property
    def word(self) -> Text:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]

    def line(self, to: Callable[..., str]) -> CheckLine:
        """For a list; `to` gives the address of a named page."""
        first = self.findings[0].text if self.findings else None
        more = max(0, len(self.findings) - 1)
        return CheckLine(self.word, self.tone, self.check.name, to("check", self.check.key), first, more)


def checks_seen(user: Any, county: str, day: dt.date, keys: Iterable[str] | None = None) -> list[SeenCheck]:
    """The checks of the programmes the viewer may see, each with the findings in the viewer's places."""
    seen = sights(user, county)
    wanted = [key for key in (CHECKS.keys() if keys is None else keys) if CHECKS.get(key).programme in seen]
    return [
        SeenCheck(
            result.check,
            [each for each in result.findings if seen[result.check.programme].scope.covers(each.place_code)],
            result.fingerprint,
            result.explanation,
        )
        for result in run_checks(county, day, wanted)
    ]


@dataclass(frozen=True)
class CheckPage:
    """One check opened: findings with the names of their places, and every explanation signed for its date."""

    seen: SeenCheck
    programme: Text
    limited: bool
    may_explain: bool
    places: dict[str, str]
    explanations: list[Explanation]


def open_check(user: Any, key: str, county: str, day: dt.date) -> CheckPage:
    """A check as the viewer sees it. Raises access.Refused, UnknownKeyError. Seven queries and the check's own."""
    programme = CHECKS.get(key).programme
    where = sight(user, "figures.view", programme, county)
    (seen,) = checks_seen(user, county, day, [key])
    signed = Explanation.objects.filter(check_key=key, county=county[:6], as_of=day).select_related("by")
    return CheckPage(
        seen,
        access.programmes()[programme],
        not where.whole,
        access.can(user, "briefings.freeze", programme=programme, place_code=county[:6] + "000000"),
        full_names({finding.place_code for finding in seen.findings}),
        list(signed.order_by("-id")) if where.whole else [],
    )


def full_names(codes: set[str]) -> dict[str, str]:
    """调元镇百花村 by 12-digit code, the county's own name for the county; one query."""
    names = places.names(codes | {code[:9] + "000" for code in codes})
    return {
        code: (names.get(code[:9] + "000", "") if code[9:] != "000" else "") + names.get(code, code)
        for code in codes
    }
