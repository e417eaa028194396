"""A message to one person: what it says, why it was written, and whether it has been sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.models import Region


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages a question is about."""

    def not_arrived(self) -> "MessageQuerySet":
        """Those that a server has refused, to be tried again or given up."""
        waiting = models.Q(state=Message.State.WAITING, attempts__gt=0)
        return self.filter(models.Q(state=Message.State.FAILED) | waiting)


class Message(models.Model):
    """The row is the truth; the mail is its copy. ``key`` keeps the same message from being written twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar")
        SENDING = "sending", _("Skickas")
        SENT = "sent", _("Skickat")
        FAILED = "failed", _("Kunde inte skickas")

    key = models.CharField(max_length=200, unique=True)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name=_("till")
    )
    address = models.EmailField(_("adress"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"))
    cause = models.CharField(_("anledning"), max_length=40)
    subject = models.CharField(_("ämne"), max_length=200)
    body = models.TextField(_("text"))
    calendar = models.TextField(_("kalenderpost"), blank=True)
    written_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    state = models.CharField(_("läge"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    # A message that failed is tried again from here; one that is being sent belongs to its sender until here.
    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    error = models.CharField(_("fel"), max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        verbose_name = _("meddelande")
        verbose_name_plural = _("meddelanden")
        indexes: ClassVar = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"

    @property
    def is_tried_again(self) -> bool:
        """Whether the server refused it, and it waits for its next attempt."""
        return self.state == self.State.WAITING and self.attempts > 0
