"""The catalogue follows the source: new sentences come in, unused ones go, translations stay."""

from pathlib import Path

import polib
import pytest

from tools.update_messages import marked, merged, missing

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def catalogue(entries: str) -> polib.POFile:
    """A catalogue as a translator left it."""
    return polib.pofile(HEADER + entries)


def test_sentences_of_python_and_of_both_template_engines_are_found(tmp_path: Path) -> None:
    pages, library = tmp_path / "jinja2", tmp_path / "templates"
    for folder in (pages, library, tmp_path / "migrations"):
        folder.mkdir()
    (tmp_path / "views.py").write_text('_("导入台账")\nngettext("%(num)s 列", "%(num)s 列", 2)\n')
    (tmp_path / "migrations" / "0001_initial.py").write_text('_("旧名")\n')
    (pages / "one.html").write_text("{{ _('总览') }}{% trans %}分成\n  两行{% endtrans %}")
    (library / "two.html").write_text("{% load i18n %}{% translate '登录' %}")
    assert marked(tmp_path) == {
        ("", "导入台账"): None,
        ("", "%(num)s 列"): "%(num)s 列",
        ("", "总览"): None,
        ("", "分成 两行"): None,
        ("", "登录"): None,
    }


def test_a_template_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "jinja2").mkdir()
    (tmp_path / "jinja2" / "broken.html").write_text("{% if %}")
    with pytest.raises(ValueError, match=r"broken\.html"):
        marked(tmp_path)


def test_translations_stay_unused_sentences_go_new_ones_wait() -> None:
    before = catalogue('msgid "旧句"\nmsgstr "gone"\n\nmsgid "台账"\nmsgstr "Ledgers"\n')
    after = merged(before, {("", "台账"): None, ("", "名册"): None})
    assert [(entry.msgid, entry.msgstr) for entry in after] == [("台账", "Ledgers"), ("名册", "")]
    assert missing(after) == ["名册"]


def test_a_sentence_that_gains_a_plural_keeps_its_text_and_still_counts_as_missing() -> None:
    after = merged(
        catalogue('msgid "%(num)s 列"\nmsgstr "%(num)s column"\n'), {("", "%(num)s 列"): "%(num)s 列"}
    )
    assert [entry.msgstr_plural for entry in after] == [{0: "%(num)s column", 1: ""}]
    assert missing(after) == ["%(num)s 列"]


def test_merging_twice_changes_nothing_and_writes_no_date_and_no_address() -> None:
    wanted = {("", "台账"): None, ("月份", "三月"): None}
    once = merged(catalogue('msgid "台账"\nmsgstr "Ledgers"\n'), wanted)
    assert str(merged(polib.pofile(str(once)), wanted)) == str(once)
    assert "Date" not in str(once)
    assert "#:" not in str(once)
