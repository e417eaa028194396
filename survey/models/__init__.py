"""Questions that last, a year's survey, and what each region answers."""

from survey.models.answers import (
    OPEN_RESPONSES,
    Answer,
    Query,
    Response,
    Summary,
    SurveyReminder,
    Tag,
    Unsaved,
    key_of,
)
from survey.models.surveys import KIND_NAMES, Question, QuestionWording, Survey, SurveyItem
from survey.models.versions import ResponseVersion

__all__ = [
    "KIND_NAMES",
    "OPEN_RESPONSES",
    "Answer",
    "Query",
    "Question",
    "QuestionWording",
    "Response",
    "ResponseVersion",
    "Summary",
    "Survey",
    "SurveyItem",
    "SurveyReminder",
    "Tag",
    "Unsaved",
    "key_of",
]
