"""What a region has handed in, each time: frozen, so that nothing is lost when answers are opened again."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.moves import Role
from register.access import has_role
from survey.models.answers import Response
from survey.models.surveys import Survey

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL


class ResponseVersionQuerySet(models.QuerySet["ResponseVersion"]):
    """Which versions a person may read."""

    def readable_by(self, user: "AnyUser") -> "ResponseVersionQuerySet":
        """The analyst and the auditor read all of surveys that were sent; a region's people their own."""
        if has_role(user, [Role.ANALYST, Role.AUDITOR]):
            return self.exclude(response__survey__status=Survey.Status.DRAFT)
        return self.filter(response__in=Response.objects.own_of(user).values("pk"))


class ResponseVersion(models.Model):
    """A region's answers as they were handed in once. ``content`` is what ``sha256`` is the digest of."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("innehåll"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    late = models.BooleanField(_("efter sista dagen"), default=False)
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("inlämnad"), default=timezone.now)

    objects = ResponseVersionQuerySet.as_manager()

    class Meta:
        ordering = ("response", "number")
        verbose_name = _("inlämnad version av enkätsvar")
        verbose_name_plural = _("inlämnade versioner av enkätsvar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "number"], name="response_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.number}"
