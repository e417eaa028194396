"""An editor's paragraphs at their places, their numbers filled in, the same for every format."""

from collections.abc import Iterable, Mapping, Sequence

from compilation.models import Paragraph
from compilation.references import filled
from compilation.tables import Table

# The place before all parts.
START = "start"


def paragraphs_of(year: int) -> tuple[Paragraph, ...]:
    """The year's paragraphs that stand, in their order."""
    standing = Paragraph.objects.filter(year=year, removed_at=None)
    return tuple(standing.select_related("by").order_by("order", "pk"))


def words_of(paragraph: Paragraph, lang: str) -> str:
    """The paragraph in a language; in English the Swedish one where nobody translated it."""
    return (paragraph.english or paragraph.swedish) if lang == "en" else paragraph.swedish


def in_places(
    paragraphs: Iterable[Paragraph], tables: Sequence[Table], lang: str
) -> Mapping[str, Sequence[str]]:
    """The paragraphs in words by the part that they stand in, in their order. No query."""
    said: dict[str, list[str]] = {}
    for each in paragraphs:
        words = words_of(each, lang)
        if words:
            said.setdefault(each.part, []).append(filled(words, tables, lang).text)
    return said
