"""The survey in a browser: made by the analyst, answered by page and by workbook, queried, read, exported."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator

from register.models import User
from survey.models import Response
from tests.journey.visitor import Visitor
from tests.makers import a_year, an_accepted_return

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = 2024
BANK = {
    "text": "långvarig smärta i nacke, rygg eller axlar få?",
    "table": "Hur många leverantörer av MMR",
    "direction": "Blev behandlingarna fler eller färre",
    "amount": "Vad betalar ni för MMR",
    "yes_no": "Ingår MMR i ett vårdval",
    "number": "Hur många rehabiliteringskoordinatorer",
}
OWN = "Vad påverkade mest?"
TYPED: dict[str, tuple[str, str | int]] = {
    "part|offer_pain|": ("H", "Träning och MMR i hela länet."),
    "part|mmr_suppliers|MMR1|": ("E", "ja, antal inte känt"),
    "part|mmr_suppliers|MMR2|": ("D", 3),
    "part|change|IKBT|": ("G", "oförändrat"),
    "part|coordinators|": ("D", 11),
    "part|main_reason|": ("G", "pengar"),
    "comment|main_reason": ("H", "Mest i norr."),
    "confidential|offer_pain": ("G", "ja"),
}


@pytest.fixture
def figures(visitor: Visitor) -> None:
    """Two rounds in which KBT and IPT fell in Kronoberg: 262, then 203."""
    leader = User.objects.get(email="processledare.kronoberg@demo.example")
    officer = User.objects.get(email="handlaggare1@demo.example")
    more = {"KBT": 262, "PRIVATE": 260, "WOMEN": 295}
    an_accepted_return(a_year(YEAR), "07", leader, officer)
    an_accepted_return(a_year(YEAR - 1), "07", leader, officer, **more)


@pytest.mark.usefixtures("figures")
def test_a_survey_is_made_answered_in_two_ways_queried_read_tagged_and_exported(
    visitor: Visitor, tmp_path: Path
) -> None:
    _makes(visitor.signs_in("utredare.skr"))
    _answers_on_the_page(visitor.signs_in("processledare.kronoberg"))
    _answers_in_a_workbook(visitor.signs_in("processledare.ostergotland"), tmp_path)
    visitor.signs_in("handlaggare1").goes_to(f"/enkat/{YEAR}/").reads("Sidan finns inte")
    _reads_and_tags(visitor.signs_in("utredare.skr"))
    _exports(visitor, tmp_path)


def _makes(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goes_to("/enkat/")
    page.fill("input[name=year]", str(YEAR))
    visitor.presses("Skapa enkät").reads("Enkäten har inga frågor än")
    for words in BANK.values():
        page.locator("li", has_text=words).get_by_role("button", name="Lägg till").click()
    page.get_by_text("Skriv en egen fråga").click()
    own = page.locator("form[action$='ny-fraga/']")
    own.get_by_label("Nyckel").fill("main_reason")
    own.get_by_label("Slag").select_option("choice")
    own.get_by_label("Frågan på svenska").fill(OWN)
    own.locator("textarea[name=choices]").fill("staff; personal; staff\nmoney; pengar; money")
    own.get_by_role("button", name="Lägg till").click()
    visitor.reads(OWN).is_pleased()
    page.locator("li", has_text=BANK["number"]).get_by_role("link", name="Formulera om").click()
    visitor.is_pleased()
    page.fill("textarea[name=sv]", "Hur många koordinatorer har psykiatrin?")
    visitor.presses("Spara formuleringen").reads("Hur många koordinatorer har psykiatrin?")
    page.fill("input[name=last_day]", "2099-01-31")
    visitor.presses("Spara")
    visitor.presses("Skicka till regionerna").reads("0 av 21 har lämnat in")


def _question(visitor: Visitor, words: str, region: str) -> None:
    visitor.goes_to(f"/enkat/{YEAR}/{region}/")
    visitor.page.get_by_role("link", name=words).click()


def _row(visitor: Visitor, name: str) -> Locator:
    """The fields of a row, as a screen reader finds them: by the name of their group."""
    return visitor.page.get_by_role("group", name=name, exact=True)


def _answers_on_the_page(visitor: Visitor) -> None:
    page, keyboard = visitor.page, visitor.page.keyboard
    _question(visitor, BANK["text"], "07")
    page.get_by_label("Svar", exact=True).fill("MMR och träning.")
    visitor.reads("Sparat").is_pleased()
    _question(visitor, BANK["table"], "07")
    _row(visitor, "MMR nivå 1").get_by_label("Antal").focus()
    keyboard.type("4")
    for key in ("Tab", "Tab"):  # past the choice in place of a number, to the next row
        keyboard.press(key)
    keyboard.type("ca två")
    keyboard.press("Enter")
    visitor.reads("”ca två” är inget antal").is_pleased()
    assert _row(visitor, "MMR nivå 1").get_by_label("Antal").input_value() == "4", "nothing is lost"
    _row(visitor, "MMR nivå 2").get_by_label("Antal").fill("2")
    visitor.presses("Spara och gå vidare").reads(BANK["direction"]).is_pleased()
    _contradicts_and_explains(visitor)
    _question(visitor, BANK["amount"], "07")
    amount = _row(visitor, "MMR nivå 1, belopp 1")
    amount.get_by_label("Belopp, kronor").fill("25–30 000 kr + moms")
    amount.get_by_label("Gäller").select_option("per_patient")
    visitor.reads("30\u00a0000 kr per patient, utan moms").is_pleased()
    _question(visitor, BANK["yes_no"], "07")
    _row(visitor, "MMR nivå 1").get_by_text("ja", exact=True).click()
    visitor.presses("Spara och gå vidare").reads("Hur många koordinatorer")
    page.get_by_label("Antal").fill("7")
    visitor.presses("Spara och gå vidare").reads(OWN)
    page.get_by_text("personal", exact=True).click()
    visitor.presses("Spara och gå vidare").reads("7 av 7").is_pleased()
    visitor.presses("Lämna in").reads("Svaren är låsta")


def _contradicts_and_explains(visitor: Visitor) -> None:
    """KBT and IPT fell; to say that they rose is asked about until it is explained."""
    _row(visitor, "KBT och IPT").get_by_text("ökade", exact=True).click()
    page = visitor.page
    page.get_by_role("button", name="Spara", exact=True).click()
    visitor.reads("Kontrollfråga").reads("262").reads("203").is_pleased()
    visitor.goes_to(f"/enkat/{YEAR}/07/").presses("Lämna in").reads("En kontrollfråga är kvar")
    _question(visitor, BANK["direction"], "07")
    page.get_by_label("Förklaring").fill("Fler behandlas i grupp och räknas som en.")
    visitor.presses("Spara förklaringen").reads("Er förklaring:")


def _answers_in_a_workbook(visitor: Visitor, folder: Path) -> None:
    page = visitor.page
    visitor.goes_to(f"/enkat/{YEAR}/05/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner enkäten som arbetsbok").click()
    filled = folder / "enkat.xlsx"
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book.worksheets[0]
    for (cell,) in sheet.iter_rows(max_col=1):
        for code, (column, value) in TYPED.items():
            if str(cell.value or "").startswith(code):
                sheet[f"{column}{cell.row}"] = value
    book.save(filled)
    visitor.goes_to(f"/enkat/{YEAR}/05/ladda-upp/").is_pleased()
    page.set_input_files("input[type=file]", filled)
    visitor.presses("Ladda upp och spara").reads("5 svar är sparade").is_pleased()
    visitor.goes_to(f"/enkat/{YEAR}/05/").reads("5 av 7").presses("Lämna in").reads("Svaren är låsta")
    assert Response.objects.filter(survey__year=YEAR, status="submitted").count() == 2


def _reads_and_tags(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goes_to(f"/enkat/{YEAR}/").reads("2 av 21 har lämnat in").is_pleased()
    page.get_by_role("link", name=BANK["direction"]).click()
    visitor.reads("Fler behandlas i grupp och räknas som en.").reads("oförändrat").is_pleased()
    page.locator("tr", has_text="Kronoberg").get_by_text("Ny etikett").first.click()
    page.get_by_label("Ny etikett Kronoberg").fill("grupp")
    page.get_by_role("button", name="Lägg till Kronoberg").click()
    visitor.reads("grupp: 1")
    page.get_by_label("Sammanfattning på svenska").fill("En region säger att KBT ökade.")
    visitor.presses("Spara sammanfattningen").is_pleased()
    _question_of_analyst(visitor, BANK["table"])
    visitor.reads("ja, antal inte känt").is_pleased()
    _question_of_analyst(visitor, BANK["text"])
    visitor.reads("Träning och MMR i hela länet.").reads("förtroligt")


def _question_of_analyst(visitor: Visitor, words: str) -> None:
    visitor.goes_to(f"/enkat/{YEAR}/")
    visitor.page.get_by_role("link", name=words).click()


def _exports(visitor: Visitor, folder: Path) -> None:
    """Both files hold the answers, the tag, the explanation and the summary, and nothing confidential."""
    visitor.goes_to(f"/enkat/{YEAR}/")
    files = {}
    for form in ("xlsx", "docx"):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("link", name=f"({form})").click()
        target = folder / f"svar.{form}"
        download.value.save_as(target)
        files[form] = target.read_bytes()
    sheets = load_workbook(BytesIO(files["xlsx"])).worksheets
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert {
        "grupp",
        "Fler behandlas i grupp och räknas som en.",
        "MMR och träning.",
        "25000",
        "30000",
    } <= cells
    assert "Sammanfattning: En region säger att KBT ökade." in cells
    text = "\n".join(each.text for each in Document(BytesIO(files["docx"])).paragraphs)
    assert "En region säger att KBT ökade." in text
    assert "Mest i norr." in text
    for held in ("\n".join(cells), text):
        assert "Träning och MMR i hela länet." not in held
