"""The pages of draws: announced and drawn by the county, read by everybody, without one name."""

import pytest
from django.test import Client
from django.urls import reverse

from datong.foundation.access.models import User
from datong.programmes.dibao.actions import drawing
from datong.programmes.dibao.models import Draw
from datong.programmes.dibao.queries import draws
from tests.programmes.dibao.purse import BACKEND, COUNTY, Purse
from tests.programmes.dibao.test_drawing import SOURCE, control, drawn, waiting

pytestmark = pytest.mark.django_db


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def test_announce_and_draw_on_the_pages(purse: Purse, client: Client) -> None:
    waiting(purse)
    enter(client, purse.officer)
    assert "还没有抽查" in client.get(reverse("dibao_draws")).content.decode()
    wrong = client.post(reverse("dibao_draws"), {"purpose": "spot_check", "source": "随便"})
    assert (wrong.status_code, "随便</textarea>" in wrong.content.decode()) == (422, True)
    answer = client.post(reverse("dibao_draws"), {"purpose": "spot_check", "source": SOURCE})
    made = Draw.objects.get()
    where = reverse("dibao_draw", args=[made.pk])
    assert answer.headers["Location"] == where
    page = client.get(where).content.decode()
    for words in (made.frame_sha256, SOURCE, "已公布，待抽取", "抽取，只能抽一次", "调元镇", "万安镇"):
        assert words in page
    bad = client.post(where, {"digits": "12"})
    assert (bad.status_code, "至少 6 位" in bad.content.decode()) == (422, True)
    assert client.post(where, {"digits": "314159"}).status_code == 302
    page = client.get(where).content.decode()
    made.refresh_from_db()
    assert [number in page for number in made.drawn] == [True] * made.taken
    assert ["抽取，只能抽一次" in page, "不能重抽" in page, made.seed in page] == [False, True, True]
    assert client.post(where, {"digits": "271828"}).status_code == 422


def test_everybody_reads_a_draw_and_no_name_stands_in_it(purse: Purse, client: Client) -> None:
    made = drawn(purse)
    pages = [client.get(reverse("dibao_draw", args=[made.pk]))]
    pages += [
        client.get(reverse("dibao_draw_file", args=[made.pk, name]))
        for name in ("frame.txt", "draw.json", "verify_draw.py")
    ]
    assert [page.status_code for page in pages] == [200] * 4
    for page in pages:
        assert "户3" not in page.content.decode()
        assert "pay1的姓名" not in page.content.decode()
    assert "自己核对" in pages[0].content.decode()
    assert client.post(reverse("dibao_draw", args=[made.pk]), {"digits": "314159"}).status_code == 403
    assert client.get(reverse("dibao_draws")).status_code == 302
    assert client.get(reverse("dibao_draw_file", args=[made.pk, "names.txt"])).status_code == 404
    assert client.get(reverse("dibao_draw", args=[made.pk + 1])).status_code == 404


def test_only_the_county_s_officers_draw(purse: Purse, client: Client) -> None:
    waiting(purse)
    made = drawing.announce(purse.officer, COUNTY, SOURCE)
    for outsider in (purse.clerk, purse.cadre, purse.leader, purse.far):
        enter(client, outsider)
        assert client.post(reverse("dibao_draw", args=[made.pk]), {"digits": "314159"}).status_code == 403
    made.refresh_from_db()
    assert made.drawn is None


def test_the_list_shows_the_own_county(purse: Purse, client: Client) -> None:
    made = drawn(purse)
    where = reverse("dibao_draw", args=[made.pk])
    assert where in enter(client, purse.cadre).get(reverse("dibao_draws")).content.decode()
    assert where not in enter(client, purse.far).get(reverse("dibao_draws")).content.decode()


def test_findings_of_a_control(purse: Purse, client: Client) -> None:
    made = control(purse)
    case = draws.unchecked(made)[0]
    where = reverse("dibao_draw_findings", args=[made.pk])
    enter(client, purse.officer)
    assert case.number in client.get(where).content.decode()
    short = client.post(where, {"case": case.pk, "found": "in_order", "words": "好"})
    assert short.status_code == 422
    words = "入户看过，收入和人口与档案一致"
    assert client.post(where, {"case": case.pk, "found": "in_order", "words": words}).status_code == 302
    assert words in client.get(where).content.decode()
    assert enter(client, purse.cadre).get(where).status_code == 403


def test_a_spot_check_has_no_findings_page(purse: Purse, client: Client) -> None:
    made = drawn(purse)
    assert enter(client, purse.officer).get(reverse("dibao_draw_findings", args=[made.pk])).status_code == 404
