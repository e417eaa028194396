"""What an editor writes stands in every format: a preview's, the command's and a decided compilation's."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from docx import Document
from openpyxl import load_workbook

from compilation.compiling import propose
from compilation.deciding import decide
from compilation.editing import Words, add_paragraph
from compilation.models import Compilation
from compilation.writers import WRITERS
from compilation.writing import write
from submissions import originals
from tests.makers import People, a_year, an_accepted_return, signed_in, the_people

pytestmark = pytest.mark.django_db
SAID = "I Kronoberg gavs 203 behandlingar med KBT."
SAID_FIRST = "Redaktörens första ord."


@pytest.fixture
def people() -> People:
    people = the_people()
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    words = Words(
        "I Kronoberg gavs {psychological_by_region.07.KBT} behandlingar med KBT.", "KBT in Kronoberg."
    )
    add_paragraph(year, "treatments", words, people.officer)
    add_paragraph(year, "start", Words(SAID_FIRST), people.officer)
    return people


def words_in(form: str, content: bytes) -> str:
    """The text of a file, whatever its format."""
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if form == "docx":
        return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)
    if form == "csv" and content[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(packed.read(name).decode() for name in packed.namelist())
    return content.decode()


@pytest.mark.parametrize("form", sorted(set(WRITERS) - {"pdf"}))
def test_a_preview_s_download_has_the_editor_s_paragraphs(form: str, people: People) -> None:
    answer = signed_in(people.officer).get(f"/sammanstallning/2026/fil.{form}")
    said = words_in(form, b"".join(answer.streaming_content))  # type: ignore[attr-defined]

    assert SAID in said
    assert SAID_FIRST in said


@pytest.mark.usefixtures("people")
def test_the_command_s_files_have_them_too(tmp_path: Path) -> None:
    call_command("compile_report", "2026", "--out", str(tmp_path), stdout=io.StringIO())

    content = json.loads((tmp_path / "compilation.json").read_text(encoding="utf-8"))
    said = {each["id"]: each for each in content["text"]}
    assert said["paragraph_treatments_1"] == {
        "id": "paragraph_treatments_1",
        "sv": SAID,
        "en": "KBT in Kronoberg.",
    }
    assert content["text"][0] == {"id": "paragraph_start_1", "sv": SAID_FIRST, "en": SAID_FIRST}
    for name in ("compilation.docx", "compilation.html", "compilation.xlsx"):
        assert SAID in words_in(name.partition(".")[2], (tmp_path / name).read_bytes()), name
    rows = list(csv.DictReader(io.StringIO((tmp_path / "text.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == [each["id"] for each in content["text"]]


def test_every_file_of_a_decided_compilation_has_them(people: People) -> None:
    proposed = propose(a_year(), people.officer)
    decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000100")
    write(proposed.pk)

    for file in Compilation.objects.get().files.filter(lang="sv").exclude(form="pdf"):
        said = words_in(file.form, originals.fetch(file.sha256))
        assert SAID in said, file.form
        assert SAID_FIRST in said, file.form


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_paragraph_is_never_a_formula_in_a_file_of_data(start: str, people: People, tmp_path: Path) -> None:
    add_paragraph(a_year(), "start", Words(f'{start}cmd|"/c calc"!A1'), people.officer)
    out = io.StringIO()
    call_command("compile_report", "2026", "--out", str(tmp_path), "--format", "csv,xlsx", stdout=out)

    rows = list(csv.DictReader(io.StringIO((tmp_path / "text.csv").read_text(encoding="utf-8"))))
    assert not any(row[lang].startswith(start) for row in rows for lang in ("sv", "en"))
    cells = [
        c for sheet in load_workbook(tmp_path / "compilation.xlsx") for r in sheet.iter_rows() for c in r
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
