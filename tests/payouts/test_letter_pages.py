"""Who fetches which letter, and what the archive package holds."""

import hashlib
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from payouts.archive import SUMS, pack
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Decision, Kind, Run
from payouts.refusals import NotDecided
from register.models import User
from submissions.asking import accept
from submissions.checking import check
from submissions.correcting import correct
from submissions.intake import File, upload
from submissions.models import Delivery, Version
from submissions.signing import ASSURANCES, sign
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.workbooks import a_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def decided(people: People) -> Run:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    return decide_it(people)


def decide_it(people: People) -> Run:
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    return decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)


def fetch(user: User, form: str = "pdf", code: str = "07") -> int:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pk = Decision.objects.get(amount__region=code).pk
    return client.get(reverse("payouts:letter", args=(pk, form))).status_code


def page(user: User, name: str, *arguments: object) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, args=arguments)).content.decode()


def test_a_region_fetches_its_own_letter_and_others_do_not(people: People, decided: Run) -> None:
    assert {form: fetch(people.owner, form) for form in ("pdf", "docx", "exe")} == {
        "pdf": 200,
        "docx": 200,
        "exe": 404,
    }
    assert fetch(people.contributor) == 200
    assert fetch(people.stranger) == 404
    assert fetch(people.analyst) == 404


def test_officers_and_the_auditor_fetch_every_letter(people: People, decided: Run) -> None:
    readers = (people.officer, people.decision_maker, people.auditor)

    assert [fetch(user, "pdf", code) for user in readers for code in ("07", "08")] == [200] * 6


def test_the_trail_says_who_fetched_which_letter_and_its_checksum(people: People, decided: Run) -> None:
    fetch(people.owner)

    entry = Entry.objects.get(act="letter.fetched")
    assert (entry.actor_id, entry.region) == (people.owner.pk, "07")
    assert entry.details["file"] == "beslut-2026-contacts-07.pdf"


def test_pages_lead_to_the_letters_once_they_are_there(people: People, decided: Run) -> None:
    address = reverse("payouts:letter", args=(Decision.objects.get(amount__region="07").pk, "pdf"))

    assert address in page(people.owner, "payouts:own")
    assert address in page(people.officer, "payouts:run", 2026, "contacts", 1)


def test_a_package_holds_letters_the_computation_the_signed_workbook_and_sums(people: People) -> None:
    year = a_year()
    signed_workbook(people)
    a_return(year, "12")
    run = decide_it(people)
    out = io.BytesIO()

    pack(run, out, people.officer)

    package = zipfile.ZipFile(out)
    original = Delivery.objects.get()
    names = package.namelist()
    assert names[0] == "berakning.json"
    assert names.count(SUMS) == 1
    assert "beslut/beslut-2026-contacts-07.pdf" in names
    kept = package.read(next(name for name in names if name.startswith("original/")))
    assert hashlib.sha256(kept).hexdigest() == original.sha256
    assert json.loads(package.read("berakning.json"))["checksum"] == run.checksum
    for line in package.read(SUMS).decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(package.read(name)).hexdigest() == digest


def kept_of(run: Run, people: People) -> dict[str, bytes]:
    """The originals in the package of a run, by name."""
    out = io.BytesIO()
    pack(run, out, people.officer)
    package = zipfile.ZipFile(out)
    return {name: package.read(name) for name in package.namelist() if name.startswith("original/")}


def test_a_version_that_was_signed_by_the_form_is_kept_as_the_bytes_of_its_receipt(
    people: People, decided: Run
) -> None:
    version = Version.objects.get()
    kept = kept_of(decided, people)

    assert list(kept) == ["original/07-version-1.json"]
    assert hashlib.sha256(kept["original/07-version-1.json"]).hexdigest() == version.sha256


def test_behind_a_correction_the_signed_workbook_is_kept(people: People) -> None:
    a_year()
    signed_workbook(people)
    workbook, the_return = Delivery.objects.get(), a_return(a_year(), "07")
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad")
    kept = kept_of(decide_it(people), people)

    signed, corrected = kept
    assert hashlib.sha256(kept[signed]).hexdigest() == workbook.sha256
    assert corrected == "original/07-version-2.json"
    assert hashlib.sha256(kept[corrected]).hexdigest() == Version.objects.get(number=2).sha256


def test_the_package_is_the_same_each_time(people: People, decided: Run) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    pack(decided, first, people.officer)
    pack(decided, second, people.auditor)

    assert first.getvalue() == second.getvalue()
    assert Entry.objects.filter(act="payout.archive").count() == 2


def test_nothing_is_packed_before_the_decision(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)

    with pytest.raises(NotDecided):
        pack(run, io.BytesIO(), people.officer)


def test_the_package_is_for_the_agency_and_the_auditor(people: People, decided: Run) -> None:
    address = reverse("payouts:archive", args=(2026, "contacts", 1))
    found = []
    for user in (people.officer, people.auditor, people.owner, people.analyst):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found.append(client.get(address).status_code)

    assert found == [200, 200, 404, 404]


def signed_workbook(people: People) -> None:
    """Region 07's workbook, uploaded, checked, signed and accepted by the real acts."""
    the_return = a_return(a_year(), "07")
    upload(the_return, File("fil.xlsx", a_workbook(2026, "07")), people.owner, the_return.revision)
    check(Delivery.objects.get().pk)
    the_return.refresh_from_db()
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    accept(the_return, people.officer, the_return.versions.get(state="current").number)
