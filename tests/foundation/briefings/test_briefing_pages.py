"""Pages of the briefing: the draft with its links, editing, downloads, who may do what."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.briefings.models import EditedParagraph
from datong.foundation.briefings.service import TEMPLATES
from datong.foundation.documents.service import default_fonts
from datong.foundation.journal import service as journal
from tests import small_county as second
from tests.foundation.briefings.readers import Reader, officer, reader, words

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
EDIT = "/briefing/edit/dibao/?lang=zh"
OWN = "全县在册低保{dibao.households}、{dibao.persons}，{began}起清退{dibao.removed_households}。"


def send(who: Reader, text: str, address: str = EDIT, **more: Any) -> Any:
    """Send an edited paragraph, as the first to edit it unless `based_on` says otherwise."""
    return who.post(address, {"text": text, "based_on": 0, **more})


def test_every_number_of_the_draft_opens(officer: Reader) -> None:
    page = officer.get("/briefing/").content.decode()
    assert (
        '<a class="figure" href="/figures/dibao.households/" data-figure="dibao.households">10户</a>' in page
    )
    for key in second.EXPECTED["figures"]:
        used = any("{" + key + "}" in template.text.zh for template in TEMPLATES.values())
        assert (f'data-figure="{key}"' in page) == used


def test_the_draft_says_what_is_doubtful(officer: Reader) -> None:
    page = officer.text("/briefing/")
    assert "征求意见稿" in page
    assert "自 2015-05-10 起 8 周，6 人次 ÷ 4 名志愿者 ÷ 8 周＝每人每周 0.19 次，远低于每周一次" in page
    assert "定稿第 1 期" in page
    assert "还没有定稿的简报" in page


def test_english_is_complete(officer: Reader) -> None:
    page = officer.get("/briefing/", headers={"Accept-Language": "en"}).content.decode()
    assert "10 households" in page
    assert "Qingxi County Work Briefing" in page


def test_an_edited_paragraph_takes_effect(officer: Reader) -> None:
    answer = send(officer, OWN)
    assert (answer.status_code, answer["Location"]) == (302, "/briefing/#briefing-dibao")
    assert "全县在册低保 10户 、 15人 ，2015年3月起清退 3户 。" in officer.text("/briefing/")
    (entry,) = [each for each in journal.entries() if each.action == "briefings.edit"]
    assert entry.detail == {"slug": "dibao", "lang": "zh", "as_of": "2015-06-30"}
    # the other language and the other paragraphs stay
    english = officer.get("/briefing/", headers={"Accept-Language": "en"}).content.decode()
    assert "Household surveys and democratic appraisals" in english


def test_a_typed_number_is_refused_and_nothing_is_lost(officer: Reader) -> None:
    page = words(send(officer, "全县在册低保 8851 户，{dibao.persons}。"), 422)
    assert "“8851”是手写的数字" in page
    assert "全县在册低保 8851 户，{dibao.persons}。" in page
    assert not EditedParagraph.objects.exists()


def test_an_unknown_slot_is_refused(officer: Reader) -> None:
    assert "“membership.members”不是本段可用的指标" in words(send(officer, "{membership.members}"), 422)


def test_an_empty_paragraph_is_refused(officer: Reader) -> None:
    assert "段落不能为空" in words(send(officer, "  "), 422)


def test_the_last_writer_does_not_win_unseen(officer: Reader) -> None:
    send(officer, OWN)
    dibao = reader("dibao")
    page = words(send(dibao, "全县在册{dibao.persons}。"), 422)
    assert "officer的姓名 在您修改期间也改了这一段" in page
    assert "全县在册{dibao.persons}。" in page
    newest = EditedParagraph.objects.get()
    assert send(dibao, "全县在册{dibao.persons}。", based_on=newest.pk).status_code == 302
    assert EditedParagraph.objects.count() == 2


def test_the_same_text_is_not_kept_twice(officer: Reader) -> None:
    send(officer, TEMPLATES.get("dibao").text.zh)
    assert not EditedParagraph.objects.exists()


def test_the_standard_text_comes_back(officer: Reader) -> None:
    send(officer, OWN)
    assert officer.post(EDIT, {"text": "", "standard": "1"}).status_code == 302
    newest = EditedParagraph.objects.first()
    assert newest is not None
    assert newest.text == TEMPLATES.get("dibao").text.zh


def test_the_edit_page_lists_what_may_be_used(officer: Reader) -> None:
    page = officer.text(EDIT)
    assert "{dibao.households} 10户 在册低保户" in page
    assert "{began} 2015年3月 由记录得出的文字" in page
    assert "{membership.members}" not in page
    assert officer.get("/briefing/edit/nothing/").status_code == 404


def test_a_programmes_officer_edits_and_reads_the_own_paragraph(small_county: Any) -> None:
    dibao = reader("dibao")
    assert send(dibao, OWN).status_code == 302
    assert send(dibao, "{membership.members}", "/briefing/edit/membership/?lang=zh").status_code == 403
    page = dibao.text("/briefing/")
    assert "只含您负责的专项和范围" in page
    assert "一、低保专项整治" in page
    assert "二、" not in page
    assert "志愿者" not in page
    assert "定稿第" not in page
    data = json.loads(dibao.get("/briefing/download.json").content)
    assert {figure["key"].partition(".")[0] for figure in data["figures"]} == {"dibao"}


@pytest.mark.parametrize("name", ["leader", "auditor"])
def test_leaders_and_auditors_read_only(small_county: Any, name: str) -> None:
    who = reader(name)
    page = who.text("/briefing/")
    assert "10户" in page
    assert "修改文字" not in page
    assert "定稿第" not in page
    assert who.get(EDIT).status_code == 403
    assert send(who, OWN).status_code == 403


@pytest.mark.parametrize("name", ["clerk", "cadre", "admin", "elsewhere"])
def test_others_see_no_briefing(small_county: Any, name: str) -> None:
    who = reader(name)
    for address in ("/briefing/", "/briefing/freeze/", "/briefing/download.pdf", "/briefing/issues/1/", EDIT):
        join = "&" if "?" in address else "?"
        assert who.get(f"{address}{join}county=519999").status_code == 403


def test_a_date_without_ledgers_says_so(officer: Reader) -> None:
    page = officer.text("/briefing/?as_of=2010-01-01")
    assert "这个日期还没有台账" in page
    assert "定稿第" not in page


def test_downloads(officer: Reader) -> None:
    html = officer.get("/briefing/download.html").content.decode()
    assert html.startswith("<!DOCTYPE html>")
    assert 'href="http://testserver/figures/dibao.households/?as_of=2015-06-30"' in html
    markdown = officer.get("/briefing/download.md").content.decode()
    assert "[10户](http://testserver/figures/dibao.households/?as_of=2015-06-30)" in markdown
    with zipfile.ZipFile(io.BytesIO(officer.get("/briefing/download.docx").content)) as docx:
        assert "10户" in docx.read("word/document.xml").decode()
    assert officer.get("/briefing/download.pdf").content.startswith(b"%PDF-")
    assert officer.get("/briefing/download.exe").status_code == 404


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_fonts_is_said_on_the_page(
    officer: Reader, settings: Any, tmp_path: Path, made: bool
) -> None:
    settings.DATONG_PDF_FONTS = str(tmp_path if made else tmp_path / "nowhere")
    answer = officer.get("/briefing/download.pdf")
    assert (answer.status_code, answer["Location"]) == (302, "/briefing/")
    assert "没有找到可用的字体文件" in officer.text("/briefing/")


def test_the_countys_own_fonts_are_used(officer: Reader, settings: Any, tmp_path: Path) -> None:
    for font in default_fonts():
        (tmp_path / font.name).write_bytes(font.read_bytes())
    settings.DATONG_PDF_FONTS = str(tmp_path)
    assert officer.get("/briefing/download.pdf").content.startswith(b"%PDF-")


def test_a_download_keeps_its_name(officer: Reader) -> None:
    answer = officer.get("/briefing/download.md")
    # 青溪县简报-2015-06-30-征求意见稿.md
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%E9%9D%92%E6%BA%AA%E5%8E%BF"
    )


def test_the_draft_for_machines(officer: Reader) -> None:
    data = json.loads(officer.get("/briefing/download.json?lang=en").content)
    assert (data["county"], data["as_of"], data["lang"]) == ("519999", "2015-06-30", "en")
    share = next(figure for figure in data["figures"] if figure["key"] == "membership.unqualified_share")
    assert share == {
        "key": "membership.unqualified_share",
        "name": share["name"],
        "value": 42.85,
        "unit": "%",
        "numerator": 3,
        "denominator": 7,
        "rounding": "floor",
        "printed": "42.85%",
    }
