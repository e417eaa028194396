"""The language of a page is chosen by the person, never by the browser."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from register.language import language_by_choice


def answered(cookie: str = "", accept: str = "") -> HttpResponse:
    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE=accept)
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie

    def door(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")

    response = language_by_choice(door)(request)
    assert isinstance(response, HttpResponse)
    return response


def test_the_portal_speaks_swedish_to_those_who_have_not_chosen() -> None:
    assert answered().content == b"sv sv"


def test_an_english_browser_is_spoken_to_in_swedish() -> None:
    assert answered(accept="en-GB,en;q=0.9").content == b"sv sv"


def test_the_persons_choice_counts() -> None:
    response = answered(cookie="en")
    assert response.content == b"en en"
    assert response.headers["Content-Language"] == "en"


@pytest.mark.parametrize("cookie", ["de", "../../etc", "sv_SE; x", "EN"])
def test_a_language_that_the_portal_lacks_is_swedish(cookie: str) -> None:
    assert answered(cookie=cookie).content == b"sv sv"


def test_caches_are_told_that_the_cookie_matters() -> None:
    assert "Cookie" in answered().headers["Vary"]
    assert "Accept-Language" not in answered().headers["Vary"]


def test_one_persons_choice_does_not_stay_for_the_next() -> None:
    with translation.override("sv"):
        answered(cookie="en")
        assert translation.get_language() == "sv"


@pytest.mark.django_db
def test_the_sign_in_page_is_swedish_for_an_english_browser(client) -> None:  # type: ignore[no-untyped-def]
    response = client.get("/konto/login/", HTTP_ACCEPT_LANGUAGE="en")
    assert response.status_code == HTTPStatus.OK
    assert '<html lang="sv">' in response.content.decode()
