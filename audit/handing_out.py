"""A row in the trail for what leaves the portal: who fetched which file, or read about persons (L20)."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from audit.models import Entry
from audit.record import record


def exported(by: AbstractBaseUser, subject: models.Model, file: str, region: str = "") -> Entry:
    """Somebody fetched a file that was made from the subject."""
    return record(by, "export.fetched", subject, region=region, file=file)


def persons_read(by: AbstractBaseUser, subject: models.Model, page: str, region: str = "") -> Entry:
    """Somebody who may only read opened a page that names persons."""
    return record(by, "read.persons", subject, region=region, page=page)
