"""Questions that last, a year's survey, and what each region answers."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreement.moves import AGENCY_ROLES, REGION_ROLES, Role
from agreement.replies import Asked, Kind
from register.access import roles_of
from register.models import AgreementYear, default_reminder_days

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL
KIND_NAMES = [
    (Kind.TEXT.value, _("fritext")),
    (Kind.NUMBER.value, _("antal")),
    (Kind.YES_NO.value, _("ja eller nej, med kommentar")),
    (Kind.CHOICE.value, _("ett av flera val")),
    (Kind.DIRECTION.value, _("riktning per behandling, med orsak")),
    (Kind.TABLE.value, _("antal per rad")),
    (Kind.AMOUNT.value, _("belopp och vad det gäller")),
]


class Question(models.Model):
    """A question's identity, the same from year to year, so that answers can be compared."""

    key = models.SlugField(_("nyckel"), max_length=60, unique=True)
    kind = models.CharField(_("slag"), max_length=10, choices=KIND_NAMES)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")

    def __str__(self) -> str:
        return self.key

    def wording(self) -> "QuestionWording | None":
        """The newest wording."""
        return self.wordings.order_by("-number").first()


class QuestionWording(models.Model):
    """One version of how a question is put. A new one never changes what an earlier survey asked.

    ``rows``, ``components`` and ``choices`` are lists of [code, Swedish, English].
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="wordings", verbose_name=_("fråga"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    sv = models.TextField(_("på svenska"), max_length=1000)
    en = models.TextField(_("på engelska"), max_length=1000, blank=True)
    help_sv = models.TextField(_("hjälptext på svenska"), max_length=2000, blank=True)
    help_en = models.TextField(_("hjälptext på engelska"), max_length=2000, blank=True)
    rows = models.JSONField(_("rader"), default=list, blank=True)
    components = models.JSONField(_("delar"), default=list, blank=True)
    choices = models.JSONField(_("val"), default=list, blank=True)

    class Meta:
        ordering = ("question", "number")
        verbose_name = _("formulering")
        verbose_name_plural = _("formuleringar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="wording_number_once"),
        ]

    def __str__(self) -> str:
        return self.sv[:80]

    def words(self, lang: str = "sv") -> str:
        """The question as it is put."""
        return self.en if lang == "en" and self.en else self.sv

    def help(self, lang: str = "sv") -> str:
        """The words under the question."""
        return self.help_en if lang == "en" and self.help_en else self.help_sv

    def asked(self) -> Asked:
        """What is asked for, as the pure room reads answers."""
        return Asked(
            Kind(self.question.kind),
            rows=tuple(code for code, *_words in self.rows),
            components=tuple(code for code, *_words in self.components),
            choices=tuple(code for code, *_words in self.choices),
        )

    def name_of(self, code: str, lang: str = "sv") -> str:
        """What a row, component or choice is called; its code where it has no name."""
        for known, sv, en in (*self.rows, *self.components, *self.choices):
            if known == code:
                return str(en if lang == "en" else sv)
        return code


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Which surveys a person may know of."""

    def visible_to(self, user: "AnyUser") -> "SurveyQuerySet":
        """The analyst sees all; a region's people those that were sent; the agency where the survey says so.

        The auditor reads what is sent, as with returns. Anyone else sees none.
        """
        roles = roles_of(user)
        if Role.ANALYST in roles:
            return self
        sent = self.exclude(status=Survey.Status.DRAFT)
        if roles & (REGION_ROLES | {Role.AUDITOR}):
            return sent
        return sent.filter(officers_read=True) if roles & AGENCY_ROLES else self.none()

    def counted(self) -> "SurveyQuerySet":
        """Those that the compilation, which officers read, counts: published, or where officers may."""
        return self.exclude(status=Survey.Status.DRAFT).filter(
            Q(status=Survey.Status.PUBLISHED) | Q(officers_read=True)
        )


class Survey(models.Model):
    """One year's survey: its questions in order, its last day, and who may read the answers."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SENT = "sent", _("Skickad")
        CLOSED = "closed", _("Stängd")
        PUBLISHED = "published", _("Publicerad")

    year = models.OneToOneField(AgreementYear, models.PROTECT, related_name="survey", verbose_name=_("år"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    last_day = models.DateField(_("sista dag"), null=True, blank=True)
    officers_read = models.BooleanField(_("Försäkringskassans handläggare får läsa svaren"), default=False)
    reminder_days = models.JSONField(
        _("påminnelser, dagar efter sista dagen"), default=default_reminder_days, blank=True
    )
    # Answers that a report printed; nobody wrote them here.
    is_printed = models.BooleanField(_("som tryckt"), default=False)
    sent_at = models.DateTimeField(_("skickad"), null=True, blank=True)
    closed_at = models.DateTimeField(_("stängd"), null=True, blank=True)
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        verbose_name = _("enkät")
        verbose_name_plural = _("enkäter")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(is_printed=True) | Q(last_day__isnull=False),
                name="a_sent_survey_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id}"


class SurveyItem(models.Model):
    """A question in a survey, in the wording that the survey uses."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="items")
    wording = models.ForeignKey(QuestionWording, models.PROTECT, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField(_("ordning"))

    class Meta:
        ordering = ("survey", "order")
        verbose_name = _("fråga i enkäten")
        verbose_name_plural = _("frågor i enkäten")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "question"], name="a_question_once_in_a_survey"),
            models.UniqueConstraint(fields=["survey", "order"], name="one_question_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.wording}"
