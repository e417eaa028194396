"""What the statuses of a return are called in the admin site."""

from django.utils.translation import gettext_lazy as _

from agreement.moves import Status

STATUS_NAMES = [
    (Status.NOT_STARTED.value, _("inte påbörjad")),
    (Status.DRAFT.value, _("utkast")),
    (Status.RECEIVED.value, _("kontrolleras")),
    (Status.RETURNED.value, _("har fel att rätta")),
    (Status.READY.value, _("klar att skriva under")),
    (Status.SIGNED.value, _("inlämnad")),
    (Status.ASKED.value, _("komplettering begärd")),
    (Status.ACCEPTED.value, _("godkänd")),
]
