"""Telling a region of what was decided about its money, in the transaction in which it was decided.

The mail names no amount: whoever reads it signs in to see the letter, and the trail knows who fetched it
and when (33 § förvaltningslagen, legal note L6).
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.numerals import day as day_in_words
from outbox.posting import Letter, post
from payouts.models import Decision, Difference, Hearing, Rectification
from register.models import Region, User
from submissions.telling import leaders_by_region


def of_decisions(decisions: Iterable[Decision]) -> None:
    """To every region that got a decision."""
    leaders = leaders_by_region()
    with override("sv"):
        for each in decisions:
            run, region = each.amount.run, each.amount.region
            words = {"kind": run.get_kind_display(), "year": run.year_id, "number": each.diary_number}
            subject = _("Beslut om villkor 3, %(year)d: %(kind)s") % words
            body = _("Beslutet har diarienummer %(number)s. Brevet finns i portalen under Beslut.") % words
            _tell(leaders, region, subject, body, f"decision:{each.pk}")


def of_communication(difference: Difference) -> None:
    """The region is to see the material and can answer before a decision against it."""
    assert difference.answer_by is not None
    amount = difference.amount_now
    _of_material(amount.region, amount.run.year_id, difference.answer_by, f"heard:{difference.pk}")


def of_hearing(hearing: Hearing) -> None:
    """The region is to see the material and can answer before its late contacts are refused."""
    _of_material(hearing.region, hearing.year_id, hearing.answer_by, f"hearing:{hearing.pk}")


def of_difference(difference: Difference) -> None:
    """A decision was changed."""
    with override("sv"):
        subject = _("Ett beslut är ändrat, %(year)d") % _words(difference)
        body = _("Det nya beslutet har diarienummer %(number)s. Brevet finns i portalen under Beslut.") % {
            "number": difference.diary_number
        }
        _tell(leaders_by_region(), difference.amount_now.region, subject, body, f"difference:{difference.pk}")


def of_rectification(rectification: Rectification) -> None:
    """A slip in a decision was put right."""
    amount = rectification.amount
    with override("sv"):
        subject = _("Ett skrivfel i ett beslut är rättat, %(year)d") % {"year": amount.run.year_id}
        body = _("Beloppet är oförändrat. Rättelsen har diarienummer %(number)s och finns under Beslut.") % {
            "number": rectification.diary_number
        }
        _tell(leaders_by_region(), amount.region, subject, body, f"rectified:{rectification.pk}")


def _of_material(region: Region, year: int, until: date, key: str) -> None:
    with override("sv"):
        subject = _("Ta del av underlaget innan vi beslutar, %(year)d") % {"year": year}
        body = _("Underlaget finns i portalen under Beslut. Ni kan svara till och med den %(day)s.") % {
            "day": day_in_words(until)
        }
        _tell(leaders_by_region(), region, subject, body, key)


def _words(difference: Difference) -> dict[str, int]:
    return {"year": difference.amount_now.run.year_id}


def _tell(leaders: dict[str, list[User]], region: Region, subject: str, body: str, key: str) -> None:
    letter = Letter("decision", subject, body, region)
    for person in leaders.get(region.code, []):
        post(person, letter, key)
