"""Every Chinese sentence that is marked has its English one: `pytest -m translations`."""

import gettext
import io
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from tests.architecture.tree import SOURCE, jinja, modules, template_files, template_folder
from tools.compile_messages import compile_catalogue

pytestmark = pytest.mark.translations

ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
LAZY = {"gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
KEYWORDS = DEFAULT_KEYWORDS | LAZY
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_IN_ENGLISH = {"中文"}
Message = tuple[str, ...]


@cache
def used() -> dict[tuple[str, Message], str]:
    """Every marked sentence: (context, (singular[, plural])) -> where it stands first."""
    found: dict[tuple[str, Message], str] = {}
    for path in modules():
        collect(found, path, path.read_text(), "python")
    options = {"silent": "false", "trimmed": "true", "extensions": ",".join(jinja().extensions)}
    options |= {"trim_blocks": "true", "lstrip_blocks": "true"}
    for _, path in template_files():
        folder = template_folder(path)
        if folder is not None and folder.name == "jinja2":
            collect(found, path, path.read_text(), "jinja2", options)
        else:
            collect(found, path, templatize(path.read_text()), "python")
    return found


def collect(
    found: dict[tuple[str, Message], str],
    path: Path,
    text: str,
    method: str,
    options: dict[str, str] | None = None,
) -> None:
    """Add the sentences of one file."""
    source = io.BytesIO(text.encode())
    for line, message, _, context in extract(method, source, KEYWORDS, (), options or {}):
        sentence = (message,) if isinstance(message, str) else tuple(message)
        found.setdefault((context or "", sentence), f"{path.relative_to(SOURCE)}:{line}")


@cache
def translated() -> dict[str, list[polib.POEntry]]:
    """The English catalogue by Chinese sentence; obsolete entries left out."""
    catalogue: dict[str, list[polib.POEntry]] = {}
    for entry in polib.pofile(ENGLISH.read_text(encoding="utf-8")):
        if not entry.obsolete:
            catalogue.setdefault(entry.msgid, []).append(entry)
    return catalogue


def english(context: str, sentence: Message) -> list[str]:
    """The English of a sentence: one text, or one per plural form; empty when it has none."""
    for entry in translated().get(sentence[0], []):
        if (entry.msgctxt or "") == context and "fuzzy" not in entry.flags:
            return list(entry.msgstr_plural.values()) if len(sentence) > 1 else [entry.msgstr]
    return []


def test_there_are_sentences_to_look_at() -> None:
    assert len(used()) > 50


def test_every_sentence_has_its_english() -> None:
    missing = {
        sentence[0]: place
        for (context, sentence), place in used().items()
        if not english(context, sentence) or not all(english(context, sentence))
    }
    assert missing == {}, f"{len(missing)} sentences without English in {ENGLISH.name}"


def test_english_keeps_the_placeholders() -> None:
    differing = [
        (sentence[0], text)
        for context, sentence in used()
        for text in english(context, sentence)
        if text and placeholders(text) - placeholders("".join(sentence))
    ]
    assert differing == []


def placeholders(text: str) -> set[str]:
    """Names a sentence expects to be filled in."""
    return set(PLACEHOLDER.findall(text))


def test_placeholders_of_single_sentences_are_all_used() -> None:
    lost = [
        (sentence[0], text)
        for context, sentence in used()
        if len(sentence) == 1
        for text in english(context, sentence)
        if text and placeholders(sentence[0]) - placeholders(text)
    ]
    assert lost == []


def test_english_is_english() -> None:
    chinese = [
        entry.msgid
        for entries in translated().values()
        for entry in entries
        if entry.msgid not in CHINESE_IN_ENGLISH
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text == entry.msgid and CHINESE.search(text)
    ]
    assert chinese == []


def test_catalogue_holds_nothing_that_is_not_used() -> None:
    known = {sentence[0] for _, sentence in used()}
    assert sorted(set(translated()) - known) == []


def test_catalogues_compile_without_gettext(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(head + 'msgid "导入台账"\nmsgstr "Import a ledger"\n', encoding="utf-8")
    with compile_catalogue(source).open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("导入台账") == "Import a ledger"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["django.mo", "django.po"]
