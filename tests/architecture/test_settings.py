"""Settings of a production server pass Django's own checks for deployment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LONG_KEY = "kX9-2vQm_7RtYp4LwZs8NdBc6HfJg3Ta5Ue1Vo0Ixq-KrMyPlSbWnDhCz"


def production(home: Path, **changes: str) -> dict[str, str]:
    """The environment of a server behind HTTPS."""
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATONG_", "DATABASE_URL", "DJANGO_"))
    }
    return given | {
        "DATONG_HOME": str(home),
        "DATONG_HTTPS": "1",
        "DATONG_SECRET_KEY": LONG_KEY,
        "DATONG_ALLOWED_HOSTS": "datong.example",
        "DJANGO_SETTINGS_MODULE": "datong.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        **changes,
    }


def django(home: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a Django command as a production server would."""
    command = [sys.executable, "-m", "django", *arguments]
    environment = production(home, **changes)
    return subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_check_deploy_is_clean(tmp_path: Path) -> None:
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_check_deploy_sees_a_short_key(tmp_path: Path) -> None:
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING", DATONG_SECRET_KEY="short")
    assert done.returncode == 1
    assert "security.W009" in done.stderr


@pytest.mark.parametrize(("value", "debug"), [("", "False"), ("0", "False"), ("1", "True")])
def test_debug_is_off_unless_asked_for(tmp_path: Path, value: str, debug: str) -> None:
    show = "from django.conf import settings; print(settings.DEBUG)"
    environment = production(tmp_path, **({"DATONG_DEBUG": value} if value else {}))
    done = subprocess.run(
        [sys.executable, "-c", show],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == debug


def test_secrets_are_made_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    first, second = (secret_key(tmp_path) for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def secret_key(home: Path) -> str:
    """The key a server without `DATONG_SECRET_KEY` works with."""
    environment = production(home)
    del environment["DATONG_SECRET_KEY"]
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=home, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
