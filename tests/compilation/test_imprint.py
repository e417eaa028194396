"""What a decided compilation prints of the trail is the row of its decision."""

import pytest

from audit.models import Entry
from compilation.compiling import propose
from compilation.deciding import decide
from compilation.frozen import from_kept
from compilation.standing_alone import html_of
from compilation.writing import imprint_of
from tests.makers import a_return, a_year, the_people

pytestmark = pytest.mark.django_db


def test_the_head_of_the_chain_in_a_compilation_is_the_row_of_its_decision() -> None:
    people, year = the_people(), a_year()
    a_return(year, "07")
    proposed = propose(year, people.officer)
    decided = decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000100")
    row, imprint = Entry.objects.get(act="compilation.decide"), imprint_of(decided)

    assert imprint is not None
    assert imprint.trail == f"{row.sequence}:{row.digest}"
    for lang in ("sv", "en"):
        assert imprint.trail in html_of(from_kept(decided.contents[lang], imprint)).decode()
