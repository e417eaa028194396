"""Computations, their amounts, and the decisions on them. Money is whole kronor."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.moves import PayoutStatus
from register.models import AgreementYear, Region
from submissions.models import Version

USER = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """The two payouts of a year."""

    BASE = "base", _("Grundbelopp")
    CONTACTS = "contacts", _("Ersättning för kontakter")


class Run(models.Model):
    """One computation (beräkning), with everything it was made from.

    ``terms`` and ``inputs`` are snapshots; ``checksum`` is the SHA-256 of inputs and amounts.
    """

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="runs", verbose_name=_("år"))
    kind = models.CharField(_("slag"), max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("beräkning"))
    status = models.CharField(
        _("status"), max_length=10, choices=[(s.value, s.value) for s in PayoutStatus], default="computed"
    )
    terms = models.JSONField(_("regler"))
    inputs = models.JSONField(_("underlag"))
    total = models.PositiveBigIntegerField(_("summa, kronor"))
    checksum = models.CharField(_("kontrollsumma"), max_length=64)
    code_version = models.CharField(_("programversion"), max_length=40)
    computed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    computed_at = models.DateTimeField(_("beräknad"), default=timezone.now)
    proposed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(_("förslag"), null=True, blank=True)
    sent_back_reason = models.TextField(_("skäl för att lämna tillbaka"), blank=True)
    as_printed = models.BooleanField(_("som tryckt"), default=False)
    source = models.CharField(_("källa"), max_length=200, blank=True)

    class Meta:
        ordering = ("year", "kind", "number")
        verbose_name = _("beräkning")
        verbose_name_plural = _("beräkningar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "kind", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["year", "kind"], condition=Q(status="decided"), name="a_payout_is_decided_once"
            ),
            models.CheckConstraint(
                condition=Q(as_printed=True) | Q(computed_by__isnull=False), name="a_run_has_a_computer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year_id}, {_('beräkning')} {self.number}"


class Amount(models.Model):
    """One region's amount in a run, with every step. ``quantity`` is inhabitants or paid units."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="amounts")
    region = models.ForeignKey(Region, models.PROTECT, related_name="amounts", verbose_name=_("region"))
    quantity = models.PositiveBigIntegerField(_("antal"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("belopp, kronor"))
    steps = models.JSONField(_("steg"), default=list)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="amounts")

    class Meta:
        ordering = ("run", "region")
        verbose_name = _("belopp")
        verbose_name_plural = _("belopp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "region"], name="one_amount_a_region"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.amount} kr"


class Decision(models.Model):
    """One region's decision (beslut). The people are copied here so that the database can hold them apart."""

    amount = models.OneToOneField(Amount, models.PROTECT, related_name="decision")
    diary_number = models.CharField(_("diarienummer"), max_length=60, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("beslutad"), null=True, blank=True)
    computed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    presented_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    corrected_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    as_printed = models.BooleanField(_("som tryckt"), default=False)

    class Meta:
        ordering = ("amount",)
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(as_printed=True)
                | Q(decided_by__isnull=False, computed_by__isnull=False, decided_at__isnull=False),
                name="a_decision_has_its_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("computed_by")),
                name="decider_is_not_computer",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(corrected_by__isnull=True)
                | ~Q(decided_by=F("corrected_by")),
                name="decider_is_not_corrector",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(presented_by__isnull=True)
                | ~Q(decided_by=F("presented_by")),
                name="decider_is_not_presenter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.diary_number}"
