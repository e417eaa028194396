"""What the workbook's writer and reader agree on: names of cells, words for marks, the version."""

from agreement.lines import Collected
from agreement.wording import COLLECTED_WORDS

# Raised when a workbook made by an older program can no longer be read as one of today's.
TEMPLATE_VERSION = 1

PREFIX = "v3_"
TEMPLATE = "v3_TEMPLATE"
YEAR = "v3_YEAR"
REGION = "v3_REGION"
PERIOD_FIRST = "v3_PERIOD_FIRST"
PERIOD_LAST = "v3_PERIOD_LAST"

# Swedish and English; a file may be filled in in either, whatever language the page had.
MARK_WORDS: dict[Collected, tuple[str, str]] = {
    mark: (swedish.capitalize(), english.capitalize()) for mark, (swedish, english) in COLLECTED_WORDS.items()
}
_MARKS = {word.casefold(): mark.value for mark, words in MARK_WORDS.items() for word in words}


def figure_name(code: str) -> str:
    """The cell of a line's count."""
    return f"v3_{code}"


def mark_name(code: str) -> str:
    """The cell that says how far a line or a section was collected. No section has a line's code."""
    return f"v3_{code}__COLLECTED"


def comment_name(code: str) -> str:
    """The cell of a line's or a section's comment."""
    return f"v3_{code}__COMMENT"


def mark_word(mark: str, lang: str) -> str:
    """The word for a mark, or nothing for what is no mark."""
    return MARK_WORDS[Collected(mark)][lang == "en"] if mark in set(Collected) else ""


def mark_from(words: str) -> str | None:
    """The mark that the words mean, in either language; None if they are no mark."""
    return _MARKS.get(" ".join(words.split()).casefold())
