"""Households in pay, put straight into the tables: cases with awards, and the officers who pay them."""

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from datong.foundation.access.models import User
from datong.foundation.access.service import Role
from datong.foundation.casework.models import Case, Decision
from datong.foundation.people.models import Household, Person
from datong.kernel import clock
from datong.programmes.dibao.models import Award, Owing, PayAccount
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, WANAN_COMMUNITY, make_user, plant_places

COUNTY = "510626"
SEP, OCT, NOV = dt.date(2014, 9, 1), dt.date(2014, 10, 1), dt.date(2014, 11, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REASONS = "经入户复核，家庭人均收入高于标准，符合停发条件，已当面说明。"


@dataclass
class Purse:
    """Who pays, and a clock that can be set."""

    officer: User
    officer2: User
    clerk: User
    cadre: User
    leader: User
    far: User
    stack: ExitStack
    numbers: Any = field(default_factory=lambda: count(1))

    def to_day(self, day: str) -> None:
        """Noon of that day in China."""
        self.stack.enter_context(clock.override(dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")))

    def case(self, label: str = "何小林", place: str = BAIHUA, state: str = "in_pay", **changes: Any) -> Case:
        """A household of one with its case."""
        head = Person.objects.create(name=label, sex="女", birth_date=dt.date(1940, 5, 1), place_code=place)
        fields: dict[str, Any] = {
            "number": f"DB-{COUNTY}-2014-{next(self.numbers):06d}",
            "workflow": "dibao.v2012",
            "programme": "dibao",
            "state": state,
            "entitlement": "paid" if state == "in_pay" else "none",
            "county": place[:6],
            "place_code": place,
            "household": Household.objects.create(head=head, place_code=place),
            "subject": head,
            "label": label,
            "law_on": dt.date(2014, 7, 1),
            "opened_on": dt.date(2014, 7, 1),
            "moved_on": dt.date(2014, 7, 1),
            "moved_at": clock.now(),
        }
        return Case.objects.create(**fields | changes)

    def award(self, case: Case, amount: int, first: dt.date = SEP, last: dt.date | None = None) -> Award:
        """So many fen a month."""
        return Award.objects.create(
            case=case,
            amount=amount,
            persons=1,
            area="rural",
            category="B",
            first_month=first,
            last_month=last,
        )

    def paid(
        self, amount: int, label: str = "何小林", first: dt.date = SEP, last: dt.date | None = None
    ) -> Case:
        """A household that gets so many fen a month."""
        case = self.case(label)
        self.award(case, amount, first, last)
        return case

    def decision(
        self, case: Case, effect: str = "stop", reasons: str = REASONS, on: str = "2014-09-10"
    ) -> Decision:
        """A decision on a case."""
        return Decision.objects.create(
            case=case, step=f"decide_{effect}", effect=effect, by=self.officer, by_name=self.officer.name,
            authority="罗江县县级业务专干", unit="county_officer:510626000000:", reasons=reasons,
            reasons_digest=reasons.encode()[:16], reasons_length=len(reasons), article="办法 第三十三条", facts="",
            inputs="[]", on=dt.date.fromisoformat(on), at=clock.now(),
        )  # fmt: skip

    def owing(self, case: Case, months: dict[str, int]) -> Owing:
        """Arrears owed to a household."""
        decision = self.decision(case, "restore")
        return Owing.objects.create(
            case=case,
            decision=decision,
            amount=sum(months.values()),
            months=months,
            cause="录入错误",
            at=clock.now(),
        )

    def account(self, case: Case, number: str = "6222020000000000123") -> PayAccount:
        """Where a household is paid."""
        return PayAccount.objects.create(
            case=case,
            bank="罗江县农村信用联社",
            holder=case.label,
            number=number,
            by=self.clerk,
            at=clock.now(),
        )


@pytest.fixture
def purse(db: None) -> Any:
    """Two officers of Luojiang, a clerk of 调元镇, a cadre of 百花村, the leader, an officer of another county; 2014-09-05."""
    plant_places()
    with ExitStack() as stack:
        made = Purse(
            officer=make_user("pay1", Role.COUNTY_OFFICER, LUOJIANG, ["dibao"]),
            officer2=make_user("pay2", Role.COUNTY_OFFICER, LUOJIANG, ["dibao"]),
            clerk=make_user("payclerk", Role.TOWN_CLERK, TIAOYUAN, ["dibao"]),
            cadre=make_user("paycadre", Role.VILLAGE_CADRE, BAIHUA),
            leader=make_user("payleader", Role.COUNTY_LEADER, LUOJIANG),
            far=make_user("payfar", Role.COUNTY_OFFICER, "510922000000"),
            stack=stack,
        )
        made.to_day("2014-09-05")
        yield made


ELSEWHERE = WANAN_COMMUNITY
