"""Compile translations: `python tools/compile_messages.py FILE.po ...` writes FILE.mo beside each.

A fresh machine needs no gettext programs for this. Exit status 1 names a catalogue that does not parse.
"""

import sys
from pathlib import Path

import polib


def compile_catalogue(source: Path) -> Path:
    """Write the `.mo` of a `.po`; raises OSError or UnicodeDecodeError when it cannot be read."""
    target = source.with_suffix(".mo")
    spare = target.with_suffix(".mo.part")
    polib.pofile(source.read_text(encoding="utf-8")).save_as_mofile(str(spare))
    spare.replace(target)
    return target


def main(names: list[str]) -> int:
    """Compile every named catalogue."""
    for name in names:
        try:
            compile_catalogue(Path(name))
        except (OSError, UnicodeDecodeError) as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
