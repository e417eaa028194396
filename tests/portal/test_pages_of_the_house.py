"""Signing in, the menu and the pages that say that something went wrong."""

import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from agreement.moves import Role
from portal.navigation import menu_of
from tests.makers import a_person, signed_in

OF_A_REGION = ["Start", "Redovisningar", "Enkät", "Beslut", "Personer", "Meddelanden", "Regler"]
MENUS = [
    ({Role.PROCESS_LEADER}, OF_A_REGION),
    ({Role.CONTRIBUTOR}, OF_A_REGION),
    ({Role.OFFICER}, ["Redovisningar", "Utbetalningar", "Sammanställning", "Meddelanden", "Regler"]),
    ({Role.DECISION_MAKER}, ["Redovisningar", "Utbetalningar", "Sammanställning", "Meddelanden", "Regler"]),
    ({Role.AUDITOR}, ["Redovisningar", "Utbetalningar", "Sammanställning", "Meddelanden", "Regler"]),
    ({Role.ANALYST}, ["Start", "Sammanställning", "Enkäter", "Meddelanden", "Regler"]),
    (
        {Role.ADMINISTRATOR},
        ["Redovisningar", "Utbetalningar", "Sammanställning", "Meddelanden", "Regler", "Administration"],
    ),
    (set(), ["Start"]),
]  # fmt: skip


@pytest.mark.parametrize(("roles", "labels"), MENUS)
def test_the_menu_holds_what_the_role_works_with(roles: set[Role], labels: list[str]) -> None:
    request = RequestFactory().get("/nowhere/")
    request.resolver_match = None
    assert [item.label for item in menu_of(request, frozenset(roles))] == labels


def test_the_menu_says_which_page_is_open() -> None:
    request = RequestFactory().get(reverse("payouts:board"))
    request.resolver_match = None
    items = menu_of(request, frozenset({Role.OFFICER}))
    assert [item.current for item in items] == ["page", "", "", "", ""]


@pytest.mark.parametrize(
    ("path", "role", "label"),
    [
        ("/folk/07/", Role.PROCESS_LEADER, "Personer"),
        ("/redovisning/2026/07/", Role.PROCESS_LEADER, "Redovisningar"),
        ("/laget/ar/", Role.OFFICER, "Redovisningar"),
        ("/redovisning/2026/07/version/1/", Role.OFFICER, "Redovisningar"),
        ("/beslut/underlag/1/", Role.OFFICER, "Utbetalningar"),
        ("/utbetalningar/2026/", Role.OFFICER, "Utbetalningar"),
    ],
)
def test_a_page_belongs_to_the_place_that_it_lies_under(path: str, role: Role, label: str) -> None:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    items = menu_of(request, frozenset({role}))
    assert [item.label for item in items if item.current] == [label]


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_for_the_worst_days_need_nothing_but_themselves(name: str) -> None:
    html = render_to_string(name)
    assert '<html lang="sv">' in html
    assert "<h1>" in html
    assert "<script" not in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_the_other_error_pages_lead_back_to_the_start(name: str) -> None:
    html = render_to_string(name, request=RequestFactory().get("/"))
    assert f'href="{reverse("start")}"' in html


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_told_plainly(client: Client) -> None:
    response = client.get("/finns-inte/")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "Sidan finns inte" in response.content.decode()


@pytest.mark.django_db
def test_an_old_form_is_refused_in_plain_swedish() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example"})
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Formuläret är för gammalt" in response.content.decode()


@pytest.mark.django_db
def test_a_wrong_password_is_listed_on_top_and_in_the_title(client: Client) -> None:
    data = {"login": "nobody@region.example", "password": "wrong"}
    html = client.post(reverse("account_login"), data).content.decode()
    assert "<title>Fel: Logga in – Villkor 3</title>" in html
    assert 'role="alert"' in html
    assert "E-postadressen eller lösenordet stämmer inte." in html


@pytest.mark.django_db
def test_too_many_wrong_passwords_close_the_door_for_a_while(client: Client) -> None:
    data = {"login": "nobody@region.example", "password": "wrong"}
    answers = [
        client.post(reverse("account_login"), data) for _attempt in range(settings.AXES_FAILURE_LIMIT + 1)
    ]
    assert answers[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "För många försök" in answers[-1].content.decode()


@pytest.mark.django_db
def test_nobody_can_make_an_account_alone(client: Client) -> None:
    html = client.get(reverse("account_signup")).content.decode()
    assert "Konton ordnas av Försäkringskassan" in html
    assert 'name="password1"' not in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_a_page_before_signing_in_breaks_no_rule_of_the_policy(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    html = response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert '<a class="iskiplink" href="#innehall">' in html
    assert 'id="innehall"' in html


@pytest.mark.django_db
def test_the_language_can_be_chosen_before_signing_in(client: Client) -> None:
    page = reverse("account_login")
    chosen = client.post(reverse("set_language"), {"language": "en", "next": page})
    assert chosen.headers["Location"] == page
    assert '<html lang="en">' in client.get(page).content.decode()


@pytest.mark.django_db
def test_the_analyst_begins_with_the_surveys_and_the_compilations() -> None:
    page = signed_in(a_person(Role.ANALYST)).get(reverse("start")).content.decode()
    main = page[page.index("<h1") : page.index("<footer")]

    for name in ("survey:surveys", "compilation:years", "compilation:published"):
        assert f'href="{reverse(name)}"' in main
