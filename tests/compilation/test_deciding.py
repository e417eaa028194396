"""A compilation is proposed by one, decided by another, written from its frozen words, and published."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from agreement.moves import Role
from audit.models import Entry
from compilation.compiling import propose
from compilation.deciding import decide, is_outdated, send_back
from compilation.editing import Words, add_paragraph, change_paragraph, remove_paragraph
from compilation.models import Compilation, CompilationFile, Paragraph
from compilation.publishing import publish
from compilation.refusals import (
    CompilationMoved,
    CompilationOutdated,
    DiaryNumberNeeded,
    FilesMissing,
    NothingNew,
    OwnProposal,
    ProposedAlready,
    StrayNumbers,
    UnknownReference,
    WordsMissing,
)
from compilation.writing import is_whole, write
from register.models import AgreementYear, Membership, User
from submissions import originals
from submissions.correcting import correct
from submissions.refusals import NotPermitted, ReasonMissing
from tests.makers import People, a_return, a_year, an_accepted_return, the_people

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


def decided(people: People, year: AgreementYear) -> Compilation:
    proposed = propose(year, people.officer)
    return decide(proposed.pk, people.decision_maker, proposed.checksum, NUMBER)


def test_it_is_proposed_decided_by_another_written_and_published(people: People, year: AgreementYear) -> None:
    found = decided(people, year)
    assert not is_whole(found)
    with pytest.raises(FilesMissing):
        publish(found.pk, people.officer)
    assert write(found.pk) == 12
    assert write(found.pk) == 0, "twice is once"
    assert is_whole(found)

    done = publish(found.pk, people.officer)

    assert (done.status, done.diary_number, done.number) == ("published", NUMBER, 1)
    acts = Entry.objects.filter(act__startswith="compilation.").order_by("sequence")
    assert [each.act.partition(".")[2] for each in acts] == ["propose", "decide", "files", "publish"]
    with pytest.raises(CompilationMoved):
        publish(found.pk, people.officer)


def test_every_file_is_kept_with_its_checksum_and_names_the_decision(
    people: People, year: AgreementYear
) -> None:
    found = decided(people, year)
    write(found.pk)

    for file in found.files.all():
        assert len(originals.fetch(file.sha256)) == file.size
    page = originals.fetch(found.files.get(form="html", lang="sv").sha256).decode()
    assert NUMBER in page
    assert found.checksum in page
    assert "Förhandsvisning" not in page
    assert "decision.maker" in page


def test_who_proposed_does_not_decide_not_even_with_both_roles(people: People, year: AgreementYear) -> None:
    Membership.objects.create(user=people.officer, role=Role.DECISION_MAKER.value)
    proposed, both = propose(year, people.officer), User.objects.get(pk=people.officer.pk)

    with pytest.raises(OwnProposal):
        decide(proposed.pk, both, proposed.checksum, NUMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Compilation.objects.filter(pk=proposed.pk).update(decided_by=people.officer)
    assert Compilation.objects.get().status == "proposed"


@pytest.mark.parametrize("person", ["owner", "contributor", "analyst", "auditor", "administrator"])
def test_nobody_else_proposes_decides_or_publishes(person: str, people: People, year: AgreementYear) -> None:
    somebody, found = getattr(people, person), propose(year, people.officer)
    acts: list[Callable[[], object]] = [
        lambda: propose(year, somebody),
        lambda: decide(found.pk, somebody, found.checksum, NUMBER),
        lambda: send_back(found.pk, somebody, "Nej"),
        lambda: publish(found.pk, somebody),
        lambda: add_paragraph(year, "start", Words("Hej"), somebody),
    ]
    before = Entry.objects.count()
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
    assert Entry.objects.count() == before


def test_one_proposal_at_a_time_and_a_returned_one_makes_room(people: People, year: AgreementYear) -> None:
    first = propose(year, people.officer)
    with pytest.raises(ProposedAlready):
        propose(year, people.second_officer)
    with pytest.raises(ReasonMissing):
        send_back(first.pk, people.decision_maker, " ")
    send_back(first.pk, people.decision_maker, "Texten behöver ses över.")

    assert propose(year, people.officer).number == 2


def test_what_has_changed_since_is_not_decided(people: People, year: AgreementYear) -> None:
    proposed = propose(year, people.officer)
    assert not is_outdated(proposed)
    the_return = a_return(year, "07")
    correct(the_return, {"EMPLOYER": "142"}, people.administrator, seen_version=1, why="Rättat")

    assert is_outdated(proposed)
    with pytest.raises(CompilationOutdated):
        decide(proposed.pk, people.decision_maker, proposed.checksum, NUMBER)
    assert Compilation.objects.get().status == "proposed"


def test_a_decision_has_the_shown_words_and_a_number_of_its_own(people: People, year: AgreementYear) -> None:
    proposed = propose(year, people.officer)
    with pytest.raises(CompilationMoved):
        decide(proposed.pk, people.decision_maker, "0" * 64, NUMBER)
    with pytest.raises(DiaryNumberNeeded):
        decide(proposed.pk, people.decision_maker, proposed.checksum, " ")
    decide(proposed.pk, people.decision_maker, proposed.checksum, NUMBER)
    with pytest.raises(CompilationMoved):
        decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000101")


def test_nothing_new_is_no_proposal_and_a_change_is_the_next_version(
    people: People, year: AgreementYear
) -> None:
    decided(people, year)
    with pytest.raises(NothingNew):
        propose(year, people.officer)
    correct(a_return(year, "07"), {"EMPLOYER": "142"}, people.administrator, seen_version=1, why="Rättat")

    assert propose(year, people.officer).number == 2


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM compilation_compilation",
        "UPDATE compilation_compilation SET diary_number = 'annat'",
        "UPDATE compilation_compilation SET checksum = 'x'",
        "UPDATE compilation_compilation SET contents = '{}'",
        "UPDATE compilation_compilation SET status = 'proposed'",
        "DELETE FROM compilation_compilationfile",
        "UPDATE compilation_compilationfile SET sha256 = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_is_decided(
    change: str, people: People, year: AgreementYear
) -> None:
    write(decided(people, year).pk)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_file_of_an_undecided_proposal_is_refused(people: People, year: AgreementYear) -> None:
    proposed = propose(year, people.officer)

    assert write(proposed.pk) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        CompilationFile.objects.create(compilation=proposed, lang="sv", form="pdf", sha256="x", size=1)


def test_numbers_in_a_paragraph_follow_the_data(people: People, year: AgreementYear) -> None:
    words = Words(
        "Kronoberg gav {psychological_by_region.07.KBT} KBT.", "Kronoberg: {gender_by_region.07.women_share}"
    )
    add_paragraph(year, "treatments", words, people.officer)
    propose(year, people.officer)
    found = Compilation.objects.get()

    parts = {part["id"]: part for part in found.contents["sv"]["parts"]}
    assert parts["treatments"]["paragraphs"] == ["Kronoberg gav 203 KBT."]
    english = {part["id"]: part for part in found.contents["en"]["parts"]}
    assert english["treatments"]["paragraphs"] == ["Kronoberg: 72.8\N{NO-BREAK SPACE}%"]


def test_a_reference_to_nothing_is_refused_and_named(people: People, year: AgreementYear) -> None:
    with pytest.raises(UnknownReference, match=r"contacts_by_region\.99\.share"):
        add_paragraph(year, "start", Words("Se {contacts_by_region.99.share}"), people.officer)
    with pytest.raises(WordsMissing):
        add_paragraph(year, "start", Words("  "), people.officer)
    assert not Paragraph.objects.exists()


def test_a_typed_number_that_is_no_figure_is_pointed_out_before_the_decision(
    people: People, year: AgreementYear
) -> None:
    add_paragraph(year, "start", Words("Målet 2026 var 4 711, och 203 nåddes."), people.officer)
    with pytest.raises(StrayNumbers, match="4711"):
        propose(year, people.officer)

    kept = propose(year, people.officer, keep_strays=True)

    assert "4 711" in kept.contents["sv"]["text"][0]


def test_of_two_editors_the_second_is_told_and_the_first_one_s_words_stay(
    people: People, year: AgreementYear
) -> None:
    made = add_paragraph(year, "start", Words("Ett."), people.officer)
    change_paragraph(made, 1, Words("Två."), people.officer)
    with pytest.raises(CompilationMoved):
        change_paragraph(made, 1, Words("Tre."), people.second_officer)
    with pytest.raises(CompilationMoved):
        remove_paragraph(made, 1, people.second_officer)

    made.refresh_from_db()
    assert made.swedish == "Två."
    remove_paragraph(made, 2, people.second_officer)
    assert Paragraph.objects.get().removed_at is not None, "the words stay in the record"
