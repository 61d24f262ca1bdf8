"""A kind of letter for tests, and a letter of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.documents.service import Doc, Letter
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, make_user, plant_places

KIND = "dibao.test_refusal"
MOMENT = dt.datetime(2014, 9, 26, 2, 0, tzinfo=dt.UTC)
FACTS = {"name": "张三", "income": 101250, "reason": "人均月收入高于保障标准。"}


def compose(facts: Mapping[str, Any], lang: str) -> Doc:
    zh = lang == "zh"
    return Letter(
        "不予批准告知书" if zh else "Refusal",
        facts["name"],
        "您家的申请没有获得批准。" if zh else "Your application was refused.",
        [facts["reason"], f"{facts['income']} fen, {facts['reference']}, {facts['issued_on']}"],
        "《办法》第二十二条。",
        "60日内可以申请行政复议。",
        "0838-3200000",
        lang="zh" if zh else "en",
    ).doc()


DECLARED = notices.NoticeKind(KIND, "dibao", Text("不予批准告知书", "Refusal"), "民发〔2012〕220号", compose)


@pytest.fixture
def kind() -> Iterator[notices.NoticeKind]:
    """The kind, registered for one test."""
    notices.register(DECLARED)
    yield DECLARED
    notices.KINDS._entries.pop(KIND)


@pytest.fixture
def stopped() -> Iterator[dt.datetime]:
    """26 September 2014, 10:00 in China."""
    with clock.override(MOMENT) as moment:
        yield moment


@pytest.fixture
def clerk(db: None) -> User:
    """The town's clerk for dibao."""
    plant_places()
    return make_user("clerk-t", Role.TOWN_CLERK, TIAOYUAN, ("dibao",))


def issued(clerk: User, **changes: Any) -> notices.Notice:
    """A letter to 张三 of 百花村."""
    said: dict[str, Any] = {
        "kind": KIND, "target": "casework.Case:1", "programme": "dibao", "place_code": BAIHUA, "recipient": None,
        "recipient_name": "张三", "facts": FACTS,
    }  # fmt: skip
    return notices.issue(clerk, **(said | changes))
