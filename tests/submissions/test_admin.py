"""The admin site keeps the own space, and opens a year whole."""

import pytest
from django.urls import reverse

from register.models import AgreementYear
from submissions.models import Return
from tests.makers import People, a_checked_return, a_region, a_year, signed_in, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def test_the_administrator_too_sees_only_that_a_region_has_begun(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=1)
    client = signed_in(people.administrator)

    for address in (
        reverse("admin:submissions_return_changelist"),
        reverse("admin:submissions_return_change", args=[the_return.pk]),
    ):
        page = client.get(address).content.decode()
        assert "påbörjad" in page
        assert "har fel att rätta" not in page


def test_the_first_terms_of_an_open_year_start_every_regions_return(people: People) -> None:
    year = AgreementYear.objects.create(year=2031)
    for code in ("07", "08"):
        a_region(code)
    fields = {
        "year": "2031", "number": "1", "contact_unit": "contacts", "rounding": "largest_remainder",
        "asked": "[]", "thresholds": "{}", "last_day": "2032-08-15", "reason": "Ny överenskommelse.",
        "review": "reconsider", "answer_days": "14", "small_limit": "5", "appeal_counts_from": "receipt",
        "pay_when": "at_once", "pay_reason": "Överenskommelsen, punkt 3.",
    }  # fmt: skip

    response = signed_in(people.administrator).post(reverse("admin:register_termsversion_add"), fields)

    assert response.status_code == 302
    assert Return.objects.filter(year=year).count() == 3  # with the stranger's region
    assert year.terms().pay_reason == "Överenskommelsen, punkt 3."


def test_a_year_without_terms_is_no_page_and_no_error(people: People) -> None:
    a_year()
    AgreementYear.objects.create(year=2031)
    client = signed_in(people.officer)

    assert client.get(reverse("payouts:board")).status_code == 200
    assert client.get(reverse("payouts:board_of_year", args=[2031])).status_code == 404
    assert client.get(reverse("payouts:year_list")).status_code == 200
    assert client.get(reverse("payouts:year", args=[2031])).status_code == 404


def test_the_admin_site_bears_the_portals_name_and_not_the_frameworks(people: People) -> None:
    page = signed_in(people.administrator).get(reverse("admin:index")).content.decode()

    assert "Villkor 3, administration" in page
    assert "Django" not in page
