"""Bring the catalogues of translations up to date with the marked sentences of the source.

python -m tools.update_messages            add new sentences, drop unused ones, keep translations, sort
python -m tools.update_messages --check    change nothing; status 1 when a catalogue is out of date or lacks English

Needs Babel (`make setup-dev`) and no gettext programs. A catalogue holds no dates, addresses or line numbers: it
changes only when a sentence or its translation does.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "datong"
LOCALES = SOURCE / "locale"
LAZY = {"gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
KEYWORDS = DEFAULT_KEYWORDS | LAZY
# As the environment of the pages is set (datong.web.jinja), or a sentence over two lines gets another msgid.
JINJA = {
    "silent": "false",
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "extensions": "jinja2.ext.i18n",
}
WIDTH = 110
Key = tuple[str, str]  # context ("" for none), singular
Sentences = dict[Key, str | None]  # -> plural, None when the sentence has none


def marked(source: Path = SOURCE) -> Sentences:
    """Every sentence that is marked for translation under `source`; raises ValueError for a file that does not parse."""
    found: Sentences = {}
    for path in sorted([*source.rglob("*.py"), *source.rglob("*.html")]):
        if "migrations" in path.relative_to(source).parts:
            continue
        try:
            for key, plural in sentences(path):
                found[key] = plural or found.get(key)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error
        except Exception as error:  # Jinja's and Django's template errors have no common ancestor
            if "Template" not in type(error).__name__:
                raise
            raise ValueError(f"{path}: {error}") from error
    return found


def sentences(path: Path) -> Iterator[tuple[Key, str | None]]:
    """Key and plural of the marked sentences of one file, Python or a template of either engine."""
    method, text, options = "python", path.read_text(encoding="utf-8"), {}
    if path.suffix == ".html" and "jinja2" in path.parts:
        method, options = "jinja2", JINJA
    elif path.suffix == ".html":
        text = templatize(text)
    for _, message, _, context in extract(method, io.BytesIO(text.encode()), KEYWORDS, (), options):
        singular, plural = (message, None) if isinstance(message, str) else (message[0], message[1])
        yield (context or "", singular), plural


def merged(catalogue: polib.POFile, wanted: Sentences) -> polib.POFile:
    """A catalogue of exactly the wanted sentences, by context and sentence, with the translations it had."""
    had = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=WIDTH)
    fresh.metadata = {
        "Language": catalogue.metadata["Language"],
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.metadata["Plural-Forms"],
    }
    for key, plural in sorted(wanted.items(), key=lambda item: item[0]):
        fresh.append(carried(key, plural, had.get(key)))
    return fresh


def carried(key: Key, plural: str | None, old: polib.POEntry | None) -> polib.POEntry:
    """One sentence with its old translation and the translator's remark; a sentence that gains a plural keeps its text."""
    entry = polib.POEntry(msgid=key[1], msgctxt=key[0] or None)
    if old is not None:
        entry.tcomment, entry.flags = old.tcomment, [flag for flag in old.flags if flag == "fuzzy"]
    forms = dict(old.msgstr_plural) if old is not None else {}
    single = old.msgstr if old is not None else ""
    if plural is None:
        entry.msgstr = single or forms.get(0, "")
    else:
        entry.msgid_plural = plural
        entry.msgstr_plural = forms or {0: single, 1: ""}
    return entry


def missing(catalogue: polib.POFile) -> list[str]:
    """Sentences that a reader of this language would see in Chinese."""
    return [entry.msgid for entry in catalogue if not entry.translated()]


def report(path: Path, catalogue: polib.POFile, *, changed: bool) -> None:
    """Say what is left to do."""
    lacking = missing(catalogue)
    name = path.relative_to(ROOT)
    print(f"{name}: {len(catalogue)} sentences, {len(lacking)} to translate{', changed' if changed else ''}")
    for sentence in lacking:
        print(f"  {sentence}")


def main(words: list[str]) -> int:
    """Update or check every catalogue."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.update_messages", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--check", action="store_true", help="change nothing, say whether anything is to do")
    check = parser.parse_args(words).check
    try:
        wanted = marked()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    status = 0
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        before = path.read_text(encoding="utf-8")
        catalogue = merged(polib.pofile(before), wanted)
        after = str(catalogue).rstrip("\n") + "\n"
        if not check and after != before:
            path.write_text(after, encoding="utf-8")
        report(path, catalogue, changed=after != before)
        status |= check and (after != before or bool(missing(catalogue)))
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
