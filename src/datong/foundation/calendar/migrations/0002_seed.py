"""The holiday notices since 2004, as the package chinesecalendar transcribes them."""

from django.db import migrations

from datong.foundation.calendar.core.days import digest
from datong.foundation.calendar.core.seed import seed_years, source
from datong.kernel import clock


def seed(apps, schema_editor):
    """One notice a year, entered by nobody."""
    Notice = apps.get_model("calendar", "Notice")
    NamedDay = apps.get_model("calendar", "NamedDay")
    before = ""
    for year, days in seed_years().items():
        before = digest(before, year, source(), days)
        notice = Notice.objects.create(year=year, number=source(), at=clock.now(), digest=before)
        NamedDay.objects.bulk_create(
            NamedDay(notice=notice, day=each.day, works=each.works, name_zh=each.zh, name_en=each.en) for each in days
        )


class Migration(migrations.Migration):

    dependencies = [("calendar", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
