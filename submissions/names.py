"""What the statuses of a return are called in the admin site."""

from django.utils.translation import gettext_lazy as _

from agreement.lines import Collected
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
# What the agency sees of them: everything before signing is one (own space).
NO_RETURN = "no_return"
OFFICER_STATUS_NAMES = {
    NO_RETURN: _("Ingen redovisning"),
    Status.NOT_STARTED.value: _("Inte påbörjad"),
    Status.DRAFT.value: _("Påbörjad"),
    Status.SIGNED.value: _("Att granska"),
    Status.ASKED.value: _("Väntar på komplettering"),
    Status.ACCEPTED.value: _("Godkänd"),
}
# How far a line or a section was collected.
COLLECTED_NAMES = [
    (Collected.REPORTED, _("Redovisat")),
    (Collected.ZERO, _("Inget att redovisa")),
    (Collected.PARTLY, _("Delvis insamlat")),
    (Collected.NOT_COLLECTED, _("Ej insamlat")),
]
