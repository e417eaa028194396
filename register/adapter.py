"""How allauth behaves here: nobody registers alone, and messages are in plain Swedish."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come in by invitation only. Accounts are made by an administrator."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Kontot är avstängt. Kontakta Försäkringskassan."),
        "email_password_mismatch": _("E-postadressen eller lösenordet stämmer inte. Kontrollera båda."),
        "enter_current_password": _("Det nuvarande lösenordet stämmer inte."),
        "incorrect_password": _("Lösenordet stämmer inte."),
        "invalid_password_reset": _("Länken gäller inte längre. Begär en ny."),
        "too_many_login_attempts": _("Det har varit för många försök. Vänta en kvart och försök igen."),
        "rate_limited": _("Det har varit för många försök. Vänta en stund och försök igen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as written, without a host name before it."""
        return subject
