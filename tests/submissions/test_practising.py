"""A file that is only tried: the whole answer, and no trace."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from register.models import User
from submissions.models import Delivery, Return
from tests.makers import People, a_return, a_year, the_people
from tests.workbooks import NOT_TAKEN, a_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def tried(user: User, the_return: Return, data: bytes) -> str:
    """The page after a file was tried."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    given = {"the_return": str(the_return.pk), "file": SimpleUploadedFile("prov.xlsx", data)}
    return client.post(reverse("submissions:practise"), given).content.decode()


def test_a_tried_file_is_answered_and_leaves_no_trace(people: People) -> None:
    the_return = a_return(a_year(), "07")
    entries, before = Entry.objects.count(), Return.objects.values().get(pk=the_return.pk)
    data = a_workbook(KBT="ca 40")
    page = tried(people.owner, the_return, data)

    assert "Text i stället för ett tal" in page
    assert (Entry.objects.count(), Delivery.objects.count()) == (entries, 0)
    assert Return.objects.values().get(pk=the_return.pk) == before


@pytest.mark.parametrize("name", ["empty", "csv named xlsx", "truncated", "other year"])
def test_a_file_that_cannot_be_read_is_told_so(name: str, people: People) -> None:
    page = tried(people.owner, a_return(a_year(), "07"), NOT_TAKEN[name][1])

    assert "Filen kunde inte läsas" in page


def test_nobody_tries_against_another_regions_return(people: People) -> None:
    year = a_year()
    a_return(year, "12")
    page = tried(people.stranger, a_return(year, "07"), a_workbook())

    assert "Välj en av era egna regioner" in page
