"""What the inbox sends for several tasks at once."""

from django.http import QueryDict

from datong.foundation.casework.actions.together import TAKE, Together

MOST = 200


def asked(sent: QueryDict) -> Together:
    """What the form says; at most two hundred tasks."""
    ids = [int(each) for each in sent.getlist("task") if each.isascii() and each.isdigit() and len(each) < 19]
    return Together(ids[:MOST], sent.get("what", TAKE), sent.get("to", ""), sent.get("step", ""))
