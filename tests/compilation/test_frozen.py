"""What was proposed is kept word for word: contents go into JSON and come back the same."""

import json

import pytest

from compilation.contents import contents_of
from compilation.frozen import as_kept, from_kept
from compilation.report import report_of

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_contents_come_back_as_they_were(lang: str) -> None:
    contents = contents_of(report_of(2018), lang)
    back = from_kept(json.loads(json.dumps(as_kept(contents))))

    assert (back.parts, back.text, back.deviations, back.made) == (
        contents.parts,
        contents.text,
        contents.deviations,
        contents.made,
    )
    assert as_kept(back) == as_kept(contents)
