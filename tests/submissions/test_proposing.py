"""A workbook is a proposal first: it is kept and judged, and the draft waits for the region's word."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agreement.moves import Status
from audit.models import Entry
from submissions.checking import check
from submissions.intake import File, save
from submissions.models import Delivery, Return
from submissions.proposing import differences, propose, use
from submissions.refusals import ChangedMeanwhile, Closed, NotToBeUsed
from submissions.returns import draft_answers, latest_delivery
from tests.layouts import two_columns
from tests.makers import (
    BALANCED,
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    some_answers,
    the_people,
)
from tests.workbooks import a_workbook, cell_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def a_proposal(the_return: Return, people: People, data: bytes | None = None, **cells: Any) -> Delivery:
    """A file that was proposed and read."""
    file = File("redovisning.xlsx", a_workbook(**cells) if data is None else data)
    delivery = propose(the_return, file, people.owner, the_return.revision)
    check(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def as_it_stands(the_return: Return) -> tuple[object, ...]:
    """All that a proposal must leave alone."""
    now = Return.objects.get(pk=the_return.pk)
    return now.status, now.revision, now.draft_id, now.touched_at


def test_a_proposal_is_kept_and_judged_but_leaves_the_return_alone(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    before, latest = as_it_stands(the_return), latest_delivery(the_return)
    proposal = a_proposal(the_return, people, KBT="ca 40")

    assert as_it_stands(the_return) == before
    assert latest_delivery(the_return) == latest
    assert proposal.findings.filter(rule="whole.text").exists()
    assert Entry.objects.filter(act="return.propose").count() == 1


def test_what_would_change_is_told_line_by_line(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    proposal = a_proposal(the_return, people, KBT=204, KBT__COMMENT="Rättat")
    rows = differences(the_return, proposal, "sv")
    changed = [row for row in rows if row.is_changed]

    assert [(row.before.value, row.after.value, row.after.comment) for row in changed] == [
        ("203", "204", "Rättat")
    ]
    assert len(rows) > len(changed)


def test_a_used_proposal_becomes_the_draft_and_is_checked(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    proposal = a_proposal(the_return, people, KBT=204, PRIVATE=202, WOMEN=237)
    taken = use(the_return, proposal.number, people.owner, the_return.revision)
    check(taken.pk)
    the_return.refresh_from_db()

    assert the_return.draft_id == taken.pk
    assert the_return.status == Status.READY
    assert draft_answers(the_return).line("KBT").value == "204"
    assert (taken.sha256, taken.proposed, proposal.proposed) == (proposal.sha256, False, True)


def test_a_proposal_is_used_once(people: People) -> None:
    the_return = a_return(a_year(), "07")
    proposal = a_proposal(the_return, people)
    seen = the_return.revision
    use(the_return, proposal.number, people.owner, seen)
    stands = as_it_stands(the_return)

    with pytest.raises(ChangedMeanwhile):
        use(the_return, proposal.number, people.owner, seen)
    assert as_it_stands(the_return) == stands


def test_figures_that_a_colleague_saved_meanwhile_are_not_overwritten(people: People) -> None:
    the_return = a_return(a_year(), "07")
    proposal = a_proposal(the_return, people)
    seen = the_return.revision
    save(the_return, some_answers(KBT=1), people.contributor, seen)

    with pytest.raises(ChangedMeanwhile):
        use(the_return, proposal.number, people.owner, seen)
    the_return.refresh_from_db()
    assert draft_answers(the_return).line("KBT").value == "1"


def test_a_file_that_could_not_be_read_cannot_be_used(people: People) -> None:
    the_return = a_return(a_year(), "07")
    proposal = a_proposal(the_return, people, b"Hej")
    before = as_it_stands(the_return)

    with pytest.raises(NotToBeUsed):
        use(the_return, proposal.number, people.owner, the_return.revision)
    assert as_it_stands(the_return) == before


def test_another_returns_proposal_cannot_be_used(people: People) -> None:
    year = a_year()
    proposal = a_proposal(a_return(year, "07"), people)
    other = a_return(year, "08")

    with pytest.raises(NotToBeUsed):
        use(other, proposal.number, people.owner, other.revision)


def test_nothing_is_proposed_for_a_signed_return(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    count = the_return.deliveries.count()

    with pytest.raises(Closed):
        propose(the_return, File("a.xlsx", a_workbook()), people.owner, the_return.revision)
    assert the_return.deliveries.count() == count


def test_a_proposal_made_before_signing_cannot_be_used_after(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    proposal = a_proposal(the_return, people, KBT=204)
    Return.objects.filter(pk=the_return.pk).update(status=Status.SIGNED)

    with pytest.raises(Closed):
        use(the_return, proposal.number, people.owner, the_return.revision)


def test_a_workbook_of_another_shape_is_shown_cell_by_cell_and_can_be_used(people: People) -> None:
    the_return = a_return(a_year(), "07")
    proposal = a_proposal(the_return, people, two_columns())
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("submissions:proposal", args=(2026, "07", proposal.number))).content.decode()
    taken = use(the_return, proposal.number, people.owner, the_return.revision)
    check(taken.pk)
    the_return.refresh_from_db()

    assert "Så har vi läst filen" in page
    assert draft_answers(the_return).line("KBT").value == str(BALANCED["KBT"])
    assert the_return.draft_id == taken.pk


def test_a_proposal_page_says_what_changes_and_does_not_exist_for_others(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    proposal = a_proposal(the_return, people, KBT=204)
    address = reverse("submissions:proposal", args=(2026, "07", proposal.number))
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).content.decode()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")

    assert "Det här ändras i utkastet (1)" in page
    assert "Använd de här siffrorna" in page
    assert client.get(address).status_code == 404


def test_a_form_gives_the_filled_in_workbook_with_its_findings(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=132)
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("submissions:answer", args=(2026, "07", 1)))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]

    assert the_return.draft is not None
    assert cell_named(book, "PUBLIC").value == 132
    assert cell_named(book, "PUBLIC").comment is not None
    assert book.sheetnames[0] == "Iakttagelser"
