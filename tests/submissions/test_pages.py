"""The pages of a return: what they show, to whom, and what they never show."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from agreement.moves import Status
from register.models import Region
from submissions.models import Return
from submissions.workbook import read
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    signed_in,
    the_people,
)
from tests.workbooks import a_workbook, cell_named

pytestmark = pytest.mark.django_db
OWN = {"year": 2026, "region": "07"}


@pytest.fixture
def people() -> People:
    return the_people()


def form_data(the_return: Return, **typed: str) -> dict[str, str]:
    """A post of the form with some lines typed and the rest blank."""
    data = {"revision": str(the_return.revision), "first": "2026-01-01", "last": "2026-12-31"}
    return data | {f"value-{code}": text for code, text in typed.items()}


@pytest.mark.parametrize("status", ["draft", "returned", "ready"])
def test_before_signing_an_officer_sees_no_figure_file_or_finding(status: str, people: People) -> None:
    year = a_year()
    if status == "draft":
        the_return = a_return(year, "07")
        signed_in(people.owner).post(
            reverse("submissions:form", kwargs=OWN), form_data(the_return, KBT="87654") | {"save": "1"}
        )
    else:
        a_checked_return(year, "07", people.owner, KBT=87654 if status == "returned" else 203, APB=19)
    officer = signed_in(people.officer)

    board = officer.get(reverse("payouts:board")).content.decode()
    review = officer.get(reverse("submissions:review", kwargs=OWN)).content.decode()

    for page in (board, review):
        assert "87\u00a0654" not in page
        # A token against forged posts is of any letters and digits, and a figure can stand in it by chance.
        assert "203" not in re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        assert "Summorna är inte lika" not in page
    assert "Påbörjad" in board
    assert "Har fel att rätta" not in board + review
    assert "Siffrorna är regionens egna" in review


def test_the_officer_reads_what_was_signed_also_while_the_region_works_on_a_completion(
    people: People,
) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    officer = signed_in(people.officer)
    officer.post(
        reverse("submissions:ask", kwargs=OWN),
        {"lines": ["EMPLOYER"], "message": "Stämmer det?", "answer_by": "2099-01-01"},
    )
    the_return.refresh_from_db()
    assert the_return.status == Status.ASKED
    given = {code: str(value) for code, value in _signed(the_return).items()} | {"EMPLOYER": "77"}
    signed_in(people.owner).post(
        reverse("submissions:form", kwargs=OWN), form_data(the_return, **given) | {"save": "1"}
    )

    page = officer.get(reverse("submissions:review", kwargs=OWN)).content.decode()

    the_return.refresh_from_db()
    assert the_return.draft is not None
    assert the_return.draft.answers is not None
    assert the_return.draft.answers["lines"]["EMPLOYER"]["value"] == "77"
    assert ">77<" not in page
    assert ">151<" in page


def _signed(the_return: Return) -> dict[str, int]:
    figures = the_return.versions.get(state="current").content["figures"]
    return {code: figure["value"] for code, figure in figures.items() if figure["value"] is not None}


@pytest.mark.usefixtures("past")
def test_the_form_shows_the_latest_earlier_figure_beside_each_line(people: People) -> None:
    a_return(a_year(), "07")

    page = signed_in(people.owner).get(reverse("submissions:form", kwargs=OWN)).content.decode()

    assert '203 <span class="p-aside">(2018)</span>' in page
    assert '183 <span class="p-aside">(2020)</span>' in page


def test_whatever_is_typed_is_saved_as_it_stands(people: People) -> None:
    the_return = a_return(a_year(), "07")
    owner = signed_in(people.owner)

    owner.post(reverse("submissions:form", kwargs=OWN), form_data(the_return, KBT="ca 40") | {"save": "1"})

    page = owner.get(reverse("submissions:form", kwargs=OWN)).content.decode()
    assert 'value="ca 40"' in page


@pytest.mark.usefixtures("past")
def test_the_draft_is_downloaded_as_a_workbook_with_its_figures_marks_and_comments(people: People) -> None:
    the_return = a_return(a_year(), "07")
    owner = signed_in(people.owner)
    typed = form_data(the_return, KBT="1203", IPT="ca 40") | {
        "collected-KBT": "partly",
        "comment-KBT": "=Norr",
    }
    owner.post(reverse("submissions:form", kwargs=OWN), typed | {"save": "1"})
    assert (
        "Ladda ner utkastet som arbetsbok"
        in owner.get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    )

    answer = owner.get(reverse("submissions:workbook", kwargs=OWN))

    assert answer["Content-Disposition"].endswith('Redovisning_2026_Kronoberg.xlsx"')
    data = answer.getvalue()
    book = load_workbook(BytesIO(data))
    row = [cell_named(book, f"KBT{field}").value for field in ("", "__COLLECTED", "__COMMENT")]
    assert row == [1203, "Delvis insamlat", "=Norr"]
    assert cell_named(book, "IPT").value == "ca 40"
    assert cell_named(book, "MEN").value is None
    assert cell_named(book, "KBT").offset(column=1).value == 203
    found = read(data, "a.xlsx", a_year().terms(), the_return.region).answers
    assert found is not None
    assert {code: answer.value for code, answer in found.lines.items() if answer.value} == {
        "KBT": "1203",
        "IPT": "ca 40",
    }


def test_a_workbook_that_was_uploaded_becomes_the_draft_of_the_form(
    people: People, django_capture_on_commit_callbacks: object
) -> None:
    a_return(a_year(), "07")
    owner = signed_in(people.owner)
    file = SimpleUploadedFile("redovisning.xlsx", a_workbook(KBT=1203, PRIVATE=1201, WOMEN=1236))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        owner.post(reverse("submissions:upload", kwargs=OWN), {"revision": "0", "file": file})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        owner.post(reverse("submissions:use_proposal", kwargs=OWN | {"number": 1}), {"revision": "0"})

    page = owner.get(reverse("submissions:form", kwargs=OWN)).content.decode()
    assert 'value="1\u00a0203"' in page


def test_an_unreadable_file_changes_nothing_and_is_kept(
    people: People, django_capture_on_commit_callbacks: object
) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    owner = signed_in(people.owner)
    file = SimpleUploadedFile("redovisning.xlsx", b"PK\x03\x04 and then nothing")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        owner.post(
            reverse("submissions:upload", kwargs=OWN), {"revision": str(the_return.revision), "file": file}
        )

    before = the_return.draft_id
    the_return.refresh_from_db()
    assert the_return.draft_id == before
    assert the_return.status == Status.READY
    last = the_return.deliveries.order_by("-number").first()
    assert last is not None
    page = owner.get(reverse("submissions:proposal", kwargs=OWN | {"number": last.number})).content.decode()
    assert "Filen kunde inte läsas" in page
    original = owner.get(reverse("submissions:original", kwargs=OWN | {"number": last.number}))
    assert b"".join(original.streaming_content) == b"PK\x03\x04 and then nothing"  # type: ignore[attr-defined]


def test_an_empty_file_is_taken_in_and_refused_in_words(
    people: People, django_capture_on_commit_callbacks: object
) -> None:
    a_return(a_year(), "07")
    owner = signed_in(people.owner)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        owner.post(
            reverse("submissions:upload", kwargs=OWN),
            {"revision": "0", "file": SimpleUploadedFile("tom.xlsx", b"")},
        )

    page = owner.get(reverse("submissions:proposal", kwargs=OWN | {"number": 1})).content.decode()
    assert "Filen är tom" in page


def test_a_file_over_the_limit_is_refused_at_the_door(people: People) -> None:
    the_return = a_return(a_year(), "07")
    file = SimpleUploadedFile("stor.xlsx", bytes(20 * 1024 * 1024 + 1))

    response = signed_in(people.owner).post(
        reverse("submissions:upload", kwargs=OWN), {"revision": "0", "file": file}
    )

    assert "Filen är 21 MB, men gränsen är 20 MB." in response.content.decode()
    assert not the_return.deliveries.exists()


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 400])
def test_a_forged_revision_gives_no_server_error(revision: str, people: People) -> None:
    a_return(a_year(), "07")

    response = signed_in(people.owner).post(
        reverse("submissions:form", kwargs=OWN), {"revision": revision, "save": "1"}
    )

    assert response.status_code == 200


def test_a_late_return_is_marked_and_the_receipt_says_so(people: People) -> None:
    year = a_year(2024)
    the_return = a_signed_return(year, "07", people.owner)

    page = signed_in(people.owner).get(
        reverse("submissions:receipt", kwargs={"year": 2024, "region": "07", "number": 1})
    )

    assert the_return.versions.get().late
    assert "Den är märkt som inlämnad efter sista dagen." in page.content.decode()


def test_a_correction_in_the_admin_site_is_told_to_the_region(people: People) -> None:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)
    administrator = signed_in(people.administrator)
    address = reverse("admin:submissions_return_correct", args=[the_return.pk])
    figures = {code: str(value) for code, value in _signed(the_return).items()} | {"EMPLOYER": "150"}

    without_reason = administrator.post(address, figures | {"version": "1", "why": ""})
    administrator.post(address, figures | {"version": "1", "why": "Regionen ringde."})

    assert "Skriv varför uppgiften rättas." in without_reason.content.decode()
    assert the_return.versions.get(state="current").content["figures"]["EMPLOYER"]["value"] == 150
    page = signed_in(people.owner).get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    assert "Försäkringskassan har rättat redovisningen" in page
    assert "Regionen ringde." in page


def test_a_correction_that_breaks_the_balance_is_refused_in_words(people: People) -> None:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)
    figures = {code: str(value) for code, value in _signed(the_return).items()} | {"KBT": "1"}

    page = signed_in(people.administrator).post(
        reverse("admin:submissions_return_correct", args=[the_return.pk]),
        figures | {"version": "1", "why": "Fel."},
    )

    assert "Rättelsen sparades inte, eftersom den ger ett fel" in page.content.decode()
    assert the_return.versions.count() == 1


def _board_of(regions: int, people: People) -> None:
    year = a_year()
    for number in range(regions):
        region = Region.objects.create(code=f"{3000 + number}", name=f"Region nr {number}")
        Return.objects.create(year=year, region=region)
    a_signed_return(year, "07", people.owner)
    a_signed_return(year, "08", people.owner)


@pytest.mark.parametrize("regions", [19, 500])
def test_the_board_costs_the_same_number_of_queries_for_any_number_of_regions(
    regions: int, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _board_of(regions, people)
    officer = signed_in(people.officer)

    with django_assert_max_num_queries(22):
        page = officer.get(reverse("payouts:board")).content.decode()

    assert f"{regions + 2} regioner" in page


def test_the_overview_costs_a_constant_number_of_queries(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_checked_return(a_year(), "07", people.owner, KBT=1)
    owner = signed_in(people.owner)

    with django_assert_max_num_queries(26):
        owner.get(reverse("submissions:overview", kwargs=OWN))


def test_a_region_reads_its_newest_year_first(people: People) -> None:
    for year in (2025, 2027, 2026):
        a_return(a_year(year), "07")

    page = signed_in(people.owner).get(reverse("submissions:mine"))

    assert [the_return.year_id for the_return in page.context["returns"]] == [2027, 2026, 2025]


def test_a_withdrawal_is_a_button_with_a_reason_and_the_version_stays_in_the_record(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    address, owner = reverse("submissions:withdraw", kwargs=OWN), signed_in(people.owner)
    assert address in owner.get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    assert 'name="version" value="1"' in owner.get(address).content.decode()

    assert "Skriv ett skäl." in owner.post(address, {"version": "1", "reason": " "}).content.decode()
    told = owner.post(address, {"version": "7", "reason": "Fel fil."}).content.decode()
    assert "Redovisningen är inte återtagen" in told
    the_return.refresh_from_db()
    assert the_return.status == Status.SIGNED

    page = owner.post(address, {"version": "1", "reason": "Fel fil."}, follow=True).content.decode()
    assert "Redovisningen är återtagen. Versionen finns kvar." in page
    assert "Återtagen" in page
    version = the_return.versions.get()
    assert (version.state, version.withdrawn_reason) == ("withdrawn", "Fel fil.")
    assert "KBT" in owner.get(reverse("submissions:version", kwargs=OWN | {"number": 1})).content.decode()


def test_a_contributor_sees_no_button_that_withdraws(people: People) -> None:
    a_signed_return(a_year(), "07", people.owner)
    address, contributor = reverse("submissions:withdraw", kwargs=OWN), signed_in(people.contributor)

    assert address not in contributor.get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    contributor.post(address, {"version": "1", "reason": "Fel fil."})
    assert Return.objects.get(year=2026, region="07").status == Status.SIGNED
