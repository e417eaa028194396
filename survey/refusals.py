"""What may go wrong when a survey is made or answered, by name, each with its words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.replies import Misread
from submissions.refusals import Refused
from survey.models import Answer, Unsaved


class Closed(Refused):
    """The survey's or the response's status does not permit the act."""

    def __init__(self) -> None:
        super().__init__(
            _("Det går inte att göra det här nu, för enkätens status har ändrats. Ladda om sidan.")
        )


class ChangedMeanwhile(Refused):
    """A colleague saved the same answer since the page was shown. What was written is kept."""

    def __init__(self, kept: Unsaved | None, theirs: Answer | None) -> None:
        self.kept, self.theirs = kept, theirs
        who = str(theirs.written_by) if theirs is not None and theirs.written_by else _("En kollega")
        super().__init__(
            _(
                "%(who)s sparade ett svar medan du skrev. Din text finns kvar bredvid. "
                "Jämför och välj vilket svar som ska gälla."
            )
            % {"who": who}
        )


class FileRefused(Refused):
    """A workbook that cannot be taken as the survey's answers: what it is, and what to do."""

    def __init__(self, why: str) -> None:
        todo = _(
            "Inga svar har ändrats. Ladda ner enkätens arbetsbok här, fyll i den och ladda upp den igen."
        )
        super().__init__(f"{why} {todo}")


class NotUnderstood(Refused):
    """Some part of an answer could not be read as what was asked for."""

    def __init__(self, faults: Sequence[Misread]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            ngettext(
                "En uppgift gick inte att förstå. Svaret är inte sparat. Rätta den och spara igen.",
                "%(n)d uppgifter gick inte att förstå. Svaret är inte sparat. Rätta dem och spara igen.",
                len(faults),
            )
            % {"n": len(faults)}
        )


class TooLong(Refused):
    """A text is longer than what is kept."""

    def __init__(self, most: int) -> None:
        super().__init__(_("Texten är för lång. Den får ha högst %(most)d tecken.") % {"most": most})


class QueriesLeft(Refused):
    """Queries about answers are neither explained nor gone."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            ngettext(
                "En kontrollfråga är kvar. Rätta svaret eller förklara det innan ni lämnar in.",
                "%(n)d kontrollfrågor är kvar. Rätta svaren eller förklara dem innan ni lämnar in.",
                count,
            )
            % {"n": count}
        )


class QueryGone(Refused):
    """A query that no longer holds was explained."""

    def __init__(self) -> None:
        super().__init__(_("Kontrollfrågan gäller inte längre. Ladda om sidan."))


class NothingAsked(Refused):
    """A survey without questions cannot be sent."""

    def __init__(self) -> None:
        super().__init__(_("Lägg till minst en fråga innan enkäten skickas."))


class NothingAnswered(Refused):
    """A response without a single answer cannot be submitted."""

    def __init__(self) -> None:
        super().__init__(_("Svara på minst en fråga innan ni lämnar in."))


class DayMissing(Refused):
    """A survey is sent with a last day that is still to come."""

    def __init__(self) -> None:
        super().__init__(_("Välj en sista dag som inte har varit innan enkäten skickas."))


class DayPassed(Refused):
    """The last day of a sent survey was moved to a day that has been, or taken away."""

    def __init__(self) -> None:
        super().__init__(_("Välj en sista dag som inte har varit. Ingenting har ändrats."))


class WordsMissing(Refused):
    """An act that needs words was tried without."""

    def __init__(self) -> None:
        super().__init__(_("Skriv en text. Ingenting har ändrats."))


class AlreadyThere(Refused):
    """The question, or the year's survey, is there already."""

    def __init__(self) -> None:
        super().__init__(_("Det finns redan. Ladda om sidan."))


class SurveyNotReady(Refused):
    """A summary is missing for a question, so that the survey cannot be published."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            ngettext(
                "En fråga saknar sammanfattning. Skriv den innan enkäten publiceras.",
                "%(n)d frågor saknar sammanfattning. Skriv dem innan enkäten publiceras.",
                count,
            )
            % {"n": count}
        )
