from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from datong.foundation.documents.core import fonts


class DocumentsConfig(AppConfig):
    name = "datong.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        fonts.provide(own_fonts)


def own_fonts() -> list[Path]:
    """The county's fonts in the order of their names (body, headings, title); none for those that come along."""
    named = getattr(settings, "DATONG_PDF_FONTS", None)
    if not named:
        return []
    folder = Path(named)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in files if path.suffix.lower() in {".ttf", ".otf", ".ttc"}] or [folder]
