"""The answers of a survey as xlsx and docx, question by question. Confidential answers are left out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from docx import Document
from docx.document import Document as Made
from docx.shared import Cm, Pt
from xlsxwriter.worksheet import Worksheet

from agreement.replies import Form, Kind
from agreement.replies_wording import basis_name, form_name
from register.models import User
from submissions.workbook.safe import LONGEST_TEXT, writable
from survey.models import Answer, Query, Response, Survey, SurveyItem
from survey.reading import counted, earlier_answers, in_words

_HEADS = (
    ("Region", "Region"),
    ("Rad", "Row"),
    ("Del", "Part"),
    ("Svar", "Answer"),
    ("Antal eller belopp", "Number or amount"),
    ("Högst", "Highest"),
    ("Gäller", "Basis"),
    ("Form", "Form"),
    ("Text", "Text"),
    ("Kommentar", "Comment"),
    ("Etiketter", "Tags"),
    ("Kontrollfråga", "Query"),
    ("Förklaring", "Explanation"),
)
_WORDS = {
    "title": ("Enkät", "Survey"),
    "summary": ("Sammanfattning", "Summary"),
    "answers": ("Svar", "Answers"),
    "none": ("Inga svar.", "No answers."),
    "question": ("Fråga", "Question"),
    "counts": ("Så många har svarat så", "How many answered in which way"),
    "row": ("Rad", "Row"),
    "answer": ("Svar", "Answer"),
    "count": ("Antal", "Count"),
    "tags": ("Etiketter", "Tags"),
    "query": ("Kontrollfråga", "Query"),
    "explanation": ("Regionens förklaring", "The region's explanation"),
}
# No sheet has a longer name.
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the answers that may leave the portal."""

    item: SurveyItem
    answers: tuple[Answer, ...]
    # Earlier years' answers to the same question, by region, latest first.
    earlier: Mapping[str, Sequence[Answer]]

    @property
    def years(self) -> list[int]:
        """The earlier years that somebody answered in, latest first."""
        rows = (self.earlier.get(answer.response.region_id, ()) for answer in self.answers)
        return sorted({each.response.survey.year_id for row in rows for each in row}, reverse=True)

    def counts(self, lang: str) -> list[tuple[str, str, int]]:
        """How many answered in each way, and how many have each tag: what, in which way, how many."""
        tags = Counter(tag.word for answer in self.answers for tag in answer.tags.all())
        named = [(_WORDS["tags"][lang == "en"], word, n) for word, n in sorted(tags.items())]
        if Kind(self.item.wording.question.kind) is Kind.TEXT:
            return named
        ways = counted(self.answers, self.item.wording, lang)
        return [*((each.row, each.said, each.count) for each in ways), *named]


def as_xlsx(survey: Survey, lang: str = "sv", reader: User | None = None) -> bytes:
    """A workbook with a sheet for each question; numbers are numbers, and no text becomes a formula.

    ``reader`` is whom the answers of earlier years are shown to; nobody is shown none.
    """
    out = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, settings) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for asked in _questions(survey, reader):
            name = f"{_WORDS['question'][lang == 'en']} {asked.item.order}"
            sheet = book.add_worksheet(name[:_LONGEST_NAME])
            _put(sheet, 0, 0, asked.item.wording.words(lang), bold)
            summary = _summary(asked.item, lang)
            if summary:
                _put(sheet, 1, 0, f"{_WORDS['summary'][lang == 'en']}: {summary}", text)
            years = [f"{_WORDS['answer'][lang == 'en']} {year}" for year in asked.years]
            heads = [*(head[lang == "en"] for head in _HEADS), *years]
            for at, head in enumerate(heads):
                _put(sheet, 2, at, head, bold)
            down = _rows(sheet, asked, lang, text)
            _counts(sheet, down + 1, asked.counts(lang), lang, (bold, text))
            sheet.freeze_panes(3, 1)
            sheet.set_column(0, len(heads), 18)
    return out.getvalue()


def as_docx(survey: Survey, lang: str = "sv", reader: User | None = None) -> bytes:
    """A document with each question, its summary, counts and every region's answer; ``reader`` as above."""
    made = Document()
    title = f"{_WORDS['title'][lang == 'en']} {survey.year_id}"
    made.core_properties.title, made.core_properties.author = title, ""
    made.core_properties.language = "en-GB" if lang == "en" else "sv-SE"
    page, normal = made.sections[0], made.styles["Normal"]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    normal.font.name, normal.font.size = "Arial", Pt(10)
    made.add_heading(title, 0)
    for asked in _questions(survey, reader):
        made.add_heading(writable(f"{asked.item.order}. {asked.item.wording.words(lang)}"), 1)
        summary = _summary(asked.item, lang)
        if summary:
            made.add_heading(_WORDS["summary"][lang == "en"], 2)
            made.add_paragraph(writable(summary))
        _count_table(made, asked.counts(lang), lang)
        made.add_heading(_WORDS["answers"][lang == "en"], 2)
        for answer in asked.answers:
            _paragraph(made, answer, asked.earlier.get(answer.response.region_id, ()), lang)
        if not asked.answers:
            made.add_paragraph(_WORDS["none"][lang == "en"])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _questions(survey: Survey, reader: User | None) -> Iterator[_Asked]:
    """Every question with its submitted, open answers, in a constant number of queries."""
    found: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(
        response__survey=survey, response__status=Response.Status.SUBMITTED, confidential=False
    ).select_related("response__region", "response__survey", "item__wording__question")
    for answer in rows.prefetch_related("tags", "response__queries").order_by("response__region"):
        found.setdefault(answer.item_id, []).append(answer)
    before = _open_before(survey, reader)
    for item in survey.items.select_related("wording__question", "summary").order_by("order"):
        mine = {region: rows for (question, region), rows in before.items() if question == item.question_id}
        yield _Asked(item, tuple(found.get(item.pk, ())), mine)


def _open_before(survey: Survey, reader: User | None) -> Mapping[tuple[int, str], list[Answer]]:
    """Earlier answers that the reader may take away: none that is confidential."""
    if reader is None:
        return {}
    found = earlier_answers(survey, reader)
    return {key: [row for row in rows if not row.confidential] for key, rows in found.items()}


def _put(sheet: Worksheet, row: int, column: int, text: str, style: object) -> None:
    """Write somebody's words in a cell, as many of them as it can hold."""
    sheet.write_string(row, column, writable(text)[:LONGEST_TEXT], style)


def _summary(item: SurveyItem, lang: str) -> str:
    """What the analyst has written about the answers; empty where nothing is."""
    there = getattr(item, "summary", None)
    if there is None:
        return ""
    return str(there.en if lang == "en" and there.en else there.sv)


def _rows(sheet: Worksheet, asked: _Asked, lang: str, text: object) -> int:
    """Write the answers; the first row that is free below them."""
    down = 3
    for answer in asked.answers:
        before = {
            each.response.survey.year_id: _told(each, lang)
            for each in asked.earlier.get(answer.response.region_id, ())
        }
        told = [before.get(year, "") for year in asked.years]
        for cells in _cells(answer, lang, told):
            for at, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(down, at, cell)
                elif cell:
                    _put(sheet, down, at, cell, text)
            down += 1
    return down


def _counts(
    sheet: Worksheet,
    down: int,
    counts: Sequence[tuple[str, str, int]],
    lang: str,
    formats: tuple[object, object],
) -> None:
    """How many answered in which way, below the answers; the formats are of heads and of text."""
    bold, text = formats
    if not counts:
        return
    _put(sheet, down, 0, _WORDS["counts"][lang == "en"], bold)
    for at, key in enumerate(("row", "answer", "count")):
        _put(sheet, down + 1, at, _WORDS[key][lang == "en"], bold)
    for number, (row, said, n) in enumerate(counts, start=down + 2):
        _put(sheet, number, 0, row, text)
        _put(sheet, number, 1, said, text)
        sheet.write_number(number, 2, n)


def _cells(answer: Answer, lang: str, before: Sequence[str]) -> Iterator[tuple[str | int | None, ...]]:
    """A row for each part; the answer's comment, tags and earlier answers stand on the first."""
    wording = answer.item.wording
    queries = _queries(answer)
    last: tuple[str, ...] = (
        answer.comment,
        _tags(answer),
        " ".join(query.told(lang) for query in queries),
        " ".join(query.explanation for query in queries).strip(),
        *before,
    )
    region = str(answer.response.region)
    for part in answer.said():
        yield (
            region,
            wording.name_of(part.row, lang),
            wording.name_of(part.component, lang),
            in_words(part, wording, lang),
            part.number,
            part.highest,
            basis_name(part.basis, lang),
            form_name(part.form, lang) if part.form != Form.GIVEN else "",
            part.text,
            *last,
        )
        last = ("",) * len(last)
    if any(last):
        yield (region, *[""] * 8, *last)


def _told(answer: Answer, lang: str) -> str:
    """The whole answer in one paragraph."""
    said = [in_words(part, answer.item.wording, lang) for part in answer.said()]
    return "; ".join(each for each in (*said, answer.comment) if each)


def _queries(answer: Answer) -> list[Query]:
    """The queries about the answer."""
    return [query for query in answer.response.queries.all() if query.item_id == answer.item_id]


def _tags(answer: Answer) -> str:
    return ", ".join(tag.word for tag in answer.tags.all())


def _count_table(made: Made, counts: Sequence[tuple[str, str, int]], lang: str) -> None:
    if not counts:
        return
    made.add_heading(_WORDS["counts"][lang == "en"], 2)
    table = made.add_table(rows=1, cols=3, style="Table Grid")
    for cell, key in zip(table.rows[0].cells, ("row", "answer", "count"), strict=True):
        cell.text = _WORDS[key][lang == "en"]
    for row, said, n in counts:
        for cell, text in zip(table.add_row().cells, (row, said, str(n)), strict=True):
            cell.text = writable(text)


def _paragraph(made: Made, answer: Answer, earlier: Sequence[Answer], lang: str) -> None:
    """A region's answer, with what was asked about it, its tags, and what it answered in earlier years."""
    made.add_paragraph(writable(f"{answer.response.region}: {_told(answer, lang)}"), style="List Bullet")
    lines = []
    for query in _queries(answer):
        lines.append(f"{_WORDS['query'][lang == 'en']}: {query.told(lang)}")
        if query.explanation:
            lines.append(f"{_WORDS['explanation'][lang == 'en']}: {query.explanation}")
    if tags := _tags(answer):
        lines.append(f"{_WORDS['tags'][lang == 'en']}: {tags}")
    lines += [
        f"{_WORDS['answer'][lang == 'en']} {each.response.survey.year_id}: {_told(each, lang)}"
        for each in earlier
    ]
    for line in lines:
        made.add_paragraph(writable(line), style="List Continue")
