"""Checks run, with the explanations signed so far."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from datong.foundation.indicators.models import Explanation
from datong.foundation.indicators.protocols import Check, Finding
from datong.foundation.indicators.registry import CHECKS


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
