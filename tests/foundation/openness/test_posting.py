"""The sheet for the board, its photograph, and the gap where there is none."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from datong.foundation.access import service as access
from datong.foundation.evidence import service as evidence
from datong.foundation.openness import service
from datong.foundation.openness.core.sheet import Logged, pieces, sheet
from datong.foundation.openness.models import Posting
from datong.kernel import clock
from tests.foundation.access.walk import make_user
from tests.foundation.openness.publishing import NOON, published, village

D = dt.date
DIGEST = "0123456789abcdef" * 4
CONTENT = {
    "number": "GK-510626-2014-000001", "version": 2, "action": "correct",
    "title": {"zh": "2014年第3季度各项收入", "en": "Income, Q3 2014"},
    "place": {"code": "510626106209", "name": "百花村"}, "publisher": {"code": "510626106209", "name": "百花村"},
    "item": {"key": "assets.income", "zh": "各项收入", "en": "Income"},
    "period": {"from": "2014-07-01", "to": "2014-09-30"}, "posted": "2014-10-08", "until": None,
    "replaces": "GK-510626-2014-000001/1", "reason": "金额填错", "responsible": {"name": "张某", "phone": "0838-3120000"},
    "signed": ["李某", "王某"], "files": [],
    "blocks": [
        {"type": "words", "heading": "说明", "text": "本季度收入如下。"},
        {
            "type": "table", "role": "income", "caption": {"zh": "收入", "en": "Income"},
            "columns": [
                {"key": "what", "kind": "text", "name": {"zh": "项目", "en": "Item"}, "unit": None},
                {"key": "fen", "kind": "money", "name": {"zh": "金额", "en": "Amount"}, "unit": {"zh": "元", "en": "yuan"}},
            ],
            "rows": [["房租", 1200000]], "total": ["合计", 1200000],
        },
    ],
}  # fmt: skip


def test_the_sheet_holds_what_the_page_says_and_how_to_check_it():
    doc = sheet(
        CONTENT,
        Logged(DIGEST, 41, 300, "cm9vdA=="),
        D(2014, 10, 18),
        "https://example.cn/open/p/GK-510626-2014-000001/",
    )
    fields, corrects, heading, words, caption, grid, signed, note, lines = doc.blocks
    assert dict(fields.pairs) == {
        "村（社区）": "百花村", "公开事项": "各项收入", "所属期间": "2014-07-01 至 2014-09-30", "版本": "第 2 版",
        "公布日期": "2014-10-08", "张贴至": "2014-10-18",
    }  # fmt: skip
    assert corrects.text == "本页更正 GK-510626-2014-000001/1：金额填错"
    assert (heading.text, words.text, caption.text) == ("说明", "本季度收入如下。", "收入")
    assert (grid.head, grid.rows, grid.numbers) == (
        ["项目", "金额（元）"], [["房租", "12,000.00"], ["合计", "12,000.00"]], [1],
    )  # fmt: skip
    assert signed.text == "张贴前审核签字：李某、王某"
    assert note.text == (
        f"本页内容的 SHA-256：{pieces(DIGEST)}\n"
        "公开日志第 41 条；检查点 300 条，根 cm9vdA==。扫码可核对内容是否被改动。"
    )
    assert pieces(DIGEST).startswith("01234567 89abcdef 01234567")
    assert lines.labels == ["张贴人", "揭下日期"]
    assert (doc.paper, doc.number, doc.code) == (
        "a3",
        "GK-510626-2014-000001",
        "https://example.cn/open/p/GK-510626-2014-000001/",
    )
    assert doc.foot.startswith("有疑问请找张某（电话 0838-3120000）")


def photograph() -> bytes:
    """A JPEG that says with which camera it was taken."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "SpyCam 3000"
    Image.new("RGB", (64, 48), "white").save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def hung(db, own_log, django_capture_on_commit_callbacks):
    """百花村 and one publication of 8 October 2014."""
    with clock.override(NOON):
        people = village()
        yield people, published(people, django_capture_on_commit_callbacks)


def test_a_photograph_is_kept_without_what_it_says_of_the_camera(hung):
    people, there = hung
    row = service.post(
        people.first, there.number, 1, D(2014, 10, 8), photo=("board.jpg", photograph()), taken_at=NOON
    )
    (line,) = service.postings_of(there)
    kept = evidence.content(line.photo)
    assert (b"SpyCam" in photograph(), b"SpyCam" in kept) == (True, False)
    assert (line.gap, line.photo.blob.sha256, row.taken_at, line.posting.pk) == (
        False,
        row.photo,
        NOON,
        row.pk,
    )


def test_no_photograph_is_a_gap_until_it_comes(hung):
    people, there = hung
    row = service.post(people.first, there.number, 1, D(2014, 10, 8))
    assert [each.gap for each in service.postings_of(there)] == [True]
    assert list(service.unproved(people.first, "510626")) == [there]
    service.add_photo(people.first, row.pk, "board.jpg", photograph())
    assert [each.gap for each in service.postings_of(there)] == [False]
    assert list(service.unproved(people.first, "510626")) == []


def test_postings_that_cannot_be(hung):
    people, there = hung
    for day, sentence in (
        (D(2014, 10, 9), "日期 2014-10-09 还没有到。"),
        (D(2014, 10, 7), "张贴日期 2014-10-07 早于公布日期 2014-10-08。"),
    ):
        with pytest.raises(service.OpennessError, match=sentence):
            service.post(people.first, there.number, 1, day)
    with pytest.raises(service.OpennessError, match="没有这份公开内容。"):
        service.post(people.first, there.number, 9, D(2014, 10, 8))
    with pytest.raises(evidence.BadEvidence, match="请上传照片"):
        service.post(people.first, there.number, 1, D(2014, 10, 8), photo=("board.txt", "张贴了".encode()))
    with pytest.raises(access.Refused):
        service.post(make_user("nobody"), there.number, 1, D(2014, 10, 8))
    assert Posting.objects.count() == 0


def test_taken_down_before_its_time(hung):
    people, there = hung
    row = service.post(people.first, there.number, 1, D(2014, 10, 8))
    service.take_down(people.first, row.pk, D(2014, 10, 8))
    (line,) = service.postings_of(there)
    assert (line.short, line.days) == (True, 0)
    with pytest.raises(service.OpennessError, match="这一张已登记揭下。"):
        service.take_down(people.first, row.pk, D(2014, 10, 8))


def test_on_the_pages(hung):
    people, there = hung
    client = Client()
    client.force_login(people.first, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/openness/publications/{there.number}/postings/"
    assert "还没有张贴记录" in client.get(address).content.decode()
    photo = SimpleUploadedFile("board.jpg", photograph(), "image/jpeg")
    assert client.post(address, {"posted_on": "2014-10-08", "photo": photo}).status_code == 302
    assert "有照片" in client.get(address).content.decode()
    for paper, size in (("a3", (842, 1191)), ("a4", (595, 842))):
        got = client.get(f"/openness/publications/{there.number}/sheet-{paper}.pdf")
        assert (got.status_code, got.headers["Content-Type"]) == (200, "application/pdf")
        box = PdfReader(io.BytesIO(got.content)).pages[0].mediabox
        assert tuple(sorted((round(box.width), round(box.height)))) == size
    assert client.get(f"/openness/publications/{there.number}/sheet-a5.pdf").status_code == 404
