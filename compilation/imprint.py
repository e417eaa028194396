"""What a decided compilation says of itself: who decided it, when, and how it can be checked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint of a decided compilation. A preview has none, and says that it is one.

    ``trail`` is the trail's row and digest at the decision, ``checksum`` the SHA-256 of what was decided.
    """

    number: int
    diary_number: str
    decided_on: date
    decided_by: str
    presented_by: str
    checksum: str
    trail: str = ""
