"""Organisation numbers (organisationsnummer), checked before money is ordered by them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.se import orgnr


def check_org_number(text: str) -> None:
    """Refuse what is no organisation number: NNNNNN-NNNN, a right check digit, third digit at least 2.

    The third digit keeps personal identity numbers out. Raises ValidationError.
    """
    number = orgnr.compact(text)
    if not orgnr.is_valid(number) or number[2] < "2":
        raise ValidationError(_("Skriv ett giltigt organisationsnummer med tio siffror, NNNNNN-NNNN."))


def written(text: str) -> str:
    """The number as it is usually written: 232100-0065. Empty for empty."""
    number = str(orgnr.compact(text))
    return f"{number[:6]}-{number[6:]}" if number else ""
