"""The officer's money: computations, decisions, what changes them, and how they become money."""

from payouts.models.decisions import (
    Amount,
    Corrector,
    Decision,
    Difference,
    Kind,
    Rectification,
    Run,
)
from payouts.models.hearings import Hearing
from payouts.models.money import PaymentOrder, PaymentRow, Settlement

__all__ = [
    "Amount",
    "Corrector",
    "Decision",
    "Difference",
    "Hearing",
    "Kind",
    "PaymentOrder",
    "PaymentRow",
    "Rectification",
    "Run",
    "Settlement",
]
