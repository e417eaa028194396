"""What can be chosen in a year's terms, with the words that an administrator reads."""

from django.utils.translation import gettext_lazy as _

from agreement.terms import AppealFrom, ContactUnit, PayWhen, Review, Rounding

CONTACT_UNITS = [
    (ContactUnit.CONTACTS, _("varje kontakt")),
    (ContactUnit.TREATMENTS_WITH_CONTACT, _("varje behandling med kontakt")),
]
ROUNDINGS = [
    (Rounding.LARGEST_REMAINDER, _("största rest")),
    (Rounding.EACH, _("varje region för sig")),
]
REVIEWS = [
    (Review.APPEAL, _("det kan överklagas")),
    (Review.RECONSIDER, _("det kan omprövas")),
    (Review.NONE, _("det får inte överklagas")),
]
APPEALS_FROM = [
    (AppealFrom.RECEIPT, _("den dag då regionen fick del av beslutet")),
    (AppealFrom.DECISION, _("den dag då beslutet meddelades")),
]
PAID_WHEN = [
    (PayWhen.AFTER_APPEAL, _("när tiden för att överklaga har gått ut")),
    (PayWhen.AT_ONCE, _("genast")),
]
