"""Hostile and odd files by the real door: never an error page, and nothing half is stored."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agreement.moves import Status
from agreement.phrases import PHRASES
from submissions.checking import check
from submissions.intake import deliver
from submissions.models import Delivery, Figure, Return
from submissions.proposing import use
from tests.hostile.corpus import FILES
from tests.makers import People, a_region, a_return, a_year, some_answers, the_people

pytestmark = pytest.mark.django_db
OWN = {"year": 2026, "region": "07"}
AT_THE_DOOR = (
    "nothing_at_all", "a_workbook_with_a_password", "a_workbook_of_1997", "a_sheet_of_libreoffice",
    "lines_of_text", "a_web_page", "a_billion_laughs", "a_huge_theme", "a_hundred_thousand_styles",
    "a_million_cells_in_one_row", "a_value_in_the_last_cell_of_all", "a_whole_sheet_merged",
    "half_a_file", "a_workbook_of_charts_alone", "two_parts_with_one_name", "thousands_of_parts",
)  # fmt: skip
READ_AT_THE_DOOR = ("strict_markup", "hidden_rows_and_columns", "a_workbook_with_macros", "rich_text")


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return() -> Return:
    return a_return(a_year(), "07")


def uploaded(people: People, the_return: Return, name: str) -> tuple[Delivery, str]:
    """What became of a file that the process leader uploaded, and the page that tells it."""
    client = Client(raise_request_exception=False)
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    file = BytesIO(FILES[name].make())
    file.name = "redovisning.xlsx"
    given = {"file": file, "revision": the_return.revision}

    answer = client.post(reverse("submissions:upload", kwargs=OWN), given, follow=True)

    assert answer.status_code == 200
    delivery = the_return.deliveries.order_by("number").last()
    assert delivery is not None
    if delivery.is_pending:  # The bell rings when the transaction is committed, and a test's never is.
        check(delivery.pk)
        delivery.refresh_from_db()
    page = client.get(reverse("submissions:proposal", kwargs=OWN | {"number": delivery.number}))
    assert page.status_code == 200
    return delivery, page.content.decode()


@pytest.mark.parametrize("name", AT_THE_DOOR)
def test_a_file_that_is_stopped_leaves_the_return_as_it_was(
    name: str, people: People, the_return: Return
) -> None:
    before = deliver(the_return, some_answers(), people.owner, the_return.revision)
    check(before.pk)
    the_return.refresh_from_db()

    delivery, page = uploaded(people, the_return, name)

    the_return.refresh_from_db()
    assert [finding.rule for finding in delivery.findings.all()] == [FILES[name].rule]
    assert PHRASES[FILES[name].rule].title_sv in page
    assert (delivery.state, delivery.verdict, delivery.answers) == (
        Delivery.State.CHECKED,
        "unreadable",
        None,
    )
    assert not Figure.objects.filter(delivery=delivery).exists()
    assert (the_return.draft_id, the_return.status) == (before.pk, Status.READY)


@pytest.mark.parametrize("name", READ_AT_THE_DOOR)
def test_a_file_that_is_odd_but_honest_becomes_the_draft(
    name: str, people: People, the_return: Return
) -> None:
    proposed, _page = uploaded(people, the_return, name)
    the_return.refresh_from_db()
    assert the_return.draft is None

    taken = use(the_return, proposed.number, people.owner, the_return.revision)
    check(taken.pk)

    the_return.refresh_from_db()
    assert (the_return.draft_id, the_return.status) == (taken.pk, Status.READY)
    assert Figure.objects.get(delivery=taken, line="KBT").value == 203


@pytest.mark.parametrize("name", ["a_hundred_thousand_styles", "names_that_point_nowhere"])
def test_the_command_says_the_same_and_stores_nothing(name: str, tmp_path: Path, the_return: Return) -> None:
    a_region("07")
    path = tmp_path / "redovisning.xlsx"
    path.write_bytes(FILES[name].make())
    said = StringIO()

    with pytest.raises(SystemExit) as left:
        call_command("check_return", path, year=2026, region="07", stdout=said)

    assert left.value.code == 1
    assert PHRASES[FILES[name].rule].sv.partition(" | ")[2][:20] in said.getvalue()
    assert not Delivery.objects.exists()
