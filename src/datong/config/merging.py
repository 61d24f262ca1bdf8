"""What `datong serve` does beside serving: the public log takes in what waits, every half minute, and the journal's head
once a day.

A thread in each server process; the log's lock lets one of them work. Publishing itself does not wait for it: this is for
what a crash or an absent witness left behind.
"""

import logging
import os
import threading

from django.db import connection

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.publiclog import service as publiclog

SWITCH = "DATONG_MERGING"
SECONDS = 30.0
logger = logging.getLogger(__name__)


def start() -> threading.Thread | None:
    """Begin, when `datong serve` asked for it; other users of the WSGI application (tests, tools) start nothing."""
    if os.environ.get(SWITCH) != "1":
        return None
    thread = threading.Thread(target=for_ever, name="merging", daemon=True)
    thread.start()
    return thread


def for_ever(pause: threading.Event | None = None) -> None:
    """Once now, which is the gate at start-up, and then every half minute until `pause` is set."""
    pause = pause or threading.Event()
    while True:
        once()
        if pause.wait(SECONDS):
            return


def once() -> None:
    """One round; what goes wrong is logged, and shown by `datong log status`."""
    try:
        publiclog.integrate(wait=False)
        journal.publish_head(access.console().username)
    except Exception as error:
        logger.warning("merging: %s", error)
    finally:
        connection.close()
