import datetime as dt
import hashlib
import json

from django.db import migrations, models

from datong.foundation.storage.service import append_only

FIELDS = ("id", "at", "actor", "action", "target", "place", "why", "door", "detail")


def chain(apps, schema_editor):
    """Entries written before the chain get their links, in their order; written out here, since the code may change."""
    rows = apps.get_model("journal", "Entry").objects
    previous = bytes(32)
    for row in rows.order_by("id").iterator():
        fields = {name: getattr(row, name) for name in FIELDS}
        fields["at"] = row.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        fields["detail"] = json.loads(json.dumps(row.detail), parse_float=str)
        fields["previous"] = previous.hex()
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).digest()
        rows.filter(pk=row.pk).update(detail=fields["detail"], previous=previous, digest=digest)
        previous = digest


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("storage", "0001_initial")]
    operations = [
        migrations.AddField("entry", "previous", models.BinaryField(default=b"", max_length=32), False),
        migrations.AddField("entry", "digest", models.BinaryField(default=b"", max_length=32), False),
        migrations.RunPython(chain, migrations.RunPython.noop),
        append_only("journal_entry"),
    ]
