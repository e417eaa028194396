

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0006_review_and_reservation'),
    ]

    operations = [
        migrations.AddField(
            model_name='termsversion',
            name='small_limit',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='minsta antal som visas i korstabeller'),
        ),
    ]
