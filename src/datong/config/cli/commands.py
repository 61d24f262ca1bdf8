"""What each command does: call the houses' services, print, give the exit status."""

import argparse
from collections.abc import Callable

from django.db import OperationalError, ProgrammingError

from datong.config.cli import (
    dibao,
    evidence,
    journal,
    log,
    monitor,
    openness,
    portal,
    running,
    simulating,
    synth,
    wholesale,
    working,
)
from datong.config.cli.output import told
from datong.foundation.access.service import Refused
from datong.foundation.ledgers.service import LedgerError
from datong.foundation.openness.service import OpennessError
from datong.foundation.places.service import BadPlaces
from datong.foundation.publiclog.service import LogRefusal
from datong.kernel.registry import UnknownKeyError
from datong.kernel.tlog.notes import Malformed

COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace], int]] = {
    ("migrate", None): running.migrate,
    ("demo", None): running.demo,
    ("serve", None): running.serve,
    ("places", "load"): working.load_places,
    ("places", "find"): working.find_places,
    ("ledgers", "list"): working.list_ledgers,
    ("ledgers", "template"): working.template,
    ("ledgers", "import"): working.import_ledgers,
    ("ledgers", "export"): working.export,
    ("ledgers", "refused"): working.refused,
    ("ledgers", "undo"): working.undo,
    ("ledgers", "run-job"): working.run_job,
    ("figures", None): working.figures,
    ("figures", "trace"): working.trace,
    ("briefing", None): working.briefing,
    ("dibao", "assess"): dibao.assess,
    ("dibao", "assess-all"): wholesale.assess_all,
    ("dibao", "simulate"): simulating.simulate,
    ("dibao", "run-simulation"): simulating.run_simulation,
    ("review", "destroy-due"): working.review_destroy_due,
    ("review", "run-job"): working.review_job,
    ("synth", None): synth.synth,
    ("evidence", "verify"): evidence.verify,
    ("evidence", "destroy-due"): evidence.destroy_due,
    ("openness", "due"): openness.due,
    ("openness", "expire"): openness.expire,
    ("openness", "escalate"): openness.escalate,
    ("journal", "verify"): journal.verify,
    ("journal", "head"): journal.head,
    ("journal", "publish-head"): journal.publish_head,
    ("log", "status"): log.status,
    ("log", "integrate"): log.integrate,
    ("log", "export"): log.export,
    ("log", "verify"): log.verify,
    ("log", "prove"): log.prove,
    ("log", "rotate"): log.rotate,
    ("log", "monitor"): monitor.monitor,
    ("portal", "export"): portal.export,
}


def perform(arguments: argparse.Namespace) -> int:
    """Run the command; what it refuses is told in one sentence with status 2."""
    command = COMMANDS[arguments.command, getattr(arguments, "action", None)]
    try:
        return command(arguments)
    except (LedgerError, BadPlaces, LogRefusal, Malformed, OpennessError) as error:
        return told(error.text)
    except Refused as error:
        return told(error.sentence)
    except UnknownKeyError as error:
        return told(error)
    except (OperationalError, ProgrammingError) as error:
        return told(NO_TABLES if missing_tables(error) else f"数据库出错：{error} (database error)")
    except OSError as error:
        return (
            0
            if isinstance(error, BrokenPipeError)
            else told(f"{error.filename or ''}: {error.strerror or error}")
        )


NO_TABLES = "数据库还没有建好，请先运行：datong migrate (run datong migrate first)"


def missing_tables(error: Exception) -> bool:
    """Whether the database lacks its tables."""
    return "no such table" in str(error) or "does not exist" in str(error)
