"""Compiled templates kept between runs (编译好的模板), so that a command of a second does not compile for half of it.

They hold words, drawings and addresses of files as constants (see `settled`), so each is kept under a mark of all that it was
compiled from. They are code: they lie in the data folder, beside the database and the keys, which its owner alone may enter.
"""

import hashlib
import pickle
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import django
import jinja2
from django.conf import settings
from jinja2.bccache import Bucket

CODE = Path(__file__).parent  # what draws the constants, and how a template is read


class Kept(jinja2.FileSystemBytecodeCache):
    """The compiled templates of one language in DATONG_HOME/cache/templates."""

    def __init__(self, language: str) -> None:
        self.language = language
        folder = Path(settings.DATONG_HOME) / "cache" / "templates"
        with suppress(OSError):
            for each in (folder.parent, folder):
                each.mkdir(mode=0o700, exist_ok=True)
        super().__init__(str(folder), f"%s.{language}")

    @cached_property
    def around(self) -> bytes:
        """A mark of everything besides a template's own source that is compiled into it."""
        said = (
            self.language,
            jinja2.__version__,
            django.__version__,
            settings.STORAGES["staticfiles"],
            settings.STATIC_URL,
        )
        found = hashlib.sha256(repr(said).encode())
        words = (path for place in settings.LOCALE_PATHS for path in sorted(Path(place).rglob("*.mo")))
        names = Path(settings.STATIC_ROOT) / "staticfiles.json"
        for path in (*sorted(CODE.glob("*.py")), *words, names):
            with suppress(OSError):
                found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.digest()

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(self.around + source.encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a folder that cannot be written costs time, no page
            super().dump_bytecode(bucket)
