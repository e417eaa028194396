"""The trail in the admin site, read-only.

It stands here because the room of the trail lies below the room that knows who is an administrator.
"""

from django.contrib import admin

from audit.models import Entry
from submissions.admin import ReadOnly


@admin.register(Entry)
class TrailAdmin(ReadOnly):
    """Who did what, when; newest first."""

    list_display = ("sequence", "at", "actor_name", "act", "subject", "region")
    list_filter = ("act", "region")
    search_fields = ("subject", "actor_name")
