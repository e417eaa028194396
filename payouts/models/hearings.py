"""What a region is shown before it is refused, and what it answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.models import AgreementYear, Region

USER = settings.AUTH_USER_MODEL


class Hearing(models.Model):
    """The material before contacts that came too late are refused, with time to answer (legal note L5).

    One a region and year. The answer can be written anew until the contacts are decided; what the officer
    makes of it (``assessment``) is of the answer that stands, and is printed in the refusal (L4).
    """

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="hearings", verbose_name=_("år"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="hearings", verbose_name=_("region"))
    material = models.TextField(_("underlag som skickats"))
    sent_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("skickat till regionen"), default=timezone.now)
    answer_by = models.DateField(_("svar senast"))
    answer = models.TextField(_("regionens svar"), blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("besvarat"), null=True, blank=True)
    assessment = models.TextField(_("vår bedömning av svaret"), blank=True)
    assessed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("year", "region")
        verbose_name = _("underlag före avslag")
        verbose_name_plural = _("underlag före avslag")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "region"], name="a_region_is_heard_once_a_year"),
            models.CheckConstraint(condition=~Q(material=""), name="a_hearing_has_material"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="an_answer_has_its_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(assessment="", assessed_by__isnull=True)
                | ~Q(assessment="") & ~Q(answer="") & Q(assessed_by__isnull=False),
                name="an_assessment_is_somebody_s_of_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year_id}"

    def stamp(self) -> str:
        """Which answer it is, for a page that was shown; empty where there is none."""
        return self.answered_at.isoformat() if self.answered_at is not None else ""

    def is_over(self) -> bool:
        """Whether the region's answer is assessed, or its time ran out without one."""
        return bool(self.assessment) if self.answer else timezone.localdate() > self.answer_by
