"""The Celery application. Tasks are doorbells: the truth is always a row in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("villkor3")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
