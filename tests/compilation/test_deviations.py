"""Known deviations are of the returns that the figures come from, and name the errors that still stand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agreement import wording
from agreement.moves import Role
from compilation.contents import contents_of
from compilation.report import report_of
from submissions import waiving
from submissions.abstaining import abstain, resume
from submissions.asking import accept
from submissions.explaining import explain
from submissions.models import Abstention, Finding, Return
from submissions.signing import ASSURANCES, sign
from tests.makers import (
    People,
    a_checked_return,
    a_person,
    a_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db
BOTH_KINDS = "Flera patienter hade kontakt av båda slagen."
SOON = "Rättas i höst."


@pytest.fixture
def people() -> People:
    return the_people()


def signed_with_words(people: People, not_collected: str = "") -> Return:
    """A signed return with more contacts than treatments, which the region has explained.

    The line that is named as ``not_collected`` has words instead of a figure.
    """
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=300, EMPLOYMENT_SERVICE=200)
    assert the_return.draft is not None
    queries = the_return.draft.findings.filter(weight="query")
    explain(the_return, {each.pk: BOTH_KINDS for each in queries}, people.owner)
    the_return.draft.figures.filter(line=not_collected).update(
        value=None, collected="not_collected", comment="Systembyte"
    )
    the_return.refresh_from_db()
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    the_return.refresh_from_db()
    return the_return


def signed_with_a_waiver(people: People) -> Return:
    """A signed return whose providers are one too many, which two officers let stand."""
    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=124)
    assert the_return.draft is not None
    error = the_return.draft.findings.get(weight="error")
    waiver = waiving.request(error.pk, people.owner, "En vårdgivare räknar dubbelt.")
    until = timezone.localdate() + timedelta(days=30)
    waiving.propose(waiver.pk, people.officer, reason=SOON, until=until)
    waiving.approve(waiver.pk, people.second_officer)
    the_return.refresh_from_db()
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    the_return.refresh_from_db()
    return the_return


@pytest.mark.parametrize(
    ("make", "state", "words"),
    [(signed_with_words, "explained", BOTH_KINDS), (signed_with_a_waiver, "waived", SOON)],
)
def test_words_about_a_return_stand_with_its_figures_and_not_before(
    make: Callable[[People], Return], state: str, words: str, people: People
) -> None:
    the_return = make(people)
    an_accepted_return(
        a_year(), "12", a_person(Role.PROCESS_LEADER, "12", email="skane@test.example"), people.officer
    )

    assert report_of(2026).deviations == (), "the figures are not in the report"
    preview = {
        (each.region, each.state, each.reason) for each in report_of(2026, with_signed=True).deviations
    }
    assert preview == {("07", state, words)}

    accept(the_return, people.officer, 1)
    found = {(each.region, each.state, each.reason) for each in report_of(2026).deviations}
    assert found == {("07", state, words)}


def test_lines_that_were_not_collected_are_told_of_counted_returns_only(people: People) -> None:
    signed_with_words(people, not_collected="WOMEN")

    assert not report_of(2026).deviations
    states = {each.state for each in report_of(2026, with_signed=True).deviations}
    assert states == {"explained", "not_collected"}


@pytest.mark.usefixtures("past")
def test_errors_of_a_past_round_are_told_in_words_of_both_languages() -> None:
    report = report_of(2018)
    found = {(each.region, each.state): each for each in report.deviations}
    unbalanced = [each for each in report.deviations if each.state == "as_printed"]

    assert len(unbalanced) == 7, "those whose sums are not equal in print"
    assert ("00", "claim") in found
    assert all(
        each.reason and each.english for each in report.deviations if each.state in ("as_printed", "claim")
    )
    said = contents_of(report, "en").deviations
    assert any(each.startswith("The nation") and "an error in the printed report" in each for each in said)
    assert not any("PAYOUT" in each or "_" in each for each in said), "no raw codes"


@pytest.mark.usefixtures("past")
def test_what_an_officer_is_to_do_about_an_error_is_not_published() -> None:
    errors = Finding.objects.filter(year=2018, weight="error", layer="claim")
    instructions = {
        wording.action(each.rule, each.params, lang) for each in errors for lang in ("sv", "en")
    } - {""}
    assert "Kontrollera mot källan innan uppgiften används." in instructions
    report = report_of(2018)

    for lang, found in (("sv", "regionernas rader är tillsammans"), ("en", "the regions' rows add up to")):
        published = " ".join(contents_of(report, lang).deviations)
        assert found in published, "what was found and expected stands"
        assert not any(each in published for each in instructions)
        assert not any(each in str(report.as_json(lang)["deviations"]) for each in instructions)


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (Abstention.Kind.CANNOT, "no_return", "Kalmar: ingen redovisning. Systemet är utbytt."),
        (Abstention.Kind.NOTHING, "nothing_to_report", "Kalmar: inget att redovisa. Systemet är utbytt."),
    ],
)
def test_a_region_s_word_that_no_return_comes_is_known_with_its_reason(
    kind: Abstention.Kind, state: str, said: str, people: People
) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    kalmar = a_return(a_year(), "08")
    abstain(kalmar, "Systemet är utbytt.", people.owner, kind)

    report = report_of(2026)
    [found] = report.deviations
    assert (found.region, found.lines, found.state, found.reason) == ("08", (), state, "Systemet är utbytt.")
    assert report.as_json()["deviations"][0]["state"] == state
    assert contents_of(report).deviations == (said,)

    resume(kalmar, people.owner)
    assert report_of(2026).deviations == (), "the word was taken back"


def test_the_word_that_no_return_comes_falls_with_the_return(people: People) -> None:
    the_return = a_return(a_year(), "07")
    abstain(the_return, "Systemet är utbytt.", people.owner)
    an_accepted_return(a_year(), "07", people.owner, people.officer)

    assert report_of(2026).deviations == ()
