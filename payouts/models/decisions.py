"""Computations, their amounts, and the decisions on them. Money is whole kronor."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.moves import DifferenceStatus, PayoutStatus
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


class Corrector(models.Model):
    """Somebody at Försäkringskassan who corrected a figure behind an amount, written with the run.

    From here the database knows who may not decide the run.
    """

    amount = models.ForeignKey(Amount, models.PROTECT, related_name="correctors")
    person = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        ordering = ("amount", "pk")
        verbose_name = _("rättare")
        verbose_name_plural = _("rättare")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["amount", "person"], name="corrector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}: {self.person}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Which decisions."""

    def of_year(self, year: int) -> "DecisionQuerySet":
        """The first decisions of a year, each with its amount, run and changes. Two queries."""
        return self.of_years([year])

    def of_years(self, years: Iterable[int]) -> "DecisionQuerySet":
        """The same of several years. Two queries."""
        found = self.filter(amount__run__year__in=years, amount__run__status=PayoutStatus.DECIDED)
        return found.select_related("amount__run").prefetch_related("differences")


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

    objects = DecisionQuerySet.as_manager()

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

    def changes(self) -> "list[Difference]":
        """The decided differences, the earliest first. No query where the differences were prefetched."""
        return [each for each in self.differences.all() if each.status == DifferenceStatus.DECIDED]

    def balance(self) -> int:
        """What has been decided for the region so far, all decisions together, whole kronor."""
        return self.amount.amount + sum(each.amount for each in self.changes())

    def diary_numbers(self) -> str:
        """Those of the decision and its changes, joined."""
        numbers = (self.diary_number, *(each.diary_number for each in self.changes()))
        return ", ".join(number for number in numbers if number)


class Difference(models.Model):
    """What a later computation makes of one region's decided amount: more to pay, or a reclaim.

    ``before`` is the balance (earlier decisions together), ``amount`` the signed difference, both in
    whole kronor. The first decision is never touched.
    """

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="differences", verbose_name=_("beslut")
    )
    amount_now = models.OneToOneField(
        Amount, models.PROTECT, related_name="difference", verbose_name=_("nytt belopp")
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    status = models.CharField(
        _("status"), max_length=12, choices=[(s.value, s.value) for s in DifferenceStatus], default="opened"
    )
    before = models.PositiveBigIntegerField(_("beslutat före, kronor"))
    amount = models.BigIntegerField(_("skillnad, kronor"))
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("öppnad"), default=timezone.now)
    material = models.TextField(_("underlag som skickats"), blank=True)
    communicated_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    communicated_at = models.DateTimeField(_("skickat till regionen"), null=True, blank=True)
    answer_by = models.DateField(_("svar senast"), null=True, blank=True)
    answer = models.TextField(_("regionens svar"), blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("besvarat"), null=True, blank=True)
    reason = models.TextField(_("skäl"), blank=True)
    proposed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(_("förslag"), null=True, blank=True)
    computed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("beslutad"), null=True, blank=True)
    diary_number = models.CharField(_("diarienummer"), max_length=60, blank=True)

    class Meta:
        ordering = ("decision", "number")
        verbose_name = _("tilläggsbeslut")
        verbose_name_plural = _("tilläggsbeslut")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "number"], name="difference_number_once"),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(status__in=["opened", "communicated", "proposed"]),
                name="one_open_difference",
            ),
            models.UniqueConstraint(
                fields=["diary_number"], condition=~Q(diary_number=""), name="own_diary_number"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="a_difference_differs"),
            models.CheckConstraint(condition=Q(before__gte=-F("amount")), name="balance_not_negative"),
            models.CheckConstraint(
                condition=~Q(status="decided")
                | Q(decided_by__isnull=False, decided_at__isnull=False, proposed_by__isnull=False)
                & ~Q(diary_number="")
                & ~Q(reason=""),
                name="a_difference_has_people_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["proposed", "decided"])
                | Q(amount__gt=0)
                | Q(communicated_at__isnull=False, answer_by__isnull=False),
                name="a_reclaim_was_communicated",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("computed_by")) & ~Q(decided_by=F("proposed_by")),
                name="difference_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.amount:+}"

    @property
    def is_reclaim(self) -> bool:
        """Whether the region is to pay back."""
        return self.amount < 0

    @property
    def after(self) -> int:
        """The balance when this is decided, whole kronor."""
        return self.before + self.amount


class Rectification(models.Model):
    """An obvious slip in a decision's words put right (36 § FL): same amount, the original is kept.

    It is of a first decision or of the decision on a difference, never both.
    """

    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rectifications",
        verbose_name=_("beslut"),
    )
    difference = models.ForeignKey(
        Difference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rectifications",
        verbose_name=_("ändring"),
    )
    wrong = models.TextField(_("det som blev fel"))
    right = models.TextField(_("rätt lydelse"))
    reason = models.TextField(_("skäl"))
    diary_number = models.CharField(_("diarienummer"), max_length=60)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("rättad"), default=timezone.now)

    class Meta:
        ordering = ("decision", "pk")
        verbose_name = _("rättelse av beslut")
        verbose_name_plural = _("rättelser av beslut")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, difference__isnull=True)
                | Q(decision__isnull=True, difference__isnull=False),
                name="a_rectification_is_of_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}, {self.made_at.date()}"

    @property
    def amount(self) -> Amount:
        """The amount that was decided, which a rectification never changes."""
        return self.of.amount if isinstance(self.of, Decision) else self.of.amount_now

    @property
    def of(self) -> Decision | Difference:
        """What was rectified."""
        found = self.difference or self.decision
        assert found is not None
        return found
