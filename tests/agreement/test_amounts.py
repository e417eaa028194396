"""Amounts as people write them: understood and shown back, or refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.amounts import LONGEST_AMOUNT, Amount, AmountFault, parse_amount, plain
from agreement.replies import Asked, Basis, Form, Kind, Misread, Part, ReplyFault, read
from agreement.replies_wording import basis_name, form_name, misread


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("25000", "25 000 kr"),
        ("25 000 kr", "25 000 kr"),
        ("25.000:-", "25 000 kr"),
        ("10000,-", "10 000 kr"),
        ("85 000 kr*", "85 000 kr"),
        ("ca 25 000", "ungefär 25 000 kr"),
        ("Cirka 25 000 kronor", "ungefär 25 000 kr"),
        ("25–30 000 kr", "25 000–30 000 kr"),
        ("25 000 - 30 000", "25 000–30 000 kr"),
        ("25 000 till 30 000 kr", "25 000–30 000 kr"),
        ("15 000 + moms", "15 000 kr, utan moms"),
        ("15 000 kr exkl. moms", "15 000 kr, utan moms"),
        ("15 000 kr inkl. moms", "15 000 kr"),
        ("max 6 000 kr", "högst 6 000 kr"),
        ("1,5 miljoner kr", "1 500 000 kr"),
        ("2–3 miljoner", "2 000 000–3 000 000 kr"),
        ("25 tkr", "25 000 kr"),
        ("\u200b25\u00a0000\ufeff kr", "25 000 kr"),
        ("0", "0 kr"),
    ],
)
def test_an_amount_is_understood_and_shown_back(raw: str, shown: str) -> None:
    amount, fault = parse_amount(raw)

    assert fault is None
    assert amount is not None
    assert amount.words().replace("\u00a0", " ") == shown


def test_an_amount_is_shown_in_english_too() -> None:
    amount, _fault = parse_amount("ca 25–30 000 kr + moms")

    assert amount is not None
    assert amount.words("en").replace("\u00a0", " ") == "about SEK 25,000–30,000, without VAT"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("-500", AmountFault.NEGATIVE),
        ("− 500 kr", AmountFault.NEGATIVE),
        ("tjugo tusen", AmountFault.TEXT),
        ("se bilaga", AmountFault.TEXT),
        ("25 000 / 30 000", AmountFault.TEXT),
        ("30 000–25 000", AmountFault.REVERSED),
        ("42,50", AmountFault.DECIMAL),
        ("1" * 20, AmountFault.TOO_LARGE),
        ("1" + "0" * 28, AmountFault.TOO_LARGE),
        ("9" * 60 + ",5", AmountFault.TOO_LARGE),
        ("1" * (LONGEST_AMOUNT + 1), AmountFault.TOO_LONG),
    ],
)
def test_what_is_no_amount_is_refused_by_name(raw: str, fault: AmountFault) -> None:
    assert parse_amount(raw) == (None, fault)


def test_nothing_is_neither_an_amount_nor_a_fault() -> None:
    assert parse_amount(" \u200b ") == (None, None)


@given(st.integers(min_value=0, max_value=10**9))
def test_what_is_shown_is_read_again_as_the_same(number: int) -> None:
    assert parse_amount(Amount(number).words())[0] == Amount(number)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(raw: str) -> None:
    amount, fault = parse_amount(raw)

    assert amount is None or fault is None
    assert plain(plain(raw)) == plain(raw)


def test_a_part_goes_out_and_comes_back_the_same() -> None:
    part = Part("MMR1", "assessment", raw="10 000", number=10_000, basis=Basis.PER_PATIENT, marks=("ex_vat",))

    assert Part.from_json(part.as_json()) == part


def test_a_part_without_a_number_has_none_and_never_0() -> None:
    asked = Asked(Kind.TABLE, rows=("MMR1",))
    parts, faults = read(asked, [Part("MMR1", form=Form.OFFERED, number=3)])

    assert (parts[0].number, faults) == (None, [])


def test_a_number_and_an_answer_in_place_of_it_contradict_each_other() -> None:
    asked = Asked(Kind.TABLE, rows=("MMR1",))
    _parts, faults = read(asked, [Part("MMR1", form=Form.OFFERED, raw="3")])

    assert [fault.fault for fault in faults] == [ReplyFault.BOTH]


def test_empty_parts_are_left_out() -> None:
    assert read(Asked(Kind.TEXT), [Part(text=" \n ")]) == ([], [])


@pytest.mark.parametrize("fault", [*AmountFault, *ReplyFault])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_fault_has_words_that_say_what_to_do(fault: str, lang: str) -> None:
    words = misread(Misread("", "", fault, "x" * 300), lang)

    assert len(words) < 200
    assert words.endswith(".")
    assert "{" not in words


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_form_and_basis_has_a_name(lang: str) -> None:
    assert all(form_name(form, lang) for form in Form)
    assert all(basis_name(basis, lang) != basis for basis in Basis)
