"""The language of a page: Swedish, unless the person has chosen another."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

Door = Callable[[HttpRequest], HttpResponseBase]


def language_by_choice(get_response: Door) -> Door:
    """Middleware: the language of the person's cookie, else Swedish.

    The browser's Accept-Language is not asked: an English browser once made "1 234" unreadable,
    and a shared computer must not change what a region is told.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def language() -> str:
    """The reader's language as the pure rooms name it: sv or en."""
    return (translation.get_language() or "sv")[:2]


def chosen_language(request: HttpRequest) -> str:
    """The language in the cookie if the portal has it, else Swedish."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
