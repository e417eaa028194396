"""One compilation of a year: its tables, sentences and known deviations, and its public JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compilation.answered import Row, Value
from compilation.crossed import crossed_of
from compilation.gender_by_form import gender_by_form
from compilation.imprint import Imprint
from compilation.labels import label, title
from compilation.models import Paragraph
from compilation.paragraphs import START, in_places, paragraphs_of
from compilation.phrases import Sentence
from compilation.sentences import sentences
from compilation.sources import Sources, sources_of, statuses_of
from compilation.summaries import summaries_of
from compilation.tables import Table, tables
from submissions.deviations import Deviation, deviations_of, printed_deviations_of


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the documents, pages and files of a compilation show."""

    sources: Sources
    tables: tuple[Table, ...]
    text: tuple[Sentence, ...]
    deviations: tuple[Deviation, ...]
    imprint: Imprint | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    summaries: tuple[Sentence, ...] = ()

    @property
    def year(self) -> int:
        """The agreement year."""
        return self.sources.year

    def words(self) -> Iterator[Sentence]:
        """Everything said in words: what an editor put first, the data's sentences, the survey
        summed up, the parts' paragraphs."""
        sv, en = (in_places(self.paragraphs, self.tables, lang) for lang in ("sv", "en"))
        yield from _numbered(START, sv, en)
        yield from self.text
        yield from self.summaries
        for part in sv:
            if part != START:
                yield from _numbered(part, sv, en)

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape; shares and rates are unrounded numbers, what is missing is null."""
        return {
            "year": self.year,
            "tables": [_table_as_json(table, self.sources.regions, lang) for table in self.tables],
            "charts": [],
            "text": [{"id": each.id, "sv": each.sv, "en": each.en} for each in self.words()],
            "deviations": [each.as_json(lang) for each in self.deviations],
        }


def report_of(year: int, with_signed: bool = False) -> Report:
    """Compile a year from accepted returns, or for a preview from signed ones too."""
    sources, statuses = sources_of(year, with_signed), statuses_of(with_signed)
    deviations = (*deviations_of(year, statuses), *printed_deviations_of(year, statuses))
    made = (*tables(sources), *gender_by_form(crossed_of(year)))
    said = sentences(sources, deviations)
    return Report(
        sources, made, said, deviations, paragraphs=paragraphs_of(year), summaries=summaries_of(year)
    )


def plain(value: Value) -> int | float | str | None:
    """A value as JSON and spreadsheets hold it."""
    return float(value) if isinstance(value, Fraction) else value


def plain_row(row: Row) -> dict[str, int | float | str | None]:
    """A row with plain values."""
    return {key: plain(value) for key, value in row.items()}


def _numbered(
    part: str, sv: Mapping[str, Sequence[str]], en: Mapping[str, Sequence[str]]
) -> Iterator[Sentence]:
    """A part's own paragraphs, told apart by their place in it."""
    for at, (swedish, english) in enumerate(zip(sv.get(part, ()), en.get(part, ()), strict=True), start=1):
        yield Sentence(f"paragraph_{part}_{at}", swedish, english)


def _table_as_json(table: Table, names: Mapping[str, str], lang: str) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": title(table.id, lang),
        "columns": [
            {"key": each.key, "label": label(each.key, lang, each.ages), "unit": each.unit}
            for each in table.columns
        ],
        "rows": [plain_row(row) for row in table.rows],
        "notes": [note.words(names, lang) for note in table.notes],
    }
