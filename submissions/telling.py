"""Telling people of what happened to a return, in the transaction in which it happened.

Messages are in Swedish, the language of the case. They name no figures: whoever reads the
mail signs in to see them.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.moves import Role
from agreement.numerals import day as day_in_words
from outbox.posting import Letter, post
from register.models import Invitation, Membership, User
from submissions.models import Return


def people_with(role: Role, region: str | None = None) -> list[User]:
    """Those who hold a role today, for a region if it is a region's role."""
    held = Membership.objects.in_force().filter(role=role, user__is_active=True)
    if region is not None:
        held = held.filter(region=region)
    return [membership.user for membership in held.select_related("user").order_by("user")]


def leaders_by_region() -> dict[str, list[User]]:
    """Every region's process leaders today, in one query."""
    found: dict[str, list[User]] = {}
    held = Membership.objects.in_force().filter(role=Role.PROCESS_LEADER, user__is_active=True)
    for membership in held.select_related("user").order_by("user"):
        found.setdefault(str(membership.region_id), []).append(membership.user)
    return found


def tell_region(the_return: Return, cause: str, subject: str, body: str, key: str) -> int:
    """Write to the region's process leaders. How many messages were written."""
    letter = Letter(cause, subject, body, the_return.region)
    leaders = people_with(Role.PROCESS_LEADER, the_return.region_id)
    return sum(post(leader, letter, key) for leader in leaders)


def tell_officers(the_return: Return, cause: str, subject: str, body: str, key: str) -> int:
    """Write to the officer who has the return; to all of them if nobody has it, or who has it has left."""
    letter = Letter(cause, subject, body, the_return.region)
    assignment = getattr(the_return, "assignment", None)
    there = people_with(Role.OFFICER)
    officers = [
        each for each in there if assignment is not None and each.pk == assignment.officer_id
    ] or there
    return sum(post(officer, letter, key) for officer in officers)


def of_signing(the_return: Return, number: int, registered_as: str) -> None:
    """A receipt to the region."""
    with override("sv"):
        tell_region(
            the_return,
            "signed",
            _("Redovisningen för %(year)d är inlämnad") % {"year": the_return.year_id},
            _("Version %(number)d är inlämnad och registrerad som %(diary)s. Kvittensen finns i portalen.")
            % {"number": number, "diary": registered_as},
            f"signed:{the_return.pk}:{number}",
        )


def of_asking(the_return: Return, request: int, message: str, answer_by: date) -> None:
    """What is to be completed, and by when."""
    with override("sv"):
        tell_region(
            the_return,
            "asked",
            _("Komplettera redovisningen för %(year)d") % {"year": the_return.year_id},
            _("Handläggaren begär komplettering. Svara senast den %(day)s. %(message)s")
            % {"day": day_in_words(answer_by), "message": message},
            f"asked:{request}",
        )


def of_accepting(the_return: Return, number: int) -> None:
    """The return is accepted."""
    with override("sv"):
        tell_region(
            the_return,
            "accepted",
            _("Redovisningen för %(year)d är godkänd") % {"year": the_return.year_id},
            _("Version %(number)d är godkänd. Den kan inte ändras längre.") % {"number": number},
            f"accepted:{the_return.pk}:{number}",
        )


def of_correcting(the_return: Return, number: int, why: str) -> None:
    """Försäkringskassan made the next version; the region confirms or objects."""
    with override("sv"):
        tell_region(
            the_return,
            "corrected",
            _("Försäkringskassan har rättat redovisningen för %(year)d") % {"year": the_return.year_id},
            _("Version %(number)d gäller nu. Skäl: %(why)s. Se skillnaden i portalen och svara.")
            % {"number": number, "why": why},
            f"corrected:{the_return.pk}:{number}",
        )


def of_question(the_return: Return, post_id: int, text: str, from_region: bool) -> None:
    """A question or an answer, to the other side."""
    with override("sv"):
        subject = _("Fråga om redovisningen för %(year)d, %(region)s") % {
            "year": the_return.year_id,
            "region": the_return.region,
        }
        tell = tell_officers if from_region else tell_region
        tell(the_return, "question", subject, text, f"post:{post_id}")


def of_waiver(the_return: Return, waiver: int, granted: bool, reason: str) -> None:
    """Whether an error may stand."""
    with override("sv"):
        subject = _("Undantaget är beviljat") if granted else _("Undantaget är avslaget")
        tell_region(the_return, "waiver", subject, reason, f"waiver:{waiver}:{granted}")


def of_extension(the_return: Return, extension: int, until: date | None, answer: str) -> None:
    """Whether the region got a later last day."""
    with override("sv"):
        subject = _("Anståndet är beviljat") if until else _("Anståndet är avslaget")
        said = _("Ny sista dag är den %(day)s.") % {"day": day_in_words(until)} if until else ""
        tell_region(the_return, "extension", subject, f"{said} {answer}".strip(), f"extension:{extension}")


def of_invitation(invitation: Invitation) -> None:
    """To the person who is invited, with how to come in."""
    with override("sv"):
        letter = Letter(
            "invited",
            _("Inbjudan till %(region)s i Villkor 3") % {"region": invitation.region},
            _(
                "%(who)s bjuder in dig som %(role)s för %(region)s. Logga in i portalen med den här adressen "
                "senast den %(day)s. Har du inget lösenord väljer du Jag har glömt lösenordet på "
                "inloggningssidan."
            )
            % {
                "who": invitation.by,
                "role": invitation.get_role_display(),
                "region": invitation.region,
                "day": day_in_words(invitation.until),
            },
            invitation.region,
        )
        post(invitation.user, letter, f"invite:{invitation.pk}")


def of_waiver_asked(the_return: Return, waiver: int) -> None:
    """To the officers: a region asks to let an error stand."""
    with override("sv"):
        subject = _("%(region)s begär ett undantag för %(year)d") % {
            "region": the_return.region,
            "year": the_return.year_id,
        }
        body = _("Ta ställning till begäran på regionens sida.")
        tell_officers(the_return, "waiver", subject, body, f"waiver:{waiver}:asked")


def of_waiver_proposed(the_return: Return, waiver: int, by: User) -> None:
    """To the other officers: one of them proposes a waiver, and another has to try it."""
    with override("sv"):
        subject = _("Ett undantag är föreslaget för %(region)s %(year)d") % {
            "region": the_return.region,
            "year": the_return.year_id,
        }
        body = _("%(who)s föreslår undantaget. En annan handläggare beviljar eller avslår det.") % {"who": by}
        letter = Letter("waiver", subject, body, the_return.region)
        for officer in people_with(Role.OFFICER):
            if officer.pk != by.pk:
                post(officer, letter, f"waiver:{waiver}:proposed")


def of_the_round(returns: Iterable[Return], subject: str, body: str, key: str) -> int:
    """One message to the process leaders of several regions. How many messages were written."""
    return sum(tell_region(the_return, "round", subject, body, key) for the_return in returns)
