"""A stored computation gives the same amounts again, years later, from its own inputs alone."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from payouts.computing import WITHOUT_STEPS, checksum_of, compute, is_intact
from payouts.inputs import terms_of
from payouts.models import Amount, Kind, Run
from payouts.recomputing import Differs, differences
from register.models import Population, TermsVersion
from submissions.correcting import correct
from submissions.models import Version
from tests.makers import People, a_population, a_region, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def contacts(people: People) -> Run:
    year = a_year(contact_unit="treatments_with_contact", contact_appropriation=500_000)
    an_accepted_return(year, "07", people.owner, people.officer, BOTH=6)
    an_accepted_return(year, "08", people.owner, people.officer, BOTH=0)
    return compute(2026, Kind.CONTACTS, people.officer)


@pytest.fixture
def base(people: People) -> Run:
    a_year(2025)
    for number, code in enumerate(("07", "08", "12"), start=1):
        a_population(a_region(code), 100_000 * number + 1, date(2025, 11, 1))
    return compute(2025, Kind.BASE, people.officer)


def recompute(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> tuple[int, str]:
    """The exit code and what was written before it."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("recompute", *arguments, stdout=out)
    return refusal.value.returncode, out.getvalue()


def test_the_same_amounts_come_again_after_everything_else_has_changed(
    people: People, contacts: Run, base: Run
) -> None:
    Population.objects.update(count=1)
    TermsVersion.objects.update(amount_per_contact=1, contact_unit="contacts", base_appropriation=1)
    the_return = Version.objects.get(the_return__region="07").the_return
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad kontakt")

    assert recompute("--all") == "Omräknade: 2 beräkningar med 6 belopp. Olika: 0.\n"
    assert recompute("2026/contacts/1") == "Omräknade: 1 beräkningar med 3 belopp. Olika: 0.\n"


@pytest.mark.usefixtures("past")
def test_the_printed_payouts_of_2018_and_2020_come_again_to_the_krona() -> None:
    assert recompute("--all") == "Omräknade: 3 beräkningar med 63 belopp. Olika: 0.\n"


def test_a_krona_more_is_named_with_its_region(contacts: Run) -> None:
    amount = contacts.amounts.get(region="07")
    Amount.objects.filter(pk=amount.pk).update(amount=amount.amount + 1)

    code, said = refused("2026/contacts/1")

    assert code == 1
    assert f"2026/contacts/1 07: beloppet är lagrat som {amount.amount + 1} kr" in said
    assert "2026/contacts/1: kontrollsumman stämmer inte" in said
    assert "Omräknade: 1 beräkningar med 3 belopp. Olika: 1." in said


def test_what_was_written_so_that_the_checksum_fits_is_still_another_amount(contacts: Run) -> None:
    contacts.amounts.filter(region="07").update(amount=1)
    Run.objects.update(checksum=checksum_of(contacts, contacts.amounts.order_by("region")))

    found = differences(Run.objects.get())

    assert [(each.what, each.region, each.stored) for each in found] == [(Differs.AMOUNT, "07", 1)]


def test_other_steps_another_sum_and_another_return_show(people: People, contacts: Run) -> None:
    contacts.amounts.filter(region="07").update(steps=[])
    contacts.amounts.filter(region="08").update(version=Version.objects.get(the_return__region="07"))
    Run.objects.update(total=1)

    what = {(each.what, each.region) for each in differences(Run.objects.get())}

    assert what == {
        (Differs.CHECKSUM, ""),
        (Differs.STEPS, "07"),
        (Differs.VERSION, "08"),
        (Differs.TOTAL, ""),
    }


@pytest.mark.parametrize("inputs", [{}, {"lines": []}, {"lines": [{"region": "07", "quantity": "x"}]}, []])
def test_broken_inputs_are_a_difference_and_no_crash(contacts: Run, inputs: object) -> None:
    Run.objects.update(inputs=inputs)

    assert Differs.INPUTS in {each.what for each in differences(Run.objects.get())}


def test_the_counts_decide_and_not_the_quantity_beside_them(contacts: Run) -> None:
    lines = contacts.inputs["lines"]
    lines[0]["counts"]["BOTH"] = 7
    Run.objects.update(inputs=contacts.inputs)

    assert (Differs.QUANTITY, "07") in {(each.what, each.region) for each in differences(Run.objects.get())}


def test_nothing_to_recompute_is_exit_code_2(people: People) -> None:
    assert refused("--all") == (2, "")
    assert refused("2026/contacts/1") == (2, "")
    for wrong in ("1", "2026/kontakter/1", "2026/contacts/0x1", "../contacts/1"):
        assert refused(wrong) == (2, "")


def test_the_terms_come_back_as_they_were_and_younger_fields_have_their_default(contacts: Run) -> None:
    assert terms_of(contacts.terms) == contacts.year.terms()
    older = {key: value for key, value in contacts.terms.items() if key != "largest_count"}
    assert terms_of(older | {"gone": 1}) == contacts.year.terms()


def test_a_run_of_the_first_code_version_keeps_its_checksum(contacts: Run) -> None:
    contacts.code_version = next(iter(WITHOUT_STEPS))
    amounts = list(contacts.amounts.order_by("region"))
    contacts.checksum = checksum_of(contacts, amounts)
    contacts.save()
    contacts.amounts.filter(region="07").update(steps=[])

    assert is_intact(contacts)


def test_the_steps_are_under_the_checksum_now(contacts: Run) -> None:
    contacts.amounts.filter(region="07").update(steps=[])

    assert not is_intact(contacts)
