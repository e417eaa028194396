"""What a status is called, by who looks, and the shape that stands before the word.

Shapes say what colour alone may not: ``done`` is a filled dot, ``wait`` a ringed one, ``half``
is begun, ``none`` is empty, ``warn`` a diamond that wants something done, ``bad`` a square.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StatusWords:
    """One status as one reader sees it."""

    word: str | Promise
    shape: str


_BEGUN = StatusWords(_("Påbörjad"), "half")
_ACCEPTED = StatusWords(_("Godkänd"), "done")
_WITHDRAWN = StatusWords(_("Återtagen"), "none")
_NOT_STARTED = StatusWords(_("Inte påbörjad"), "none")
_NO_RETURN = StatusWords(_("Ingen redovisning"), "none")

_REGION = {
    "not_started": _NOT_STARTED,
    "no_return": _NO_RETURN,
    "draft": StatusWords(_("Utkast"), "half"),
    "received": StatusWords(_("Kontrolleras"), "wait"),
    "returned": StatusWords(_("Har fel att rätta"), "bad"),
    "ready": StatusWords(_("Klar att skriva under"), "half"),
    "signed": StatusWords(_("Inlämnad"), "wait"),
    "asked": StatusWords(_("Komplettering begärd"), "warn"),
    "accepted": _ACCEPTED,
    "withdrawn": _WITHDRAWN,
}
# An officer learns that a return is begun, and nothing more until it is signed (own space).
_OFFICER = {
    "not_started": _NOT_STARTED,
    "no_return": _NO_RETURN,
    "draft": _BEGUN,
    "received": _BEGUN,
    "returned": _BEGUN,
    "ready": _BEGUN,
    "signed": StatusWords(_("Att granska"), "wait"),
    "asked": StatusWords(_("Väntar på komplettering"), "warn"),
    "accepted": _ACCEPTED,
    "withdrawn": _WITHDRAWN,
}
_PAYOUT = {
    "computed": StatusWords(_("Beräknad"), "half"),
    "proposed": StatusWords(_("Förslag till beslut"), "wait"),
    "decided": StatusWords(_("Beslutad"), "done"),
    "ordered": StatusWords(_("Betalning beställd"), "wait"),
    "paid": StatusWords(_("Betald"), "done"),
    "outdated": StatusWords(_("Inaktuell"), "warn"),
    "none": StatusWords(_("Inte beräknad"), "none"),
    "changed": StatusWords(_("Öppen ändring"), "warn"),
}
# What follows a decision that a later computation changed.
_CHANGE = {
    "opened": StatusWords(_("Ändring att handlägga"), "warn"),
    "communicated": StatusWords(_("Ändring skickad till regionen"), "wait"),
    "proposed": StatusWords(_("Ändring föreslagen"), "wait"),
    "to_settle": StatusWords(_("Ändring att reglera"), "warn"),
    "settling": StatusWords(_("Reglering pågår"), "wait"),
    "settled": StatusWords(_("Ändring reglerad"), "done"),
}
_WAIVER = {
    "asked": StatusWords(_("Begärt"), "wait"),
    "proposed": StatusWords(_("Föreslaget"), "wait"),
    "granted": StatusWords(_("Beviljat"), "done"),
    "refused": StatusWords(_("Avslaget"), "bad"),
}
_SEEN_BY = {"region": _REGION, "officer": _OFFICER, "payout": _PAYOUT, "change": _CHANGE, "waiver": _WAIVER}


def find_status(code: str, seen_by: str = "region") -> StatusWords:
    """The words and shape of a status. Raises KeyError for a status or reader that does not exist."""
    return _SEEN_BY[seen_by][str(code)]
