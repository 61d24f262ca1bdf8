"""datong migrate, demo, serve."""

import argparse
import ipaddress
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from datong.config import example, merging
from datong.config.cli.output import bar, say
from datong.foundation.access import service as access
from datong.foundation.places import service as places

LOOPBACK_ONLY = (
    "datong: 这是演示数据库，密码是公开的，只能在本机（127.0.0.1）上运行。"
    " (a demo database has published passwords; it serves loopback only)"
)


def migrate(_: argparse.Namespace) -> int:
    """Create or upgrade the database and collect the static files."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"数据库已就绪：{connection.settings_dict['NAME']} (the database is ready)")
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Load the example county and the demo accounts."""
    others = [place.name for place in places.counties() if not place.code.startswith(example.COUNTY)]
    if (others or (access.accounts_exist() and not access.is_demo())) and not arguments.force:
        print(  # noqa: T201
            "datong: 数据库里已有别的数据，没有载入演示县；确要载入请加 --force。"
            " (the database holds other data; add --force to load the example anyway)",
            file=sys.stderr,
        )
        return 2
    receipt = example.load(bar())
    for file in receipt.files:
        rows = sum(sheet["accepted"] for sheet in file["sheets"])
        out = sum(sum(sheet["refused"].values()) for sheet in file["sheets"])
        state = "没有变化" if file["state"] == "unchanged" else f"接收 {rows} 行，退回 {out} 行"
        say(f"{file['file']}：{state}")
    if new := example.tell_the_story(bar()):
        say(f"公开内容：{new} 份 ({new} publications)")
    say("演示账号见登录页。 (demo accounts are listed on the login page)")
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve with granian; a demo database on loopback only; on SQLite one process that writes."""
    if access.is_demo() and not is_loopback(arguments.host):
        print(LOOPBACK_ONLY, file=sys.stderr)  # noqa: T201
        return 2
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    workers = 1 if connection.vendor == "sqlite" else max(2, os.cpu_count() or 1)
    connection.close()
    say(f"打通 Datong: http://{arguments.host}:{arguments.port}/")
    command = [
        str(Path(sys.executable).with_name("granian")), "datong.config.wsgi:application",
        "--interface", "wsgi", "--host", arguments.host, "--port", str(arguments.port),
        "--workers", str(workers), "--blocking-threads", "4" if connection.vendor == "sqlite" else "8",
        "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    sys.stdout.flush()
    os.environ[merging.SWITCH] = "1"
    os.execv(command[0], command)  # noqa: S606 - our own server with our own arguments


def is_loopback(host: str) -> bool:
    """Whether every address of a host name is this machine's own."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(
        ipaddress.ip_address(str(address).partition("%")[0]).is_loopback for address in found
    )
