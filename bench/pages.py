"""Pages of the loaded county: how many queries each takes; a register blown up to 100,000 rows; a signed-in session."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from bench.home import python

# Address and the most queries it may take, signed in as the officer of every programme.
PAGES = {
    "cockpit": ("/", 120),
    "register of 74,180 services": ("/registers/family_doctor/services/", 12),
    "register of 14,296 recipients": ("/registers/dibao/roster/", 12),
    "figure with breakdown and records": ("/figures/dibao.persons/", 40),
    "briefing": ("/briefing/", 140),
    "history of imports": ("/ledgers/", 20),
}
REGISTER = "/registers/family_doctor/services/"


def measure(home: Path) -> list[tuple[str, int, int]]:
    """(page, queries, most allowed)."""
    counted: dict[str, int] = json.loads(python(home, "bench.pages", "count"))
    return [(name, counted[name], most) for name, (_, most) in PAGES.items()]


def prepare(home: Path, rows: int) -> tuple[str, str]:
    """Blow the services register up to `rows`; the officer's session cookie and the register's address."""
    return python(home, "bench.pages", "prepare", str(rows)).strip(), REGISTER


def django_ready() -> None:
    """Set Django up in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    import django  # noqa: PLC0415

    django.setup()


def officer() -> Any:
    """A test client signed in as the demo officer."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(
        get_user_model().objects.get(username="officer"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def count() -> dict[str, int]:
    """Queries of each page, the second time it is shown."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, counted = officer(), {}
    for name, (address, _) in PAGES.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        counted[name] = len(queries)
    return counted


def blow_up(rows: int) -> str:
    """Copy services under new keys until there are `rows`; the cookie of a session."""
    from django.db import connection  # noqa: PLC0415

    table = "family_doctor_service"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 1")  # noqa: S608
        names = [column[0] for column in cursor.description if column[0] not in {"id", "key"}]
        listed = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        missing = rows - cursor.fetchone()[0]
        cursor.execute(
            f'INSERT INTO {table} ("key", {listed}) SELECT randomblob(16), {listed} FROM {table} LIMIT %s',  # noqa: S608
            [missing],
        )
        cursor.execute("ANALYZE")
    return f"sessionid={officer().cookies['sessionid'].value}"


if __name__ == "__main__":
    django_ready()
    sys.stdout.write(json.dumps(count()) if sys.argv[1] == "count" else blow_up(int(sys.argv[2])))
