"""Every page as each role sees it: accessible, within the security policy, whole at 320 pixels."""

import pytest

from tests.journey.story import REGION, YEAR
from tests.journey.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RETURN = f"/redovisning/{YEAR}/{REGION}/"
PAGES = {
    "processledare.kronoberg": [
        "/",
        "/redovisning/",
        "/prova/",
        RETURN,
        f"{RETURN}formular/",
        f"{RETURN}ladda-upp/",
        f"{RETURN}listor/",
        f"{RETURN}lamna-in/",
        f"{RETURN}aterta/",
        f"{RETURN}anstand/",
        f"{RETURN}avsta/",
        "/enkat/",
        f"/enkat/{YEAR}/{REGION}/",
        f"/enkat/{YEAR}/{REGION}/3/",
        f"/enkat/{YEAR}/{REGION}/4/",
        f"/enkat/{YEAR}/{REGION}/5/",
        "/meddelanden/",
        "/redovisning/2018/07/",
        "/redovisning/2018/07/version/1/",
        "/redovisning/2018/07/formular/",
        "/konto/password/change/",
    ],
    "handlaggare1": [
        "/laget/",
        "/laget/2018/",
        "/laget/2020/",
        f"/laget/{YEAR}/{REGION}/",
        "/laget/ar/",
        "/laget/att-gora/",
        f"/laget/{YEAR}/avsluta/",
        "/laget/2018/12/",
        "/laget/2020/09/",
        "/utbetalningar/",
        f"/utbetalningar/{YEAR}/",
        "/utbetalningar/2020/",
        "/utbetalningar/2020/base/1/?region=19",
        "/utbetalningar/2018/contacts/1/",
        "/sammanstallning/",
        "/sammanstallning/2018/",
        f"/sammanstallning/{YEAR}/stycken/",
        "/sammanstallning/2018/jamforelse/",
        "/utbetalningar/2018/contacts/simulering/",
        "/publicerat/",
        "/finns-inte/",
    ],
    "utredare.skr": [
        "/",
        "/sammanstallning/2020/",
        f"/sammanstallning/{YEAR}/",
        "/sammanstallning/2018/korstabell/",
        "/sammanstallning/2018/tal/contacts_by_region/07/",
        "/enkat/",
        "/enkat/2018/",
        "/enkat/2018/svar/5/",
        f"/enkat/{YEAR}/",
    ],
    "revisor": ["/laget/2020/", "/redovisning/2020/07/version/1/"],
    "administrator": ["/laget/", "/meddelanden/", "/administration/"],
}


@pytest.mark.parametrize("person", PAGES)
def test_every_page_of_a_role_is_accessible_and_whole(person: str, visitor: Visitor) -> None:
    visitor.goes_to("/konto/login/").is_pleased()
    visitor.signs_in(person)
    for path in PAGES[person]:
        if path == "/administration/":  # Django's own pages are not ours to mend
            visitor.goes_to(path).reads("Administration")
        else:
            visitor.goes_to(path).is_pleased()


def test_the_pages_are_in_english_for_who_chose_it(visitor: Visitor) -> None:
    visitor.signs_in("processledare.kronoberg").presses("English")

    for path in PAGES["processledare.kronoberg"]:
        visitor.goes_to(path).is_pleased()
        assert visitor.page.get_attribute("html", "lang") == "en"
        visitor.reads("Sign out")
