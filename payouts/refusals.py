"""What may go wrong when a payout is computed or decided, by name, each with its words."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from payouts.models import Run
from register.models import Region
from submissions.models import Version
from submissions.refusals import Refused, clock


class NoPopulation(Refused):
    """The base cannot be shared out: the population of all ages is missing or zero for some regions."""

    def __init__(self, year: int, day: date | None, missing: list[Region]) -> None:
        self.missing = missing
        super().__init__(
            _(
                "Grundbeloppet för %(year)d kan inte beräknas, eftersom folkmängden för alla åldrar "
                "saknas eller är noll för %(regions)s. %(day)s Lägg in folkmängden med källa och beräkna "
                "sedan igen."
            )
            % {"year": year, "regions": _names(missing), "day": _which_day(day)}
        )


class TermMissing(Refused):
    """The year's terms do not say an amount that the computation needs, or say nought."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _(
                "Ersättningen för %(year)d kan inte beräknas, eftersom ett belopp saknas eller är noll i "
                "årets regler. "
                "Fyll i beloppet i årets regler och beräkna sedan igen."
            )
            % {"year": year}
        )


class MovedMeanwhile(Refused):
    """The computation does not stand where the act begins; perhaps somebody was quicker."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _("Beräkning %(number)d har ändrats sedan sidan visades. Ladda om sidan och försök igen.")
            % {"number": run.number}
        )


class AlreadyDecided(Refused):
    """A decided payout never changes; what differs wants a difference decision."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _(
                "%(kind)s för %(year)d är redan beslutad i beräkning %(number)d. "
                "Ett beslutat belopp ändras aldrig. En skillnad kräver ett tilläggsbeslut."
            )
            % {"kind": run.get_kind_display(), "year": run.year_id, "number": run.number}
        )


class YearClosed(Refused):
    """A past year was loaded as printed; nothing is computed or decided in it."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _("Året %(year)d är avslutat. Beloppen kan läsas men inte beräknas på nytt.") % {"year": year}
        )


class Outdated(Refused):
    """A figure or a term that the computation was made from has changed (model message 44)."""

    def __init__(self, run: Run, version: Version | None = None) -> None:
        what = _("Underlaget har ändrats efter beräkningen.") if version is None else _what_came(version)
        super().__init__(
            _(
                "Beräkning %(number)d är inaktuell. %(what)s "
                "Gör en ny beräkning och granska den innan du går vidare."
            )
            % {"number": run.number, "what": what}
        )


class NothingDecided(Refused):
    """There is no decision to compare a new computation with."""

    def __init__(self, year: int) -> None:
        super().__init__(_("Inget är beslutat för %(year)d ännu. Gör en vanlig beräkning.") % {"year": year})


class NoDifference(Refused):
    """The newest computation gives what is already decided."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _("Beräkning %(number)d ger samma belopp som redan är beslutade.") % {"number": run.number}
        )


class DifferenceMoved(Refused):
    """The difference does not stand where the act begins, or something was decided meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Ärendet har ändrats sedan sidan visades. Ladda om sidan och försök igen."))


class NotCommunicated(Refused):
    """A reclaim needs that the region has seen the material (25 § FL)."""

    def __init__(self) -> None:
        super().__init__(
            _("Skicka underlaget till regionen och ge tid att svara innan pengar krävs tillbaka.")
        )


class StillTimeToAnswer(Refused):
    """The region has neither answered nor run out of time."""

    def __init__(self, day: date) -> None:
        super().__init__(
            _("Regionen har till och med den %(day)s på sig att svara.") % {"day": date_format(day, "j F Y")}
        )


class AnswerTimeTooShort(Refused):
    """The region must have the days that are its due."""

    def __init__(self, days: int) -> None:
        super().__init__(_("Ge regionen minst %(days)d dagar att svara.") % {"days": days})


class TextMissing(Refused):
    """An act needs words that were not given."""

    def __init__(self) -> None:
        super().__init__(_("Fyll i alla uppgifter."))


class DiaryNumberTaken(Refused):
    """Each decision has a diary number of its own."""

    def __init__(self, number: str) -> None:
        super().__init__(_("Diarienumret %(number)s hör till ett annat beslut.") % {"number": number})


class NewerRun(Refused):
    """There is a later computation of the same payout (model message 44)."""

    def __init__(self, run: Run, newer: Run) -> None:
        super().__init__(
            _("Beräkning %(number)d är inaktuell. Granska beräkning %(newer)d innan du går vidare.")
            % {"number": run.number, "newer": newer.number}
        )


class OwnWork(Refused):
    """Nobody decides on their own work (model message 45)."""

    def __init__(self, run: Run, because: str) -> None:
        super().__init__(
            _(
                "Du kan inte besluta om ersättningen för %(year)d, eftersom %(because)s. "
                "En annan beslutsfattare behöver fatta beslutet."
            )
            % {"year": run.year_id, "because": because}
        )


class NotTheShownRun(Refused):
    """The checksum that was shown is not that of the stored computation."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _(
                "Beräkning %(number)d är inte den som visades på sidan, eller så stämmer inte "
                "kontrollsumman. Inget beslut har fattats. Ladda om sidan och granska beloppen igen."
            )
            % {"number": run.number}
        )


class DiaryNumberMissing(Refused):
    """A decision needs its diary number."""

    def __init__(self) -> None:
        super().__init__(_("Ange beslutets diarienummer."))


class ConflictNotStated(Refused):
    """Who decides says, for each region, that there is no conflict of interest (legal note L9)."""

    def __init__(self) -> None:
        super().__init__(_("Intyga att du inte är jävig, eller låt en kollega fatta beslutet."))


class NotDecided(Refused):
    """There is no payment list before the decision."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _("Beräkning %(number)d är inte beslutad. Betalningslistan finns när beslutet är fattat.")
            % {"number": run.number}
        )


class ReviewNotChosen(Refused):
    """Nobody decides before the year's terms say how a decision can be tried again (legal note L8)."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _(
                "Årets regler för %(year)d anger inte hur ett beslut kan prövas igen. "
                "En administratör lägger in det, och sedan görs en ny beräkning."
            )
            % {"year": year}
        )


class DifferenceNotDecided(Refused):
    """There is no letter before the decision."""

    def __init__(self) -> None:
        super().__init__(_("Ändringen är inte beslutad. Brevet finns när beslutet är fattat."))


class NothingToOrder(Refused):
    """History was paid long ago, and a sum of nought is not paid."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            _("Beräkning %(number)d ger inget att betala ut från portalen.") % {"number": run.number}
        )


class OrderedAlready(Refused):
    """Money is ordered once."""

    def __init__(self, run: Run) -> None:
        super().__init__(_("Beräkning %(number)d har redan en betalningsorder.") % {"number": run.number})


class OrgNumberMissing(Refused):
    """Nobody is paid without a checked organisation number."""

    def __init__(self, regions: list[Region]) -> None:
        super().__init__(
            _(
                "Betalningsordern kan inte skapas, eftersom ett giltigt organisationsnummer saknas för "
                "%(regions)s. En administratör lägger in det."
            )
            % {"regions": _names(regions)}
        )


class SettledAlready(Refused):
    """A difference becomes money once."""

    def __init__(self) -> None:
        super().__init__(_("Ändringen har redan en reglering."))


class WrongWay(Refused):
    """More money is paid out; a reclaim is claimed or set off."""

    def __init__(self) -> None:
        super().__init__(_("Mer pengar betalas ut. Ett återkrav faktureras eller räknas av."))


class DueTooSoon(Refused):
    """A claim is due after the time in which the decision can be appealed (legal note L8b)."""

    def __init__(self, earliest: date) -> None:
        super().__init__(
            _("Ange en sista betalningsdag från och med den %(day)s.")
            % {"day": date_format(earliest, "j F Y")}
        )


class ConsentMissing(Refused):
    """Set-off needs the region's written consent or a provision (legal note L15)."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Avräkning kräver regionens skriftliga medgivande eller en bestämmelse. "
                "Ange handlingens diarienummer och datum, eller bestämmelsen."
            )
        )


class CannotSetOff(Refused):
    """A set-off is taken from a later, larger, not yet ordered decision for the same region."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Beloppet kan inte räknas av mot det beslutet. Välj ett senare beslut för samma region, "
                "som inte har någon betalningsorder och som räcker till hela beloppet."
            )
        )


class OrderMoved(Refused):
    """The order does not stand where the act begins; perhaps somebody was quicker."""

    def __init__(self) -> None:
        super().__init__(_("Ordern har ändrats sedan sidan visades. Ladda om sidan och försök igen."))


class OwnOrder(Refused):
    """Whoever made the order does not approve it."""

    def __init__(self) -> None:
        super().__init__(_("Du har skapat ordern. En annan person behöver godkänna den."))


class CanBeAppealed(Refused):
    """By the year's terms, money waits until nobody can appeal any more (legal note L8b)."""

    def __init__(self, regions: list[Region]) -> None:
        super().__init__(
            _(
                "Pengarna betalas ut när tiden för att överklaga har gått ut. Den tiden löper än för "
                "%(regions)s. Räknas tiden från mottagandet börjar den när regionen hämtar brevet."
            )
            % {"regions": _names(regions)}
        )


class PaymentNotStated(Refused):
    """A payment is confirmed with its day, not a coming one, and its reference."""

    def __init__(self) -> None:
        super().__init__(_("Ange betalningens referens och en betalningsdag som inte ligger framåt i tiden."))


def computed_by_you(run: Run) -> str:
    """Why the computer cannot decide."""
    return _("du har gjort beräkning %(number)d") % {"number": run.number}


def presented_by_you(run: Run) -> str:
    """Why the presenter cannot decide."""
    return _("du har lagt fram förslaget i beräkning %(number)d") % {"number": run.number}


def corrected_by_you(region: Region) -> str:
    """Why somebody who corrected a figure cannot decide."""
    return _("du har rättat en uppgift för %(region)s") % {"region": region}


def _which_day(day: date | None) -> str:
    if day is None:
        return _("Årets regler anger inget datum för folkmängden.")
    return _("Årets regler anger folkmängden den %(day)s.") % {"day": date_format(day, "j F Y")}


def _names(regions: list[Region]) -> str:
    """Up to three regions by name; more are counted."""
    if len(regions) <= 3:
        return ", ".join(str(region) for region in regions)
    return _("%(n)d regioner") % {"n": len(regions)}


def _what_came(version: Version) -> str:
    moment = timezone.localtime(version.made_at)
    words = {
        "region": version.the_return.region,
        "number": version.number,
        "day": date_format(moment, "j F Y"),
        "at": clock(version.made_at),
    }
    if version.origin == Version.Origin.CORRECTED:
        return (
            _("Version %(number)d för %(region)s rättades den %(day)s kl. %(at)s, efter beräkningen.") % words
        )
    return _("%(region)s lämnade in version %(number)d den %(day)s kl. %(at)s, efter beräkningen.") % words
