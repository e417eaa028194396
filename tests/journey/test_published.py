"""A really published compilation, read by anybody: in either language, on a narrow screen, and on paper."""

import pytest

from compilation.compiling import propose
from compilation.deciding import decide
from compilation.editing import Words, add_paragraph
from compilation.publishing import publish
from compilation.writing import write
from register.models import AgreementYear, User
from tests.journey.visitor import OVERFLOW, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = 2018
PAGE = f"/publicerat/{YEAR}/"
# A4 between margins of 1.5 cm, at 96 to the inch.
PAPER = {"width": 680, "height": 1009}


@pytest.fixture
def reader(visitor: Visitor) -> Visitor:
    """Somebody who has not signed in, and finds 2018 published."""
    year = AgreementYear.objects.get(pk=YEAR)
    officer = User.objects.get(email="handlaggare1@demo.example")
    add_paragraph(year, "contacts", Words("Redaktörens stycke.", "The editor's paragraph."), officer)
    proposed = propose(year, officer)
    decider = User.objects.get(email="beslutsfattare@demo.example")
    decide(proposed.pk, decider, proposed.checksum, "FK2019/000100")
    write(proposed.pk)
    publish(proposed.pk, officer)
    return visitor


def hidden(reader: Visitor, selector: str) -> bool:
    """Whether nothing that a selector finds is shown."""
    return all(not each.is_visible() for each in reader.page.locator(selector).all())


def test_a_published_compilation_is_read_by_anybody_and_printed(reader: Visitor) -> None:
    page = reader.page
    reader.goes_to("/publicerat/").is_pleased()
    reader.goes_to(PAGE).reads("FK2019/000100").reads("Redaktörens stycke.").is_pleased()
    assert page.locator("figure img").count() > 5
    for picture in page.locator("figure img").all():
        assert picture.get_attribute("alt")

    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]  # two whole numbers
    assert not page.evaluate(OVERFLOW), "nothing is cut at the edge of the paper"
    wide = "Array.from(document.querySelectorAll('table')).filter(t => t.offsetWidth > 680).length"
    assert page.evaluate(wide) == 0, "every table has room on the paper"
    broken = (
        "Array.from(document.querySelectorAll('figure, tr'))"
        ".filter(each => getComputedStyle(each).breakInside !== 'avoid').length"
    )
    assert page.evaluate(broken) == 0, "no figure and no row is cut"
    heads = (
        "Array.from(document.querySelectorAll('thead'))"
        ".every(each => getComputedStyle(each).display === 'table-header-group')"
    )
    assert page.evaluate(heads), "the headings are repeated on every page"
    assert hidden(reader, "nav, .imenu, .iskiplink, form")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    page.emulate_media(media="screen")

    reader.goes_to(PAGE).presses("English").reads("The editor's paragraph.").is_pleased()
    assert page.get_attribute("html", "lang") == "en"
    reader.reads("Known deviations")
