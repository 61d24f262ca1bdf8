"""Static files: vendored as declared, complete, small, readable in contrast, ready for a server."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

import datong.web

WEB = Path(datong.web.__file__).parent
STATIC = WEB / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text())
OWN = STATIC / "web"
ICON = re.compile(r"""icon\(\s*["']([\w-]+)["']|icon_name=["']([\w-]+)["']""")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")


def test_each_vendored_file_is_declared_with_its_hash() -> None:
    declared = {name: digest for package in MANIFEST for name, digest in package["files"].items()}
    present = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in {"MANIFEST.json", "README.md"}
    }
    assert declared == present


def test_each_package_has_name_version_licence_and_its_text() -> None:
    assert [(package["name"], package["licence"]) for package in MANIFEST] == [
        ("@fontsource-variable/noto-sans-sc", "OFL-1.1"),
        ("@tabler/core", "MIT"),
        ("@tabler/icons", "MIT"),
    ]
    for package in MANIFEST:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert any(name.endswith("/LICENSE") for name in package["files"])


def test_styles_and_scripts_are_small_enough_for_a_first_page() -> None:
    """Compressed, without fonts: Tabler at most 90 KB, everything together at most 250 KB (first page)."""

    def compressed(path: str | Path) -> int:
        return len(gzip.compress(Path(path).read_bytes(), 9))

    tabler = compressed(VENDOR / "tabler/tabler.min.css")
    htmx = compressed(str(finders.find("django_htmx/htmx-2.min.js")))
    own = sum(compressed(path) for path in OWN.iterdir())
    rest = compressed(VENDOR / "noto-sans-sc/wght.css") + compressed(VENDOR / "tabler-icons/icons.svg")
    assert tabler <= 90_000
    assert tabler + htmx + own + rest <= 200_000


def test_the_script_is_short() -> None:
    assert len((OWN / "app.js").read_text().splitlines()) <= 200


def test_each_icon_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "tabler-icons/icons.svg").read_text()))
    named = {
        match[0] or match[1]
        for path in WEB.parent.rglob("jinja2/**/*.html")
        for match in ICON.findall(path.read_text())
    }
    assert named - drawn == set()
    assert "logout" in named


def test_collecting_gives_every_file_a_name_by_its_content(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert {"web/app.css", "web/app.js", "vendor/tabler/tabler.min.css", "django_htmx/htmx-2.min.js"} <= set(
        names
    )
    fonts = (tmp_path / names["vendor/noto-sans-sc/wght.css"]).read_text()
    assert len(re.findall(r"files/noto-sans-sc-[\w-]+-wght-normal\.[0-9a-f]{12}\.woff2", fonts)) == 101


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the light and of the dark scheme."""
    light, dark = (OWN / "app.css").read_text().split("@media (prefers-color-scheme: dark)")[:2]
    return dict(TOKEN.findall(light)), dict(TOKEN.findall(dark.split("/* Tabler", maxsplit=1)[0]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    shares = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAIRS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "accent", "good", "soon", "late")
        for ground in ("ground", "surface")
    ],
    ("ink-soft", "surface-low"),
    ("accent", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("on-accent", "accent"),
    ("late", "late-soft"),
    ("soon", "soon-soft"),
    ("good", "good-soft"),
    *[("tile-ink-low", f"tile-{step}") for step in (1, 2, 3)],
    *[("tile-ink-high", f"tile-{step}") for step in (4, 5)],
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(scheme: int, ink: str, ground: str) -> None:
    colours = tokens()[scheme]
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
