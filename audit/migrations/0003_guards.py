from django.db import migrations
from django.db.models import F

from audit import guards


def key_by_number(apps, schema_editor):
    """A row's key is its number from now on; in two steps, so that no two rows meet."""
    rows = apps.get_model("audit", "Entry").objects
    rows.update(id=-F("sequence"))
    rows.update(id=-F("id"))


def install(apps, schema_editor):
    guards.install(schema_editor.connection, guards.TRAIL)


def lift(apps, schema_editor):
    guards.lift(schema_editor.connection, guards.TRAIL)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_initial'),
    ]

    operations = [
        migrations.RunPython(key_by_number, migrations.RunPython.noop),
        migrations.RunPython(install, lift),
    ]
