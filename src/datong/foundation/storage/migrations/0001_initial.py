from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE IF NOT EXISTS storage_names USING fts5(grams, tokenize = 'unicode61 remove_diacritics 0')"
POSTGRESQL = """
CREATE TABLE IF NOT EXISTS storage_names (id bigint PRIMARY KEY, grams tsvector NOT NULL);
CREATE INDEX IF NOT EXISTS storage_names_grams ON storage_names USING gin (grams);
"""


def make(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE storage_names")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make, drop)]
