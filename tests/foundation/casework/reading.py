"""Readers of the toy procedure's pages: somebody signed in, and what a page says without its markup."""

import html
import re

from django.http import HttpResponse

from datong.foundation.casework.models import Case, Task
from tests.foundation.briefings.readers import Reader, words

__all__ = ["Reader", "hidden", "many", "words"]


def hidden(answer: HttpResponse, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, f"no hidden {name}"
    return html.unescape(found[1])


def many(case: Case, count: int, **changes: object) -> list[Task]:
    """So many more cases like this one, each with the same open task."""
    [task] = case.tasks.filter(done_at=None)
    made = []
    for number in range(count):
        twin = Case.objects.get(pk=case.pk)
        twin.pk, twin.household_id, twin.number = None, None, f"YT-510626-2014-9{number:05d}"
        twin.save(force_insert=True)
        again = Task.objects.get(pk=task.pk)
        again.pk, again.case = None, twin
        for name, value in changes.items():
            setattr(again, name, value)
        again.save(force_insert=True)
        made.append(again)
    return made
