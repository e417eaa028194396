"""The receipt as a document: whole, the same each time, and nothing that somebody wrote is markup."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from submissions.correcting import correct
from submissions.models import Version
from submissions.receipts import receipt_pdf
from tests.makers import (
    People,
    a_checked_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def version_of(people: People) -> Version:
    return a_signed_return(a_year(), "07", people.owner).versions.get()


def test_it_is_a_tagged_archivable_pdf_and_the_same_each_time(people: People) -> None:
    version = version_of(people)
    seal = Entry.objects.filter(act="return.sign").first()
    data = receipt_pdf(version, seal)

    assert data.startswith(b"%PDF-")
    assert b"pdfaid:part" in data
    assert b"pdfuaid:part" in data
    assert data == receipt_pdf(version, seal)


def test_what_somebody_wrote_is_no_markup(people: People) -> None:
    people.owner.name = '#panic("x") *fet* $x$'
    people.owner.save()

    assert receipt_pdf(version_of(people), None).startswith(b"%PDF-")


@pytest.mark.usefixtures("past")
def test_every_printed_return_has_one_too() -> None:
    for version in Version.objects.filter(the_return__year=2018).select_related(
        "the_return__region", "delivery"
    ):
        assert len(re.findall(rb"%%EOF", receipt_pdf(version, None))) == 1


def test_the_head_of_the_chain_on_the_receipt_is_the_row_that_tells_how_the_version_came(
    client: Client, people: People
) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad.")
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")

    for number, act, whose in ((1, "return.sign", "Underskriven av"), (2, "return.correct", "Rättad av")):
        version, row = Version.objects.get(number=number), Entry.objects.get(act=act)
        page = client.get(reverse("submissions:receipt", args=(2026, "07", number))).content.decode()
        assert f"{row.sequence}:{row.digest}" in page
        assert whose in page
        answer = client.get(reverse("submissions:receipt_file", args=(2026, "07", number)))
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert data == receipt_pdf(version, row) != receipt_pdf(version, None)


def test_the_page_hands_it_out(client: Client, people: People) -> None:
    version = version_of(people)
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("submissions:receipt_file", args=(2026, "07", version.number))

    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Kvittens_2026_07_1.pdf"'


def test_numbers_in_the_register_run_on_from_region_to_region(people: People) -> None:
    year = a_year()
    for code in ("07", "08"):
        a_signed_return(year, code, people.owner)
    a_signed_return(year, "12", people.stranger)

    numbers = Version.objects.order_by("pk").values_list("registered_as", flat=True)
    assert list(numbers) == [f"FK2026/000000 (exempel)-{number}" for number in (1, 2, 3)]


def test_two_years_of_one_case_share_one_run_of_numbers(people: People) -> None:
    for year in (2026, 2027):
        a_signed_return(a_year(year, diary_number="FK2026/17"), "07", people.owner)

    assert set(Version.objects.values_list("registered_as", flat=True)) == {"FK2026/17-1", "FK2026/17-2"}


def test_no_number_in_the_register_is_given_twice(people: People) -> None:
    version = a_signed_return(a_year(), "07", people.owner).versions.get()
    other = a_checked_return(a_year(), "08", people.owner)
    assert other.draft is not None
    version.pk, version.the_return, version.delivery = None, other, other.draft

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)
