"""A list handed in by mistake is taken back before any run: its file is gone at once, and what it taught the source."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from datong.foundation.access.service import Refused
from datong.foundation.journal.models import Entry
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Listing
from datong.foundation.reviews.queries import sourcing
from datong.foundation.reviews.service import BadList, Order
from tests.foundation.ledgers.handing_in import signed_in
from tests.foundation.reviews.scene import DENG, LUOJIANG, Scene, planted, ran, received, vehicles

pytestmark = pytest.mark.django_db
WHY = "传成了住房公积金的名单"
FUND = ["车主,证件号码,单位名称,月缴存额", f"邓有田,{DENG},罗江县农机站,320.50"]


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.DATONG_HOME = tmp_path
    return tmp_path


def files(home: Path) -> list[str]:
    return [path.name for path in (home / "reviews").rglob("*") if path.is_file()]


def test_its_file_its_headings_and_what_they_taught_are_gone(scene: Scene, home: Path) -> None:
    source = vehicles(scene)
    right = received(scene, source)
    reviews.settle_mapping(scene.officer, right.pk, {})
    wrong = received(scene, source, FUND)
    reviews.settle_mapping(scene.officer, wrong.pk, {"车主": None, "月缴存额": "amount"})
    source.refresh_from_db()
    assert (source.mapping["车主"], source.mapping["月缴存额"]) == (None, "amount")
    assert sorted(files(home)) == sorted([right.stored, wrong.stored])

    row = reviews.withdraw(scene.second, wrong.pk, f" {WHY} ")
    assert files(home) == [right.stored]
    row.refresh_from_db()
    assert (row.stored, row.columns, row.mapping, row.rows) == ("", [], {}, 1)
    assert (row.withdrawn_by, row.withdrawn_why, row.run, row.destroyed_at is None) == (
        scene.second, WHY, None, False,
    )  # fmt: skip
    source.refresh_from_db()
    assert source.mapping == {"车主": "name", "证件号码": "id", "号牌号码": "plate", "品牌型号": "model"}
    entry = Entry.objects.get(action="reviews.withdraw")
    assert (entry.actor, entry.why, entry.target) == ("second", WHY, f"reviews.Listing:{wrong.pk}")
    assert "邓有田" not in str(entry.detail)
    assert received(scene, source, FUND).pk != wrong.pk, "the same file may be handed in again"


def test_a_withdrawn_list_is_no_longer_the_newest(scene: Scene) -> None:
    source = vehicles(scene)
    listing = received(scene, source)
    assert sourcing.standings(scene.officer, [source])[0].as_of == listing.as_of
    reviews.withdraw(scene.officer, listing.pk, WHY)
    assert sourcing.standings(scene.officer, [source])[0].as_of is None


def test_what_was_run_stays(scene: Scene, quick: None) -> None:
    listing = received(scene)
    ran(scene, listing)
    with pytest.raises(BadList, match="已经核对过，不能撤回"):
        reviews.withdraw(scene.officer, listing.pk, WHY)
    row = Listing.objects.get()
    assert (row.withdrawn_by, row.withdrawn_why, row.columns[0]) == (None, "", "车主")


def test_a_review_that_was_waiting_for_it_says_so(scene: Scene, home: Path) -> None:
    listing = received(scene)
    reviews.settle_mapping(scene.officer, listing.pk, {})
    reviews.withdraw(scene.officer, listing.pk, WHY)
    with pytest.raises(BadList, match="已经核对、撤回或销毁"):
        reviews.run(scene.officer, Order("toy", LUOJIANG, [listing.pk]))
    with pytest.raises(BadList, match="已经撤回或销毁"):
        reviews.withdraw(scene.officer, listing.pk, WHY)
    assert files(home) == []


@pytest.mark.parametrize(
    ("who", "why", "refusal"),
    [("clerk", WHY, Refused), ("auditor", WHY, Refused), ("officer", " 错 ", BadList)],
)
def test_only_whoever_takes_lists_in_and_with_a_reason(
    scene: Scene, home: Path, who: str, why: str, refusal: type[Exception]
) -> None:
    listing = received(scene)
    with pytest.raises(refusal):
        reviews.withdraw(getattr(scene, who), listing.pk, why)
    assert files(home) == [listing.stored]
    assert Entry.objects.filter(action="reviews.withdraw").count() == 0


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_asks_once_more_and_for_the_reason(scene: Scene, home: Path) -> None:
    listing = received(scene)
    client, address = signed_in(scene.officer), f"/reviews/lists/{listing.pk}/withdraw/"
    assert f'href="{address}"' in text(client.get(f"/reviews/lists/{listing.pk}/"))
    asked = text(client.get(address))
    assert ("文件和里面的每一行马上销毁" in asked, "机动车.csv" in asked, "不能恢复" in asked) == (
        True,
        True,
        True,
    )
    short = client.post(address, {"why": "错了"})
    assert (short.status_code, "请写明原因，至少 4 个字。" in text(short), "错了</textarea>" in text(short)) == (
        422, True, True,
    )  # fmt: skip
    named = client.post(address, {"why": f"里面有{DENG}的名单"})
    assert (named.status_code, files(home)) == (422, [listing.stored])
    done = client.post(address, {"why": WHY}, follow=True)
    assert done.redirect_chain == [(f"/reviews/sources/{listing.source_id}/", 302)]
    assert "名单已撤回，文件和里面的 4 行已经销毁。" in text(done)
    assert "officer的姓名撤回，整份销毁。原因：传成了住房公积金的名单" in text(done)
    assert files(home) == []
    again = text(client.get(address))
    assert ("已经撤回或销毁" in again, "<textarea" in again) == (True, False)
    page = text(client.get(f"/reviews/lists/{listing.pk}/"))
    assert ("已撤回" in page, address in page) == (True, False)


def test_the_page_of_a_spent_list_says_why_not(scene: Scene, client: Client) -> None:
    (hit,) = planted(scene)
    address = f"/reviews/lists/{hit.listing_id}/withdraw/"
    page = text(signed_in(scene.officer).get(address))
    assert ("已经核对过，不能撤回" in page, f"/reviews/runs/{hit.run_id}/" in page, "<textarea" in page) == (
        True, True, False,
    )  # fmt: skip
    assert signed_in(scene.officer).post(address, {"why": WHY}).status_code == 422
    assert signed_in(scene.clerk).get(address).status_code == 403
