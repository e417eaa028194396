"""The trail's table and the head of its chain."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Head(models.Model):
    """The one row that says where the chain ends; locking it keeps the chain single-file."""

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("kedjans slut")

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class Entry(models.Model):
    """One thing that was done. Written once, never changed."""

    sequence = models.PositiveBigIntegerField(_("nummer"), unique=True)
    at = models.DateTimeField(_("tidpunkt"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    actor_name = models.CharField(_("namn"), max_length=200)
    act = models.CharField(_("händelse"), max_length=60, db_index=True)
    subject = models.CharField(_("gäller"), max_length=120, db_index=True)
    region = models.CharField(_("region"), max_length=2, blank=True, db_index=True)
    details = models.JSONField(_("uppgifter"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(_("kontrollsumma"), max_length=64, unique=True)

    class Meta:
        ordering = ("-sequence",)
        verbose_name = _("händelse")
        verbose_name_plural = _("händelselogg")

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject}"
