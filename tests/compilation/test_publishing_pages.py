"""The pages of a compilation's way: preview, proposal, decision, publishing, and what anybody can read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreement.moves import Role
from compilation.models import Compilation, Paragraph
from register.models import AgreementYear, User
from tests.makers import People, a_person, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
NUMBER = "FK2027/000100"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    return year


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"compilation:{name}", args=arguments)


def published(people: People) -> Compilation:
    as_(people.officer).post(at("propose", 2026))
    found = Compilation.objects.get()
    said = {"checksum": found.checksum, "diary_number": NUMBER}
    as_(people.decision_maker).post(at("act", 2026, 1, "beslut"), said)
    as_(people.officer).post(at("act", 2026, 1, "publicera"))
    return Compilation.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_compilation_goes_its_whole_way_by_the_pages_and_anybody_reads_it() -> None:
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    assert "Ingen sammanställning är publicerad" in Client().get(at("published")).content.decode()

    found = published(people)

    assert (found.status, found.diary_number) == ("published", NUMBER)
    listed = Client().get(at("published")).content.decode()
    assert "Sammanställning 2026" in listed
    page = Client().get(at("published_year", 2026)).content.decode()
    for words in (NUMBER, found.checksum, "decision.maker", "Behandlingar per behandlingsform", "<figure"):
        assert words in page
    assert "Förhandsvisning" not in page
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"PK")):
        file = Client().get(at("published_file", 2026, "sv", form))
        assert file.getvalue().startswith(start)
    english = Client().get(at("published_file", 2026, "en", "html")).getvalue().decode()
    assert "Compilation 2026" in english


def test_what_is_not_published_nobody_reads_without_signing_in(people: People, year: AgreementYear) -> None:
    as_(people.officer).post(at("propose", 2026))

    assert Client().get(at("published_year", 2026)).status_code == 404
    assert Client().get(at("published_file", 2026, "sv", "pdf")).status_code == 404
    assert Client().get(at("version", 2026, 1)).status_code == 302
    assert as_(people.owner).get(at("version", 2026, 1)).status_code == 404
    assert as_(people.analyst).get(at("version", 2026, 1)).status_code == 200


def test_the_proposer_is_told_why_another_has_to_decide(people: People, year: AgreementYear) -> None:
    both = a_person(Role.OFFICER, email="bada@test.example")
    both.memberships.create(role=Role.DECISION_MAKER.value)
    as_(both).post(at("propose", 2026))

    page = as_(both).get(at("version", 2026, 1)).content.decode()

    assert "En annan person behöver fatta beslutet." in page


def test_a_decision_without_number_is_refused_beside_the_field(people: People, year: AgreementYear) -> None:
    as_(people.officer).post(at("propose", 2026))
    found = Compilation.objects.get()
    said = {"checksum": found.checksum, "diary_number": ""}

    answer = as_(people.decision_maker).post(at("act", 2026, 1, "beslut"), said)

    assert answer.status_code == 200
    assert answer.context["decide_form"].errors
    assert Compilation.objects.get().status == "proposed"


def test_a_paragraph_is_written_changed_and_removed_and_a_wrong_one_kept_in_the_form(
    people: People, year: AgreementYear
) -> None:
    officer = as_(people.officer)
    wrong = {"part": "start", "swedish": "Se {ingen.tabell}"}
    answer = officer.post(at("paragraphs", 2026), wrong)
    assert answer.status_code == 200
    assert "ingen.tabell" in answer.context["refusal"]
    assert "Se {ingen.tabell}" in answer.content.decode()

    officer.post(
        at("paragraphs", 2026), {"part": "start", "swedish": "{psychological_by_region.07.KBT} i år"}
    )
    row = Paragraph.objects.get()
    assert "203 i år" in officer.get(at("paragraphs", 2026)).content.decode()
    said = {f"p{row.pk}-revision": "1", f"p{row.pk}-swedish": "Ny text"}
    assert officer.post(at("paragraph", 2026, row.pk), said).status_code == 302
    stale = officer.post(at("paragraph", 2026, row.pk), said | {f"p{row.pk}-swedish": "För sen"})
    assert "För sen" in stale.content.decode(), "what was written is shown again"
    officer.post(at("paragraph", 2026, row.pk), said | {f"p{row.pk}-revision": "2", "remove": "1"})
    assert "Inga egna stycken finns." in officer.get(at("paragraphs", 2026)).content.decode()
    assert as_(people.analyst).get(at("paragraphs", 2026)).status_code == 404


def test_what_an_editor_writes_is_text_and_never_markup(people: People, year: AgreementYear) -> None:
    officer = as_(people.officer)
    officer.post(at("paragraphs", 2026), {"part": "contacts", "swedish": "<script>alert(1)</script>"})

    for address in (at("year", 2026), at("paragraphs", 2026)):
        page = officer.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_typed_number_is_pointed_out_and_kept_only_on_purpose(people: People, year: AgreementYear) -> None:
    officer = as_(people.officer)
    officer.post(at("paragraphs", 2026), {"part": "start", "swedish": "Målet var 4 711."})

    refused = officer.post(at("propose", 2026))
    assert "4711" in refused.context["refusal"]
    assert not Compilation.objects.exists()
    assert officer.post(at("propose", 2026), {"keep": "1"}).status_code == 302


def test_the_preview_costs_the_same_for_one_region_and_for_many(people: People, year: AgreementYear) -> None:
    officer = as_(people.officer)
    officer.get(at("year", 2026))
    with CaptureQueriesContext(connection) as one:
        officer.get(at("year", 2026))
    for code in ("05", "06", "09"):
        leader = a_person(Role.PROCESS_LEADER, code, email=f"{code}@test.example")
        an_accepted_return(year, code, leader, people.officer)
    with CaptureQueriesContext(connection) as many:
        officer.get(at("year", 2026))

    assert len(many) == len(one)


@pytest.mark.parametrize("name", ["year", "paragraphs", "published_year"])
def test_an_unknown_year_is_not_found(name: str, people: People) -> None:
    assert as_(people.officer).get(at(name, 1999)).status_code == 404
