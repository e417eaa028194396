"""Lists as they were handed in, what was read of them, and the sums that were taken into a draft."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.access import regions_of

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL


class ListFileQuerySet(models.QuerySet["ListFile"]):
    """Which list files a question is about."""

    def own_of(self, user: "AnyUser") -> "ListFileQuerySet":
        """The region's own: lists are never shown outside it, signed or not."""
        return self.filter(the_return__region__in=[region.pk for region in regions_of(user)])

    def counting(self) -> "ListFileQuerySet":
        """Those that the region has not taken away, in the order in which they came."""
        return self.filter(removed_at=None).order_by("pk")

    def waiting(self) -> "ListFileQuerySet":
        """Those that are still to be read: one that was taken away first never is."""
        return self.filter(state=ListFile.State.RECEIVED, removed_at=None)

    def holding(self, sha256: str) -> "ListFileQuerySet":
        """Those whose bytes are kept under the checksum."""
        return self.filter(sha256=sha256, erased_at=None)


class ListFile(models.Model):
    """One file of a provider list or a series list. Its bytes are erased in time; the hash and sums stay."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Läses")
        READ = "read", _("Läst")
        STOPPED = "stopped", _("Kan inte läsas")
        REFUSED = "refused", _("Nekad och raderad: personuppgifter")
        FAILED = "failed", _("Läsningen gick inte att göra")

    the_return = models.ForeignKey("submissions.Return", models.PROTECT, related_name="list_files")
    name = models.CharField(_("filnamn"), max_length=255)
    size = models.PositiveIntegerField(_("storlek"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField(_("inkom"), default=timezone.now)
    sent_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    # What the child found: columns, sums and faults. After erasing: columns and sums.
    found = models.JSONField(null=True, blank=True)
    # Marks of the rows, to tell the same rows in another file. Gone with the bytes.
    sketch = models.JSONField(null=True, blank=True)
    removed_at = models.DateTimeField(_("borttagen"), null=True, blank=True)
    erased_at = models.DateTimeField(_("raderad"), null=True, blank=True)

    objects = ListFileQuerySet.as_manager()

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("lista")
        verbose_name_plural = _("listor")
        indexes: ClassVar = [
            models.Index(fields=["state", "received_at"]),
            models.Index(fields=["sha256"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(erased_at__isnull=False, sketch__isnull=True),
                name="a_refused_list_is_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return_id}: {self.name}"

    @property
    def is_pending(self) -> bool:
        """Whether the file is still to be read."""
        return self.state == self.State.RECEIVED


class ProviderMerge(models.Model):
    """A person's word that a care provider spelt in one way is counted under another name."""

    the_return = models.ForeignKey("submissions.Return", models.PROTECT, related_name="provider_merges")
    spelt = models.CharField(_("skrivet"), max_length=255)
    counted_as = models.CharField(_("räknas som"), max_length=255)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return", "spelt")
        verbose_name = _("sammanslagen vårdgivare")
        verbose_name_plural = _("sammanslagna vårdgivare")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["the_return", "spelt"], name="one_merge_a_spelling"),
        ]

    def __str__(self) -> str:
        return f"{self.spelt} → {self.counted_as}"


class ListSum(models.Model):
    """The sums of lists that became a draft: the aggregate, the providers and the files' hashes. Kept."""

    the_return = models.ForeignKey("submissions.Return", models.PROTECT, related_name="list_sums")
    delivery = models.OneToOneField("submissions.Delivery", models.PROTECT, related_name="list_sum")
    layout = models.CharField(max_length=10)
    figures = models.JSONField()
    # Rows of [form, provider type, sex, employer, employment service, number]; empty for a provider list.
    aggregate = models.JSONField(default=list)
    providers = models.JSONField(default=list)
    files = models.JSONField(default=list)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("summa av listor")
        verbose_name_plural = _("summor av listor")

    def __str__(self) -> str:
        return f"{self.the_return_id}: {self.layout}"
