"""Which faces a PDF is set in: the county's own, or the free ones that come with the package."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from datong.kernel.bilingual import Text

_chosen: list[Callable[[], Sequence[Path]]] = []


class FontsMissing(ValueError):
    """None of the given files is a font that can be read. `text` says so in both languages."""

    def __init__(self, paths: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in paths)
        self.text = Text(
            zh=f"没有找到可用的字体文件：{names}。请检查字体设置。",
            en=f"No usable font file among: {names}. Check the font setting.",
        )
        super().__init__(str(self.text))


def provide(chosen: Callable[[], Sequence[Path]]) -> None:
    """Say where the county's own fonts are found, asked anew for every PDF; none means those that come along."""
    _chosen[:] = [chosen]


def in_use() -> list[Path]:
    """The county's fonts, or `default_fonts()`."""
    own = [path for chosen in _chosen for path in chosen()]
    return own or default_fonts()


def default_fonts() -> list[Path]:
    """Noto Serif SC for the body (宋体), Noto Sans SC for headings (黑体).

    Free (OFL), GBK and Extension A, 20 MB together.
    """
    return [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()]


@lru_cache(maxsize=8)
def load(paths: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    """The font book and the families of `paths`, in their order.

    Raises FontsMissing when a file holds no font. Fonts of the machine are never looked at:
    the same document looks the same everywhere.
    """
    folders = list(dict.fromkeys(str(path if path.is_dir() else path.parent) for path in paths))
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    found: dict[str, None] = {}
    for path in paths:
        families = [font.family for font in book.fonts() if font.path and _belongs(Path(font.path), path)]
        if not families:
            raise FontsMissing([path])
        found.update(dict.fromkeys(families))
    if not found:
        raise FontsMissing(paths)
    return book, tuple(found)


def _belongs(font: Path, wanted: Path) -> bool:
    font, wanted = font.resolve(), wanted.resolve()
    return font == wanted or wanted in font.parents
