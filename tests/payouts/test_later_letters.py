"""The letters after a decision: a change, a reclaim, and a slip put right are three different documents."""

import io
import zipfile
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.terms import Review
from audit.models import Entry
from outbox.models import Message
from payouts.archive import paper_of
from payouts.computing import compute_again
from payouts.differing import decide_difference, propose_difference
from payouts.later_letters import difference_letter, rectification_letter
from payouts.letter_files import letter_docx, letter_pdf
from payouts.letter_parts import REVIEWS, Letter
from payouts.letters import letter_of
from payouts.models import Decision, Difference, Kind, Rectification
from payouts.rectifying import rectify, rectify_difference
from payouts.refusals import DifferenceNotDecided, ReviewNotChosen
from register.models import Region, User
from tests.makers import People, a_year, the_people
from tests.payouts.changes import a_decided_difference, a_decided_run, an_open_difference, corrected_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def words(letter: Letter) -> str:
    said = [letter.title, *(f"{name}: {value}" for name, value in letter.head)]
    for section in letter.sections:
        said += [section.heading, *section.paragraphs, *(f"{a}: {b}" for a, b in section.rows)]
    return "\n".join(said).replace("\N{NO-BREAK SPACE}", " ")


def a_rectification(people: People) -> Rectification:
    decision = Decision.objects.get(amount__region="07")
    texts = ("Region Kronobergs", "Region Kronoberg", "Ett s för mycket.")
    return rectify(decision.pk, people.decision_maker, texts, "FK2027/000009")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_more_to_pay_says_what_it_changes_and_by_how_much(people: People) -> None:
    a_decided_run(people)
    text = words(difference_letter(a_decided_difference(people, 160)))

    assert text.startswith("Ni får ytterligare 27 000 kronor för kontakter")
    assert "diarienummer FK2027/000001" in text
    assert "får 585 000 kronor i stället för 558 000 kronor" in text
    assert "Nio kontakter hade räknats fel." in text
    assert "37 § förvaltningslagen" in text
    assert REVIEWS[Review.RECONSIDER] in text
    assert "Beslutsfattare: decision.maker" in text
    assert "Föredragande: second.officer" in text
    assert "Andra som har deltagit: officer, administrator" in text
    assert "Loggens kontrollsumma: " in text


def test_a_reclaim_holds_the_region_s_answer_and_the_first_decision_s_reservation(people: People) -> None:
    a_decided_run(people)
    text = words(difference_letter(a_decided_difference(people, 142, words="Vi räknade om och håller med.")))

    assert text.startswith("Ni ska betala tillbaka 27 000 kronor")
    assert "har rätt till 531 000 kronor, inte 558 000 kronor" in text
    assert "Ni svarade: Vi räknade om och håller med." in text
    assert "I det första beslutet stod: Beslutet kan ändras om uppgifterna är fel." in text
    assert "Ni får en faktura" in text
    assert "dröjsmålsränta enligt räntelagen" in text
    assert "betalningsanstånd" in text
    assert "Ange diarienumret FK2027/000002." in text
    assert "Bilaga: er redovisning, version 2" in text


def test_the_decision_comes_first_and_earlier_decisions_are_listed(people: People) -> None:
    a_decided_run(people)
    a_decided_difference(people, 160)
    letter = difference_letter(a_decided_difference(people, 170, "FK2027/000003"))

    assert letter.sections[0].heading == "Beslut"
    assert [row[0].split(",")[0] for row in letter.sections[0].rows] == ["FK2027/000001", "FK2027/000002"]


def test_a_slip_put_right_keeps_the_amount(people: People) -> None:
    a_decided_run(people)
    text = words(rectification_letter(a_rectification(people)))

    assert "Det stod: Region Kronobergs" in text
    assert "Det ska stå: Region Kronoberg" in text
    assert "Beloppet är oförändrat: 558 000 kronor." in text
    assert "36 § förvaltningslagen" in text


def test_what_is_not_decided_has_no_letter(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)

    with pytest.raises(DifferenceNotDecided):
        difference_letter(an_open_difference(people))


def test_the_same_rows_give_the_same_bytes_whatever_is_renamed(people: People) -> None:
    a_decided_run(people)
    change, slip = a_decided_difference(people, 142), a_rectification(people)
    papers = [difference_letter(change), rectification_letter(slip), letter_of(change.decision)]
    before = [(letter_pdf(each), letter_docx(each)) for each in papers]

    User.objects.update(name="Någon annan")
    Region.objects.filter(pk="07").update(name="Småland", org_number="232100-0016")

    change, slip = Difference.objects.get(), Rectification.objects.get()
    again = [difference_letter(change), rectification_letter(slip), letter_of(change.decision)]
    assert [(letter_pdf(each), letter_docx(each)) for each in again] == before


def test_the_region_is_told_and_fetches_its_letters_and_the_trail_knows(people: People) -> None:
    a_decided_run(people)
    change, slip = a_decided_difference(people, 142), a_rectification(people)

    for name, pk in (("difference_letter", change.pk), ("slip_letter", slip.pk)):
        address = reverse(f"payouts:{name}", args=(pk, "pdf"))
        assert as_(people.owner).get(address).getvalue().startswith(b"%PDF")
        assert as_(people.stranger).get(address).status_code == 404
        assert as_(people.auditor).get(address).status_code == 200
    fetched = Entry.objects.filter(act="letter.fetched", actor=people.owner)
    assert [entry.region for entry in fetched] == ["07", "07"]
    told = Message.objects.filter(cause="decision", to=people.owner, region="07")
    assert told.count() == 4, "the decision, the material, the reclaim, and the slip"
    assert people.stranger not in {message.to for message in told}


def test_the_archive_of_a_change_holds_its_letter_and_its_computation(people: People) -> None:
    a_decided_run(people)
    change = a_decided_difference(people, 142)
    run = change.amount_now.run
    address = reverse("payouts:archive", args=(run.year_id, run.kind, run.number))

    answer = as_(people.officer).get(address)

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
        assert f"beslut/{paper_of(change).name}.pdf" in package.namelist()
        assert {"berakning.json", "SHA256SUMS"} <= set(package.namelist())


def test_a_slip_in_a_change_is_put_right_by_its_own_letter(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    change = an_open_difference(people)
    texts = ("nio kontaktar", "nio kontakter", "Ett stavfel.")
    with pytest.raises(DifferenceNotDecided):
        rectify_difference(change.pk, people.decision_maker, texts, "FK2027/000008")
    propose_difference(change.pk, people.second_officer, "Det var nio kontaktar till.")
    decide_difference(
        change.pk, people.decision_maker, change.amount_now.run.checksum, "FK2027/000002", no_conflict=True
    )

    address = reverse("payouts:rectify_change", args=(change.pk,))
    said = {"wrong": texts[0], "right": texts[1], "reason": texts[2], "diary_number": "FK2027/000008"}
    assert as_(people.officer).post(address, said).status_code == 200, "an officer is refused"
    assert as_(people.decision_maker).post(address, said).status_code == 302

    slip = Rectification.objects.get()
    text = words(rectification_letter(slip))
    assert "diarienummer FK2027/000002" in text
    assert "Beslutet gäller som förut: ni får ytterligare 27 000 kronor." in text
    assert "Föredragande: utan föredragning" in text
    brev = reverse("payouts:slip_letter", args=(slip.pk, "pdf"))
    assert as_(people.owner).get(brev).status_code == 200
    assert as_(people.stranger).get(brev).status_code == 404
    shown = as_(people.owner).get(reverse("payouts:difference", args=(change.pk,))).content.decode()
    assert brev in shown


def test_a_change_that_refuses_contacts_never_says_that_the_return_was_accepted(people: People) -> None:
    """New terms take the contacts of a return that came too late, after it was paid for."""
    year = a_year(last_day=date(2020, 8, 15))
    a_decided_run(people)
    terms = year.terms_versions.get()
    for source in ("Överenskommelsen, punkt 4", ""):
        terms.pk, terms.number = None, terms.number + 1
        terms.late_forfeits_contacts, terms.source = True, source
        terms.save()
        change = Difference(
            decision=Decision.objects.get(amount__region="07"),
            amount_now=compute_again(2026, Kind.CONTACTS, people.officer).amounts.get(region="07"),
            number=1,
            before=558_000,
            amount=-558_000,
            reason="Redovisningen kom för sent.",
            communicated_at=timezone.now(),
            answer_by=timezone.localdate(),
            status="decided",
            decided_at=timezone.now(),
            decided_by=people.decision_maker,
            computed_by=people.officer,
            opened_by=people.officer,
        )
        text = words(difference_letter(change))

        assert "Vi har godkänt er redovisning" not in text
        assert "Redovisningen skulle ha kommit in senast lördagen den 15 augusti 2020." in text
        assert "Kontakterna ger ingen ersättning" in text
        assert ("Källa: Överenskommelsen, punkt 4." in text) is bool(source)
        assert "Källa: ." not in text


def test_nobody_decides_a_change_before_it_is_said_how_it_can_be_tried(people: People) -> None:
    year = a_year()
    a_decided_run(people)
    terms = year.terms_versions.get()
    terms.pk, terms.number, terms.review = None, 2, ""
    terms.save()
    corrected_to(people, 160)
    change = an_open_difference(people)
    propose_difference(change.pk, people.second_officer, "Skäl.")

    with pytest.raises(ReviewNotChosen):
        decide_difference(
            change.pk,
            people.decision_maker,
            change.amount_now.run.checksum,
            "FK2027/000002",
            no_conflict=True,
        )
    assert Difference.objects.get().status == "proposed"


def test_a_rectification_is_of_one_decision(people: People) -> None:
    a_decided_run(people)
    change = a_decided_difference(people, 160)
    both = {"decision": change.decision, "difference": change}
    for of in ({}, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rectification.objects.create(
                **of, wrong="a", right="b", reason="c", diary_number="d", made_by=people.decision_maker
            )


def test_a_change_names_the_return_behind_the_new_amount(people: People) -> None:
    a_decided_run(people)
    change = a_decided_difference(people, 160)
    text, version = words(difference_letter(change)), change.amount_now.version

    assert version is not None
    assert "er redovisning, version 2" in text
    assert f"Redovisningens kontrollsumma: {version.sha256}" in text
