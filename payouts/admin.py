"""Payouts in the admin site: to be read, never changed."""

from django.contrib import admin

from payouts.models import Amount, Decision, PaymentOrder, Run
from submissions.admin import ReadOnly


@admin.register(Run)
class RunAdmin(ReadOnly):
    """The computations."""

    list_display = ("year", "kind", "number", "status", "total", "computed_by", "computed_at", "as_printed")
    list_filter = ("year", "kind", "status")


@admin.register(Amount)
class AmountAdmin(ReadOnly):
    """The amounts, each with its steps."""

    list_display = ("run", "region", "quantity", "amount")
    list_filter = ("run__year", "run__kind", "region")


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """The decisions and their people."""

    list_display = ("amount", "diary_number", "decided_by", "decided_at", "computed_by", "presented_by")
    list_filter = ("amount__run__year", "amount__run__kind")


@admin.register(PaymentOrder)
class PaymentOrderAdmin(ReadOnly):
    """The payment orders."""

    list_display = ("run", "made_by", "approved_by", "paid_on", "reference")
