"""The letter of a decision: what it says, and that it is always the same."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.db import IntegrityError
from django.utils import timezone

from agreement import numerals
from agreement.moves import Role
from agreement.terms import PayWhen, Review
from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.inputs import terms_of
from payouts.letter_files import letter_docx, letter_pdf
from payouts.letter_parts import (
    NO_REVIEW,
    PAID,
    PAID_AFTER_APPEAL,
    PAID_AT_ONCE,
    REVIEWS,
    UNKNOWN,
    Letter,
    Section,
)
from payouts.letters import HISTORY, letter_of, name_of
from payouts.models import Decision, Kind
from payouts.refusals import NotDecided
from submissions.correcting import correct
from tests.makers import (
    People,
    a_person,
    a_population,
    a_region,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def decided(people: People, diary_number: str = "FK2027/000001") -> Decision:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, diary_number, no_conflict=True)
    return Decision.objects.get(amount__region="07")


def words(letter: Letter) -> str:
    said = [letter.title, *(f"{name}: {value}" for name, value in letter.head)]
    for section in letter.sections:
        said += [section.heading, *section.paragraphs, *(f"{a}: {b}" for a, b in section.rows)]
    return "\n".join(said).replace("\N{NO-BREAK SPACE}", " ")


def test_the_letter_says_all_that_a_decision_must(people: People) -> None:
    decision = decided(people)
    text = words(letter_of(decision))

    assert "Region Kronoberg får 558 000 kronor för kontakter" in text
    assert "186 × 3 000 kr: 558 000 kr" in text
    assert "Diarienummer: FK2027/000001" in text
    assert "Beslutsfattare: decision.maker" in text
    assert "Föredragande: second.officer" in text
    assert "Andra som har deltagit: officer" in text
    assert REVIEWS[Review.RECONSIDER] in text
    assert "När vi kan ändra beslutet\nBeslutet kan ändras om uppgifterna är fel." in text
    assert decision.amount.run.checksum in text
    assert "Loggens kontrollsumma: " in text


def a_decision(people: People, kind: Kind = Kind.CONTACTS) -> Decision:
    run = propose(compute(2026, kind, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)
    return Decision.objects.get(amount__run=run, amount__region="07")


def test_the_letter_counts_in_words_and_shows_the_return_line_by_line(people: People) -> None:
    letter = letter_of(decided(people))
    text, today = words(letter), numerals.day(timezone.localdate()).replace("\N{NO-BREAK SPACE}", " ")

    assert "151 kontakter med arbetsgivare + 35 kontakter med Arbetsförmedlingen = 186 kontakter." in text
    assert "Bilaga: er redovisning, version 1\nKBT · kognitiv beteendeterapi: 203\n" in text
    assert "Vårdgivare: privat: 201\n" in text
    assert f"version 1, som kom in den {today}." in text
    assert {"Utbetalning", "Betalning"} & {section.heading for section in letter.sections} == {"Utbetalning"}


def test_the_other_unit_takes_treatments_with_both_kinds_once(people: People) -> None:
    year = a_year(contact_unit="treatments_with_contact")
    an_accepted_return(year, "07", people.owner, people.officer, BOTH=10)

    text = words(letter_of(a_decision(people)))

    assert "− 10 behandlingar med båda slagen = 176 behandlingar med kontakt." in text
    assert "Region Kronoberg får 528 000 kronor" in text


def test_a_reduction_is_told_with_what_all_regions_would_have_got(people: People) -> None:
    an_accepted_return(a_year(contact_appropriation=500_000), "07", people.owner, people.officer)

    text = words(letter_of(a_decision(people)))

    assert "tillsammans bli 558 000 kronor, men det finns högst 500 000 kronor att fördela." in text
    assert "Därför får varje region 89,61 procent av det beräknade beloppet." in text


def test_the_letter_of_the_base_says_whose_share_of_what_and_when_people_were_counted(people: People) -> None:
    a_year()
    for code, count in (("07", 200_000), ("08", 300_000), ("12", 400_000)):
        a_population(a_region(code), count)

    text = words(letter_of(a_decision(people, Kind.BASE)))

    assert "Det är regionens andel av 500 000 000 kronor." in text
    assert "Den 1 november 2026 hade landet 900 000 invånare. Av dem bodde 200 000 i regionen." in text
    assert "de 3 regionernas belopp tillsammans blir exakt 500 000 000 kronor." in text
    assert "Folkmängden gäller den 1 november 2026. Källa: test." in text


def test_what_the_region_explained_stands_among_the_reasons(people: People) -> None:
    decision = decided(people)
    version = decision.amount.version
    assert version is not None
    version.content["explanations"] = [{"rule": "x", "lines": ["KBT"], "text": "En ny klinik."}]

    text = words(letter_of(decision))

    assert "Ni har förklarat: ”En ny klinik.”\nVi har godtagit det som ni har förklarat." in text


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"review": "appeal"}, "inom tre veckor från den dag då ni fick del av beslutet."),
        (
            {"review": "appeal", "appeal_counts_from": "decision"},
            "inom tre veckor från den dag då beslutet meddelades.",
        ),
        ({"review": "none", "review_source": "9 § förordningen"}, "Beslutet får inte överklagas.\nStöd: 9 §"),
        ({"review": "reconsider", "review_source": ""}, "Vi prövar då om beslutet ska ändras."),
    ],
)
def test_how_a_decision_can_be_tried_follows_the_year_s_terms(
    terms: dict[str, Any], says: str, people: People
) -> None:
    a_year(**terms)
    text = words(letter_of(decided(people)))

    assert says in text
    assert ("överklaga till förvaltningsrätten" in text) is (terms["review"] == "appeal")
    assert ("Stöd:" in text) is (terms.get("review_source") != "")
    assert "{" not in text


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"review": "reconsider"}, PAID),
        ({"review": "appeal"}, PAID_AFTER_APPEAL),
        (
            {"review": "appeal", "pay_when": "at_once", "pay_reason": "Vården behöver pengarna."},
            f"{PAID_AT_ONCE[True]}\nSkäl: Vården behöver pengarna.\n",
        ),
        (
            {"review": "reconsider", "pay_when": "at_once", "pay_reason": "Överenskommelsen, punkt 3"},
            f"{PAID_AT_ONCE[False]}\nSkäl: Överenskommelsen, punkt 3.\n",
        ),
    ],
)
def test_when_the_money_comes_follows_the_year_s_terms(
    terms: dict[str, Any], says: str, people: People
) -> None:
    a_year(**terms)
    text = words(letter_of(decided(people)))

    assert f"Utbetalning\n{says}" in text
    assert ("35 § förvaltningslagen" in text) is (terms["review"] == "appeal")


def test_a_letter_from_before_the_term_says_what_it_said(people: People) -> None:
    a_year(review="appeal")
    decision = decided(people)
    for name in ("pay_when", "pay_reason"):
        del decision.amount.run.terms[name]

    assert f"Utbetalning\n{PAID}\n" in words(letter_of(decision))
    assert terms_of(decision.amount.run.terms).pay_when is PayWhen.AFTER_APPEAL


def test_nothing_is_paid_at_once_without_a_reason() -> None:
    with pytest.raises(IntegrityError):
        a_year(pay_when="at_once")


def test_a_year_without_a_stated_source_claims_none(people: People) -> None:
    a_year(source=" ", review_source="")
    text = words(letter_of(decided(people)))

    assert "Källa" not in text
    assert "Stöd" not in text


def test_the_head_of_the_chain_in_the_letter_is_the_decision_s_row(people: People) -> None:
    decision = decided(people)
    row = Entry.objects.get(act="payout.decide_region", region="07")

    assert f"Loggens rad: {row.sequence}\nLoggens kontrollsumma: {row.digest}" in words(letter_of(decision))


def test_the_decision_comes_first(people: People) -> None:
    assert letter_of(decided(people)).sections[0].heading == "Beslut"


def test_nobody_else_is_printed_as_nobody(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)

    assert "Andra som har deltagit: ingen" in words(letter_of(Decision.objects.get(amount__region="07")))


def test_who_corrected_a_figure_took_part(people: People) -> None:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)
    corrector = a_person(Role.ADMINISTRATOR, email="corrector@test.example")
    correct(the_return, {"EMPLOYER": "142"}, corrector, seen_version=1, why="Dubbelräknat")
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)

    assert "Andra som har deltagit: corrector" in words(letter_of(Decision.objects.get(amount__region="07")))


def test_a_computation_that_is_not_decided_has_no_letter(people: People) -> None:
    decision = decided(people)
    decision.amount.run.status = "proposed"

    with pytest.raises(NotDecided):
        letter_of(decision)


def test_the_same_decision_gives_the_same_bytes_whatever_is_renamed(people: People) -> None:
    decision = decided(people)
    first = letter_of(decision)
    before = letter_pdf(first), letter_docx(first)
    people.decision_maker.name = "Någon Annan"
    people.decision_maker.save()

    again = letter_of(Decision.objects.get(pk=decision.pk))
    assert (letter_pdf(again), letter_docx(again)) == before


def test_the_pdf_says_that_it_is_for_archives_and_for_everybody(people: People) -> None:
    data = letter_pdf(letter_of(decided(people)))

    assert data.startswith(b"%PDF-1.7")
    assert b"pdfaid:part>2<" in data
    assert b"pdfuaid:part>1<" in data


def test_text_is_never_read_as_markup(people: People) -> None:
    diary_number = '#panic("x") *b* $a$ <w:p> \\'
    letter = letter_of(decided(people, diary_number))

    assert letter_pdf(letter).startswith(b"%PDF")
    document = docx.Document(io.BytesIO(letter_docx(letter)))
    assert document.tables[0].cell(1, 1).text == diary_number


def test_the_word_file_has_headings_and_no_moment_of_writing(people: People) -> None:
    data = letter_docx(letter_of(decided(people)))

    styles = [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style is not None]
    assert styles.count("Heading 1") == 1
    assert b"NUMPAGES" in zipfile.ZipFile(io.BytesIO(data)).read("word/footer1.xml")
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("write", [letter_pdf, letter_docx])
def test_all_21_letters_of_2018_are_files(write: Callable[[Letter], bytes]) -> None:
    made = {
        each.amount.region_id: write(letter_of(each))
        for each in Decision.objects.filter(amount__run__year=2018).select_related("amount__region")
    }

    assert len(made) == len(set(made.values())) == 21
    start = b"%PDF-" if write is letter_pdf else b"PK"
    assert all(data.startswith(start) and len(data) > 5_000 for data in made.values())


@pytest.mark.usefixtures("past")
def test_every_region_of_2018_and_2020_has_its_letter_with_what_is_unknown_said() -> None:
    decisions = list(Decision.objects.select_related("amount__region", "amount__run"))

    assert len(decisions) == 3 * 21
    letters = {name_of(each): words(letter_of(each)) for each in decisions}
    assert len(letters) == 63
    assert "Region Kronoberg får 9 752 921 kronor" in letters["beslut-2020-base-07"]
    assert all(f"Beslutsfattare: {UNKNOWN}" in text for text in letters.values())
    assert all(NO_REVIEW in text for text in letters.values())
    assert all(HISTORY in text for text in letters.values())


def pages(letter: Letter) -> int:
    """How many pages the PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", letter_pdf(letter)))


def test_long_words_go_on_to_the_next_page(people: People) -> None:
    """Of one section, or of one cell; what a page cannot hold must not be cut at its foot."""
    letter = letter_of(decided(people))
    long = "Vi har gått igenom er redovisning. " * 900  # about seven pages
    said = Section("Därför beslutar vi så", (long,)), Section("Rättelse", rows=(("Det stod", long),))

    assert pages(letter) == 2
    for section in said:
        assert pages(replace(letter, sections=(*letter.sections, section))) >= 8


def test_the_word_file_is_an_a4_whose_tables_stay_together(people: People) -> None:
    document = docx.Document(io.BytesIO(letter_docx(letter_of(decided(people)))))
    page = document.sections[0]

    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for table in document.tables:
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert kept == [True] * (len(kept) - 1) + [False]
