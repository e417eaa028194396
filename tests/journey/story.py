"""The story that the portal exists for, told once and walked in front of any running portal."""

import csv
from pathlib import Path

from django.utils import timezone

from register.importing import next_last_day
from tests.journey.visitor import Visitor
from tests.makers import BALANCED
from tests.workbooks import filled

YEAR = next_last_day(timezone.localdate()).year - 1
REGION = "07"


def a_return_becomes_a_decided_payout(visitor: Visitor, folder: Path) -> None:
    """Workbook down and up, signed, accepted, computed, decided by another; the list holds the amount."""
    _hands_in(visitor.signs_in("processledare.kronoberg"), folder)
    _accepts_and_computes(visitor.signs_in("handlaggare1"))
    _decides(visitor.signs_in("beslutsfattare"))
    assert _payment_list(visitor, folder)["Region Kronoberg"] == "558000"


def _hands_in(visitor: Visitor, folder: Path) -> None:
    page = visitor.page
    visitor.goes_to(f"/redovisning/{YEAR}/{REGION}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner arbetsboken").click()
    workbook = folder / "redovisning.xlsx"
    workbook.write_bytes(filled(Path(download.value.path()).read_bytes(), **BALANCED))
    visitor.goes_to(f"/redovisning/{YEAR}/{REGION}/ladda-upp/")
    page.set_input_files("input[type=file]", workbook)
    visitor.presses("Ladda upp och jämför").reads("Filen är läst, inget är ändrat än").is_pleased()
    visitor.presses("Använd de här siffrorna").reads("Kontrollen hittade inget att rätta")
    page.get_by_role("link", name="Ladda ner er fil med iakttagelserna").wait_for()
    page.get_by_role("link", name="Skriv under och lämna in").click()
    visitor.ticks("behandlingarna har getts").ticks("kontakterna har tagits").ticks(
        "uppgifterna är fullständiga"
    )
    visitor.presses("Lämna in").reads("Kontrollsumma (SHA-256)")


def _accepts_and_computes(visitor: Visitor) -> None:
    visitor.goes_to(f"/laget/{YEAR}/{REGION}/").presses("Godkänn redovisningen").reads(
        "är godkänd, version 1"
    )
    visitor.goes_to(f"/utbetalningar/{YEAR}/").presses("Beräkna ersättningen").reads("Beräkning 1 är gjord")
    visitor.presses("Lägg fram förslag").reads("Förslaget är lagt fram")


def _decides(visitor: Visitor) -> None:
    visitor.goes_to(f"/utbetalningar/{YEAR}/contacts/1/").ticks("Jag är inte jävig")
    visitor.presses("Fatta beslut").reads("Beslutet är fattat")


def _payment_list(visitor: Visitor, folder: Path) -> dict[str, str]:
    """The CSV's amounts by region."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Hämta betalningslistan (csv)").click()
    target = folder / "lista.csv"
    download.value.save_as(target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return {row["Region"]: row["Belopp, kronor"] for row in csv.DictReader(file, delimiter=";")}
