"""From what is decided to money: orders with their rows, and settlements of differences."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payouts.models.decisions import Decision, Difference, Run

USER = settings.AUTH_USER_MODEL


class PaymentOrder(models.Model):
    """An order to pay a decided run, made by one person, approved by another, then confirmed as paid."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="payment_order", verbose_name=_("beräkning"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("skapad"), default=timezone.now)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("godkänd"), null=True, blank=True)
    paid_on = models.DateField(_("betald"), null=True, blank=True)
    reference = models.CharField(_("betalningens referens"), max_length=60, blank=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("bekräftad"), null=True, blank=True)

    class Meta:
        ordering = ("run",)
        verbose_name = _("betalningsorder")
        verbose_name_plural = _("betalningsordrar")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("made_by")),
                name="an_order_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(paid_on__isnull=False, confirmed_by__isnull=False, approved_by__isnull=False)
                & Q(confirmed_at__isnull=False)
                & ~Q(reference=""),
                name="a_payment_was_approved_and_has_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Betalningsorder')} {self.run}"


class PaymentRow(models.Model):
    """One decision's money in an order, with the organisation number as it was then. Never twice."""

    order = models.ForeignKey(PaymentOrder, models.PROTECT, related_name="rows")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="payment_row")
    org_number = models.CharField(_("organisationsnummer"), max_length=11)
    amount = models.PositiveBigIntegerField(_("belopp, kronor"))

    class Meta:
        ordering = ("order", "decision")
        verbose_name = _("rad i betalningsorder")
        verbose_name_plural = _("rader i betalningsorder")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_row_pays"),
            models.CheckConstraint(condition=~Q(org_number=""), name="a_payment_row_has_a_payee"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.amount} kr"


class Settlement(models.Model):
    """How a decided difference becomes money: paid out, claimed, or set off; own people and dates.

    ``amount`` is the size of the difference in whole kronor. A set-off is taken from a later decision and
    needs the region's written consent or a provision (legal note L15).
    """

    class Way(models.TextChoices):
        PAY = "pay", _("betalas ut")
        CLAIM = "claim", _("krävs tillbaka")
        SET_OFF = "set_off", _("räknas av mot ett senare beslut")

    difference = models.OneToOneField(
        Difference, models.PROTECT, related_name="settlement", verbose_name=_("ändring")
    )
    way = models.CharField(_("sätt"), max_length=8, choices=Way.choices)
    org_number = models.CharField(_("organisationsnummer"), max_length=11)
    amount = models.PositiveBigIntegerField(_("belopp, kronor"))
    due_on = models.DateField(_("sista betalningsdag"), null=True, blank=True)
    against = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="set_offs",
        verbose_name=_("räknas av mot"),
    )
    consent = models.TextField(_("regionens medgivande eller bestämmelse"), blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("skapad"), default=timezone.now)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("godkänd"), null=True, blank=True)
    settled_on = models.DateField(_("reglerad"), null=True, blank=True)
    reference = models.CharField(_("referens"), max_length=60, blank=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("bekräftad"), null=True, blank=True)

    class Meta:
        ordering = ("difference",)
        verbose_name = _("reglering")
        verbose_name_plural = _("regleringar")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way="pay", due_on__isnull=True, against__isnull=True)
                | Q(way="claim", due_on__isnull=False, against__isnull=True)
                | Q(way="set_off", due_on__isnull=True, against__isnull=False) & ~Q(consent=""),
                name="a_settlement_has_what_its_way_needs",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("made_by")),
                name="a_settlement_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(settled_on__isnull=False, confirmed_by__isnull=False, approved_by__isnull=False)
                & Q(confirmed_at__isnull=False)
                & ~Q(reference=""),
                name="a_settlement_was_approved_and_has_a_reference",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(org_number=""), name="a_settlement_has_money_and_a_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.amount} kr"
