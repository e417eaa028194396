"""What may go wrong when a return is worked on, by name, each with its words."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.lines import LINE
from agreement.moves import Act, Status
from register.language import language
from register.models import User
from submissions.models import Closing, CompletionRequest, Return, Version


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
        taken = the_return.deliveries.filter(proposed=False).select_related("sent_by")
        draft = taken.order_by("-number").first()
        who = str(draft.sent_by) if draft is not None and draft.sent_by is not None else _("En kollega")
        at = clock(draft.received_at) if draft is not None else ""
        super().__init__(
            _(
                "%(who)s sparade ändringar kl. %(at)s, medan du arbetade. Dina ändringar har inte sparats. "
                "Jämför och välj vilka siffror som ska gälla."
            )
            % {"who": who, "at": at}
        )


class OtherVersion(ChangedMeanwhile):
    """Another version than the one that was read counts by now."""

    def __init__(self, the_return: Return, number: int) -> None:
        self.the_return = the_return
        words = _("Version %(number)d lämnades in medan du arbetade. Läs den och ta ställning till den.")
        Refused.__init__(self, words % {"number": number})


class LineLocked(Refused):
    """A line outside the request for completion was changed (model message 42)."""

    def __init__(self, code: str, request: CompletionRequest) -> None:
        self.code = code
        lang = language()
        names = ", ".join(LINE[line].short(lang) for line in request.lines if line in LINE)
        super().__init__(
            _(
                "Raden %(line)s är låst sedan den %(since)s, då komplettering begärdes bara för %(opened)s. "
                "Skriv till %(who)s, som kan öppna fler rader, om även %(line)s behöver rättas."
            )
            % {
                "line": LINE[code].short(lang),
                "since": day_and_clock(request.asked_at),
                "opened": names,
                "who": request.asked_by,
            }
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


class DayPassed(Refused):
    """A waiver until a day that has been would help nobody."""

    def __init__(self) -> None:
        super().__init__(_("Dagen har redan varit. Välj en dag som kommer."))


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


class ThreadClosed(Refused):
    """The question was closed."""

    def __init__(self) -> None:
        super().__init__(_("Frågan är avslutad. Ställ en ny fråga om något återstår."))


class AlreadyAnswered(Refused):
    """It was done already, by this person or a colleague."""

    def __init__(self) -> None:
        super().__init__(_("Det är redan gjort, av dig eller en kollega. Ladda om sidan."))


class DayHasBeen(Refused):
    """A day in the past helps nobody."""

    def __init__(self) -> None:
        super().__init__(_("Dagen har redan varit. Välj en dag som kommer."))


class Conflicted(Refused):
    """The person has stated a conflict of interest that nobody has cleared (legal note L9)."""

    def __init__(self, regions: list[str]) -> None:
        super().__init__(
            _(
                "Du har uppgett att du kan vara jävig för %(regions)s. Du får inte handlägga ärendet förrän "
                "någon annan har prövat frågan."
            )
            % {"regions": ", ".join(regions)}
        )


class OfficerConflicted(Refused):
    """A case is not given to who may not handle it."""

    def __init__(self, officer: User, the_return: Return) -> None:
        super().__init__(
            _("%(officer)s kan vara jävig för %(region)s och kan inte handlägga ärendet. Välj en kollega.")
            % {"officer": officer, "region": the_return.region}
        )


class OwnConflict(Refused):
    """Nobody tries the own conflict of interest."""

    def __init__(self) -> None:
        super().__init__(_("Du kan inte själv pröva om du är jävig. En annan person behöver göra det."))


class RegionsLeft(Refused):
    """Regions are neither accepted nor missing for a written reason."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _(
                "Omgången kan inte avslutas än. Kvar: %(regions)s. Godkänn redovisningen, eller skriv en "
                "tjänsteanteckning om varför den saknas."
            )
            % {"regions": ", ".join(names)}
        )


class NotToBeUsed(Refused):
    """The proposal is not there, or could not be read."""

    def __init__(self) -> None:
        super().__init__(_("Filens siffror går inte att använda. Ladda upp filen igen. Inget har ändrats."))


class NothingNamed(Refused):
    """A request for completion must open at least one line."""

    def __init__(self) -> None:
        super().__init__(_("Välj minst en rad som regionen ska få ändra."))


class ListsNotReady(Refused):
    """A list is still being read, or has something to correct."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Summorna kan inte användas än. Vänta tills alla filer är lästa, "
                "och rätta eller ta bort filer med fel."
            )
        )


class ListsChanged(Refused):
    """The lists are others than those that the person was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Listorna har ändrats sedan sidan visades. Inget har sparats. Läs igenom sidan igen.")
        )


def clock(moment: datetime) -> str:
    """The time of day, Swedish time: 14.32."""
    return timezone.localtime(moment).strftime("%H.%M")


def day_and_clock(moment: datetime) -> str:
    """The day and the time of day, Swedish time: 12 augusti 2027 kl. 14.32."""
    at = {"day": date_format(timezone.localtime(moment), "j F Y"), "at": clock(moment)}
    return _("%(day)s kl. %(at)s") % at


def _closed_words(act: Act, the_return: Return) -> str:
    """Why it is locked, since when, and who can open it (model message 41)."""
    since = {"since": day_and_clock(the_return.status_since)}
    if not the_return.year.is_open:
        return _closed_year_words(the_return)
    if act in (Act.SAVE, Act.DELIVER, Act.EXPLAIN) and the_return.status == Status.SIGNED:
        return (
            _(
                "Redovisningen är låst sedan den %(since)s, då processledaren skrev under. Vill ni ändra "
                "något? Processledaren kan återta den tills handläggaren har godkänt den."
            )
            % since
        )
    if the_return.status == Status.ACCEPTED:
        return (
            _(
                "Redovisningen är låst sedan den %(since)s, då handläggaren godkände den. Bara "
                "Försäkringskassan kan rätta den nu. Skriv till handläggaren om något behöver rättas."
            )
            % since
        )
    return (
        _(
            "Det går inte att göra det här nu. Redovisningen fick sin nuvarande status den %(since)s. "
            "Ladda om sidan. Saknar du rollen som behövs kan regionens processledare eller handläggaren på "
            "Försäkringskassan hjälpa dig."
        )
        % since
    )


def _closed_year_words(the_return: Return) -> str:
    """A year that was worked in here was closed on a day; one that was loaded as printed never was open."""
    closing = Closing.objects.filter(year=the_return.year_id).first()
    if closing is None:
        return _(
            "Året är avslutat. Redovisningen kan läsas men inte ändras. "
            "Bara en administratör på Försäkringskassan kan öppna året."
        )
    return _(
        "Året är avslutat. Omgången avslutades den %(since)s av %(who)s. Redovisningen kan läsas men inte "
        "ändras. Bara en administratör på Försäkringskassan kan öppna året."
    ) % {"since": day_and_clock(closing.at), "who": closing.by}


class CannotBeInvited(Refused):
    """A closed account, or a person who already works on the other side."""

    def __init__(self) -> None:
        super().__init__(_("Personen kan inte bjudas in. Kontakta Försäkringskassan."))


class AlreadyInvited(Refused):
    """The person already is, or is invited to be, what the invitation says."""

    def __init__(self, user: User) -> None:
        words = _("%(who)s är redan med eller inbjuden. Inget nytt mejl har skickats.")
        super().__init__(words % {"who": user})


class LastLeader(Refused):
    """The only process leader of a region cannot be removed by the region."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Regionen behöver minst en processledare som kan signera. Bjud in en ny och vänta tills "
                "personen har loggat in, eller kontakta Försäkringskassan."
            )
        )


class RoundIsClosed(Refused):
    """The round of the year is closed: nobody is missing any longer."""

    def __init__(self) -> None:
        super().__init__(_("Omgången är avslutad."))


class NobodyMissing(Refused):
    """A message to those who are missing, when nobody is."""

    def __init__(self) -> None:
        super().__init__(_("Ingen region saknas. Inget meddelande har skickats."))
