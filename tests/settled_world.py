"""A world where things are settled, made by the real acts: what the addresses after a decision lead to.

Decided contacts with an approved order; of Kronoberg's decision a change that is decided and settled, one
that the region was never sent, and a reclaim that it was; slips put right; a published compilation and a
proposed one; a survey that two colleagues answered at once.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreement.replies import Part
from compilation import compiling, deciding, publishing, writing
from compilation.editing import Words, add_paragraph
from payouts.differing import communicate
from payouts.hearing import send_material
from payouts.models import Decision, Settlement
from payouts.ordering import approve_order, make_order
from payouts.rectifying import rectify, rectify_difference
from payouts.settling import Wish, approve_settlement, settle
from register.models import AgreementYear, Region
from submissions.models import Finding
from survey.answering import Written
from survey.answering import save as save_answer
from survey.models import Query, Unsaved
from survey.refusals import ChangedMeanwhile
from survey.submitting import submit
from tests.makers import People, a_checked_return, a_return, a_year, an_accepted_return
from tests.payouts.changes import a_decided_difference, a_decided_run, an_open_difference, corrected_to
from tests.survey.surveys import a_sent_survey, item_of, write

ORG_NUMBER = "232100-0065"
SLIP = ("Kronobrg", "Kronoberg", "Ett skrivfel.")
# What is addressed: its name in a row, and its key in the address.
Things = dict[str, str]


def a_settled_world(people: People) -> Things:
    """Make all of it."""
    year = a_year()
    a_return(year, "12")
    faulty = a_checked_return(year, "08", people.owner, KBT=999)
    run = a_decided_run(people)
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, KBT=262, PRIVATE=260, WOMEN=295)
    Region.objects.update(org_number=ORG_NUMBER)
    approve_order(make_order(run.pk, people.officer).pk, people.second_officer)
    error = Finding.objects.filter(delivery=faulty.draft_id, weight="error")[0]
    made = {**_survey(people), **_compilations(year, people), **_changes(people)}
    return {"error": str(error.pk), "hearing": _hearing(people), **made}


def _changes(people: People) -> Things:
    decided = a_decided_difference(people, 160)
    made = settle(decided.pk, Wish(Settlement.Way.PAY), people.officer)
    approve_settlement(made.pk, people.second_officer)
    decision = Decision.objects.get(amount__region="07")
    slip = rectify(decision.pk, people.decision_maker, SLIP, "FK2027/000011")
    later_slip = rectify_difference(decided.pk, people.decision_maker, SLIP, "FK2027/000012")
    corrected_to(people, 130)
    unsent = an_open_difference(people)
    corrected_to(people, 120)
    sent = an_open_difference(people)
    communicate(sent.pk, people.officer, "Version 4", timezone.localdate() + timedelta(days=14))
    things = {"decision": decision, "decided": decided, "unsent": unsent, "sent": sent}
    return {name: str(each.pk) for name, each in (things | {"slip": slip, "later_slip": later_slip}).items()}


def _hearing(people: People) -> str:
    """Kronoberg is heard before the contacts of a year are refused."""
    year = a_year(2024, last_day=date(2020, 8, 15), late_forfeits_contacts=True)
    an_accepted_return(year, "07", people.owner, people.officer)
    soon = timezone.localdate() + timedelta(days=14)
    return str(send_material(year.year, "07", people.officer, "Det kom för sent.", soon).pk)


def _survey(people: People) -> Things:
    """What the figures contradict, what a colleague had already given, and what is handed in."""
    survey = a_sent_survey(people.analyst)
    handed_in = survey.responses.get(region="08")
    write(handed_in, "offer_pain", people.owner, Part(text="Träning."))
    submit(handed_in, people.owner, handed_in.revision)
    response = survey.responses.get(region="07")
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    write(response, "offer_pain", people.owner, Part(text="Först."))
    item = item_of(response, "offer_pain")
    with pytest.raises(ChangedMeanwhile):
        save_answer(response, item, Written([Part(text="Sedan.")]), people.contributor, 0)
    return {"query": str(Query.objects.get().pk), "unsaved": str(Unsaved.objects.get().pk)}


def _compilations(year: AgreementYear, people: People) -> Things:
    first = compiling.propose(year, people.officer)
    deciding.decide(first.pk, people.decision_maker, first.checksum, "FK2027/000100")
    writing.write(first.pk)
    publishing.publish(first.pk, people.officer)
    paragraph = add_paragraph(year, "start", Words("Ett eget stycke.", "Our own."), people.officer)
    second = compiling.propose(year, people.officer)
    return {
        "paragraph": str(paragraph.pk),
        "published": str(first.number),
        "proposed": str(second.number),
        "checksum": second.checksum,
    }
