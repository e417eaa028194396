"""Master data in the admin site."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from register.models import Membership, Region, TermsVersion, User
from tests.makers import a_region, a_year, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client_of_ours(client: Client) -> Client:
    client.force_login(the_people().administrator)
    return client


def test_a_change_of_a_region_needs_a_reason_and_leaves_a_row_in_the_trail(
    admin_client_of_ours: Client,
) -> None:
    a_region("07")
    address = reverse("admin:register_region_change", args=["07"])

    refused = admin_client_of_ours.post(address, {"name": "Kronoberg", "also_named": "Småland"})
    assert refused.status_code == 200
    assert Region.objects.get(pk="07").also_named == ""

    done = admin_client_of_ours.post(
        address, {"name": "Kronoberg", "also_named": "Småland", "reason": "Kallas så i brev"}
    )
    assert done.status_code == 302
    entry = Entry.objects.get(act="region.change")
    assert entry.details == {"fields": ["also_named"], "reason": "Kallas så i brev"}
    assert entry.actor == User.objects.get(email="administrator@test.example")


@pytest.mark.parametrize(
    "page", ["region", "agreementyear", "termsversion", "population", "membership", "user"]
)
def test_every_list_and_every_form_opens(admin_client_of_ours: Client, page: str) -> None:
    a_year()

    assert admin_client_of_ours.get(reverse(f"admin:register_{page}_changelist")).status_code == 200
    assert admin_client_of_ours.get(reverse(f"admin:register_{page}_add")).status_code == 200


def test_the_form_for_terms_shows_the_reason_field(admin_client_of_ours: Client) -> None:
    a_year()
    terms = TermsVersion.objects.get()

    page = admin_client_of_ours.get(reverse("admin:register_termsversion_change", args=[terms.pk]))

    assert b'name="reason"' in page.content


def test_a_new_person_gets_an_account_and_the_trail_says_so(admin_client_of_ours: Client) -> None:
    done = admin_client_of_ours.post(
        reverse("admin:register_user_add"),
        {
            "email": "ny@test.example",
            "name": "Handläggare 3",
            "usable_password": "true",
            "password1": "en lång fras 77",
            "password2": "en lång fras 77",
        },
    )

    assert done.status_code == 302
    assert User.objects.get(email="ny@test.example").check_password("en lång fras 77")
    assert Entry.objects.filter(act="user.change").count() == 1


def test_nobody_is_ever_deleted(admin_client_of_ours: Client) -> None:
    membership = Membership.objects.filter(region="07").first()
    assert membership is not None

    for page, pk in (("membership", membership.pk), ("user", membership.user_id), ("region", "07")):
        answer = admin_client_of_ours.post(
            reverse(f"admin:register_{page}_delete", args=[pk]), {"post": "yes"}
        )
        assert answer.status_code == 403
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_others_than_administrators_do_not_come_in(client: Client) -> None:
    people = the_people()
    for user in (people.owner, people.officer, people.decision_maker, people.auditor, people.analyst):
        client.force_login(user)
        assert client.get(reverse("admin:register_region_changelist")).status_code in (302, 403, 404)
