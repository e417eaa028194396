"""Doorbells of the compilation: an id in, one act called. Each may ring twice."""

from functools import partial

from celery import shared_task
from django.db import transaction

from compilation import writing


@shared_task(name="compilation.tasks.write")
def write(compilation_id: int) -> None:
    """Write the documents of a decided compilation."""
    writing.write(compilation_id)


def ring(compilation_id: int) -> None:
    """Queue the writing when the transaction is committed; a broker that is silent is no error."""
    transaction.on_commit(partial(write.delay, compilation_id), robust=True)
