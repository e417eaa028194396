"""Doorbells: an act is called, nothing else. Each may ring twice."""

from celery import shared_task
from django.utils import timezone

from survey import rechecking, reminding


@shared_task(name="survey.tasks.remind")
def remind() -> int:
    """Send the survey's reminders that are due. How many."""
    return len(reminding.remind(timezone.now()))


@shared_task(name="survey.tasks.recheck")
def recheck() -> int:
    """Hold answers against the figures as they are now. How many responses had queries come or go."""
    return len(rechecking.recheck())
