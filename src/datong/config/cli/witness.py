"""datong witness keygen | serve: to be run by another body than the one that keeps the log. Needs no database."""

import argparse
import contextlib
import sys

from datong.config.cli.output import say, told
from datong.config.witness import keys
from datong.config.witness.server import Witness, server
from datong.config.witness.store import Store
from datong.kernel.tlog.notes import Key, Malformed


def perform(arguments: argparse.Namespace) -> int:
    """Run the command; what it refuses is told in one sentence with status 2."""
    try:
        return keygen(arguments) if arguments.action == "keygen" else serve(arguments)
    except Malformed as error:
        return told(f"{error.text.zh} ({error.text.en})")
    except FileExistsError as error:
        return told(f"{error.filename} 已经存在，密钥不会被覆盖 (exists already; a key is never overwritten)")
    except OSError as error:
        return told(f"{error.filename or ''}: {error.strerror or error}")


def keygen(arguments: argparse.Namespace) -> int:
    """Make a key; print the line for the policy files of others."""
    signer = keys.create(arguments.key, arguments.name)
    say(signer.key.vkey)
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    signer = keys.read(arguments.key)
    logs: dict[str, list[Key]] = {}
    for vkey in arguments.log:
        key = Key.parse(vkey)
        logs.setdefault(key.name, []).append(key)
    witness = Witness(signer, Store(arguments.state.resolve(), signer.key), logs)
    with server(witness, arguments.host, arguments.port) as running:
        host, port = running.server_address[:2]
        say(f"见证人 {signer.key.vkey} (witness): http://{host!s}:{port}/")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            running.serve_forever()
    return 0
