"""The terms of a year: everything that can differ between years is a field here, never code."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from agreement.lines import FIGURES, LINE, LINES, Line


class Rounding(StrEnum):
    """How whole kronor are made of shares."""

    LARGEST_REMAINDER = "largest_remainder"
    EACH = "each"


class ContactUnit(StrEnum):
    """What one payment for contacts is paid for."""

    CONTACTS = "contacts"
    TREATMENTS_WITH_CONTACT = "treatments_with_contact"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one agreement year. Amounts are whole kronor.

    ``asked`` are the codes of the lines that the year's return (or, for a past round, the
    printed source) holds; a line outside it is *not asked* and gives no finding. A source
    that prints an indicator in place of its lines (KBT_IPT, MMR) has the indicator's code here.
    ``population_date`` is the date that is used, ``population_date_printed`` the one that a
    source prints. Amounts that are None are unknown, never zero.
    """

    year: int
    base_appropriation: int | None = None
    contact_appropriation: int | None = None
    amount_per_contact: int | None = None
    contact_unit: ContactUnit = ContactUnit.CONTACTS
    rounding: Rounding = Rounding.LARGEST_REMAINDER
    population_date: date | None = None
    population_date_printed: date | None = None
    asked: tuple[str, ...] = FIGURES
    period_asked: bool = True
    period_first: date | None = None
    period_last: date | None = None
    last_day: date | None = None
    roll_to_weekday: bool = False
    late_forfeits_contacts: bool = False
    largest_count: int = 10_000_000
    diary_number: str = ""
    source: str = ""
    assumed: bool = False
    thresholds: dict[str, int] = field(default_factory=dict)

    def lines(self) -> tuple[Line, ...]:
        """The asked lines in reading order."""
        return tuple(line for line in LINES if line.code in self.asked)

    def asks(self, code: str) -> bool:
        """Whether the year asks for the line."""
        return code in self.asked and code in LINE

    def deadline(self) -> date | None:
        """The last day that counts as in time; the whole day counts (legal note L18, L19)."""
        if self.last_day is None or not self.roll_to_weekday:
            return self.last_day
        day = self.last_day
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day
