"""Where the year's terms say so, a region is told what was decided and why, and not by whom."""

import io
import zipfile

import docx
import pytest
from django.test import Client
from django.urls import reverse

from payouts.archive import pack, paper_for, paper_of
from payouts.letter_parts import NOBODY, NOT_PRESENTED, WITHHOLDS, Letter
from payouts.models import Decision, Difference, Rectification
from payouts.rectifying import rectify
from register.models import User
from tests.makers import People, a_year, the_people
from tests.payouts.changes import a_decided_difference, a_decided_run

pytestmark = pytest.mark.django_db
NAMES = ("decision.maker", "second.officer", "officer", "administrator")
Subject = Decision | Difference | Rectification


def all_three(people: People) -> list[Subject]:
    """A decision, a change of it and a slip put right, for Kronoberg."""
    a_decided_run(people)
    decision = Decision.objects.get(amount__region="07")
    change = a_decided_difference(people, 160)
    texts = ("Regoin", "Region", "Ett skrivfel.")
    return [decision, change, rectify(decision.pk, people.decision_maker, texts, "FK2027/9")]


def words(letter: Letter) -> str:
    said = [letter.title, *(value for _name, value in letter.head)]
    for section in letter.sections:
        said += [section.heading, *section.paragraphs, *(f"{a}: {b}" for a, b in section.rows)]
    return "\n".join(said)


def fetched(subject: Subject, by: User) -> str:
    """The Word file of a letter, as the page hands it out."""
    pages = {Decision: "letter", Difference: "difference_letter", Rectification: "slip_letter"}
    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(f"payouts:{pages[type(subject)]}", args=(subject.pk, "docx")))
    document = docx.Document(io.BytesIO(b"".join(answer)))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_region_gets_every_letter_without_names_and_the_agency_with_them(people: People) -> None:
    a_year(names_in_letters=False)
    for subject in all_three(people):
        for text in (words(paper_for(subject, people.owner).letter), fetched(subject, people.owner)):
            assert WITHHOLDS in text
            assert not [name for name in NAMES if name in text]
        for reader in (people.officer, people.auditor):
            assert paper_for(subject, reader) == paper_of(subject)
            assert "decision.maker" in fetched(subject, reader)


def test_that_nobody_took_part_is_no_name_and_is_still_told(people: People) -> None:
    a_year(names_in_letters=False)
    *_others, slip = all_three(people)

    text = words(paper_for(slip, people.owner).letter)
    assert f"Föredragande: {NOT_PRESENTED}" in text
    assert f"Andra som har deltagit: {NOBODY}" in text
    assert f"Beslutsfattare: {WITHHOLDS}" in text


def test_nothing_else_of_the_letter_is_left_out(people: People) -> None:
    a_year(names_in_letters=False)
    for subject in all_three(people):
        whole, told = (words(paper_for(subject, by).letter) for by in (people.officer, people.owner))
        unlike = [(a, b) for a, b in zip(whole.split("\n"), told.split("\n"), strict=True) if a != b]
        assert {a.partition(":")[0] for a, _b in unlike} <= {
            "Beslutsfattare",
            "Föredragande",
            "Andra som har deltagit",
        }


def test_the_page_of_a_change_names_nobody_to_the_region_either(people: People) -> None:
    a_year(names_in_letters=False)
    _first, change, _slip = all_three(people)
    shown = {}
    for by in (people.owner, people.officer):
        client = Client()
        client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        shown[by] = client.get(reverse("payouts:difference", args=(change.pk,))).content.decode()

    assert "decision.maker" not in shown[people.owner]
    assert "decision.maker" in shown[people.officer]


def test_the_record_keeps_the_names(people: People) -> None:
    a_year(names_in_letters=False)
    decision, *_later = all_three(people)
    assert isinstance(decision, Decision)
    out = io.BytesIO()
    pack(decision.amount.run, out, people.officer)

    assert "decision.maker" in words(paper_of(decision).letter)
    assert "beslut/beslut-2026-contacts-07.pdf" in zipfile.ZipFile(out).namelist()


def test_by_default_and_by_runs_from_before_the_term_the_region_is_told_the_names(people: People) -> None:
    decision, *_later = all_three(people)
    assert isinstance(decision, Decision)
    assert decision.amount.run.terms.pop("names_in_letters") is True

    assert "Beslutsfattare: decision.maker" in words(paper_for(decision, people.owner).letter)


@pytest.fixture
def people() -> People:
    return the_people()
