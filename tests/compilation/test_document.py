"""The compilation's documents: the page's words, header rows that repeat, and text that stays text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from compilation.document import as_docx
from compilation.imprint import Imprint
from compilation.paper import as_pdf
from compilation.report import report_of
from compilation.standing_alone import as_html
from compilation.writers import WRITERS
from submissions.asking import accept
from submissions.models import Figure
from submissions.signing import ASSURANCES, sign
from tests.makers import a_checked_return, a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("past")
def test_every_table_has_a_heading_and_a_header_row_that_repeats() -> None:
    made = Document(BytesIO(as_docx(report_of(2020))["compilation.docx"]))
    headings = [each.text for each in made.paragraphs if each.style and each.style.name == "Heading 1"]

    assert len(made.tables) == 14, "twelve tables, two of them with a table for each of two measures"
    assert headings == [
        "I korthet",
        "Behandlingar",
        "Kontakter",
        "Vårdgivare och kön",
        "Ersättning",
        "Förändring över tid",
        "Kända avvikelser",
        "Så är siffrorna framtagna",
    ]
    for table in made.tables:
        first, *rest = table.rows
        assert first._tr.trPr is not None
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr is not None for row in rest)


@pytest.mark.usefixtures("past")
def test_numbers_are_written_as_on_the_page_and_what_is_missing_as_a_dash() -> None:
    made = Document(BytesIO(as_docx(report_of(2020))["compilation.docx"]))
    grid = next(each for each in made.tables if each.rows[0].cells[3].text == "Kontakter")
    contacts = {row.cells[0].text: [cell.text for cell in row.cells] for row in grid.rows}

    assert contacts["Skåne"][1:] == ["–", "–", "–", "14\N{NO-BREAK SPACE}473", "–"]
    assert contacts["Kronoberg"][5] == "99,0"


def test_an_empty_year_in_english_is_a_whole_document() -> None:
    a_return(a_year(), "07")
    made = Document(BytesIO(as_docx(report_of(2026), "en")["compilation.docx"]))

    assert made.paragraphs[0].text == "Compilation 2026"
    assert made.core_properties.language == "en-GB"
    assert made.paragraphs[-1].text == "– means that the figure is missing. It is not zero."


@pytest.mark.usefixtures("past")
def test_charts_have_alternative_texts_and_a_preview_says_that_it_is_one() -> None:
    made = Document(BytesIO(as_docx(report_of(2018))["compilation.docx"]))
    described = [each.get("descr") for each in made.element.iter(qn("wp:docPr"))]

    assert len(described) == 11
    assert all(described)
    assert "Förhandsvisning" in made.paragraphs[2].text


def test_a_decided_compilation_names_who_decided_it_and_is_no_preview() -> None:
    a_return(a_year(), "07")
    imprint = Imprint(1, "FK2027/7", date(2027, 12, 1), "Beslutsfattare", "Handläggare", "ab" * 32, "9:cd")
    report = replace(report_of(2026), imprint=imprint)
    text = "\n".join(each.text for each in Document(BytesIO(as_docx(report)["compilation.docx"])).paragraphs)

    assert "Diarienummer: FK2027/7" in text
    assert "Beslutsfattare: Beslutsfattare" in text
    assert "Förhandsvisning" not in text


@pytest.mark.usefixtures("past")
def test_the_pdf_is_archive_and_accessible_and_the_same_each_time() -> None:
    report = report_of(2018)
    made = as_pdf(report)["compilation.pdf"]

    assert made == as_pdf(report)["compilation.pdf"]
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(sv)" in made


@pytest.mark.usefixtures("past")
def test_the_html_needs_nothing_beside_it_and_escapes_what_was_written() -> None:
    report = report_of(2018)
    odd = replace(report.deviations[0], reason="<script>alert(1)</script>")
    made = as_html(replace(report, deviations=(odd, *report.deviations[1:])))["compilation.html"].decode()

    assert "<script>" not in made
    assert "&lt;script&gt;" in made
    assert 'src="http' not in made
    assert made.count("<table") == 18
    assert made.count("<figure") == 11


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_year_with_nothing_in_it_is_written_in_every_format(form: str, lang: str) -> None:
    a_return(a_year(), "07")
    files = WRITERS[form](report_of(2026), lang)

    assert files
    assert all(files.values())
    if form == "html":
        assert ">0,0<" not in files["compilation.html"].decode(), "what is unknown is no share of nought"


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_one_region_alone_without_population_or_last_year_is_a_whole_report(form: str) -> None:
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)

    assert all(WRITERS[form](report_of(2026), "sv").values())


def test_a_year_where_nothing_was_collected_says_so() -> None:
    people = the_people()
    year = a_year()
    the_return = a_checked_return(year, "07", people.owner)
    Figure.objects.update(value=None, collected="not_collected", comment="Systembyte")
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    accept(the_return, people.officer, the_return.versions.get().number)
    made = as_html(report_of(2026))["compilation.html"].decode()

    assert "inte insamlat" in made
    assert "Systembyte" in made
    assert ">0,0<" not in made
