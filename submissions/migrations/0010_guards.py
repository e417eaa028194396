"""A number in the register belongs to one version, and the database refuses changes of what is signed.

SQLite rebuilds a table that gets a constraint, so the guards come last.
"""

from django.db import migrations, models

from audit import guards
from submissions.guards import SUBMISSIONS


def install(apps, schema_editor):
    guards.install(schema_editor.connection, SUBMISSIONS)


def lift(apps, schema_editor):
    guards.lift(schema_editor.connection, SUBMISSIONS)


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0009_what_an_abstention_says'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('registered_as', ''), _negated=True), fields=('registered_as',), name='registered_number_once'),
        ),
        migrations.RunPython(install, lift),
    ]
