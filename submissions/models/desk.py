"""What is said about a return, who has it on the desk, and when its round was closed."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.moves import AGENCY_ROLES, Role
from register.access import regions_of, roles_of
from register.models import AgreementYear
from submissions.models.returns import Return, Version

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Which threads a person may read."""

    def visible_to(self, user: "AnyUser") -> "ThreadQuerySet":
        """A region's people read their region's; the agency and the auditor read all."""
        if not roles_of(user).isdisjoint(AGENCY_ROLES | {Role.AUDITOR}):
            return self
        return self.filter(version__the_return__region__in=[region.pk for region in regions_of(user)])


class Thread(models.Model):
    """A question about a signed version, or about one line of it. It stays with that version."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="threads")
    line = models.CharField(_("rad"), max_length=24, blank=True)
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("ställd"), default=timezone.now)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("avslutad"), null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("version", "pk")
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")

    def __str__(self) -> str:
        return f"{self.version}: {self.line or '–'}"


class Post(models.Model):
    """One contribution to a thread. It is never changed."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="posts")
    text = models.TextField(_("text"), max_length=4000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    from_region = models.BooleanField(_("från regionen"))

    class Meta:
        ordering = ("thread", "pk")
        verbose_name = _("inlägg")
        verbose_name_plural = _("inlägg")

    def __str__(self) -> str:
        return f"{self.thread}: {self.text[:40]}"


class Note(models.Model):
    """An officer's note: a working note of the agency's own, or one that adds a fact to the case (L11)."""

    class Kind(models.TextChoices):
        WORKING = "working", _("Arbetsanteckning")
        FACT = "fact", _("Tjänsteanteckning")

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="notes")
    kind = models.CharField(_("slag"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=4000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("anteckning")
        verbose_name_plural = _("anteckningar")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.the_return}"


class CorrectionReply(models.Model):
    """What a region says of a version that Försäkringskassan corrected: confirmed or objected to, once."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="reply")
    agrees = models.BooleanField(_("bekräftar"))
    text = models.TextField(_("invändning"), max_length=4000, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("version",)
        verbose_name = _("svar på rättelse")
        verbose_name_plural = _("svar på rättelser")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(text=""), name="an_objection_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.agrees}"


class Assignment(models.Model):
    """Which officer has a region's return on the desk."""

    the_return = models.OneToOneField(Return, models.PROTECT, related_name="assignment")
    officer = models.ForeignKey(
        USER, models.PROTECT, related_name="assignments", verbose_name=_("handläggare")
    )
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return",)
        verbose_name = _("fördelning")
        verbose_name_plural = _("fördelningar")

    def __str__(self) -> str:
        return f"{self.the_return}: {self.officer}"


class AbstentionQuerySet(models.QuerySet["Abstention"]):
    """Which words hold."""

    def in_force(self) -> "AbstentionQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Abstention(models.Model):
    """A region's word that it cannot, or has nothing to, report for the year. An answer, never a zero."""

    class Kind(models.TextChoices):
        CANNOT = "cannot", _("Kan inte redovisa")
        NOTHING = "nothing", _("Inget att redovisa")

    kind = models.CharField(_("slag"), max_length=8, choices=Kind.choices, default=Kind.CANNOT)
    the_return = models.ForeignKey(Return, models.PROTECT, related_name="abstentions")
    reason = models.TextField(_("skäl"), max_length=2000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("återtaget"), null=True, blank=True)

    objects = AbstentionQuerySet.as_manager()

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("besked om utebliven redovisning")
        verbose_name_plural = _("besked om uteblivna redovisningar")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["the_return"], condition=Q(taken_back_at=None), name="one_abstention_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}: {self.reason[:40]}"


class Closing(models.Model):
    """The round of a year is closed: each region accepted, or missing for a reason, as ``standing`` says."""

    year = models.OneToOneField(AgreementYear, models.PROTECT, related_name="closing")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    standing = models.JSONField(_("läget"))

    class Meta:
        ordering = ("year",)
        verbose_name = _("avslutad omgång")
        verbose_name_plural = _("avslutade omgångar")

    def __str__(self) -> str:
        return str(self.year)


class Extension(models.Model):
    """An anstånd: a later last day for one region, asked for with a reason; an officer decides."""

    class State(models.TextChoices):
        ASKED = "asked", _("Begärt")
        GRANTED = "granted", _("Beviljat")
        REFUSED = "refused", _("Avslaget")

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="extensions")
    reason = models.TextField(_("skäl"), max_length=2000)
    wished = models.DateField(_("önskad sista dag"))
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("läge"), max_length=8, choices=State.choices, default=State.ASKED)
    until = models.DateField(_("ny sista dag"), null=True, blank=True)
    answer = models.TextField(_("svar"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("anstånd")
        verbose_name_plural = _("anstånd")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["the_return"], condition=Q(state="asked"), name="one_extension_asked_for"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(until__isnull=False, decided_by__isnull=False),
                name="a_granted_extension_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}: {self.state} {self.until or self.wished}"


class Reminder(models.Model):
    """One step of the ladder for one return: sent, or passed over when a later step was due already."""

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="reminders")
    # Days after the last day; before it they are negative.
    step = models.SmallIntegerField(_("dagar efter sista dagen"))
    sent = models.BooleanField(_("skickad"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return", "step")
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["the_return", "step"], name="each_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}: {self.step}"


class ConflictStatement(models.Model):
    """Whether who handles a region's case has a conflict of interest (jäv), and how that was tried (L9).

    The newest statement of a person counts. A yes bars the person until another has tried it.
    """

    class Outcome(models.TextChoices):
        CONFLICTED = "conflicted", _("Jäv")
        CLEAR = "clear", _("Inte jäv")

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="conflict_statements")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_conflicted = models.BooleanField(_("jäv"))
    grounds = models.TextField(_("omständigheter"), max_length=2000, blank=True)
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome.choices, blank=True)
    tried_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    tried_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(_("skäl"), max_length=2000, blank=True)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("uppgift om jäv")
        verbose_name_plural = _("uppgifter om jäv")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(tried_by__isnull=False) & ~Q(tried_by=models.F("by")),
                name="a_conflict_is_tried_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}: {self.by}"
