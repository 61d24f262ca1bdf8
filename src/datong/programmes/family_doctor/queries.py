"""Reads of the family-doctor house: what must agree between its sheets."""

import datetime as dt

from django.db.models import Count, F

from datong.foundation.indicators.service import Finding
from datong.kernel.bilingual import Text
from datong.programmes.family_doctor.models import Contract, Doctor, Service

MANY = 100


def doctor_names(county: str, day: dt.date) -> list[Finding]:
    """Contracts whose doctor's name is not that of the roll."""
    differing = (
        Contract.objects.at(county, day).exclude(doctor_name=F("doctor__name")).exclude(doctor_name=None)
    )
    return [
        Finding(
            place,
            Text("{no} 所写医生姓名与名册不同", "{no} names its doctor otherwise than the roll").format(
                no=number
            ),
        )
        for number, place in differing.values_list("number", "place_code")
    ]


def served_before_contract(county: str, day: dt.date) -> list[Finding]:
    """How many services are dated before their contract; one finding for the county."""
    early = Service.objects.at(county, day).filter(day__lt=F("contract__day")).count()
    if not early:
        return []
    every = Service.objects.at(county, day).count()
    text = Text(
        f"{every} 条服务中有 {early} 条早于签约日期，占 {100 * early / every:.1f}%",
        f"{early} of {every} services, {100 * early / every:.1f}%, are dated before the contract",
    )
    return [Finding(county[:6] + "000000", text)]


def load(county: str, day: dt.date) -> list[Finding]:
    """Doctors with over a hundred households, and a county served less than once a household."""
    contracts = Contract.objects.at(county, day)
    pairs, doctors = contracts.count(), Doctor.objects.at(county, day).count()
    if not pairs or not doctors:
        return []
    findings = []
    heavy = contracts.order_by().values("doctor").annotate(n=Count("id")).filter(n__gt=MANY)
    loads = sorted((row["n"] for row in heavy), reverse=True)
    if loads:
        text = Text(
            f"{pairs} 对 ÷ {doctors} 名医生＝平均 {pairs / doctors:.1f} 户，但有 {len(loads)} 名医生超过 {MANY} 户，最多 {loads[0]} 户",
            f"{pairs} pairs / {doctors} doctors = {pairs / doctors:.1f} on average, but {len(loads)} doctors have over"
            f" {MANY}, up to {loads[0]}",
        )
        findings.append(Finding(county[:6] + "000000", text))
    services = Service.objects.at(county, day).count()
    if services < pairs:
        text = Text(
            f"{services} 次服务 ÷ {pairs} 户＝每户不足 1 次，可能签而不约",
            f"{services} services / {pairs} households is less than one each: contracts without service?",
        )
        findings.append(Finding(county[:6] + "000000", text))
    return findings
