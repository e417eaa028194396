"""What regions answer, what was asked about it, and what the analyst makes of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement import wording
from agreement.moves import Role
from agreement.replies import Part
from register.access import is_agency, regions_of, roles_of
from register.models import Region
from survey.models.surveys import Survey, SurveyItem

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL


class ResponseQuerySet(models.QuerySet["Response"]):
    """Which responses a person may know of, and which they may read."""

    def visible_to(self, user: "AnyUser") -> "ResponseQuerySet":
        """A region's people know of their region's; the analyst of all; officers where they may.

        The auditor knows of those to surveys that were sent.
        """
        roles = roles_of(user)
        if Role.ANALYST in roles:
            return self
        if Role.AUDITOR in roles:
            return self.exclude(survey__status=Survey.Status.DRAFT)
        allowed = Q(region__in=[region.pk for region in regions_of(user)])
        if is_agency(user):
            allowed |= Q(survey__officers_read=True)
        return self.exclude(survey__status=Survey.Status.DRAFT).filter(allowed)

    def readable_by(self, user: "AnyUser") -> "ResponseQuerySet":
        """Before it is submitted, a response is its region's alone, as a return is."""
        own = Q(region__in=[region.pk for region in regions_of(user)])
        return self.visible_to(user).filter(own | Q(status=Response.Status.SUBMITTED))

    def own_of(self, user: "AnyUser") -> "ResponseQuerySet":
        """Those that the person answers, as one of the region's people."""
        own = [region.pk for region in regions_of(user)]
        return self.exclude(survey__status=Survey.Status.DRAFT).filter(region__in=own)

    def locked(self) -> "ResponseQuerySet":
        """For an act: the row is locked where the database can."""
        return self.select_for_update(of=("self",)).select_related("survey", "region")


class Response(models.Model):
    """One region's answers to one survey."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Inte påbörjad")
        DRAFT = "draft", _("Utkast")
        SUBMITTED = "submitted", _("Inlämnad")
        REOPENED = "reopened", _("Öppnad igen")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses", verbose_name=_("enkät"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="responses", verbose_name=_("region"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    status_since = models.DateTimeField(_("status sedan"), default=timezone.now)
    # Counts every change of an answer, so that nobody submits what they have not seen.
    revision = models.PositiveIntegerField(_("ändring"), default=0)
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("inlämnad"), null=True, blank=True)
    late = models.BooleanField(_("efter sista dagen"), default=False)
    reopened_reason = models.TextField(_("skäl"), blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ("survey", "region")
        verbose_name = _("enkätsvar")
        verbose_name_plural = _("enkätsvar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "region"], name="one_response_a_region_and_survey"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.survey}"

    @property
    def is_open(self) -> bool:
        """Whether the region can write."""
        return self.survey.status == Survey.Status.SENT and self.status != self.Status.SUBMITTED


OPEN_RESPONSES = (Response.Status.NOT_STARTED, Response.Status.DRAFT, Response.Status.REOPENED)


class Answer(models.Model):
    """A region's answer to one question. ``parts`` are `agreement.replies.Part` as JSON."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")
    item = models.ForeignKey(SurveyItem, models.PROTECT, related_name="answers")
    parts = models.JSONField(_("svar"), default=list)
    comment = models.TextField(_("kommentar"), max_length=20_000, blank=True)
    confidential = models.BooleanField(_("förtroligt, tas inte med i filer"), default=False)
    # Counts every change, so that the second of two colleagues is told.
    revision = models.PositiveIntegerField(_("ändring"), default=1)
    written_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("skrivet"), default=timezone.now)

    class Meta:
        ordering = ("response", "item__order")
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="one_answer_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.item_id}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said: the question was opened and saved, or its answer was taken away."""
        return not (self.parts or self.comment)

    def said(self) -> list[Part]:
        """The parts as the pure room knows them."""
        return [Part.from_json(each) for each in self.parts]


class Unsaved(models.Model):
    """What somebody wrote while a colleague saved another answer: kept, to be shown back."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="unsaved")
    item = models.ForeignKey(SurveyItem, models.PROTECT, related_name="+")
    parts = models.JSONField(_("svar"), default=list)
    comment = models.TextField(_("kommentar"), blank=True)
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    settled_at = models.DateTimeField(_("hanterat"), null=True, blank=True)

    class Meta:
        ordering = ("response", "pk")
        verbose_name = _("text som inte sparades")
        verbose_name_plural = _("texter som inte sparades")

    def __str__(self) -> str:
        return f"{self.response}: {self.item_id}"

    def said(self) -> list[Part]:
        """The parts as the pure room knows them."""
        return [Part.from_json(each) for each in self.parts]


def key_of(rule: str, lines: Iterable[str]) -> str:
    """What identifies a query from one check to the next."""
    return f"{rule}:{'+'.join(lines)}"


class QueryQuerySet(models.QuerySet["Query"]):
    """Which queries a question is about."""

    def of_round(self, year: int) -> "QueryQuerySet":
        """Those about what is submitted to the year's survey, counted and not confidential, by region."""
        secret = Answer.objects.filter(
            response=OuterRef("response"), item=OuterRef("item"), confidential=True
        )
        submitted = self.filter(
            ~Exists(secret),
            response__survey__in=Survey.objects.counted().filter(year=year),
            response__status=Response.Status.SUBMITTED,
        )
        return submitted.select_related("response").order_by("response__region", "item__order", "pk")


class Query(models.Model):
    """A rule's question about an answer (kontrollfråga). Its words are made when it is shown."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="queries")
    item = models.ForeignKey(SurveyItem, models.CASCADE, related_name="queries")
    rule = models.CharField(max_length=60)
    family = models.CharField(max_length=20)
    weight = models.CharField(max_length=8)
    lines = models.JSONField(default=list)
    found = models.JSONField(null=True)
    expected = models.JSONField(null=True)
    params = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    explanation = models.TextField(_("förklaring"), max_length=4000, blank=True)
    explained_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    explained_at = models.DateTimeField(null=True, blank=True)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ("response", "item__order", "pk")
        verbose_name = _("kontrollfråga om ett svar")
        verbose_name_plural = _("kontrollfrågor om svar")

    def __str__(self) -> str:
        return f"{self.response}: {self.rule}"

    @property
    def key(self) -> str:
        """What identifies it from one check to the next, so that an explanation stays with it."""
        return key_of(self.rule, self.lines)

    def may_be_explained_in(self, response: Response) -> bool:
        """While answers are open; once they are handed in, what nobody has explained, until publication."""
        if response.is_open:
            return True
        waits = response.status == Response.Status.SUBMITTED and not self.explanation
        return waits and response.survey.status in (Survey.Status.SENT, Survey.Status.CLOSED)

    def message(self, lang: str = "sv") -> str:
        """The query in words."""
        return wording.message(self.rule, self.params, lang)

    def told(self, lang: str = "sv") -> str:
        """What was found, without what to do, for whoever cannot do it."""
        return wording.told(self.rule, self.params, lang)

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public form of every finding."""
        return {
            "rule": self.rule,
            "family": self.family,
            "layer": "claim",
            "weight": self.weight,
            "region": self.response.region_id,
            "lines": self.lines,
            "sheet": None,
            "cells": [],
            "found": self.found,
            "expected": self.expected,
            "message": self.message(lang),
            "count": 1,
            "sources": self.sources,
        }


class Tag(models.Model):
    """A word that the analyst gives to answers, to count them by."""

    item = models.ForeignKey(SurveyItem, models.CASCADE, related_name="tags")
    word = models.CharField(_("etikett"), max_length=60)
    answers: "models.ManyToManyField[Answer, Any]" = models.ManyToManyField(
        Answer, related_name="tags", verbose_name=_("svar")
    )

    class Meta:
        ordering = ("item", "word")
        verbose_name = _("etikett")
        verbose_name_plural = _("etiketter")
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "word"], name="a_tag_once")]

    def __str__(self) -> str:
        return self.word


class Summary(models.Model):
    """What the analyst writes about the answers to a question."""

    item = models.OneToOneField(SurveyItem, models.CASCADE, related_name="summary")
    sv = models.TextField(_("på svenska"), max_length=20_000)
    en = models.TextField(_("på engelska"), max_length=20_000, blank=True)
    revision = models.PositiveIntegerField(_("ändring"), default=1)
    written_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("skriven"), default=timezone.now)

    class Meta:
        ordering = ("item",)
        verbose_name = _("sammanfattning")
        verbose_name_plural = _("sammanfattningar")

    def __str__(self) -> str:
        return self.sv[:80]


class SurveyReminder(models.Model):
    """A step of the ladder that is taken for a region; ``sent`` is false for one that was passed over."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="reminders")
    step = models.SmallIntegerField(_("dagar efter sista dagen"))
    sent = models.BooleanField(_("skickad"), default=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("response", "step")
        verbose_name = _("påminnelse om enkäten")
        verbose_name_plural = _("påminnelser om enkäten")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "step"], name="survey_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.step}"
