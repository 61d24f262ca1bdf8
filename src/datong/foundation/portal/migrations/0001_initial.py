import django.db.models.deletion
from django.db import migrations, models

from datong.foundation.storage.service import search_table


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('openness', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicWords',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='public_words', serialize=False, to='openness.publication')),
                ('words', models.TextField()),
            ],
        ),
        search_table('portal_grams'),
    ]
