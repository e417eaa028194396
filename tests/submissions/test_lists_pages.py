"""The pages of lists: many files in, what they give, who sees them, twice and too late."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from submissions import listing
from submissions.intake import File
from submissions.listed import files_of, merges_of, seen_mark
from submissions.models import Delivery, ListFile, ListSum, Return
from tests.lists import PROVIDERS, SERIES, text, workbook
from tests.makers import People, a_return, a_signed_return, a_year, signed_in, the_people

pytestmark = pytest.mark.django_db
OWN = {"year": 2026, "region": "07"}
PAGE = "/redovisning/2026/07/listor/"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    return a_return(a_year(), "07")


def sent(
    client: Client, commits: object, *files: bytes, names: tuple[str, ...] = ("a.csv", "b.csv", "c.csv")
) -> str:
    """The page after files were posted and the tasks that were rung have run."""
    uploads = [SimpleUploadedFile(name, data) for name, data in zip(names, files, strict=False)]
    with commits(execute=True):  # type: ignore[operator]
        response = client.post(PAGE, {"lists": uploads})
    assert response.status_code == 302, response.content.decode()
    return client.get(PAGE).content.decode()


@pytest.fixture
def commits(django_capture_on_commit_callbacks: object) -> object:
    return django_capture_on_commit_callbacks


def test_many_files_dropped_together_are_read_and_shown(
    the_return: Return, people: People, commits: object
) -> None:
    page = sent(
        signed_in(people.owner), commits, text(SERIES), workbook(SERIES[:3]), names=("a.csv", "b.xlsx")
    )

    assert ListFile.objects.filter(state="read").count() == 2
    for shown in ("Filer (2)", "Så har vi tolkat listorna", "”i-KBT” → IKBT", "Använd summorna", "Norr"):
        assert shown in page
    assert "Kön och vårdgivare per behandlingsform" in page


def test_while_files_are_read_the_page_follows_and_works_without_scripts(
    the_return: Return, people: People
) -> None:
    client = signed_in(people.owner)
    client.post(PAGE, {"lists": [SimpleUploadedFile("a.csv", text(SERIES))]})
    ListFile.objects.update(state="received")

    page = client.get(PAGE).content.decode()
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()

    assert "0 av 1 fil är läst" in page
    assert "<noscript>" in page
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    assert "Använd summorna" not in page


def test_the_sums_are_used_once_they_are_confirmed(
    the_return: Return, people: People, commits: object
) -> None:
    client = signed_in(people.owner)
    sent(client, commits, text(SERIES))
    the_return.refresh_from_db()
    mark = seen_mark(files_of(the_return), merges_of(the_return))
    data = {"revision": the_return.revision, "lists": mark}

    client.post(PAGE + "anvand/", data)
    assert Delivery.objects.count() == 0
    with commits(execute=True):  # type: ignore[operator]
        response = client.post(PAGE + "anvand/", data | {"confirmed": "on"})

    assert response["Location"] == reverse("submissions:check", kwargs=OWN)
    the_return.refresh_from_db()
    assert (the_return.status, ListSum.objects.count()) == ("ready", 1)
    # The same page once more: the draft has moved on since.
    client.post(PAGE + "anvand/", data | {"confirmed": "on"})
    assert (Delivery.objects.count(), ListSum.objects.count()) == (1, 1)


def test_faulty_rows_are_shown_in_groups_and_can_be_downloaded(
    the_return: Return, people: People, commits: object
) -> None:
    client = signed_in(people.owner)
    page = sent(client, commits, text([*SERIES, *[(*SERIES[1][:3], "Yoga", *SERIES[1][4:])] * 8]))
    file = ListFile.objects.get()

    assert "”Yoga”" in page
    assert "Det gäller 8 rader, först 6, 7, 8 och 9." in page
    assert "Summorna kan inte användas än" in page
    answer = client.get(reverse("submissions:faulty_rows", kwargs=OWN | {"file": file.pk}))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_every_value_that_was_taken_as_something_is_shown(
    the_return: Return, people: People, commits: object
) -> None:
    ages = [(*SERIES[1], f"{age} år") for age in range(1, 100)]
    page = sent(signed_in(people.owner), commits, text([(*SERIES[0], "Ålder"), *ages]))

    assert [age for age in range(1, 100) if f"”{age} år” → " not in page] == []
    assert "<summary>87 värden till</summary>" in page


def test_values_beyond_those_that_are_kept_are_counted_in_words(
    the_return: Return, people: People, commits: object
) -> None:
    rows = [(*SERIES[1][:3], f"Okänd {at}", *SERIES[1][4:]) for at in range(700)]
    page = sent(signed_in(people.owner), commits, text([*SERIES, *rows]))

    assert "”MMR2” → MMR" in page
    assert "<summary>488 värden till</summary>" in page
    assert "204 ovanligare värden visas inte." in page


def test_personal_data_is_refused_on_the_page_by_column(
    the_return: Return, people: People, commits: object
) -> None:
    rows = [(*SERIES[0], "Pnr"), *((*row, "811228-9874") for row in SERIES[1:])]
    page = sent(signed_in(people.owner), commits, text(rows))

    assert "Nekad och raderad: personuppgifter" in page
    assert "Kolumn I" in page
    assert "811228" not in page


def test_names_are_proposed_and_merged_by_a_persons_choice(
    the_return: Return, people: People, commits: object
) -> None:
    client = signed_in(people.owner)
    rows = [PROVIDERS[0], ("VC Norr", *PROVIDERS[1][1:]), ("Vårdcentralen Norr", *PROVIDERS[2][1:])]
    page = sent(client, commits, text(rows))
    assert "Är det samma vårdgivare?" in page

    names = ["VC Norr", "Vårdcentralen Norr"]
    client.post(PAGE + "sla-ihop/", {"names": names, "counted_as": names[1]})
    page = client.get(PAGE).content.decode()

    assert "Är det samma vårdgivare?" not in page
    assert "Vårdgivare (1)" in page


def test_who_is_missing_since_the_last_list_is_shown_beside_the_sums(people: People, commits: object) -> None:
    client = signed_in(people.owner)
    before, now = a_return(a_year(2025), "07"), a_return(a_year(2026), "07")
    sent(client, commits, text(PROVIDERS))
    assert "Det finns ingen tidigare lista att jämföra med." in client.get(PAGE).content.decode()
    listing.remove(files_of(now)[0], people.owner)
    [file] = listing.take_in(before, [File("a.csv", text(PROVIDERS))], people.owner)
    listing.read(file.pk)
    seen = listing.Use(before.revision, seen_mark(files_of(before), merges_of(before)))
    listing.use(before, people.owner, seen)

    page = sent(client, commits, text(PROVIDERS[:2]))
    beside = page.partition("Saknas sedan förra listan")[2].partition("</aside>")[0]
    assert "<li>Söder</li>" in beside
    assert "Norr" not in beside

    page = sent(client, commits, text([PROVIDERS[0], PROVIDERS[2]]), names=("b.csv",))
    assert "Alla vårdgivare från förra listan finns med." in page


def test_a_file_is_taken_away_by_its_own_region_alone(
    the_return: Return, people: People, commits: object
) -> None:
    sent(signed_in(people.owner), commits, text(SERIES))
    address = reverse("submissions:remove_list", kwargs=OWN | {"file": ListFile.objects.get().pk})

    assert signed_in(people.stranger).post(address).status_code == 404
    assert signed_in(people.officer).post(address).status_code == 404
    assert signed_in(people.owner).post(address).status_code == 302
    assert signed_in(people.owner).post(address).status_code == 404
    assert "Ni har inte laddat upp någon lista än." in signed_in(people.owner).get(PAGE).content.decode()


def test_a_locked_return_shows_its_lists_and_takes_none(people: People) -> None:
    a_signed_return(a_year(), "07", people.owner)
    client = signed_in(people.owner)

    assert "Redovisningen är låst sedan" in client.get(PAGE).content.decode()
    client.post(PAGE, {"lists": [SimpleUploadedFile("a.csv", text(SERIES))]})
    assert ListFile.objects.count() == 0


def test_nothing_chosen_is_said_at_the_field(the_return: Return, people: People) -> None:
    response: HttpResponse = signed_in(people.owner).post(PAGE)  # type: ignore[assignment]

    assert "Välj minst en fil att ladda upp." in response.content.decode()


def test_a_file_above_the_limit_is_refused_by_name(
    the_return: Return, people: People, settings: object
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10  # type: ignore[attr-defined]
    response = signed_in(people.owner).post(PAGE, {"lists": [SimpleUploadedFile("stor.csv", text(SERIES))]})

    assert "”stor.csv” är större än 20 MB" in response.content.decode()


def test_the_small_workbook_asks_for_the_years_lines(the_return: Return, people: People) -> None:
    response = signed_in(people.owner).get(reverse("submissions:provider_workbook", kwargs=OWN))

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith('Vardgivare_2026.xlsx"')
