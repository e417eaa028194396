"""What may go wrong when a return is worked on, by name, each with its words."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agreement.lines import LINE
from agreement.moves import Act, Status
from submissions.models import Return, Version


class Refused(Exception):
    """Something that cannot be done now. ``str()`` is a sentence for the person who tried."""


class Closed(Refused):
    """The return's status, or the person's role, does not permit the act."""

    def __init__(self, act: Act, the_return: Return) -> None:
        self.act = act
        self.the_return = the_return
        super().__init__(_closed_words(act, the_return))


class ChangedMeanwhile(Refused):
    """Somebody else saved since the page was shown (model message 47)."""

    def __init__(self, the_return: Return) -> None:
        self.the_return = the_return
        draft = the_return.deliveries.order_by("-number").select_related("sent_by").first()
        who = str(draft.sent_by) if draft is not None and draft.sent_by is not None else _("En kollega")
        at = clock(draft.received_at) if draft is not None else ""
        super().__init__(
            _(
                "%(who)s sparade ändringar kl. %(at)s, medan du arbetade. Dina ändringar har inte sparats. "
                "Jämför och välj vilka siffror som ska gälla."
            )
            % {"who": who, "at": at}
        )


class LineLocked(Refused):
    """A line outside the request for completion was changed (model message 42)."""

    def __init__(self, code: str, opened: list[str]) -> None:
        self.code = code
        lang = (get_language() or "sv")[:2]
        names = ", ".join(LINE[line].short(lang) for line in opened if line in LINE)
        super().__init__(
            _(
                "Raden %(line)s är låst. Komplettering är begärd bara för %(opened)s. "
                "Skriv till handläggaren om även %(line)s behöver rättas."
            )
            % {"line": LINE[code].short(lang), "opened": names}
        )


class NotReady(Refused):
    """Errors to correct or queries to explain are left."""

    def __init__(self, errors: int, questions: int) -> None:
        self.errors, self.questions = errors, questions
        super().__init__(
            _(
                "Redovisningen kan inte lämnas in än. Kvar att rätta: %(errors)d. "
                "Kvar att förklara: %(questions)d."
            )
            % {"errors": errors, "questions": questions}
        )


class NotAttested(Refused):
    """The three assurances were not all given."""

    def __init__(self) -> None:
        super().__init__(_("Intyga alla tre punkterna innan ni lämnar in redovisningen."))


class NothingChanged(Refused):
    """The new version would say what the former says (model message 48)."""

    def __init__(self, version: Version) -> None:
        super().__init__(
            _(
                "Inget skiljer sig från version %(number)d. Därför har ingen ny version lämnats in. "
                "Ändra det som ska rättas, eller avbryt."
            )
            % {"number": version.number}
        )


class ReasonMissing(Refused):
    """An act that needs a reason was tried without one."""

    def __init__(self) -> None:
        super().__init__(_("Skriv ett skäl. Det sparas i händelseloggen."))


class NotPermitted(Refused):
    """The person does not have the role that the act needs."""

    def __init__(self) -> None:
        super().__init__(_("Du har inte den roll som behövs för det här. Ingenting har ändrats."))


class OwnProposal(Refused):
    """Who proposed a waiver cannot approve it."""

    def __init__(self) -> None:
        super().__init__(_("Du har själv föreslagit undantaget. En annan handläggare behöver bevilja det."))


class WaiverMoved(Refused):
    """A colleague was quicker with the waiver."""

    def __init__(self) -> None:
        super().__init__(_("En kollega har redan hanterat undantaget. Ladda om sidan."))


class ToFollowUp(Refused):
    """A query is marked to be followed up, so the return cannot be accepted."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "En kontrollfråga är märkt ”följ upp”. Begär komplettering, eller ändra bedömningen.",
                "%(n)d kontrollfrågor är märkta ”följ upp”. Begär komplettering, eller ändra bedömningen.",
                count,
            )
            % {"n": count}
        )


class NothingNamed(Refused):
    """A request for completion must open at least one line."""

    def __init__(self) -> None:
        super().__init__(_("Välj minst en rad som regionen ska få ändra."))


def clock(moment: datetime) -> str:
    """The time of day, Swedish time: 14.32."""
    return timezone.localtime(moment).strftime("%H.%M")


def _closed_words(act: Act, the_return: Return) -> str:
    if act in (Act.SAVE, Act.DELIVER, Act.EXPLAIN) and the_return.status == Status.SIGNED:
        since = timezone.localtime(the_return.status_since)
        return _(
            "Redovisningen är låst sedan den %(day)s kl. %(at)s, då processledaren skrev under. "
            "Vill ni ändra något? Återta redovisningen. Det går tills handläggaren har godkänt den."
        ) % {"day": date_format(since, "j F Y"), "at": clock(the_return.status_since)}
    if the_return.status == Status.ACCEPTED:
        return _(
            "Redovisningen är godkänd och kan inte ändras här. "
            "Skriv till handläggaren om något behöver rättas."
        )
    if not the_return.year.is_open:
        return _("Året är avslutat. Redovisningen kan läsas men inte ändras.")
    return _(
        "Det går inte att göra det här just nu. Redovisningens status har ändrats, "
        "eller så har du inte den roll som behövs. Ladda om sidan och försök igen."
    )
