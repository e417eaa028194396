"""How allauth behaves here: nobody registers alone, and messages are in plain Swedish."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register.claiming import claim
from register.models import User


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come in by invitation only: an administrator's or, for a region, its process leader's."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Kontot är avstängt. Kontakta Försäkringskassan."),
        "email_password_mismatch": _("E-postadressen eller lösenordet stämmer inte. Kontrollera båda."),
        "enter_current_password": _("Det nuvarande lösenordet stämmer inte."),
        "incorrect_password": _("Lösenordet stämmer inte."),
        "invalid_password_reset": _("Länken gäller inte längre. Begär en ny."),
        "too_many_login_attempts": _("Det har varit för många försök. Vänta en kvart och försök igen."),
        "rate_limited": _("Det har varit för många försök. Vänta en stund och försök igen."),
    }

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Whoever was invited becomes what the invitation says at the first sign-in."""
        for membership in claim(user):
            said = _("Du är nu %(role)s för %(region)s.") % {
                "role": membership.get_role_display(),
                "region": membership.region,
            }
            messages.success(request, said)
        response: HttpResponse = super().post_login(request, user, **how)
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as written, without a host name before it."""
        return subject
