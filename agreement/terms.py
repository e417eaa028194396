"""The terms of a year: everything that can differ between years is a field here, never code."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agreement.lines import FIGURES, LINE, LINES, Line
from agreement.weekdays import next_weekday

# How long after signing the file of a series list is kept, where a year's terms do not say.
LIST_FILE_DAYS = 30


class Rounding(StrEnum):
    """How whole kronor are made of shares."""

    LARGEST_REMAINDER = "largest_remainder"
    EACH = "each"


class ContactUnit(StrEnum):
    """What one payment for contacts is paid for."""

    CONTACTS = "contacts"
    TREATMENTS_WITH_CONTACT = "treatments_with_contact"


class Review(StrEnum):
    """How a decision can be tried again (legal note L8). Nobody decides before a year has one."""

    APPEAL = "appeal"
    RECONSIDER = "reconsider"
    NONE = "none"


class AppealFrom(StrEnum):
    """The day from which the three weeks to appeal are counted (44 § förvaltningslagen, legal note L8)."""

    RECEIPT = "receipt"
    DECISION = "decision"


class PayWhen(StrEnum):
    """When decided money is paid, where the decision can be appealed (35 § förvaltningslagen, note L8b)."""

    AFTER_APPEAL = "after_appeal"
    AT_ONCE = "at_once"


# The least time that a region has to answer before a decision against it, in days (legal note L5).
ANSWER_DAYS = 14
# Days after the last day on which a region is reminded; negative before it.
REMINDER_DAYS = (-30, -14, -3, 0, 1, 7)
# The least count that a cross table shows; 1 to 4 are hidden.
SMALL_LIMIT = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one agreement year. Amounts are whole kronor.

    ``asked`` are the codes of the lines that the year's return (or, for a past round, the
    printed source) holds; a line outside it is *not asked* and gives no finding. A source
    that prints an indicator in place of its lines (KBT_IPT, MMR) has the indicator's code here.
    ``population_date`` is the date that is used, ``population_date_printed`` the one that a
    source prints. Amounts that are None are unknown, never zero. ``list_file_days`` is how many
    days after signing a series list's file is kept. ``review`` and its legal source say how a decision
    can be tried again, ``appeal_counts_from`` from which day the time to appeal runs, and ``pay_when``
    whether money waits for it; paying at once has its ``pay_reason`` (legal note L8b). Without
    ``names_in_letters`` regions are not told who decided, since threats are feared (L6). ``reservation`` is
    the sentence that lets a decision be changed to the region's detriment (L7). ``small_limit`` is the
    least count that cross tables made from series lists show.
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
    list_file_days: int = LIST_FILE_DAYS
    diary_number: str = ""
    source: str = ""
    assumed: bool = False
    thresholds: dict[str, int] = field(default_factory=dict)
    reminder_days: tuple[int, ...] = REMINDER_DAYS
    review: Review | None = None
    review_source: str = ""
    appeal_counts_from: AppealFrom = AppealFrom.RECEIPT
    pay_when: PayWhen = PayWhen.AFTER_APPEAL
    pay_reason: str = ""
    names_in_letters: bool = True
    reservation: str = ""
    answer_days: int = ANSWER_DAYS
    small_limit: int = SMALL_LIMIT

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
        return next_weekday(self.last_day)
