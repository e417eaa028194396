"""The region's side: returns, what was delivered, what was found, and the frozen versions."""

from submissions.models.desk import (
    Abstention,
    Assignment,
    Closing,
    ConflictStatement,
    CorrectionReply,
    Extension,
    Note,
    Post,
    Reminder,
    Thread,
)
from submissions.models.lists import ListFile, ListSum, ProviderMerge
from submissions.models.returns import (
    Assessment,
    CompletionRequest,
    Delivery,
    Explanation,
    Figure,
    Finding,
    Return,
    Version,
    Waiver,
    key_of,
)

__all__ = [
    "Abstention",
    "Assessment",
    "Assignment",
    "Closing",
    "CompletionRequest",
    "ConflictStatement",
    "CorrectionReply",
    "Delivery",
    "Explanation",
    "Extension",
    "Figure",
    "Finding",
    "ListFile",
    "ListSum",
    "Note",
    "Post",
    "ProviderMerge",
    "Reminder",
    "Return",
    "Thread",
    "Version",
    "Waiver",
    "key_of",
]
