"""Figures that come from lists, corrections and files, beside the marks and names that were there before."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreement.answers import Answer, Answers, SectionAnswer
from submissions import listing
from submissions.assessing import assess
from submissions.correcting import correct
from submissions.intake import File, save, upload
from submissions.list_forms import MOST_FILES
from submissions.listed import files_of, merges_of, seen_mark
from submissions.models import ListFile, Return
from submissions.refusals import Closed
from tests.lists import PROVIDERS, text
from tests.makers import People, a_return, a_signed_return, a_year, signed_in, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    return a_return(a_year())


def a_list(the_return: Return, people: People) -> ListFile:
    [file] = listing.take_in(the_return, [File("Norr.csv", text(PROVIDERS))], people.owner)
    return file


def test_a_list_takes_away_the_mark_of_no_figure_and_keeps_that_of_a_part(
    the_return: Return, people: People
) -> None:
    said = Answers(
        lines={
            "KBT": Answer(collected="not_collected", comment="Inget system"),
            "IKBT": Answer("1", "partly", "Två kliniker saknas"),
            "EMDR": Answer(collected="not_collected", comment="Ej mätt"),
        },
        sections={"PROVIDERS": SectionAnswer("partly", "En klinik saknas")},
    )
    save(the_return, said, people.owner, 0)
    listing.read(a_list(the_return, people).pk)
    the_return.refresh_from_db()
    seen = listing.Use(the_return.revision, seen_mark(files_of(the_return), merges_of(the_return)))

    after = Answers.from_json(listing.use(the_return, people.owner, seen).answers)

    assert (after.line("KBT").value, after.line("KBT").collected) == ("19", "")
    assert after.line("KBT").comment == "Inget system"
    assert after.line("IKBT").collected == "partly"
    assert after.line("EMDR") == said.line("EMDR")
    assert after.sections == said.sections


def test_a_list_that_was_taken_away_before_it_was_read_is_left_alone(
    the_return: Return, people: People
) -> None:
    file = a_list(the_return, people)
    listing.remove(file, people.owner)
    long_ago = timezone.now() - timedelta(hours=1)
    ListFile.objects.update(received_at=long_ago)
    assert listing.overdue() == []
    ListFile.objects.update(attempts=3, attempted_at=long_ago)
    assert listing.give_up() == []

    ListFile.objects.update(attempts=0)
    listing.read(file.pk)

    file.refresh_from_db()
    assert (file.state, file.attempts, file.found) == ("received", 0, None)


def test_more_files_than_the_form_takes_are_refused_in_words(the_return: Return, people: People) -> None:
    files = [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(MOST_FILES + 1)]
    response = signed_in(people.owner).post("/redovisning/2026/07/listor/", {"lists": files})

    assert response.status_code == 200
    assert "Det är fler än 300 filer. Ladda upp dem i omgångar." in response.content.decode()
    assert not ListFile.objects.exists()


def test_a_correction_gives_a_line_that_was_not_collected_its_figure(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner, EMPLOYER=0)
    marked = Answers.from_json(the_return.versions.get().delivery.answers)
    assert marked.line("EMPLOYER").value == "0"
    version = correct(the_return, {"EMPLOYER": "151"}, people.administrator, seen_version=1, why="Ringde")

    assert version.content["figures"]["EMPLOYER"] == {"value": 151, "collected": "reported", "comment": ""}


def test_a_personal_identity_number_in_the_workbook_s_name_is_not_kept(
    the_return: Return, people: People
) -> None:
    brought = File("Norr 19811228-9874.xlsx", b"PK")
    delivery = upload(the_return, brought, people.owner, 0)

    assert delivery.filename == "Norr XXXXXX-XXXX.xlsx"


def test_no_answer_is_assessed_in_a_closed_year(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    the_return.year.state = "past"
    the_return.year.save()

    with pytest.raises(Closed):
        assess(the_return, people.officer, 1, {})
