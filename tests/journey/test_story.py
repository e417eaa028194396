"""The story in a browser, with tasks run at once: the way `make run` works."""

from pathlib import Path

import pytest

from tests.journey.story import REGION, YEAR, a_return_becomes_a_decided_payout
from tests.journey.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RETURN = f"/redovisning/{YEAR}/{REGION}/"


def test_a_return_becomes_a_decided_payout(visitor: Visitor, tmp_path: Path) -> None:
    a_return_becomes_a_decided_payout(visitor, tmp_path)


def test_the_form_is_saved_checked_and_tells_what_is_wrong(visitor: Visitor) -> None:
    visitor.signs_in("uppgiftslamnare.kronoberg").goes_to(f"{RETURN}formular/")
    visitor.page.fill("#f-KBT", "ca 40")
    visitor.presses("Spara utkast").reads("Utkastet är sparat. Inget är inlämnat.")
    visitor.presses("Kontrollera").reads("Text i stället för ett tal").reads(
        "På raden KBT står texten"
    ).is_pleased()

    visitor.goes_to(f"{RETURN}formular/").reads("fel hindrar er från att lämna in").is_pleased()
    visitor.page.get_by_role("link", name="På raden KBT").click()
    assert visitor.page.evaluate("document.activeElement.id") == "f-KBT"


def test_the_sums_follow_the_typing(visitor: Visitor) -> None:
    visitor.signs_in("uppgiftslamnare.kronoberg").goes_to(f"{RETURN}formular/")
    visitor.page.fill("#f-PRIVATE", "1 000")
    visitor.page.fill("#f-PUBLIC", "234")

    visitor.page.locator("#summor").get_by_text("1\u00a0234").wait_for()


def test_without_javascript_the_form_still_saves_and_checks(visitor: Visitor) -> None:
    context = visitor.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = Visitor(context.new_page(), visitor.site, visitor.password)
    plain.signs_in("processledare.kronoberg").goes_to(f"{RETURN}formular/")
    plain.page.fill("#f-KBT", "12")
    plain.presses("Kontrollera").reads("Fel att rätta")
    context.close()


def test_the_second_of_two_people_is_told(visitor: Visitor) -> None:
    visitor.signs_in("processledare.kronoberg").goes_to(f"{RETURN}formular/")
    context = visitor.page.context.browser.new_context()  # type: ignore[union-attr]
    colleague = Visitor(context.new_page(), visitor.site, visitor.password)
    colleague.signs_in("uppgiftslamnare.kronoberg").goes_to(f"{RETURN}formular/")
    colleague.page.fill("#f-KBT", "203")
    colleague.presses("Spara utkast").reads("Utkastet är sparat")
    context.close()

    visitor.page.fill("#f-KBT", "999")
    visitor.presses("Spara utkast").reads("medan du arbetade. Dina ändringar har inte sparats").is_pleased()
    assert visitor.page.input_value("#f-KBT") == "999"


def test_a_wrong_file_is_refused_in_words_and_changes_nothing(visitor: Visitor, tmp_path: Path) -> None:
    wrong = tmp_path / "redovisning.xlsx"
    wrong.write_text("KBT;12\nIPT;3\n")
    visitor.signs_in("processledare.kronoberg").goes_to(f"{RETURN}ladda-upp/")
    visitor.page.set_input_files("input[type=file]", wrong)
    visitor.presses("Ladda upp och jämför").reads("Filen kunde inte läsas").reads("Inget har ändrats")
    visitor.is_pleased()


def test_another_regions_return_does_not_exist(visitor: Visitor) -> None:
    visitor.signs_in("processledare.ostergotland").goes_to(RETURN)

    visitor.reads("Sidan finns inte")
